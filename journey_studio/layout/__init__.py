# SPDX-License-Identifier: Apache-2.0
"""From a snapshot to a Board: text measured, lines broken, everything placed; hits; pages."""
