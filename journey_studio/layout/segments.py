# SPDX-License-Identifier: Apache-2.0
"""A line cut into pieces of one face and one direction, in the order they stand on paper.

Where a text runs both ways, letters, digits and single signs are pieces of their own: so a word
has the same pieces, and the same width, wherever in the line the other direction puts it.
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple
from unicodedata import bidirectional

from journey_studio.layout import bidi
from journey_studio.layout.extra_faces import guess_language
from journey_studio.layout.fonts import drawing_face
from journey_studio.layout.graphemes import graphemes, is_ignorable

_LATIN, _GREEK, _CYRILLIC, _LEFTWARDS = -1, -2, -3, -4
_KINDS = {"R": _LEFTWARDS, "AL": _LEFTWARDS, "EN": -5, "AN": -6}
_CYRILLIC_BLOCKS = ((0x400, 0x530), (0x1C80, 0x1C90), (0x2DE0, 0x2E00), (0xA640, 0xA6A0))
_CYRILLIC_SIGNS = frozenset(chr(code) for block in _CYRILLIC_BLOCKS for code in range(*block))


class Segment(NamedTuple):
    """A piece of text in logical order, its face, and whether it runs from right to left."""

    text: str
    face: str
    rtl: bool


def segments(text: str, weight: str, language: str, *, rtl: bool) -> tuple[Segment, ...]:
    """The pieces of a line of a paragraph that runs `rtl`, from left to right."""
    found = logical_segments(text, weight, language, mixed=rtl or bidi.has_rtl(text))
    if not found or (not rtl and not any(segment.rtl for segment in found)):
        return found
    by_sign = bidi.levels(text, rtl=rtl)
    starts = accumulate((len(segment.text) for segment in found[:-1]), initial=0)
    levels = [by_sign[start] for start in starts]
    placed = [
        segment._replace(rtl=bool(level % 2)) for segment, level in zip(found, levels, strict=True)
    ]
    return tuple(placed[index] for index in bidi.visual_order(levels))


def logical_segments(text: str, weight: str, language: str, *, mixed: bool) -> tuple[Segment, ...]:
    """The pieces of `text` in the order of writing; `mixed`: it runs both ways.

    Their direction is that of their own letters.
    """
    if not text:
        return ()
    language = language or guess_language(text)
    clusters = [part for cluster in graphemes(text) for part in _off_blanks(cluster)]
    faces = [drawing_face(cluster, weight, language) for cluster in clusters]
    if not mixed:
        return _joined(clusters, faces, _alphabets(clusters))
    kinds: list[int] = []
    for place, cluster in enumerate(clusters):
        goes_on = kinds and is_ignorable(cluster[0])  # it must not keep two letters from kerning
        kinds.append(kinds[-1] if goes_on else _kind(cluster[0], place))
    return _joined(clusters, faces, kinds)


def _off_blanks(cluster: str) -> tuple[str, ...]:
    """A sign that would join the blank before it alone, for lines are measured word by word."""
    return (" ", cluster[1:]) if cluster[0] == " " and len(cluster) > 1 else (cluster,)


def alphabet(sign: str) -> int | None:
    """A number for the alphabet of a letter of the main family; None for what all share."""
    if not sign.isalpha():
        return None
    if "\u0370" <= sign <= "\u03ff" or "\u1f00" <= sign <= "\u1fff":
        return _GREEK
    return _CYRILLIC if sign in _CYRILLIC_SIGNS else _LATIN


def _kind(sign: str, place: int) -> int:
    """A number for signs that may stand in one piece where a text runs both ways."""
    direction = bidirectional(sign)
    if direction == "L":
        return alphabet(sign) or _LATIN
    return _KINDS.get(direction, place)


def _alphabets(clusters: Sequence[str]) -> list[int]:
    """The alphabet of each cluster; signs go with the letters of their own word.

    Qt shapes each alphabet by itself, so that nothing kerns from one to the other: pieces must
    end there.
    """
    found: list[int | None] = []
    current: int | None = None
    for cluster in clusters:
        own = None if cluster == " " else alphabet(cluster[0])
        if own is not None and current is None:  # signs at the beginning of the word
            place = len(found) - 1
            while place >= 0 and clusters[place] != " ":
                found[place] = own
                place -= 1
        if own is not None or cluster == " ":
            current = own
        found.append(current)
    filled: list[int] = []
    for name in found:
        filled.append(name if name is not None else filled[-1] if filled else _LATIN)
    return filled


def _joined(
    clusters: Sequence[str], faces: Sequence[str], kinds: Sequence[int]
) -> tuple[Segment, ...]:
    """Neighbours of the same face and kind as one segment each."""
    marks = list(zip(faces, kinds, strict=True))
    cuts = [0, *(at for at, (a, b) in enumerate(pairwise(marks), 1) if a != b), len(marks)]
    return tuple(
        Segment("".join(clusters[start:end]), faces[start], kinds[start] == _LEFTWARDS)
        for start, end in pairwise(cuts)
    )
