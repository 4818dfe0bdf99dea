# SPDX-License-Identifier: Apache-2.0
"""A map as a User Journey Graph: a state and a step of the experience for each step."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from journey_studio.exchange.strict.json import dump
from journey_studio.exchange.text_source import Told
from journey_studio.exchange.ujg.graph import KEY
from journey_studio.model.arrangement import Arrangement, arrange
from journey_studio.model.records import Card, Channel, Lane, Persona, Point
from journey_studio.model.snapshot import Snapshot
from journey_studio.model.walk import number

CONTEXT = "https://ujg.specs.openuji.org/ed/ns/context.jsonld"
_URN = "urn:journey-studio:"
Move = tuple[str, str, str]  # two states and a label


def tell(snapshot: Snapshot, map_id: str) -> Told:
    """The graph of a live map; KeyError where there is none."""
    shape = arrange(snapshot, map_id)
    return _Telling(snapshot, shape).told()


def _node(kind: str, name: str, **values: Any) -> dict[str, Any]:
    return {"@id": _URN + name, "@type": kind, **values}


class _Telling:
    """A map while it is told."""

    def __init__(self, snapshot: Snapshot, shape: Arrangement) -> None:
        self.snapshot, self.shape = snapshot, shape
        self.states = {step.id: f"{_URN}state:{n}" for n, step in enumerate(shape.steps, 1)}
        self.steps = {step.id: f"{_URN}step:{n}" for n, step in enumerate(shape.steps, 1)}
        self.curve = next((lane for lane in shape.lanes if lane.kind == "curve"), None)
        self.channels: dict[str, str] = {}  # by name
        self.personas: dict[str, str] = {}
        self.points = self._points()
        self.touchpoints = [*self._cards("touchpoint")]
        self.pains = [*self._cards("pain")]
        self.moves = [*self._moves()]

    def told(self) -> Told:
        nodes = [*self._graph(), *self._experience(), *self._things()]
        text = dump(
            {"@context": CONTEXT, "@id": f"{_URN}document", "@type": "UJGDocument"}
            | {"nodes": nodes}
        )
        return Told(text.decode(), self._order())

    def _points(self) -> dict[str, list[Point]]:
        people = {each.id: n for n, each in enumerate(self.snapshot.personas())}
        known = [
            point
            for point in (self.snapshot.points(self.curve.id) if self.curve else ())
            if point.step in self.states and (point.persona is None or point.persona in people)
        ]
        known.sort(key=lambda point: people.get(point.persona or "", -1))
        found: dict[str, list[Point]] = {}
        for point in known:
            found.setdefault(point.step or "", []).append(point)
        return found

    def _cards(self, kind: str) -> Iterator[Card]:
        """The cards of a kind, step by step; those without words are left to the extension."""
        for step in self.shape.steps:
            for lane in self.shape.lanes:
                for card in self.shape.cells.get((lane.id, step.id), ()):
                    if _kind(lane, card) == kind and card.text.strip():
                        yield card

    def _moves(self) -> Iterator[Move]:
        """What leads from step to step: the line of the steps, then what connections say beyond."""
        line = list(self.states.values())
        yield from ((one, two, "") for one, two in pairwise(line))
        seen = {(one, two, "") for one, two in pairwise(line)}
        at = {
            card.id: self.states[step]
            for (_, step), cards in self.shape.cells.items()
            if step in self.states
            for card in cards
        }
        for link in self.snapshot.connections():
            one, two = at.get(link.source or ""), at.get(link.target or "")
            if one and two and one != two and (one, two, link.label) not in seen:
                seen.add((one, two, link.label))
                yield one, two, link.label

    def _graph(self) -> Iterator[dict[str, Any]]:
        shape, states = self.shape, list(self.states.values())
        journey = _node("Journey", "journey", label=shape.map.title, stateRefs=states)
        if states:
            journey |= {"entryRefs": [f"{_URN}entry"], "defaultEntryRef": f"{_URN}entry"}
            journey["exitRefs"] = [f"{_URN}exit"]
        journey["transitionRefs"] = [f"{_URN}transition:{n}" for n, _ in enumerate(self.moves, 1)]
        yield journey
        if states:
            yield _node("JourneyEntry", "entry", stateRef=states[0])
            yield _node("JourneyExit", "exit", stateRef=states[-1])
        for n, step in enumerate(shape.steps, 1):
            yield _node("State", f"state:{n}", label=step.title)
        for n, (one, two, label) in enumerate(self.moves, 1):
            move = _node("Transition", f"transition:{n}", **{"from": one, "to": two})
            yield {**move, "label": label} if label else move

    def _experience(self) -> Iterator[dict[str, Any]]:
        for n, (stage, _) in enumerate(self.shape.stages, 1):
            yield _node("Phase", f"phase:{n}", label=stage.title, order=n)
        touched = {card.id: f"{_URN}touchpoint:{n}" for n, card in enumerate(self.touchpoints, 1)}
        count = 0
        for n, (_, steps) in enumerate(self.shape.stages, 1):
            for step in steps:
                count += 1
                made = _node("ExperienceStep", f"step:{count}", label=step.title)
                made |= {"stateRefs": [self.states[step.id]], "phaseRef": f"{_URN}phase:{n}"}
                here = [
                    touched[c.id] for c in self.touchpoints if c.place and c.place.step == step.id
                ]
                if here:
                    made["touchpointRefs"] = here
                if points := self.points.get(step.id):
                    felt = [self._felt(point) for point in points]
                    made["extensions"] = {KEY: {"experience": felt}}
                yield made

    def _felt(self, point: Point) -> dict[str, Any]:
        made: dict[str, Any] = {}
        if persona := self.snapshot.get(Persona, point.persona):
            self.personas.setdefault(persona.name, persona.id)
            made["persona"] = persona.name
        made["value"] = number(point.value)
        return {**made, "note": point.note} if point.note else made

    def _things(self) -> Iterator[dict[str, Any]]:
        for n, card in enumerate(self.touchpoints, 1):
            made = _node("Touchpoint", f"touchpoint:{n}", label=card.text)
            channel = self.snapshot.get(Channel, card.channel)
            if channel and channel.name:
                self.channels.setdefault(channel.name, channel.id)
                made["channel"] = channel.name
            yield made
        for n, card in enumerate(self.pains, 1):
            label, _, more = card.text.partition("\n")
            made = _node("PainPoint", f"pain:{n}", label=label)
            made["experienceRefs"] = [self.steps[card.place.step]] if card.place else []
            yield {**made, "description": more} if more else made

    def _order(self) -> dict[str, Sequence[str]]:
        shape = self.shape
        branches = len(self.moves) >= len(self.states) > 0
        lanes = [""] if branches else []
        lanes += [self._lane_of(cards) for cards in (self.touchpoints, self.pains) if cards]
        lanes += [self.curve.id] if self.curve and self.points else []
        return {
            "map": [shape.map.id],
            "stage": [stage.id for stage, _ in shape.stages],
            "step": [step.id for step in shape.steps],
            "lane": lanes,
            "card": [
                *([""] * len(self.states) if branches else []),
                *(card.id for card in self.touchpoints),
                *(card.id for card in self.pains),
            ],
            "connection": [""] * len(self.moves) if branches else [],
            "channel": list(self.channels.values()),
            "persona": list(self.personas.values()),
        }

    @staticmethod
    def _lane_of(cards: Sequence[Card]) -> str:
        """The lane of cards that a reader puts in one."""
        return cards[0].place.lane if cards[0].place else ""


def _kind(lane: Lane, card: Card) -> str:
    return lane.kind if card.kind == "text" else card.kind
