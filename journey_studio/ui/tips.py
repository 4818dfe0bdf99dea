# SPDX-License-Identifier: Apache-2.0
"""Words of people as tips beside the mouse, which Qt would read as HTML where they look like it."""

from PySide6.QtGui import Qt


def tip_of(text: str) -> str:
    """A text as a tip that shows every sign as it was written."""
    if not Qt.mightBeRichText(text):
        return text
    from html import escape  # with all names HTML has for signs; few tips need it

    return f"<qt>{escape(text)}</qt>"
