# SPDX-License-Identifier: Apache-2.0
"""The service blueprint of a CJM file as lanes, cards and connections of its journey's map.

A task stands at the step of the action it comes from, else at that of the task nearest to it in
the drawing. The lane of the journey itself is there only where an arrow begins or ends in it, for
its tasks are the steps.
"""

from bisect import bisect_left
from collections.abc import Container, Sequence

from journey_studio.exchange.cjm_yaml.parts import LANE_KIND, Journey
from journey_studio.exchange.refusal import quote
from journey_studio.exchange.strict.foreign_data import MOST_ROWS, Item, Reading
from journey_studio.i18n import t


def read_blueprint(reading: Reading, item: Item, journey: Journey) -> None:
    """Add an `sbp` document to the map of its journey."""
    builder = reading.builder
    item.leave("version", "id")
    if item.has("name") and item.text("name") != builder.get(journey.map, "title"):
        item.lost("name", t("exchange.cjm.blueprint"))
    tasks, arrows = item.items("tasks"), item.items("connections")
    ends = [(arrow.text("source"), arrow.text("target")) for arrow in arrows]
    touched = {each for pair in ends for each in pair}
    places = [_Task(task) for task in tasks]
    seen = {task.lane for task in places if task.id in touched}
    lanes, unseen = _lanes(reading, item, journey, seen)
    _tasks(reading, journey, places, lanes, unseen)
    for arrow, (source, target) in zip(arrows, ends, strict=True):
        one, two = journey.cards.get(source), journey.cards.get(target)
        arrow.leave("sourceHandle", "targetHandle", "id")
        if one and two and one != two:
            label = arrow.text("label")
            builder.add("connection", at=arrow.path, source=one, target=two, label=label)
        else:
            reading.lost("connections", arrow.path, t("exchange.cjm.loose_end"))
        arrow.close()


def _lanes(
    reading: Reading, item: Item, journey: Journey, seen: Container[str]
) -> tuple[dict[str, str], set[str]]:
    """The lanes by their ids in the file, and those that stand for the journey itself, of which
    only those that are `seen` become lanes.
    """
    builder = reading.builder
    lanes: dict[str, str] = {}
    unseen: set[str] = set()
    for lane in item.items("lanes", MOST_ROWS):
        own, kind, name = lane.text("id"), lane.text("kind"), lane.text("name")
        lane.leave_whole("position", "size")
        if kind == "cjm" and own not in seen:
            unseen.add(own)
            if name not in ("", t("exchange.cjm.journey")):
                lane.lost("name", t("exchange.cjm.unseen", name=quote(name)))
            lane.close()
            continue
        lanes[own] = builder.add(
            "lane", journey.map, at=lane.path, title=name, kind=LANE_KIND.get(kind, "text")
        )
        if about := lane.text("description"):
            builder.add("comment", at=lane.path, on=lanes[own], text=about)
        if kind not in ("", *LANE_KIND):
            lane.lost("kind", t("exchange.cjm.lane_kind", kind=quote(kind)), changed=True)
        lane.close()
    return lanes, unseen


class _Task:
    """A task and where it stands in the drawing."""

    def __init__(self, item: Item) -> None:
        self.item = item
        self.id, self.lane = item.text("id"), item.text("lane")
        self.source = item.text("source_id")
        position = item.object("position")
        self.x = position.number("x")
        position.leave("y")
        position.close()


def _tasks(
    reading: Reading,
    journey: Journey,
    tasks: Sequence[_Task],
    lanes: dict[str, str],
    unseen: set[str],
) -> None:
    known: list[tuple[float, str]] = []
    for task in tasks:
        step = journey.steps.get(task.source) or journey.steps.get(task.id)
        if step and task.x is not None:
            known.append((task.x, step))
    known.sort(key=lambda each: each[0])
    before = next(iter(journey.steps.values()), "")
    for task in tasks:
        item = task.item
        step = journey.steps.get(task.source) or journey.steps.get(task.id)
        if not step and task.source and journey.steps.keys() - {""}:
            item.lost("source_id", t("exchange.cjm.no_action"), changed=True)
        if not step and task.x is not None and known:
            step = _nearest(known, task.x)
        elif not step:
            step = before
        before = step
        item.leave("readonly")
        name, about = item.text("name"), item.text("description")
        if item.has("connections"):
            item.lost("connections", t("exchange.data.unknown"))
        if task.lane in lanes and step:
            text = f"{name}\n{about}" if name and about else name or about
            card = reading.card(lanes[task.lane], step, item.path, text=text)
            journey.cards.setdefault(task.id, card)
        elif task.lane not in unseen:
            item.lost("lane", t("exchange.data.no_lane" if step else "exchange.data.no_column"))
        item.close()


def _nearest(known: Sequence[tuple[float, str]], x: float) -> str:
    """The step of the place nearest to `x`; `known` is in order, and not empty."""
    at = bisect_left(known, x, key=lambda each: each[0])
    near = known[max(at - 1, 0) : at + 1]
    return min(near, key=lambda each: abs(each[0] - x))[1]
