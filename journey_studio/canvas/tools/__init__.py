# SPDX-License-Identifier: Apache-2.0
"""Gestures: one class each, with its start, its moves, its end and its cancel."""
