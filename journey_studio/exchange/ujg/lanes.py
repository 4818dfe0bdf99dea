# SPDX-License-Identifier: Apache-2.0
"""The lanes of a map that was a User Journey Graph: states, touchpoints, pain points, figures,
the curve; each only where there is something in it.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

from journey_studio.exchange.strict.foreign_data import Reading
from journey_studio.exchange.ujg.graph import KEY, Column, Move, Node, peeked, refs
from journey_studio.i18n import t
from journey_studio.model.walk import number


class Graph(Protocol):
    """What lanes need of the graph they are made of."""

    reading: Reading
    labels: dict[str, str]
    moves_from: dict[str, list[Move]]
    channels: dict[str, str]
    columns: dict[str, str]
    steps: dict[str, str]
    met: set[str]

    def of(self, *kinds: str) -> list[Node]:
        """The nodes of these types."""


class Lanes:
    """The lanes of one map."""

    def __init__(
        self,
        graph: Graph,
        map_id: str,
        columns: Sequence[tuple[Column, str]],
        states: Sequence[str],
    ) -> None:
        self.graph, self.map, self.columns = graph, map_id, columns
        self.states = dict.fromkeys(states)
        self.steps = {step for _, step in columns}
        self.reading, self.builder = graph.reading, graph.reading.builder

    def read(self) -> None:
        self._moves()
        self._touchpoints()
        self._pains()
        self._figures()
        self._curve()

    def _lane(self, key: str, kind: str) -> str:
        return self.builder.add("lane", self.map, title=t(f"exchange.ujg.{key}"), kind=kind)

    def _moves(self) -> None:
        """States and transitions as cards and connections, unless they are one plain line."""
        held = [each for state in self.states for each in self.graph.moves_from.get(state, ())]
        moves = [each for each in held if each.target in self.states]
        self.graph.met.update(move.path for move in moves)
        line = [column.states[0] for column, _ in self.columns if column.states]
        plain = set(pairwise(line))
        if all((move.source, move.target) in plain and not move.label for move in moves):
            return
        lane = self._lane("states", "text")
        cards: dict[str, str] = {}
        for column, step in self.columns:
            for state in column.states:
                if state in self.states and state not in cards:
                    text = self.graph.labels.get(state, "")
                    cards[state] = self.reading.card(lane, step, column.node.item.path, text=text)
                    self.graph.met.add(state)
        for move in moves:
            one, two = cards.get(move.source), cards.get(move.target)
            if one and two and one != two:
                self.builder.add(
                    "connection", at=move.path, source=one, target=two, label=move.label
                )
            else:
                self.reading.lost("Transition", move.path, t("exchange.ujg.loop"))

    def _touchpoints(self) -> None:
        points = {node.id: node for node in self.graph.of("Touchpoint")}
        lane = ""
        for column, step in self.columns:
            for each in refs(column.node.item, "touchpointRefs"):
                if each not in points:
                    if each in self.graph.labels:  # else that was told
                        column.node.item.tell("touchpointRefs", t("exchange.ujg.nowhere"))
                    continue
                self.graph.met.add(each)
                lane = lane or self._lane("touchpoints", "touchpoint")
                at, channel = points[each].item.path, self.graph.channels[each]
                named = self.builder.named("channel", channel, at=at) if channel else None
                text = self.graph.labels.get(each, "")
                self.reading.card(lane, step, at, text=text, channel=named)

    def _pains(self) -> None:
        at_step: dict[str, list[tuple[Node, str, float | None]]] = {}
        for node in self.graph.of("PainPoint"):
            item = node.item
            held = (self.graph.steps.get(each) for each in peeked(item, "experienceRefs"))
            here = [step for step in dict.fromkeys(held) if step in self.steps]
            if not here:
                continue
            self.graph.met.add(item.path)
            severity, more = item.number("severity"), item.text("description")
            title = self.graph.labels.get(node.id, "")
            text = f"{title}\n{more}" if title and more else title or more
            for step in here:
                at_step.setdefault(step, []).append((node, text, severity))
        if not at_step:
            return
        lane = self._lane("pains", "pain")
        for _, step in self.columns:
            for node, text, severity in at_step.get(step, ()):
                tags = []
                if severity is not None:
                    name = t("exchange.ujg.severity", number=number(severity))
                    tags = [self.builder.named("tag", name, at=node.item.path)]
                self.reading.card(lane, step, node.item.path, text=text, tags=tags)

    def _figures(self) -> None:
        """Observations of metrics, which have no day, as cards at their step."""
        lane = ""
        for node in self.graph.of("MetricObservation"):
            subject = peeked(node.item, "metricSubjectRef")
            step = next((s for each in subject if (s := self._step_of(each))), "")
            if not step:
                continue
            item = node.item
            words = [item.text("metricKey"), item.text("metricValue"), item.text("metricUnit")]
            over, under = item.text("numeratorCount"), item.text("denominatorCount")
            words.append(f"({over}/{under})" if over or under else "")
            self.graph.met.add(item.path)
            lane = lane or self._lane("figures", "text")
            self.reading.card(lane, step, item.path, text=" ".join(filter(None, words)))

    def _step_of(self, name: str) -> str:
        step = self.graph.columns.get(name) or self.graph.steps.get(name, "")
        return step if step in self.steps else ""

    def _curve(self) -> None:
        """The points in our part of `extensions`."""
        lane = ""
        for column, step in self.columns:
            extensions = column.node.item.peek("extensions")
            held = extensions.get(KEY) if isinstance(extensions, dict) else None
            path = column.node.item.at(f"extensions.{KEY}.experience")
            listed = held.get("experience") if isinstance(held, dict) else None
            for entry in self.reading.items(listed, path):
                value, name = entry.number("value"), entry.take("persona")
                if value is None or not -1 <= value <= 1:
                    entry.lost("value", t("exchange.data.wrong"))
                    continue
                lane = lane or self.builder.add(
                    "lane", self.map, title=t("exchange.curve"), kind="curve"
                )
                persona = self.builder.named("persona", name) if isinstance(name, str) else None
                note = entry.text("note")
                self.builder.point(lane, step, persona, at=entry.path, value=value, note=note)
                entry.close()
