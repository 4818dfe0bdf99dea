# SPDX-License-Identifier: Apache-2.0
"""Taking in a file of another program: looked at first, then one step that undo takes back."""
