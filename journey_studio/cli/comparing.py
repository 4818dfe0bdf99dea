# SPDX-License-Identifier: Apache-2.0
"""The command that says what differs between two projects, or two moments of one."""

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from journey_studio.cli.terminal import ProgressLine, data, one_line, say, warn
from journey_studio.errors import JourneyError
from journey_studio.export.options import ComparedSides, PosterOptions
from journey_studio.export.poster import export_poster
from journey_studio.i18n import t
from journey_studio.layout.differences import compared
from journey_studio.model.canonical import map_hash
from journey_studio.model.compare import Change, Comparison, Difference, PointDifference, compare
from journey_studio.model.difference_data import FORM, comparison_data
from journey_studio.model.difference_words import (
    curve_name,
    delta_words,
    kind_name,
    lane_kind,
    name_of,
    number_words,
    place_words,
    register_name,
    value_words,
    where_words,
)
from journey_studio.model.map_pairs import MapPairs, map_pairs, maps_called
from journey_studio.model.records import Map
from journey_studio.session import open_session
from journey_studio.session.sides import Found, Named, named, read_side

_SHORT = 200  # signs of a value
_HASH = 8


class _Sides(NamedTuple):
    before: Found
    after: Found
    maps: MapPairs

    @property
    def comparisons(self) -> Iterator[Comparison]:
        for old, new in self.maps.both:
            yield compare(self.before.snapshot, old.id, self.after.snapshot, new.id)


def diff(one: str, other: str, titles: Sequence[str], as_json: bool, poster: Path | None) -> None:
    """Say what differs between two sides, for a person or as JSON; perhaps as a poster, too."""
    sides = (named(one), named(other))
    before, after = (read_side(side) for side in sides)
    pairs = _maps(before, after, titles)
    found = _Sides(before, after, pairs)
    if poster is not None and len(pairs.both) != 1:
        known = ", ".join(_title(new) for _, new in pairs.both)
        raise JourneyError(t("cli.diff.one_map", count=len(pairs.both), known=known))
    comparisons = list(found.comparisons)
    if as_json:
        data(json.dumps(_as_json(sides, found, comparisons), ensure_ascii=False))
    else:
        _tell(found, comparisons)
    if poster is not None:
        _make_poster(poster, sides, found, comparisons[0], aloud=not as_json)


def _maps(before: Found, after: Found, titles: Sequence[str]) -> MapPairs:
    """The maps to compare: all that both have, or those named."""
    if not titles:
        return map_pairs(before.snapshot, after.snapshot)
    if len(titles) > 2:
        raise JourneyError(t("cli.diff.many_maps"))
    old = _named_map(before, titles[0])
    if len(titles) == 2:
        return MapPairs(((old, _named_map(after, titles[1])),), (), ())
    same = [pair for pair in map_pairs(before.snapshot, after.snapshot).both if pair[0] is old]
    return MapPairs(tuple(same) or ((old, _named_map(after, titles[0])),), (), ())


def _named_map(side: Found, title: str) -> Map:
    found = maps_called(side.snapshot, title)
    if len(found) == 1:
        return found[0]
    if found:
        raise JourneyError(t("cli.diff.same_titles", map=title, side=side.name, count=len(found)))
    known = ", ".join(each.title or t("compare.unnamed") for each in side.snapshot.maps())
    raise JourneyError(t("cli.diff.no_map", map=title, side=side.name, known=known))


def _as_json(
    sides: Sequence[Named], found: _Sides, comparisons: Sequence[Comparison]
) -> dict[str, Any]:
    def listed(maps: Sequence[Map]) -> list[dict[str, str]]:
        return [{"map": each.id, "title": each.title} for each in maps]

    before, after = ({"file": str(side.path), "at": side.when or None} for side in sides)
    return {
        "form": FORM,
        "before": before,
        "after": after,
        "maps": [comparison_data(each) for each in comparisons],
        "removed_maps": listed(found.maps.removed),
        "added_maps": listed(found.maps.added),
    }


def _tell(found: _Sides, comparisons: Sequence[Comparison]) -> None:
    say(t("cli.diff.head", before=one_line(found.before.name), after=one_line(found.after.name)))
    for each in found.maps.removed:
        say(t("cli.diff.map_removed", map=_title(each)))
    for each in found.maps.added:
        say(t("cli.diff.map_added", map=_title(each)))
    for comparison in comparisons:
        say("")
        for line in comparison_lines(comparison):
            say(line)


def _title(found: Map) -> str:
    return one_line(found.title) or t("compare.unnamed")


def comparison_lines(found: Comparison) -> Iterator[str]:
    """One compared map as a person reads it."""
    old, new = found.before.shape.map, found.after.shape.map
    titles = [_title(old), _title(new)]
    yield (
        titles[1] if titles[0] == titles[1] else t("cli.diff.titles", old=titles[0], new=titles[1])
    )
    if found.is_empty:
        yield "  " + t("compare.none")
        return
    counts = found.counts
    said = [
        t(f"compare.count.{name}", count=count) for name, count in counts._asdict().items() if count
    ]
    if said:
        yield "  " + ", ".join(said)
    for change in found.about:
        if change.register != "title":
            yield _changed_line(found, "map", change, "  ")
    yield from _record_lines(found)
    yield from _curve_lines(found)


def _record_lines(found: Comparison) -> Iterator[str]:
    for sign, group in (("+", found.added), ("\u2212", found.removed)):
        for each in group:
            yield f"  {sign} {_named(each)} ({_where(found, each)})"
    for each in found.moved:
        old = one_line(place_words(found.before, each.kind, each.old_place))
        new = one_line(place_words(found.after, each.kind, each.new_place))
        moved = {"what": _named(each), "old": old, "new": new}
        key = "cli.diff.moved" if old != new else "cli.diff.reordered"
        yield "  > " + t(key, **moved)
    for each in found.changed:
        yield f"  ~ {_named(each)} ({_where(found, each)})"
        for change in each.changes:
            yield _changed_line(found, each.kind, change, "      ")


def _named(each: Difference) -> str:
    name = one_line(name_of(each.after or each.before))
    return t("cli.diff.record", kind=kind_name(each.kind), name=name)


def _where(found: Comparison, each: Difference) -> str:
    return one_line(where_words(found.before, found.after, each))


def _changed_line(found: Comparison, kind: str, change: Change, indent: str) -> str:
    old = value_words(found.before.snapshot, kind, change, change.old)
    new = value_words(found.after.snapshot, kind, change, change.new)
    values = {"old": _short(old), "new": _short(new)}
    return indent + t("cli.diff.changed", register=register_name(change.register), **values)


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _SHORT else line[: _SHORT - 1].rstrip() + "\u2026"


def _curve_lines(found: Comparison) -> Iterator[str]:
    for curve in found.curves:
        name = one_line(curve_name(found.before, found.after, curve))
        kind = lane_kind(found.before, found.after, curve)
        if curve.means is None or curve.delta is None:
            yield "  " + t("cli.diff.curve", curve=name)
        else:
            old, new = (number_words(value, kind) for value in curve.means)
            words = {"old": old, "new": new, "delta": delta_words(curve.delta)}
            yield "  " + t("cli.diff.curve_means", curve=name, **words)
        for point in curve.points:
            yield "      " + _point_line(found, point, kind)


def _point_line(found: Comparison, point: PointDifference, kind: str) -> str:
    step = point.after.step if point.after else point.before.step if point.before else None
    side = found.after if point.after else found.before
    title = one_line(name_of(next((s for s in side.shape.steps if s.id == step), None)))
    old, new = (number_words(value, kind) for value in point.values)
    if point.delta is None:
        return t("cli.diff.point", step=title, old=old, new=new)
    if not point.delta:
        return t("cli.diff.point_said", step=title, value=new)
    words = {"old": old, "new": new, "delta": delta_words(point.delta)}
    return t("cli.diff.point_delta", step=title, **words)


def _make_poster(
    out: Path, sides: Sequence[Named], found: _Sides, comparison: Comparison, *, aloud: bool
) -> None:
    """Write the poster of the one map that was compared."""
    # Qt has much to say about systems without a screen, and nothing of it concerns a poster.
    os.environ.setdefault("QT_LOGGING_RULES", "*=false")
    both = compared(comparison)
    options = PosterOptions(
        compared=ComparedSides(
            both.shown,
            found.before.name,
            found.after.name,
            both.found.counts,
            version_of(both.found),
        )
    )
    progress = ProgressLine()
    with open_session(sides[0].path, True) as one, open_session(sides[1].path, True) as other:
        try:
            report = export_poster(
                both.snapshot,
                out,
                options,
                lambda name: other.picture(name) or one.picture(name),
                progress,
            )
        finally:
            progress.close()
    for warning in report.warnings:
        warn(warning)
    for path in report.files if aloud else ():
        say(t("cli.exported", path=path))


def version_of(found: Comparison) -> str:
    """What tells both states apart from all others, for the footer of a poster."""
    hashes = [map_hash(side.snapshot, side.map_id)[:_HASH] for side in (found.before, found.after)]
    return " \u2192 ".join(hashes)
