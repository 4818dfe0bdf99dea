# SPDX-License-Identifier: Apache-2.0
"""Records, registers, change sets and their merge: values and functions, no screen, no disk."""
