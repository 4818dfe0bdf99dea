# SPDX-License-Identifier: Apache-2.0
"""Comparing two maps in the window: choosing the sides, the bar, what differs in words."""
