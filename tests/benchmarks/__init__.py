# SPDX-License-Identifier: Apache-2.0
"""How long the shipped code takes on a real project, next to the least such work can cost."""
