# SPDX-License-Identifier: Apache-2.0
"""Paragraphs that look set by hand."""

from hypothesis import given
from hypothesis import strategies as st

from journey_studio.layout.blocks import balanced, hugging
from journey_studio.layout.theme import load_theme
from tests.layout.maps import TEXTS

STYLE = load_theme("light").type.label


def test_no_word_is_left_alone_where_lines_can_be_alike() -> None:
    text = "berth gone meanwhile, choose again"
    assert [line.text for line, _ in hugging(text, STYLE, 168).lines][-1] == "again"
    made = balanced(text, STYLE, 168)
    assert [line.text for line, _ in made.lines] == ["berth gone meanwhile,", "choose again"]
    assert made.width < hugging(text, STYLE, 168).width


@given(TEXTS, st.floats(40, 300))
def test_balanced_lines_are_as_many_and_never_wider(text: str, width: float) -> None:
    usual, made = hugging(text, STYLE, width), balanced(text, STYLE, width)
    assert len(made.lines) == len(usual.lines)
    assert made.widest <= usual.widest + 0.01
    words = [
        [word for line, _ in each.lines for word in line.text.split()] for each in (usual, made)
    ]
    assert words[0] == words[1]
