# SPDX-License-Identifier: Apache-2.0
"""Strict reading of what strangers wrote: JSON, YAML, XML, HTML and text, under limits."""
