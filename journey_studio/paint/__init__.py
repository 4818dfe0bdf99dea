# SPDX-License-Identifier: Apache-2.0
"""Painters of one Board: Qt, PDF and SVG. None of them wraps, measures or chooses a font."""
