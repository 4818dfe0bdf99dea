# SPDX-License-Identifier: Apache-2.0
"""Sharing a project through a folder, as a person meets it: share, join, how it stands."""
