# SPDX-License-Identifier: Apache-2.0
"""What outsiders see of a map on a page or on slides, and what of it is not there after all.

Left out is what only those who work on a map need: comments, locks, days to look again, sizes,
what is folded, and what rests on what in the library.
"""

from collections.abc import Callable, Iterable, Iterator

from journey_studio.exchange.formats import Carries
from journey_studio.exchange.map_view import MapView
from journey_studio.exchange.reporting import called, words_of
from journey_studio.i18n import t
from journey_studio.model.contents import contents
from journey_studio.model.loss import Loss
from journey_studio.model.records import Card, Connection, Lane, Persona, Point, Record, Stage, Step
from journey_studio.model.snapshot import Snapshot

_ENTRY = frozenset("title text evidence owner".split())
SHOWN: Carries = {
    "map": frozenset("title scenario goal expectations state owner personas".split()),
    "stage": frozenset("title goal expectations interactions owner".split()),
    "step": frozenset("title description".split()),
    "lane": frozenset("title kind line owner".split()),
    "card": frozenset(
        "text kind channel personas tags evidence picture moment_of_truth span links metric refs "
        "owner".split()
    ),
    "persona": frozenset(
        "name role photo demographics behaviours needs goals quote sliders".split()
    ),
    "point": frozenset("persona value evidence note".split()),
    "connection": frozenset("source target label".split()),
    "channel": frozenset("name icon".split()),
    "tag": frozenset(("name",)),
    "metric": frozenset("name unit target better".split()),
    "reading": frozenset("day value".split()),
    "insight": _ENTRY,
    "opportunity": _ENTRY,
    "solution": _ENTRY | {"status"},
}


def missed(
    snapshot: Snapshot,
    map_ids: Iterable[str],
    views: Iterable[MapView],
    drawable: Callable[[str], bool],
    *,
    photos: bool = True,
) -> Iterator[Loss]:
    """Registers that are usually shown and are not: a gap with a note, an arrow to another map, a
    picture that is not here. `drawable` says whether a picture of that name is; with `photos` off
    those of personas have no place.
    """
    points, arrows = set[str](), set[tuple[str, str]]()
    for view in views:
        for lane in view.lanes:
            points |= {point.id for line in lane.lines for _, point in line.points}
        for source, found in view.arrows.items():
            arrows |= {(source, arrow.target) for arrow in found}
    for record in contents(snapshot, map_ids):
        if isinstance(record, Point) and record.id not in points:
            yield from _whole(snapshot, record, t("exchange.page.loss.gap"))
        elif isinstance(record, Connection):
            if (record.source or "", record.target or "") not in arrows:
                yield from _whole(snapshot, record, t("exchange.page.loss.elsewhere"))
        elif isinstance(record, Card | Persona):
            name = "picture" if isinstance(record, Card) else "photo"
            held = getattr(record, name)
            placed = photos or name == "picture"
            if held and not (placed and drawable(held)):
                reason = t(f"exchange.page.loss.{'picture' if placed else 'photo'}")
                what = f"{record.KIND}.{name}"
                yield Loss("dropped", what, called(snapshot, record), reason, record.id, name)


def without_table(snapshot: Snapshot, map_ids: Iterable[str]) -> Iterator[Loss]:
    """All that a table shows of maps that have none, since they have no lanes or no steps."""
    for record in contents(snapshot, map_ids):
        if isinstance(record, Stage | Step | Lane):
            yield from _whole(snapshot, record, t("exchange.page.loss.no_table"))


def _whole(snapshot: Snapshot, record: Record, reason: str) -> Iterator[Loss]:
    shown = SHOWN[record.KIND]
    for name in words_of(record):
        if name in shown:
            what = f"{record.KIND}.{name}"
            yield Loss("dropped", what, called(snapshot, record), reason, record.id, name)
