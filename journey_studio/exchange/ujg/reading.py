# SPDX-License-Identifier: Apache-2.0
"""From a User Journey Graph to maps. What is added in which order, `ujg_writing` knows."""

from collections.abc import Sequence
from typing import Any

from journey_studio.exchange.formats import Found
from journey_studio.exchange.refusal import quote
from journey_studio.exchange.strict.foreign_data import MOST_ROWS, DataError, Item, Reading
from journey_studio.exchange.ujg.graph import (
    JOINTS,
    KEY,
    KNOWN,
    REFERENCES,
    STATES,
    Column,
    Move,
    Node,
    nodes_of,
    peeked,
    reached,
    refs,
    tell_loose_ends,
)
from journey_studio.exchange.ujg.lanes import Lanes
from journey_studio.i18n import t

_NODES = "nodes"
_MOST_JOURNEYS = 50
# Which are in a map only where something refers to them, or they to something.
_PLACED = frozenset(("Touchpoint", "Phase", "PainPoint", "MetricObservation", "ExperienceStep"))


def found_in(value: Any) -> Found:
    """The maps of a document. DataError where it holds no journey and no steps."""
    if not isinstance(value, dict):
        raise DataError("", t("exchange.data.not_this", format=t("exchange.ujg.name")))
    reading = Reading()
    root = Item(reading, value, "")
    root.leave_whole("@context")
    root.leave("specVersion", "ujgVersion", "version")
    nodes = nodes_of(root)
    root.leave("@id", "@type", "id", "type")
    kinds = {kind for node in nodes for kind in node.types}
    if not kinds & {"Journey", "ExperienceStep", "State"}:
        raise DataError("", t("exchange.data.not_this", format=t("exchange.ujg.name")))
    graph = _Graph(reading, nodes)
    graph.read()
    own = root.object("extensions")
    own.leave(KEY)
    own.close()
    if root.has("imports"):
        root.lost("imports", t("exchange.ujg.imports"))
    root.close()
    reading.finish()
    builder = reading.builder
    return Found(builder.snapshot(), tuple(builder.losses), tuple(reading.warnings))


class _Graph:
    """The nodes of one document while they become maps."""

    def __init__(self, reading: Reading, nodes: Sequence[Node]) -> None:
        self.reading = reading
        self.nodes = nodes
        tell_loose_ends(nodes)
        self.labels = {node.id: node.label for node in nodes}
        self.by_type: dict[str, list[Node]] = {}
        for node in nodes:
            for kind in dict.fromkeys(node.types):
                self.by_type.setdefault(kind, []).append(node)
        self.moves = [self._move(node) for node in self.of("Transition")]
        self.moves_from: dict[str, list[Move]] = {}
        for move in self.moves:
            self.moves_from.setdefault(move.source, []).append(move)
        self.phases = sorted(self.of("Phase"), key=lambda node: _order(node.item.peek("order")))
        if len(self.phases) > MOST_ROWS:
            raise DataError(_NODES, t("exchange.data.entries", most=MOST_ROWS))
        self.states = {node.id: node for node in self.of(*STATES)}
        self.joints = {
            node.id: refs(node.item, "stateRef", "startState", "transitionRefs")
            for node in self.of(*JOINTS)
        }
        self.phases_used = {
            each for node in self.of("ExperienceStep") for each in peeked(node.item, "phaseRef")
        }
        points = self.of("Touchpoint")
        self.channels = {node.id: node.item.text("channel") for node in points}
        self.met: set[str] = set()  # ids or paths of what found a place
        self.columns: dict[str, str] = {}  # the step of each state
        self.steps: dict[str, str] = {}  # of each step of the experience

    def of(self, *kinds: str) -> list[Node]:
        """The nodes of these types."""
        return [node for kind in kinds for node in self.by_type.get(kind, ())]

    def _move(self, node: Node) -> Move:
        sources, targets = refs(node.item, "from"), refs(node.item, "to")
        for name, ids in (("from", sources), ("to", targets)):
            if len(ids) > 1:
                node.item.tell(name, t("exchange.ujg.several"))
        source, target = (each[0] if each else "" for each in (sources, targets))
        return Move(source, target, node.said, node.item.path)

    def read(self) -> None:
        journeys = self.of("Journey")
        if len(journeys) > _MOST_JOURNEYS:
            raise DataError(_NODES, t("exchange.data.entries", most=_MOST_JOURNEYS))
        states = self.states
        taken: set[str] = set()
        for place, journey in enumerate(journeys or [None]):
            inside = refs(journey.item, "stateRefs", "states") if journey else list(states)
            inside = [each for each in dict.fromkeys(inside) if each in states]
            if len(journeys) < 2 and not inside:
                inside = list(states)
            self._map(journey, inside, taken, first=place == 0, alone=len(journeys) < 2)
            taken.update(inside)
        self._nested(states)
        for move in self.moves:
            is_end = not move.label and {move.source, move.target} & self.joints.keys()
            if move.path not in self.met and not is_end:
                self.reading.lost("Transition", move.path, t("exchange.ujg.loop"))
        for node in self.nodes:
            self._finish(node)

    def _map(
        self, journey: Node | None, inside: Sequence[str], taken: set[str], first: bool, alone: bool
    ) -> None:
        builder = self.reading.builder
        title = self.labels.get(journey.id, "") if journey else ""
        map_id = builder.add("map", title=title)
        if journey:
            self.steps[journey.id] = map_id
        starts = []
        if journey:
            entries = refs(journey.item, "defaultEntryRef", "entryRefs", "startState")
            for entry in entries:
                starts += self.joints.get(entry, [entry])
        own = set(inside)
        after = {
            each: [move.target for move in self.moves_from.get(each, ()) if move.target in own]
            for each in {*starts, *inside}
        }
        order = reached([*starts, *inside], after)
        columns = self._columns(inside, order, alone, taken)
        made = self._stages(map_id, columns, first)
        Lanes(self, map_id, made, inside).read()

    def _columns(
        self, inside: Sequence[str], order: dict[str, int], alone: bool, taken: set[str]
    ) -> list[Column]:
        """The steps of the experience in these states, then the states that are in none."""
        own, found, covered = set(inside), [], set()
        for node in self.of("ExperienceStep"):
            if node.id in self.steps:
                continue
            states = peeked(node.item, "stateRefs")
            if alone or own.intersection(states):
                self.steps[node.id] = ""
                covered.update(states)
                place = min((order[each] for each in states if each in order), default=len(order))
                phase = refs(node.item, "phaseRef")
                if len(phase) > 1:
                    node.item.tell("phaseRef", t("exchange.ujg.several"))
                found.append(Column(node, states, phase[0] if phase else "", place))
        for each in inside:
            if each not in covered and each not in taken:
                found.append(Column(self.states[each], [each], "", order.get(each, len(order))))
        if len(found) > MOST_ROWS:
            raise DataError(_NODES, t("exchange.data.entries", most=MOST_ROWS))
        return sorted(found, key=lambda column: column.place)

    def _stages(
        self, map_id: str, columns: Sequence[Column], first: bool
    ) -> list[tuple[Column, str]]:
        """Phases as stages in their order, and a stage without a title for what is in none."""
        builder = self.reading.builder
        phases = self.phases
        known = {phase.id for phase in phases}
        by_phase: dict[str, list[Column]] = {}
        for column in columns:
            by_phase.setdefault(column.phase if column.phase in known else "", []).append(column)
        made = []
        for phase in [*phases, None]:
            own = phase.id if phase else ""
            here = by_phase.get(own, [])
            if not here and not (first and phase and own not in self.phases_used):
                continue
            self.met.add(own)
            title = self.labels.get(own, "") if phase else ""
            stage = builder.add("stage", map_id, title=title)
            for column in here:
                node = column.node
                tags = node.item.texts("tags")
                description = node.item.text("description")
                told = t("exchange.ujg.tags", tags=", ".join(tags)) if tags else ""
                about = "\n".join(part for part in (description, told) if part)
                name = self.labels.get(node.id, "")
                step = builder.add("step", stage, at=node.item.path, title=name, description=about)
                self.steps[node.id] = step
                self.met.add(node.id)
                for state in column.states:
                    self.columns.setdefault(state, step)
                made.append((column, step))
        return made

    def _nested(self, states: dict[str, Node]) -> None:
        """A journey inside a composite state tells that step in detail."""
        for own, node in states.items():
            for each in refs(node.item, "journeyRef", "subjourneyRef", "subJourneyRef"):
                inner, step = self.steps.get(each, ""), self.columns.get(own)
                if inner.startswith("map-") and step:
                    self.reading.builder.set(inner, parent_step=step)

    def _finish(self, node: Node) -> None:
        """Note what of a node is in no map."""
        item = node.item
        if not KNOWN.intersection(node.types):
            name = quote(node.types[0] if node.types else "@type")
            self.reading.lost(name, item.path, t("exchange.ujg.other_type"))
            return
        for other in set(node.types) - KNOWN:
            self.reading.lost(quote(other), item.path, t("exchange.ujg.other_type"))
        self._unplaced(node)
        extensions = item.object("extensions")
        if node.id in self.met:
            ours = extensions.object(KEY)
            ours.leave_whole("experience")
            ours.close()
        extensions.close()
        if item.has("order") and not isinstance(item.peek("order"), int | float):
            item.lost("order", t("exchange.data.wrong"))
        item.leave("order", "specVersion")
        item.leave_whole(*REFERENCES)
        item.close()

    def _unplaced(self, node: Node) -> None:
        """Note a node that nothing in a map shows, or whose label nothing shows."""
        item, types = node.item, {*node.types}
        is_met = node.id in self.met or item.path in self.met
        step = self.columns.get(node.id, "")
        if types & {*_PLACED, *STATES} and not (is_met or step):
            self.reading.lost(quote(node.types[0]), item.path, t("exchange.ujg.unused"))
        elif types.intersection(STATES) and not is_met and step:
            if node.said not in ("", self.reading.builder.get(step, "title")):
                item.tell("label", t("exchange.ujg.covered"))
        elif types & {*JOINTS, "MetricObservation"} and node.said:
            item.tell("label", t("exchange.data.unknown"))


def _order(value: Any) -> float:
    return float(value) if isinstance(value, int | float) else float("inf")
