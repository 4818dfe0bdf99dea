# SPDX-License-Identifier: Apache-2.0
"""Maps as a file of some format, with the report of what is in it: what every export comes to."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from msgspec import structs

from journey_studio.collector import resting
from journey_studio.exchange.formats import Choices, Pictures
from journey_studio.exchange.registry import Format
from journey_studio.exchange.reporting import called, report_of_writing
from journey_studio.exchange.scales import scale_of
from journey_studio.i18n import t
from journey_studio.model.loss import Loss, LossReport
from journey_studio.model.records import Map
from journey_studio.model.snapshot import Snapshot


class Outgoing(NamedTuple):
    """A file before it is written, and what of the maps is in it."""

    data: bytes
    report: LossReport


def outgoing(
    snapshot: Snapshot,
    map_ids: tuple[str, ...],
    format: Format,  # noqa: A002
    choices: Choices,
    pictures: Pictures,
) -> Outgoing:
    """The maps as a file, here and now. Raises JourneyError.

    A `choices.scale` is taken where the format has scores one can choose a scale for.
    """
    writer = format.writer()
    scale = choices.scale if format.scales else ""
    rescaled = tuple(_rescaled(snapshot, map_ids, scale)) if scale else ()
    with resting():  # a file of many cards is many objects and no rings
        shown = _in_scale(snapshot, rescaled, scale)
        written = writer.write(shown, map_ids, choices, pictures)
        report = report_of_writing(shown, map_ids, writer.CARRIES, written)
    chosen = [_chosen(snapshot, each) for each in rescaled]
    return Outgoing(written.data, _with(report, chosen))


def _rescaled(snapshot: Snapshot, map_ids: Iterable[str], scale: str) -> Iterator[Map]:
    """Those of the maps that count in another scale."""
    for each in map_ids:
        found = snapshot.get(Map, each)
        if found is not None and scale_of(found.scale).name != scale:
            yield found


def _in_scale(snapshot: Snapshot, maps: Iterable[Map], scale: str) -> Snapshot:
    """The snapshot with these maps in that scale; what they say stays."""
    changed = {each.id: structs.replace(each, scale=scale) for each in maps}
    return replace(snapshot, records={**snapshot.records, **changed}) if changed else snapshot


def _chosen(snapshot: Snapshot, the_map: Map) -> Loss:
    reason = t("exchange.loss.scale_chosen")
    return Loss("changed", "map.scale", called(snapshot, the_map), reason, the_map.id, "scale")


def _with(report: LossReport, chosen: Iterable[Loss]) -> LossReport:
    """The report, in which a scale that somebody chose is no scale that was kept."""
    losses = tuple(chosen)
    known = {(each.record, each.register) for each in report.losses}
    left = tuple(each for each in losses if (each.record, each.register) not in known)
    kept = dict(report.kept)
    counted = kept.pop("map.scale", 0) - len(left)
    if counted > 0:
        kept["map.scale"] = counted
    return LossReport(dict(sorted(kept.items())), (*report.losses, *left)) if losses else report
