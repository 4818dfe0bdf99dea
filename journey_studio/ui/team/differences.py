# SPDX-License-Identifier: Apache-2.0
"""Texts that differ: which words are only in one of them, and a long one without what all share."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

from journey_studio.i18n import t
from journey_studio.model.word_diff import word_edits
from journey_studio.model.word_merge import WORDS

_LONG = 60  # words and what is between them, shared at a stretch, from which some are left out
_KEPT = 16  # of them at either end


class Piece(NamedTuple):
    """Part of a text; `own` where the other text does not say so."""

    text: str
    own: bool


def pieces(text: str, other: str) -> list[Piece]:
    """The text in pieces that are shared with `other` and pieces that are its own."""
    mine, theirs = WORDS.findall(text), WORDS.findall(other)
    edits = word_edits(mine, theirs)
    if edits is None:
        return [Piece(text, False)] if text else []
    made: list[Piece] = []
    at = 0
    for start, end, _ in edits:
        made += [Piece("".join(mine[at:start]), False), Piece("".join(mine[start:end]), True)]
        at = end
    made.append(Piece("".join(mine[at:]), False))
    return [piece for piece in made if piece.text]


def differing(texts: Sequence[str]) -> list[list[Piece]]:
    """Each of several texts in pieces: its own are those that not all of the others have.

    The first is compared with the second, every other with the first.
    """
    if len(texts) < 2:
        return [[Piece(text, False)] for text in texts]
    pairs = ((text, texts[1] if at == 0 else texts[0]) for at, text in enumerate(texts))
    return [pieces(text, other) for text, other in pairs]


def shortened(found: Iterable[Piece]) -> list[Piece]:
    """The pieces with long shared stretches cut down to their ends."""
    every = list(found)
    made: list[Piece] = []
    for at, piece in enumerate(every):
        words = WORDS.findall(piece.text)
        if piece.own or len(words) <= _LONG:
            made.append(piece)
            continue
        head = "".join(words[:_KEPT]) if at else ""
        tail = "".join(words[-_KEPT:]) if at + 1 < len(every) else ""
        if not head and not tail:  # nothing differs: the beginning says what it is
            made.append(Piece(t("team.cut_end", head="".join(words[:_LONG])), False))
        else:
            made.append(Piece(t("team.cut", head=head, tail=tail), False))
    return made


def marked(found: Iterable[Piece], ground: str) -> str:
    """The pieces as rich text: their own words underlined on a `ground` of that colour."""
    style = f"background-color:{ground}; text-decoration:underline;"
    return "<qt>" + "".join(_in_html(piece, style) for piece in found) + "</qt>"


def _in_html(piece: Piece, style: str) -> str:
    """A piece; the blank after its last word is marked no more than the one before its first."""
    words = piece.text.rstrip(" ")
    if not piece.own or not words:
        return plain_html(piece.text)
    return f'<span style="{style}">{plain_html(words)}</span>{plain_html(piece.text[len(words) :])}'


def plain_html(text: str) -> str:
    """Plain words as rich text, their lines and blanks kept."""
    return escape(text).replace("\n", "<br>").replace("  ", " &nbsp;")
