# SPDX-License-Identifier: Apache-2.0
"""Words of people as tips beside the mouse, which Qt would read as HTML where they look like it."""

from html import escape

from PySide6.QtGui import Qt


def tip_of(text: str) -> str:
    """A text as a tip that shows every sign as it was written."""
    return f"<qt>{escape(text)}</qt>" if Qt.mightBeRichText(text) else text
