# SPDX-License-Identifier: Apache-2.0
"""Posters: a Board cut to a paper and written to a file beside its name, then renamed."""
