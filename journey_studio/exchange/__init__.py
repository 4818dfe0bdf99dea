# SPDX-License-Identifier: Apache-2.0
"""Foreign formats, read into commands, with every loss reported."""
