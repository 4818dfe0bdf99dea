# SPDX-License-Identifier: Apache-2.0
"""A map as the documents of a CJM file: the journey, and a blueprint where it has more lanes."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import yaml

from journey_studio.exchange.cjm_yaml.parts import GAPS, LANE_WORD
from journey_studio.exchange.lane_words import is_feeling
from journey_studio.exchange.scales import OURS, SCALES
from journey_studio.exchange.text_source import Told
from journey_studio.i18n import t
from journey_studio.model.arrangement import Arrangement, arrange
from journey_studio.model.kinds import CARDLESS
from journey_studio.model.records import Card, Connection, Lane, Persona
from journey_studio.model.snapshot import Snapshot

_SCALE = SCALES[OURS]
_VERSION = "1.0"
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?:[ -][A-Za-z0-9_]+)*")
_WORDS = frozenset("null true false yes no on off y n".split())
_COLUMN, _ROW = 270, 180  # of the drawing


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """YAML in which every text is plainly a text, to readers of YAML 1.1 and 1.2 alike."""

    def ignore_aliases(self, data: object) -> bool:
        """Write everything out, however often it stands there."""
        del data
        return True


def _text(dumper: Any, value: str) -> Any:
    plain = _PLAIN.fullmatch(value) and value.lower() not in _WORDS
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=None if plain else '"')


_Dumper.add_representer(str, _text)


class Parts(NamedTuple):
    """Which lane of a map is told as what."""

    touchpoints: Lane | None
    thoughts: Lane | None
    curve: Lane | None
    journey: Lane | None  # whose cards are the steps themselves
    others: tuple[Lane, ...]


@dataclass
class _Telling:
    """A map while it is told; `cards` are in the order in which they are read again."""

    snapshot: Snapshot
    shape: Arrangement
    parts: Parts
    persona: Persona | None
    actions: dict[str, str] = field(default_factory=dict)  # the action of each step
    cards: list[str] = field(default_factory=list)
    tasks: dict[str, str] = field(default_factory=dict)  # the task of each card


def tell(snapshot: Snapshot, map_id: str) -> Told:
    """The documents of a live map; KeyError where there is none."""
    shape = arrange(snapshot, map_id)
    persona = next((p for each in shape.map.personas if (p := snapshot.get(Persona, each))), None)
    telling = _Telling(snapshot, shape, _parts(snapshot, shape), persona)
    telling.actions = {step.id: f"cjm:action:{n}" for n, step in enumerate(shape.steps, 1)}
    documents = [_journey(telling)]
    arrows: list[Connection] = []
    if telling.parts.others or telling.parts.journey:
        blueprint, arrows = _blueprint(telling)
        documents.append(blueprint)
    text = yaml.dump_all(
        documents, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=2**31 - 1
    )
    scored = _scores(telling)
    gaps = [action for step, action in telling.actions.items() if step not in scored]
    head = f"{GAPS}{', '.join(gaps)}\n" if gaps else ""
    return Told(head + text, _order(telling, arrows))


def _parts(snapshot: Snapshot, shape: Arrangement) -> Parts:
    lanes = [lane for lane in shape.lanes if lane.kind not in CARDLESS]
    touchpoints = next((lane for lane in lanes if _tells(shape, lane, ("touchpoint",))), None)
    thinking = t("exchange.cjm.thoughts_feelings")
    thoughts = next(
        (lane for lane in lanes if lane.kind == "text" and lane.title == thinking), None
    )
    kinds = ("text", "quote")
    felt = (lane for lane in lanes if is_feeling(lane.title) and _tells(shape, lane, kinds))
    thoughts = thoughts or next(felt, None)
    curve = next((lane for lane in shape.lanes if lane.kind == "curve"), None)
    titles = {step.id: step.title for step in shape.steps}
    ends = {each for link in snapshot.connections() for each in (link.source, link.target)}
    journey = next(
        (
            lane
            for lane in lanes
            if lane.kind == "text" and lane != thoughts and _is_journey(shape, lane, titles, ends)
        ),
        None,
    )
    told = (touchpoints, thoughts, journey)
    return Parts(
        touchpoints, thoughts, curve, journey, tuple(lane for lane in lanes if lane not in told)
    )


def _cells(shape: Arrangement, lane: Lane) -> Iterable[tuple[str, Sequence[Card]]]:
    return ((step.id, shape.cells.get((lane.id, step.id), ())) for step in shape.steps)


def _tells(shape: Arrangement, lane: Lane, kinds: Sequence[str]) -> bool:
    """Whether a lane is of one of these kinds and has words in it."""
    return lane.kind in kinds and any(card.text for _, cell in _cells(shape, lane) for card in cell)


def _is_journey(
    shape: Arrangement, lane: Lane, titles: Mapping[str, str], ends: set[str | None]
) -> bool:
    """Whether the cards of a lane are its steps once more, with arrows from or to them."""
    cells = [(step, cards) for step, cards in _cells(shape, lane) if cards]
    alike = all(len(cards) == 1 and cards[0].text == titles[step] for step, cards in cells)
    return alike and any(cards[0].id in ends for _, cards in cells)


def _journey(telling: _Telling) -> dict[str, Any]:
    shape, persona = telling.shape, telling.persona
    made: dict[str, Any] = {"kind": "cjm", "version": _VERSION, "id": "cjm:map"}
    made["name"] = shape.map.title
    if persona:
        made["persona"] = {"name": persona.name}
        if persona.demographics:
            made["persona"]["description"] = persona.demographics
    phases = {stage.id: f"cjm:phase:{n}" for n, (stage, _) in enumerate(shape.stages, 1)}
    made["phases"] = [{"id": phases[s.id], "name": s.title} for s, _ in shape.stages]
    scores = _scores(telling)
    actions = []
    for stage, steps in shape.stages:
        for step in steps:
            action: dict[str, Any] = {"id": telling.actions[step.id], "name": step.title}
            if step.description:
                action["description"] = step.description
            action["phase"] = phases[stage.id]
            action["touchpoints"] = _words(telling, telling.parts.touchpoints, step.id)
            action["thoughts_feelings"] = _words(telling, telling.parts.thoughts, step.id)
            action["emotion_score"] = scores.get(step.id, 0)
            actions.append(action)
    made["actions"] = actions
    return made


def _scores(telling: _Telling) -> dict[str, int]:
    curve, persona = telling.parts.curve, telling.persona
    points = telling.snapshot.points(curve.id) if curve else ()
    wanted = persona.id if persona else None
    return {
        point.step or "": round(_SCALE.number_of(point.value))
        for point in points
        if point.persona == wanted and point.value is not None
    }


def _words(telling: _Telling, lane: Lane | None, step: str) -> list[str]:
    cards = telling.shape.cells.get((lane.id, step), ()) if lane else ()
    told = [card for card in cards if card.text]
    telling.cards += [card.id for card in told]
    return [card.text for card in told]


def _blueprint(telling: _Telling) -> tuple[dict[str, Any], list[Connection]]:
    """The document, and the connections in it."""
    parts, shape = telling.parts, telling.shape
    rows: list[tuple[str, str, Lane | None]] = [("sbp:lane:cjm", "cjm", parts.journey)]
    rows += [
        (f"sbp:lane:{n}", LANE_WORD.get(lane.kind, "human"), lane)
        for n, lane in enumerate(parts.others, 1)
    ]
    tasks: list[dict[str, Any]] = []
    for row, (own, _, lane) in enumerate(rows):
        for column, step in enumerate(shape.steps):
            cards = shape.cells.get((lane.id, step.id), ()) if lane else ()
            place = {"x": column * _COLUMN, "y": row * _ROW}
            if row == 0:
                task = {"id": telling.actions[step.id], "lane": own, "name": step.title}
                tasks.append({**task, "readonly": True, "position": place})
                if cards:
                    _told(telling, cards[0], task["id"])
                elif lane:
                    telling.cards.append("")
                continue
            for card in cards:
                task = {"id": f"sbp:task:{len(tasks) + 1}", "lane": own, **_named(card)}
                tasks.append({**task, "source_id": telling.actions[step.id], "position": place})
                _told(telling, card, task["id"])
    arrows = [
        link
        for link in telling.snapshot.connections()
        if link.source in telling.tasks and link.target in telling.tasks
    ]
    seen = parts.journey if _is_seen(shape, parts.journey, arrows) else None
    title = seen.title if seen else t("exchange.cjm.journey")
    lanes = [
        {"id": own, "name": lane.title if lane and row else title, "kind": word}
        for row, (own, word, lane) in enumerate(rows)
    ]
    made = {"kind": "sbp", "version": _VERSION, "id": "sbp:map", "lanes": lanes, "tasks": tasks}
    return {**made, "connections": [_arrow(telling, each) for each in arrows]}, arrows


def _is_seen(shape: Arrangement, lane: Lane | None, arrows: Sequence[Connection]) -> bool:
    """Whether a reader makes a lane of the journey's own tasks: an arrow begins or ends there."""
    touched = {each for link in arrows for each in (link.source, link.target)}
    cells = _cells(shape, lane) if lane else ()
    return any(card.id in touched for _, cell in cells for card in cell)


def _told(telling: _Telling, card: Card, task: str) -> None:
    telling.cards.append(card.id)
    telling.tasks[card.id] = task


def _named(card: Card) -> dict[str, str]:
    name, line, about = card.text.partition("\n")
    return {"name": name, "description": about} if line else {"name": name}


def _arrow(telling: _Telling, link: Connection) -> dict[str, str]:
    made = {
        "source": telling.tasks[link.source or ""],
        "target": telling.tasks[link.target or ""],
    }
    return {**made, "label": link.label} if link.label else made


def _order(telling: _Telling, arrows: Sequence[Connection]) -> dict[str, list[str]]:
    parts, shape = telling.parts, telling.shape
    first = [parts.touchpoints, parts.thoughts]
    words = [each for each in first if each and _tells(shape, each, (each.kind,))]
    curve = [parts.curve.id] if parts.curve and _scores(telling) else []
    seen = _is_seen(shape, parts.journey, arrows)
    lanes = [*(each.id for each in words), *curve]
    if parts.journey and seen:
        lanes.append(parts.journey.id)
    cards = list(telling.cards)
    if parts.journey and not seen:
        own = {card.id for _, cell in _cells(shape, parts.journey) for card in cell}
        cards = [each for each in cards if each and each not in own]
    persona = telling.persona
    named = persona and (persona.name or persona.demographics)
    return {
        "map": [shape.map.id],
        "persona": [persona.id] if persona and named else [],
        "stage": [stage.id for stage, _ in shape.stages],
        "step": [step.id for step in shape.steps],
        "lane": [*lanes, *(lane.id for lane in parts.others)],
        "card": cards,
        "connection": [link.id for link in arrows],
    }
