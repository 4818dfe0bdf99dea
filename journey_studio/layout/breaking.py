# SPDX-License-Identifier: Apache-2.0
"""Widths of words, kept, and the places within a word where a line may end."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import accumulate
from math import inf
from typing import NamedTuple
from unicodedata import bidirectional, category

from journey_studio.layout.bidi import has_rtl
from journey_studio.layout.extra_faces import is_cjk, is_hangul
from journey_studio.layout.fonts import hb_font
from journey_studio.layout.graphemes import graphemes
from journey_studio.layout.segments import alphabet, logical_segments
from journey_studio.layout.shaping import advance, glyphs, units_per_em

_KEPT_WORDS = 200_000
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x9f]")
_ODD = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_BREAKS_AFTER = frozenset("-\u2010\u2013/\\")
_ALWAYS_AFTER = frozenset("\u2014\u200b\u00ad\u3000")
_PERHAPS = re.compile("[-/\\\\\u00ad\u200b\u2010-\u2014\u2e80-\uffef\U0001b000-\U0003ffff]")
_SOFT_HYPHEN = "\u00ad"
# Small kana and marks that never begin a line, besides closing punctuation.
_NOT_FIRST = frozenset(
    "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶーゝゞヽヾ々〻‐゠–〜～、。,.;:!?)]}%，．・：；？！‼⁇⁈⁉…‥"
)


def clean(text: str) -> str:
    """`text` as it can be drawn: every line end a newline, tabs as blanks, no control signs."""
    text = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    text = "\n".join(_CONTROLS.sub("", line) for line in text.split("\n"))
    return _SURROGATES.sub("\ufffd", text)


@lru_cache(maxsize=8)
def _plain_signs(weight: str) -> tuple[frozenset[str], ...]:
    return _plain_of(frozenset(hb_font(weight).face.unicodes))


@lru_cache(maxsize=8)
def _plain_of(codes: frozenset[int]) -> tuple[frozenset[str], ...]:
    """Those of a family's signs that stand for themselves, no marks and left to right: those of
    each alphabet with the signs that all share. All weights of a family have the same.
    """
    plain = [
        sign
        for sign in map(chr, codes)
        if category(sign)[0] not in "MC" and bidirectional(sign) not in ("R", "AL", "AN")
    ]
    alphabets = {sign: alphabet(sign) for sign in plain}
    wanted = sorted({name for name in alphabets.values() if name is not None}, reverse=True)
    return tuple(
        frozenset(sign for sign in plain if alphabets[sign] in (None, name)) for name in wanted
    )


def is_plain(text: str, weight: str) -> bool:
    """Whether `text` is one run of the main family, in one alphabet and without marks."""
    signs = _plain_signs(weight)  # nearly always the first: every line that is shown is asked about
    return signs[0].issuperset(text) or any(each.issuperset(text) for each in signs[1:])


class Pairs(dict[tuple[str, str], float]):
    """How far a plain sign takes the pen before another one, in em; filled as pairs are asked for.

    That is all of shaping there is to plain text, a hundred times quicker than to shape its words.
    """

    def __init__(self, weight: str) -> None:
        super().__init__()
        self.weight = weight

    def __missing__(self, pair: tuple[str, str]) -> float:
        both = advance(pair[0] + pair[1], self.weight, False)
        self[pair] = width = both - advance(pair[1], self.weight, False)
        return width


@cache
def pairs_of(weight: str) -> Pairs:
    """The pairs of signs in this weight."""
    return Pairs(weight)


class Widths(dict[str, float]):
    """Word -> its width with a blank after it, in em; filled as words are asked for.

    inf for a word that cannot be measured alone: it holds line ends, tabs or control signs, or
    runs from right to left (`mixed` widths, for texts that run both ways, know those).
    """

    def __init__(self, weight: str, language: str, mixed: bool) -> None:
        super().__init__()
        self.weight = weight
        self.language = language
        self.mixed = mixed
        self.breakable: set[str] = set()
        self.blank = advance(" ", weight, False)
        self._pairs = pairs_of(weight)

    def __missing__(self, word: str) -> float:
        if not self.mixed and is_plain(word, self.weight):
            after = word[1:] + " "
            width = sum(map(self._pairs.__getitem__, zip(word, after, strict=False)), self.blank)
        elif _ODD.search(word) or (not self.mixed and has_rtl(word)):
            width = inf
        else:
            drawn = word.replace(_SOFT_HYPHEN, "")  # letters on its two sides may join
            width = profile(drawn, self.weight, self.language, self.mixed).ends[-1] + self.blank
        if _PERHAPS.search(word) and opportunities(word):
            self.breakable.add(word)
        self[word] = width
        return width

    def alone(self, word: str) -> float:
        """The width of the word without the blank, in em."""
        return self[word] - self.blank


_kept: dict[tuple[str, str, bool], Widths] = {}


def widths_of(weight: str, language: str, mixed: bool = False) -> Widths:
    """The widths of words in this weight; forgotten when they are too many."""
    key = (weight, language, mixed)
    widths = _kept.get(key)
    if widths is None or len(widths) > _KEPT_WORDS:
        widths = _kept[key] = Widths(weight, language, mixed)
    return widths


class Profile(NamedTuple):
    """A word by its written signs: where each ends (index in the word) and how far it reaches (em).

    Both begin with 0. `stops` are the indices into them after which a line may end.
    """

    offsets: tuple[int, ...]
    ends: tuple[float, ...]
    stops: tuple[int, ...]


@lru_cache(maxsize=16384)
def profile(word: str, weight: str, language: str, mixed: bool) -> Profile:
    """The profile of a word, shaped as a whole."""
    steps = [0.0] * len(word)
    at = 0
    for segment in logical_segments(word, weight, language, mixed=mixed):
        upem = units_per_em(segment.face)
        for glyph in glyphs(*segment):
            steps[at + glyph.cluster] += glyph.x_advance / upem
        at += len(segment.text)
    reach = [0.0, *accumulate(steps)]
    offsets = (0, *accumulate(map(len, graphemes(word))))
    index = {offset: place for place, offset in enumerate(offsets)}
    stops = tuple(index[offset] for offset in opportunities(word) if offset in index)
    return Profile(offsets, tuple(reach[offset] for offset in offsets), stops)


@lru_cache(maxsize=65536)
def opportunities(word: str) -> tuple[int, ...]:
    """The indices within `word` before which a line may begin."""
    clusters = graphemes(word)
    found, at = [], 0
    for place in range(len(clusters) - 1):
        at += len(clusters[place])
        if _may_break(word, at, clusters[place][0], clusters[place + 1][0]):
            found.append(at)
    return tuple(found)


def _may_break(word: str, at: int, before: str, after: str) -> bool:
    """Whether a line may end between two signs, the second one at index `at`."""
    if after in _NOT_FIRST or category(after) in ("Pe", "Pf") or category(before) in ("Ps", "Pi"):
        return False
    if before in _ALWAYS_AFTER:
        return True
    if before in _BREAKS_AFTER:  # "self-service", but not "e-mail", "-5" or "24/7"
        return word[at - 3 : at - 1].isalpha() and at >= 3 and word[at : at + 2].isalpha()
    return _is_ideographic(before) or _is_ideographic(after)


def _is_ideographic(sign: str) -> bool:
    """Whether lines may break around `sign`; Korean breaks at its blanks."""
    return is_cjk(sign) and not is_hangul(sign)


_ABOUT = 2.0  # em that joining and kerning at its start may take off what is left of a word


def break_word(word: str, widths: Widths, first: float, room: float, force: bool) -> list[str]:
    """`word` in pieces: the first at most `first` em wide, the others `room`.

    The first piece is "" where nothing fits and `force` is off; with it, and from the second piece
    on, a piece holds at least one written sign.
    """
    word_profile = profile(word, widths.weight, widths.language, widths.mixed)
    offsets, ends, stops = word_profile
    last = len(offsets) - 1
    pieces: list[str] = []
    start, limit = 0, first
    while True:
        # Alone it is about as wide as within the word; measuring and keeping every rest of a word
        # of 20,000 signs would take seconds and 40 MB.
        if ends[-1] - ends[start] <= limit + _ABOUT:
            rest = word[offsets[start] :]
            if widths.alone(rest) <= limit:
                return [*pieces, rest]
        to_come = stops[bisect_right(stops, start) :]
        end = _furthest(word, widths, word_profile, start, limit, to_come)
        if end is None and force:
            signs = range(start + 1, last + 1)
            end = _furthest(word, widths, word_profile, start, limit, signs) or start + 1
        if end is None:
            pieces.append("")
        else:
            pieces.append(_piece(word, offsets[start], offsets[end]))
            start = end
        if start == last:
            return pieces
        limit, force = room, True


def _piece(word: str, start: int, end: int) -> str:
    """The piece as drawn: a soft hyphen at its end becomes a hyphen."""
    piece = word[start:end]
    return piece[:-1] + "-" if piece.endswith(_SOFT_HYPHEN) and end < len(word) else piece


def _furthest(
    word: str,
    widths: Widths,
    word_profile: Profile,
    start: int,
    limit: float,
    places: Sequence[int],
) -> int | None:
    """The last of `places` to which the piece from `start` fits; None where none does."""
    offsets, ends, _ = word_profile
    reach = bisect_right(places, ends[start] + limit, key=ends.__getitem__)
    for place in reversed(places[max(0, reach - 4) : reach + 1]):  # alone it may be kerned less
        if widths.alone(_piece(word, offsets[start], offsets[place])) <= limit:
            return place
    return None
