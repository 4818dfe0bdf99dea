# SPDX-License-Identifier: Apache-2.0
"""Tables: text with separators, workbooks, and what a clipboard holds; in and out."""
