# SPDX-License-Identifier: Apache-2.0
"""The panel on the left: what can be put on a map, and the maps of the project."""
