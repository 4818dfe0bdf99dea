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
from journey_studio.layout.graphemes import graphemes

_KINDS = {"L": -1, "R": -2, "AL": -2, "EN": -3, "AN": -4}


class Segment(NamedTuple):
    """A piece of text in logical order, its face, and whether it runs from right to left."""

    text: str
    face: str
    rtl: bool


def segments(text: str, weight: str, language: str, *, rtl: bool) -> tuple[Segment, ...]:
    """The pieces of a line of a paragraph that runs `rtl`, from left to right."""
    found = logical_segments(text, weight, language, mixed=rtl or bidi.has_rtl(text))
    if not rtl and not any(segment.rtl for segment in found):
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
    clusters = graphemes(text)
    faces = [drawing_face(cluster, weight, language) for cluster in clusters]
    if not mixed:
        return _joined(clusters, faces, [0] * len(clusters))
    kinds = [_KINDS.get(bidirectional(cluster[0]), place) for place, cluster in enumerate(clusters)]
    return _joined(clusters, faces, kinds)


def _joined(
    clusters: Sequence[str], faces: Sequence[str], kinds: Sequence[int]
) -> tuple[Segment, ...]:
    """Neighbours of the same face and kind as one segment each."""
    marks = list(zip(faces, kinds, strict=True))
    cuts = [0, *(at for at, (a, b) in enumerate(pairwise(marks), 1) if a != b), len(marks)]
    return tuple(
        Segment("".join(clusters[start:end]), faces[start], kinds[start] == _KINDS["R"])
        for start, end in pairwise(cuts)
    )
