# SPDX-License-Identifier: Apache-2.0
"""Maps with every register set, to send through formats and see what comes back."""

import hashlib
import struct
import types
import zlib
from collections.abc import Sequence
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from journey_studio.exchange.scales import SCALES
from journey_studio.model.builder import Builder
from journey_studio.model.ids import kind_of
from journey_studio.model.kinds import CARDLESS, CURVE_KINDS
from journey_studio.model.records import KEPT_FROM_SIGHT, KINDS, Day, Hash, Ids, Link, Slider, Url
from journey_studio.model.references import REFERENCES
from journey_studio.model.registers import registers
from journey_studio.model.renaming import with_other_ids
from journey_studio.model.snapshot import Snapshot
from journey_studio.model.values import Count, Number


def _png(number: int) -> bytes:
    """A picture of one dot, of a colour of its own."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    dot = zlib.compress(bytes([0, 40 * number, 90, 160]))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", dot) + chunk(b"IEND", b"")


PICTURES: dict[str, bytes] = {
    hashlib.sha256(data).hexdigest(): data for data in map(_png, range(1, 5))
}

ODD_WORDS = (
    "Grüße aus Zürich", "a, b; c", 'say "no"', "'quoted'", "#35; &amp; %%", "https://x.org/?a=b#c",
    "<script>alert(1)</script>", "-->", "]]>", "*bold* _it_ [x](y)", "=1+1", "@SUM(A1)", "-3", "+4",
    "1,5", "007", "true", "null", "~", "[Phase]", "| pipe |", "key: value", "- item", "// not",
    "one\ntwo", "tab\there", " blanks ", "日本語", "שלום", "👩‍👩‍👧 family", "e\u0301", "\u202eabc",
    "\u2028", "\ufeff", "\x85", "x" * 400,
)  # fmt: skip
WORDS = st.sampled_from(ODD_WORDS) | st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=20
)
VALUES = st.sampled_from((-1.0, -0.5, 0.0, 0.5, 1.0, 1 / 3, -2 / 3, 0.1)) | st.floats(-1, 1)

_STANDING = {
    "point": {"lane", "step", "persona"},
    "reading": {"metric", "day"},
    "comment": {"on", "reply_to"},
    "connection": {"source", "target"},
}


class MadeMap(NamedTuple):
    """A project in which one map is to travel."""

    snapshot: Snapshot
    map_id: str


def _fitting(kind: str, name: str, hint: Any) -> SearchStrategy[Any]:
    """JSON values for a register that names no record."""
    if (kind, name) == ("map", "language"):
        return st.sampled_from(("de", "fr", "pt-BR"))
    if (kind, name) == ("map", "scale"):
        return st.sampled_from(sorted(SCALES))
    if (kind, name) == ("channel", "icon"):
        return st.sampled_from(("phone", "mail", "chat"))
    if hint in (Hash, Day, Url):
        known = {Hash: tuple(PICTURES), Day: ("2026-02-28", "2027-01-01"),
                 Url: ("https://example.org/a?b=1&c='", "mailto:a@example.org")}  # fmt: skip
        return st.sampled_from(known[hint])
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _fitting(kind, name, next(part for part in parts if part is not type(None)))
    if origin is Literal:
        return st.sampled_from(parts)
    if hasattr(hint, "__metadata__"):
        return _bounded(kind, hint)
    return st.booleans()


def _bounded(kind: str, hint: Any) -> SearchStrategy[Any]:
    base, rules = hint.__origin__, hint.__metadata__
    if base is str:
        return WORDS
    if base in (int, float):
        (rule,) = (rule for rule in rules if isinstance(rule, Number))
        if base is int:
            return st.integers(int(rule.least), 4)
        return VALUES if rule.least == -1 else st.floats(max(rule.least, -1e6), min(rule.most, 1e6))
    assert any(isinstance(rule, Count) for rule in rules)
    (entry, _) = get_args(base)
    if entry in (Link, Slider):
        inner = get_type_hints(entry, include_extras=True)
        each = st.tuples(*(_fitting(kind, part, inner[part]) for part in entry._fields)).map(list)
        return st.lists(each, min_size=1, max_size=2)
    raise AssertionError(hint)


def _said(kind: str, ids: dict[str, list[str]], full: bool) -> SearchStrategy[dict[str, Any]]:
    """Values for the registers of a record; with `full` all of them, else some."""
    hints = get_type_hints(KINDS[kind], include_extras=True)
    strategies: dict[str, SearchStrategy[Any]] = {}
    for name in registers(kind):
        if name in KEPT_FROM_SIGHT or name == "place" or name in _STANDING.get(kind, ()):
            continue
        kinds = REFERENCES.get(kind, {}).get(name)
        if kinds is None:
            strategies[name] = _fitting(kind, name, hints[name])
            continue
        there = [each for one in kinds for each in ids.get(one, ())]
        if there and hints[name] == Ids:
            strategies[name] = st.lists(st.sampled_from(there), min_size=1, max_size=2, unique=True)
        elif there:
            strategies[name] = st.sampled_from(there)
    if full:
        return st.fixed_dictionaries(strategies)
    return st.fixed_dictionaries({}, optional=strategies)


class _Maker:
    """Draws a map record by record."""

    def __init__(self, draw: DrawFn, full: bool) -> None:
        self.draw, self.full = draw, full
        self.builder = Builder()
        self.ids: dict[str, list[str]] = {}

    def count(self, least: int, most: int) -> int:
        return self.draw(st.integers(least, most))

    def add(self, kind: str, *under: str, **values: Any) -> str:
        made = self.builder.add(kind, *under, **values)
        self.ids.setdefault(kind, []).append(made)
        return made

    def fill(self, record_id: str, **fixed: Any) -> None:
        said = _said(kind_of(record_id), self.ids, self.full)
        self.builder.set(record_id, **self.draw(said) | fixed)

    def library(self) -> None:
        """Names that nobody else of the kind has, as people give them."""
        for kind in ("persona", "channel", "tag", "metric"):
            for number in range(self.count(self.full, 2)):
                made = self.add(kind)
                self.fill(made, name=f"{self.draw(WORDS)} {kind[0]}{number}")
        for kind in ("insight", "opportunity", "solution"):
            for number in range(self.count(self.full, 1)):
                made = self.add(kind)
                self.fill(made, title=f"{self.draw(WORDS)} {kind[0]}{number}", refs=None)
        for metric in self.ids.get("metric", ()):
            for month in range(1, 1 + self.count(0, 2)):
                value = self.draw(st.sampled_from((0, 1.5, -2, 1e6, 0.1)))
                self.builder.reading(metric, f"2026-0{month}-01", value)

    def head(self) -> str:
        map_id = self.add("map")
        self.fill(map_id, parent_step=None)
        for _ in range(self.count(1, 3)):
            stage = self.add("stage", map_id)
            self.fill(stage)
            for _ in range(self.count(1 if self.full else 0, 2)):
                self.fill(self.add("step", stage))
        return map_id

    def lanes(self, map_id: str) -> None:
        kinds = ["text", "curve"] if self.full else []
        lane_kinds = get_args(get_type_hints(KINDS["lane"])["kind"])
        kinds += self.draw(st.lists(st.sampled_from(lane_kinds), max_size=3))
        for kind in kinds:
            lane = self.add("lane", map_id)
            self.fill(lane, kind=kind)
            steps = self.ids.get("step", [])
            if kind in CURVE_KINDS:
                self.points(lane, kind, steps)
            elif kind not in CARDLESS:
                self.cards(lane, steps)

    def points(self, lane: str, kind: str, steps: Sequence[str]) -> None:
        people = [None, *(self.ids.get("persona", ()) if kind == "curve" else ())]
        for step in steps:
            for persona in self.draw(st.lists(st.sampled_from(people), max_size=2, unique=True)):
                values = self.draw(_said("point", self.ids, self.full))
                values.setdefault("value", self.draw(VALUES))
                made = self.builder.point(lane, step, persona, **values)
                self.ids.setdefault("point", []).append(made)

    def cards(self, lane: str, steps: Sequence[str]) -> None:
        for step in steps:
            for _ in range(self.draw(st.sampled_from((0, 1, 1, 2)))):
                self.fill(self.add("card", lane, step))

    def between(self) -> None:
        """What leads from one to the other: connections, grounds, comments."""
        cards = self.ids.get("card", [])
        if len(cards) > 1:
            for _ in range(self.count(self.full, 2)):
                source, target = self.draw(st.permutations(cards))[:2]
                made = self.add("connection")
                self.fill(made, source=source, target=target)
        for kind in ("insight", "opportunity", "solution"):
            grounds = [*cards, *self.ids.get("metric", ()), *self.ids.get("persona", ())]
            for each in self.ids.get(kind, ()) if grounds else ():
                refs = st.lists(st.sampled_from(grounds), max_size=2, unique=True)
                self.builder.set(each, refs=self.draw(refs))
        about = [each for kind in self.ids for each in self.ids[kind]]
        for number in range(self.count(self.full, 3)):
            on = self.draw(st.sampled_from(about))
            made = self.add("comment")
            said = {"text": f"{self.draw(WORDS)} {number}"}
            self.fill(made, on=on, **said)
            if self.draw(st.booleans()):
                answer = self.add("comment")
                self.fill(answer, on=on, reply_to=made, text=f"Yes {number}")


@st.composite
def maps(draw: DrawFn, full: bool = False) -> MadeMap:
    """A map of any shape with anything said in it, or, with `full`, with every register set.

    Another map lies beside it, to which it may belong.
    """
    maker = _Maker(draw, full)
    maker.library()
    map_id = maker.head()
    maker.lanes(map_id)
    maker.between()
    if draw(st.booleans()):
        other = maker.builder.add("map", title="Another")
        step = maker.builder.add("step", maker.builder.add("stage", other), title="In detail")
        maker.builder.set(map_id, parent_step=step)
    assert not maker.builder.losses
    snapshot = with_other_ids(maker.builder.snapshot(), lambda each: each.replace("-", "-n"))
    return MadeMap(snapshot, map_id.replace("-", "-n"))
