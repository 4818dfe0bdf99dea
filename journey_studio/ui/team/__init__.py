# SPDX-License-Identifier: Apache-2.0
"""What others did, what needs a word, what is out of date, and what belongs to whom."""
