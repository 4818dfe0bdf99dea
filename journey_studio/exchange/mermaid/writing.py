# SPDX-License-Identifier: Apache-2.0
"""A map as the text of a Mermaid journey, as far as Mermaid has words for it."""

from collections.abc import Iterator, Mapping
from statistics import fmean

from journey_studio.exchange.mermaid import javascript, words
from journey_studio.exchange.scales import MERMAID, SCALES
from journey_studio.exchange.text_source import Told
from journey_studio.model.arrangement import Arrangement, arrange
from journey_studio.model.records import Lane, Step
from journey_studio.model.snapshot import Snapshot

_NEUTRAL = "3"  # a task has to have a score
_INDENT = "  "


def tell(snapshot: Snapshot, map_id: str) -> Told:
    """The journey of a live map; KeyError where there is none."""
    shape = arrange(snapshot, map_id)
    lines = ["journey", *_heads(shape)]
    curve = curve_of(snapshot, shape)
    values = _values(snapshot, curve) if curve else {}
    names = {persona.id: persona.name for persona in snapshot.personas()}
    section = ""
    for number, (stage, steps) in enumerate(shape.stages):
        if number or stage.title or not steps:
            section = _unlike(section, words.name(stage.title))
            lines.append(f"{_INDENT}section {section}")
        for step in steps:
            lines.append(f"{_INDENT * 2}{_task(step, values.get(step.id, {}), names)}")
    return Told("\n".join([*lines, ""]), _order(shape, curve, values, names))


def _order(
    shape: Arrangement,
    curve: Lane | None,
    values: Mapping[str, Mapping[str | None, float]],
    names: Mapping[str, str],
) -> dict[str, list[str]]:
    """What is told of, in the order that a reader meets it; of one name, the first who has it."""
    people: dict[str, str] = {}
    for step in shape.steps:
        for persona in values.get(step.id, ()):
            if persona and names[persona].strip(javascript.BLANKS):
                people.setdefault(names[persona], persona)
    return {
        "map": [shape.map.id],
        "stage": [stage.id for stage, _ in shape.stages],
        "step": [step.id for step in shape.steps],
        "lane": [curve.id] if curve else [],
        "persona": list(people.values()),
    }


def curve_of(snapshot: Snapshot, shape: Arrangement) -> Lane | None:
    """The one curve lane that Mermaid shows: the first that has a point, else the first."""
    curves = [lane for lane in shape.lanes if lane.kind == "curve"]
    return next((lane for lane in curves if snapshot.points(lane.id)), next(iter(curves), None))


def _heads(shape: Arrangement) -> Iterator[str]:
    title = words.title(shape.map.title)
    if title.strip(javascript.BLANKS):
        yield f"{_INDENT}title {title}"
    lines = words.description(shape.map.scenario)
    if len(lines) > 1:
        yield f"{_INDENT}accDescr {{"
        yield from (f"{_INDENT * 2}{line}" for line in lines)
        yield f"{_INDENT}}}"
    elif lines[0].strip(javascript.BLANKS):
        yield f"{_INDENT}accDescr: {lines[0]}"


def _unlike(before: str, section: str) -> str:
    """The name of a section; neighbours of one name would be drawn as one."""
    return section + words.NOTHING if section == before else section


def _values(snapshot: Snapshot, curve: Lane) -> dict[str, dict[str | None, float]]:
    """The values at each step by persona, in the order of the personas."""
    order = {persona.id: n for n, persona in enumerate(snapshot.personas())}
    points = [p for p in snapshot.points(curve.id) if p.persona is None or p.persona in order]
    found: dict[str, dict[str | None, float]] = {}
    for point in sorted(points, key=lambda p: order.get(p.persona or "", -1)):
        if point.value is not None:
            found.setdefault(point.step or "", {})[point.persona] = point.value
    return found


def _task(step: Step, values: Mapping[str | None, float], names: Mapping[str, str]) -> str:
    """A step as a task: where people differ, all of them with the mean of their scores."""
    score = _NEUTRAL
    if values:
        alike = len(set(values.values())) == 1
        value = next(iter(values.values())) if alike else fmean(values.values())
        number = SCALES[MERMAID].number_of(value)
        score = javascript.number_text(number if alike else round(number, 2))
    people = [names[each] for each in values if each]
    actors = [words.name(name) for name in people if name.strip(javascript.BLANKS)]
    behind = f": {', '.join(actors)}" if actors else ""
    return f"{words.name(step.title)}: {score}{behind}"
