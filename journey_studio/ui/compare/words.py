# SPDX-License-Identifier: Apache-2.0
"""One difference in words: what it is, where, and what was and is, with the words that differ."""

from html import escape
from typing import NamedTuple

from journey_studio.i18n import t
from journey_studio.layout.theme import Theme
from journey_studio.model.compare import Change, Comparison, Difference
from journey_studio.model.difference_words import (
    curve_name,
    delta_words,
    kind_name,
    lane_kind,
    long_text,
    name_of,
    number_words,
    place_words,
    register_name,
    value_words,
    where_words,
)
from journey_studio.ui.compare.tour import Stop
from journey_studio.ui.team.differences import pieces


class Line(NamedTuple):
    """One register: its name, and both values as rich text."""

    name: str
    old: str
    new: str


class Told(NamedTuple):
    """A difference in words; `text` for who cannot see the columns."""

    head: str
    more: str
    lines: tuple[Line, ...]


def told(found: Comparison, stop: Stop, theme: Theme) -> Told:
    """What there is to say of one stop."""
    if stop.difference is not None:
        return _record(found, stop.difference, theme)
    return _point(found, stop)


def _record(found: Comparison, each: Difference, theme: Theme) -> Told:
    ways = [way for way, is_so in _ways(each) if is_so]
    what = ", ".join(t(f"compare.way.{way}") for way in ways)
    name = name_of(each.after or each.before)
    head = t("compare.told", kind=kind_name(each.kind), name=name, what=what)
    lines: list[Line] = []
    if each.moved:
        old = place_words(found.before, each.kind, each.old_place)
        new = place_words(found.after, each.kind, each.new_place)
        lines.append(Line(t("compare.place"), escape(old), escape(new)))
    for change in each.changes:
        lines.append(_changed(found, each.kind, change, theme))
    if each.before is None or each.after is None:
        record = each.after or each.before
        text = str(getattr(record, "text", "") or getattr(record, "title", ""))
        shown = (escape(text), "") if each.after is None else ("", escape(text))
        lines.append(Line(register_name("text"), *map(_broken, shown)))
    return Told(head, where_words(found.before, found.after, each), tuple(lines))


def _ways(each: Difference) -> tuple[tuple[str, bool], ...]:
    return (
        ("added", each.before is None),
        ("removed", each.after is None),
        ("moved", each.moved),
        ("changed", bool(each.changes)),
    )


def _changed(found: Comparison, kind: str, change: Change, theme: Theme) -> Line:
    name = register_name(change.register)
    if long_text(kind, change.register) and change.old and change.new:
        looks = theme.differences
        old = _marked(change.old, change.new, looks.removed.fill, "line-through")
        new = _marked(change.new, change.old, looks.added.fill, "underline")
        return Line(name, old, new)
    old = value_words(found.before.snapshot, kind, change, change.old)
    new = value_words(found.after.snapshot, kind, change, change.new)
    return Line(name, _broken(escape(old)), _broken(escape(new)))


def _marked(text: str, other: str, ground: str, line: str) -> str:
    """A text with the words the other lacks on a ground, and struck or underlined."""
    style = f"background-color:{ground}; text-decoration:{line};"
    parts = (
        f'<span style="{style}">{escape(piece.text)}</span>' if piece.own else escape(piece.text)
        for piece in pieces(text, other)
    )
    return _broken("".join(parts))


def _broken(html: str) -> str:
    return html.replace("\n", "<br>")


def _point(found: Comparison, stop: Stop) -> Told:
    point, curve = stop.point, stop.curve
    assert point is not None
    assert curve is not None
    side, own = (found.after, point.after) if point.after else (found.before, point.before)
    step = next((each for each in side.shape.steps if own and each.id == own.step), None)
    kind = lane_kind(found.before, found.after, curve)
    old, new = (number_words(value, kind) for value in point.values)
    more = delta_words(point.delta) if point.delta else ""
    head = t("compare.told.point", curve=curve_name(found.before, found.after, curve))
    lines = [Line(register_name("value"), escape(old), escape(new))]
    for register in ("evidence", "note"):
        texts = [str(getattr(each, register, "")) for each in (point.before, point.after)]
        if texts[0] != texts[1]:
            shown = [_broken(escape(text)) or escape(t("compare.nothing")) for text in texts]
            lines.append(Line(register_name(register), *shown))
    said = t("compare.told.at", step=name_of(step))
    return Told(head, t("compare.told.both", one=said, other=more) if more else said, tuple(lines))
