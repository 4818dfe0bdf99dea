# SPDX-License-Identifier: Apache-2.0
"""Which way each part of a line runs, and in which order the parts stand.

The Unicode bidirectional algorithm (UAX #9) with isolates and paired brackets. The names of the
rules are those of the standard.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple
from unicodedata import bidirectional

from journey_studio.layout.bidi_rules import ISOLATES, Sign, resolve

_STRONG_RTL = ("R", "AL")
_TURNS_TEXT = frozenset(("R", "AL", "AN", "RLE", "RLO", "RLI"))
_EMBEDDINGS = {"LRE": (0, ""), "RLE": (1, ""), "LRO": (0, "L"), "RLO": (1, "R")}
_REMOVED = frozenset((*_EMBEDDINGS, "PDF", "BN"))
_DEEPEST = 125


def is_rtl(text: str) -> bool:
    """Whether a paragraph runs from right to left: by its first sign with a direction."""
    return not text.isascii() and _first_strong(map(bidirectional, text)) == 1


def has_rtl(text: str) -> bool:
    """Whether any part of `text` may run from right to left."""
    return not text.isascii() and not _TURNS_TEXT.isdisjoint(map(bidirectional, text))


def _first_strong(kinds: Iterable[str]) -> int:
    """P2 and P3: 1 where the first strong kind outside isolates runs to the left."""
    depth = 0
    for kind in kinds:
        if kind in ISOLATES:
            depth += 1
        elif kind == "PDI":
            if depth == 0:
                return 0
            depth -= 1
        elif depth == 0 and kind in ("L", *_STRONG_RTL):
            return int(kind != "L")
    return 0


def levels(text: str, *, rtl: bool) -> list[int]:
    """The level of each sign of a line in a paragraph that runs `rtl`; odd ones run leftwards."""
    base = int(rtl)
    original = [bidirectional(sign) or "L" for sign in text]
    kinds = list(original)
    found = _explicit(kinds, base)
    kept = [at for at, kind in enumerate(original) if kind not in _REMOVED]
    for places, before, after in list(_sequences(kept, original, found, base)):
        signs = [Sign(text[at], original[at], kinds[at]) for at in places]
        for at, level in zip(places, resolve(signs, found[places[0]], before, after), strict=True):
            found[at] = level
    for at, kind in enumerate(original):
        if kind in _REMOVED:  # drawn as nothing: goes with what stands before
            found[at] = found[at - 1] if at else base
    _reset_blanks(original, found, base)
    return found


def _reset_blanks(kinds: list[str], found: list[int], base: int) -> None:
    """L1: blanks at the end of the line, and before separators, stand as the paragraph does."""
    at_end = True
    for at in range(len(kinds) - 1, -1, -1):
        if kinds[at] in ("B", "S"):
            at_end = True
        elif kinds[at] not in ("WS", "PDI", *ISOLATES, *_REMOVED):
            at_end = False
        if at_end:
            found[at] = base


class _Status(NamedTuple):
    level: int
    override: str
    isolate: bool


class _Nesting:
    """X1 to X8: what the steering signs met so far ask of the next sign."""

    def __init__(self, base: int) -> None:
        self.stack = [_Status(base, "", False)]
        self.lost_isolates = self.lost_embeddings = self.isolates = 0

    def enter(self, towards: int, override: str, isolate: bool) -> None:
        """An embedding, override or isolate begins; too deep ones are only counted."""
        level = _next_level(self.stack[-1].level, towards)
        if level <= _DEEPEST and not self.lost_isolates and not self.lost_embeddings:
            self.stack.append(_Status(level, override, isolate))
            self.isolates += isolate
        elif isolate:
            self.lost_isolates += 1
        elif not self.lost_isolates:
            self.lost_embeddings += 1

    def leave_embedding(self) -> None:
        """PDF: the innermost embedding ends, if it began within the same isolate."""
        if self.lost_isolates:
            return
        if self.lost_embeddings:
            self.lost_embeddings -= 1
        elif not self.stack[-1].isolate and len(self.stack) > 1:
            self.stack.pop()

    def leave_isolate(self) -> None:
        """PDI: the innermost isolate ends, and all that began in it."""
        if self.lost_isolates:
            self.lost_isolates -= 1
        elif self.isolates:
            self.isolates -= 1
            self.lost_embeddings = 0
            while not self.stack.pop().isolate:
                pass


def _explicit(kinds: list[str], base: int) -> list[int]:
    """The levels that steering signs ask for; what they override is written into `kinds`."""
    nesting = _Nesting(base)
    found = [base] * len(kinds)
    for at, kind in enumerate(kinds):
        if kind in _EMBEDDINGS:
            nesting.enter(*_EMBEDDINGS[kind], isolate=False)
        elif kind == "PDF":
            nesting.leave_embedding()
        elif kind != "BN":
            if kind == "PDI":
                nesting.leave_isolate()
            found[at], override, _ = nesting.stack[-1]
            kinds[at] = override or kind
            if kind in ISOLATES:
                towards = _first_strong(kinds[at + 1 :]) if kind == "FSI" else kind == "RLI"
                nesting.enter(int(towards), "", isolate=True)
    return found


def _next_level(level: int, towards: int) -> int:
    """The least greater level that is odd (`towards` 1) or even (0)."""
    return level + 1 if (level + 1) % 2 == towards else level + 2


class _Sequence(NamedTuple):
    """An isolating run sequence: where its signs stand, and the directions at its two ends."""

    places: list[int]
    before: str
    after: str


def _sequences(
    kept: list[int], original: list[str], found: list[int], base: int
) -> Iterator[_Sequence]:
    """X10: runs of one level, joined where an isolate stands between them."""
    found_sequences: list[list[int]] = []
    open_isolates: list[list[int]] = []
    for _, group in groupby(kept, key=found.__getitem__):
        run = list(group)
        if original[run[0]] == "PDI" and open_isolates:
            sequence = open_isolates.pop()
            sequence.extend(run)
        else:
            sequence = run
            found_sequences.append(sequence)
        if original[run[-1]] in ISOLATES:
            open_isolates.append(sequence)
    order = {at: index for index, at in enumerate(kept)}
    for places in found_sequences:
        level = found[places[0]]
        first, last = order[places[0]], order[places[-1]]
        before = found[kept[first - 1]] if first else base
        closed = original[places[-1]] not in ISOLATES
        after = found[kept[last + 1]] if closed and last + 1 < len(kept) else base
        yield _Sequence(places, "LR"[max(level, before) % 2], "LR"[max(level, after) % 2])


def visual_order(levels: list[int]) -> list[int]:
    """The indices of parts with these levels, from left to right (L2)."""
    order = list(range(len(levels)))
    for level in range(max(levels, default=0), 0, -1):
        start = 0
        for high, group in groupby([levels[at] >= level for at in order]):
            end = start + len(list(group))
            if high:
                order[start:end] = order[start:end][::-1]
            start = end
    return order
