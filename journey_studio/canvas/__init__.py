# SPDX-License-Identifier: Apache-2.0
"""The map on the screen: view, tools, inline editing."""
