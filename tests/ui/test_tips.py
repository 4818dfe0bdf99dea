# SPDX-License-Identifier: Apache-2.0
"""Tips show words as they were written."""

import pytest
from PySide6.QtGui import Qt, QTextDocument

from journey_studio.ui.tips import tip_of


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(
    "words", ["Plan", "a < b", "<b>Plan</b>", '<img src="/etc/passwd">', "R&D <i>", "A & B"]
)
def test_a_tip_says_what_was_written(words: str) -> None:
    shown = QTextDocument()
    tip = tip_of(words)
    if Qt.mightBeRichText(tip):
        shown.setHtml(tip)
    else:
        shown.setPlainText(tip)
    assert shown.toPlainText() == words
