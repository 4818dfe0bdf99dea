# SPDX-License-Identifier: Apache-2.0
"""A map as the text of a dgmo journey map, as far as dgmo has words for it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from journey_studio.exchange.dgmo.lines import COLOURS, KEYS, UNSEEN, short_name
from journey_studio.exchange.dgmo.reading import BLANK_IN_A_WORD, NOTE_LANES, SCALE
from journey_studio.exchange.dgmo.text import BLANKS, KEYWORD
from journey_studio.exchange.lane_words import lane_kind
from journey_studio.exchange.scales import SCALES
from journey_studio.exchange.text_source import Told
from journey_studio.model.arrangement import Arrangement, arrange
from journey_studio.model.records import Card, Channel, Lane, Persona, Point, Step
from journey_studio.model.snapshot import Snapshot

_WORD_AND_COLON = re.compile(r"([A-Za-z][A-Za-z0-9_-]*)([ \t]*):")
_ALIAS = re.compile(r"[ \t]as[ \t]+[A-Za-z][A-Za-z0-9_]{0,11}\Z")
_GROUP_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_ -]{0,40}", re.ASCII)
_LONGEST_WORD = 40  # of what stands behind the name of a step
_MOST_VALUES = 12  # of a tag group; more is no group
_NOTE_OF = {lane: note for note, lane in NOTE_LANES.items()}


class Group(NamedTuple):
    """A tag group: its lane and name, the key its values stand behind, and by step the value with
    the card that says it.
    """

    lane: Lane
    name: str
    alias: str
    values: Mapping[str, tuple[str, Card]]


def tell(snapshot: Snapshot, map_id: str) -> Told:
    """The journey map of a live map; KeyError where there is none."""
    shape = arrange(snapshot, map_id)
    persona = _main_persona(snapshot, shape)
    groups = tuple(_groups(snapshot, shape))
    curve = _curve(snapshot, shape, persona)
    text = _text(snapshot, shape, persona, groups, curve)
    return Told(text, _order(shape, persona, groups, curve))


def _text(
    snapshot: Snapshot,
    shape: Arrangement,
    persona: Persona | None,
    groups: Sequence[Group],
    curve: Lane | None,
) -> str:
    points = _points(snapshot, curve, persona) if curve else {}
    lines = [f"{KEYWORD} {_line(shape.map.title)}".rstrip(), ""]
    if persona:
        lines += [f"persona {_ended(_line(persona.name))}".replace("color:", f"color{UNSEEN}:")]
        lines += [f"  {_told(each)}" for each in persona.demographics.split("\n") if each.strip()]
        lines.append("")
    for group in groups:
        lines.append(f"tag {group.name} as {group.alias}")
        values = dict.fromkeys(value for value, _ in group.values.values())
        lines += [f"  {_ended(_barred(each))}" for each in values]
        lines.append("")
    keys = KEYS | {each for group in groups for each in (group.name.lower(), group.alias)}
    for stage, steps in shape.stages:
        lines.append(f"[{_line(stage.title) or UNSEEN}]")
        for step in steps:
            lines.append(f"  {_step(step, points.get(step.id), groups, keys)}")
            if about := _line(step.description):
                lines.append(f"    description: {about}")
            lines += [f"    {note}: {_line(card.text)}" for note, _, card in _notes(shape, step)]
        lines.append("")
    return "\n".join(lines)


def _order(
    shape: Arrangement, persona: Persona | None, groups: Sequence[Group], curve: Lane | None
) -> dict[str, list[str]]:
    """What is told of, in the order that a reader meets it."""
    cards: list[str] = []
    channels: dict[str, str] = {}
    lanes: dict[str, str] = {}
    for step in shape.steps:
        for group in groups:
            if step.id in group.values:
                value, card = group.values[step.id]
                cards.append(card.id)
                if group.lane.kind == "channel":
                    channels.setdefault(value, card.channel or "")
        for note, lane, card in _notes(shape, step):
            cards.append(card.id)
            lanes.setdefault(note, lane.id)
    return {
        "map": [shape.map.id],
        "stage": [stage.id for stage, _ in shape.stages],
        "step": [step.id for step in shape.steps],
        "lane": [
            curve.id if curve else "",
            *(group.lane.id for group in groups),
            *(lanes[note] for note in NOTE_LANES if note in lanes),
        ],
        "card": cards,
        "channel": list(channels.values()),
        "persona": [persona.id] if persona else [],
    }


def _main_persona(snapshot: Snapshot, shape: Arrangement) -> Persona | None:
    """The one persona of a dgmo map: the first whose map it is, else the first with a curve."""
    for each in shape.map.personas:
        if persona := snapshot.get(Persona, each):
            return persona
    curves = [lane.id for lane in shape.lanes if lane.kind == "curve"]
    drawn = {point.persona for lane in curves for point in snapshot.points(lane)}
    return next((each for each in snapshot.personas() if each.id in drawn), None)


def _curve(snapshot: Snapshot, shape: Arrangement, persona: Persona | None) -> Lane | None:
    """The one curve that is shown: the first with points of the persona, else the first."""
    curves = [lane for lane in shape.lanes if lane.kind == "curve"]
    drawn = (lane for lane in curves if _points(snapshot, lane, persona))
    return next(drawn, next(iter(curves), None))


def _points(snapshot: Snapshot, curve: Lane, persona: Persona | None) -> dict[str, Point]:
    """The points of the persona, by step; everybody's where there is none."""
    wanted = persona.id if persona else None
    return {p.step or "": p for p in snapshot.under(Point, curve.id) if p.persona == wanted}


def _groups(snapshot: Snapshot, shape: Arrangement) -> Iterator[Group]:
    taken = set(KEYS)
    for lane in shape.lanes:
        name = " ".join(lane.title.split())
        if not _GROUP_NAME.fullmatch(name) or name.lower() in taken or name.lower() == "none":
            continue
        if " as " in f" {name} " or " alias " in f" {name} " or name.split()[-1] in COLOURS:
            continue
        values = _values(snapshot, shape, lane)
        if values:
            alias = short_name(name, taken)
            taken |= {name.lower(), alias, "-".join(name.lower().split())}
            yield Group(lane, name, alias, values)


def _values(snapshot: Snapshot, shape: Arrangement, lane: Lane) -> dict[str, tuple[str, Card]]:
    """One short value for each step where a lane has cards; nothing where it is no such lane.

    A lane of channels always is; one of plain words is where some of its words come back.
    """
    is_channel = lane.kind == "channel" and lane_kind(lane.title) == "channel"
    if not is_channel and (lane.kind != "text" or lane_kind(lane.title) == "channel"):
        return {}
    values: dict[str, tuple[str, Card]] = {}
    for step in shape.steps:
        for card in shape.cells.get((lane.id, step.id), ()):
            word = _word(snapshot, card, is_channel)
            if step.id in values and not is_channel:
                return {}
            if word:
                values.setdefault(step.id, (word, card))
    words = [word for word, _ in values.values()]
    fits = all(len(word) <= _LONGEST_WORD and "\n" not in word for word in words)
    often = is_channel or len(set(words)) < len(words)
    return values if fits and often and len(set(words)) <= _MOST_VALUES else {}


def _word(snapshot: Snapshot, card: Card, is_channel: bool) -> str:
    channel = snapshot.get(Channel, card.channel)
    return (channel.name if is_channel and channel else "" if is_channel else card.text).strip()


def _step(step: Step, point: Point | None, groups: Sequence[Group], keys: frozenset[str]) -> str:
    said = []
    if point and point.value is not None:
        said.append(f"score: {round(SCALES[SCALE].number_of(point.value))}")
    emotion = point.note.strip() if point else ""
    if emotion and len(emotion) <= _LONGEST_WORD and "\n" not in emotion:
        said.append(f"emotion: {_quoted(emotion).replace(' ', BLANK_IN_A_WORD)}")
    for group in groups:
        if step.id in group.values:
            said.append(f"{group.alias}: {_quoted(group.values[step.id][0])}")
    return " ".join(filter(None, (_name(step.title, keys), ", ".join(said))))


def _notes(shape: Arrangement, step: Step) -> Iterator[tuple[str, Lane, Card]]:
    """The cards of a step that dgmo knows as notes, with the kind of note."""
    for lane in shape.lanes:
        for card in shape.cells.get((lane.id, step.id), ()):
            note = _NOTE_OF.get(card.kind if card.kind != "text" else lane.kind)
            if note and _line(card.text):
                yield note, lane, card


def _line(text: str) -> str:
    """A text in one line that no mark starts, and no blank that a reader takes for indentation."""
    line = " ".join(filter(None, map(str.strip, text.split("\n"))))
    line = f"{UNSEEN}{line}" if line.startswith(("//", *BLANKS)) else line
    return f"{line}{UNSEEN}" if line.endswith((*BLANKS,)) else line


def _told(line: str) -> str:
    """A line about the persona that is taken for nothing else."""
    line = _line(line)
    return f"{UNSEEN}{line}" if line.lower().startswith(("color", "description")) else line


def _name(title: str, keys: frozenset[str]) -> str:
    """The name of a step, in which dgmo finds no key, no colour and no short name."""
    parts, end = [], 0
    line = _line(title)
    for found in _WORD_AND_COLON.finditer(line):
        if found[1].lower() in keys:
            parts += [line[end : found.end(1)], UNSEEN]
            end = found.end(1)
    line = "".join((*parts, line[end:]))
    if not line:
        return UNSEEN
    line = _barred(line)
    return _ended(f"{UNSEEN}{line}" if line[0] in "\"'" else line)


def _ended(line: str) -> str:
    """A line whose last words are no colour and no short name."""
    words = line.replace("\t", " ").rsplit(" ", 1)
    ends = len(words) > 1 and words[1] in (*COLOURS, "default")
    return line + UNSEEN if ends or line.endswith(")") or _ALIAS.search(line) else line


def _barred(text: str) -> str:
    """A text in which no bar parts the name of a step from its values, as it did before 0.18."""
    return text.replace("|", f"{UNSEEN}|{UNSEEN}")


def _quoted(value: str) -> str:
    """A value in which a comma ends nothing."""
    value = _barred(value)
    if not any(sign in value for sign in ",\"'") and value == value.strip():
        return value
    return f"'{value}'" if '"' in value and "'" not in value else f'"{value.replace(chr(34), "”")}"'
