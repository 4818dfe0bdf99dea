# SPDX-License-Identifier: Apache-2.0
"""Maps that other programs wrote, as one command.

A stage per section, a step per task, one lane with a curve per person. A person who already has a
name in the project, letter by letter the same, is that persona; everybody else becomes a new one.
Values that nobody was named for are points without a persona.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from journey_studio.exchange.imported import (
    ImportedMap,
    ImportedPoint,
    ImportedStage,
    ImportedStep,
)
from journey_studio.i18n import t
from journey_studio.model.change import Label
from journey_studio.model.commands.base import Plan, typed
from journey_studio.model.commands.placing import places
from journey_studio.model.commands.points import point_id
from journey_studio.model.ids import new_id
from journey_studio.model.rank import ranks_between
from journey_studio.model.records import LONG_TEXT, Map, StagePlace, StepPlace
from journey_studio.model.registers import find
from journey_studio.model.snapshot import RegisterKey, Snapshot
from journey_studio.session.scripts import read_file

_MOST_BYTES = 8_000_000
_LABEL = 200
_QUOTE = 60
_WIDEST_LENS = 200  # personas; beyond, the map is about everybody in it
_REPLACEMENT = "\ufffd"


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """What an import came to: the command that adds its maps, and a sentence for every doubt."""

    command: "ImportMaps"
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class ImportMaps:
    """Add these maps to a project as one undo step. Their ids are minted when it is made."""

    maps: tuple[ImportedMap, ...]
    ids: tuple[str, ...]
    label: Label

    def plan(self, snapshot: Snapshot) -> Plan:
        """All records of the maps, and the personas the project does not have yet."""
        builder = _Builder(snapshot)
        for imported, map_id in zip(self.maps, self.ids, strict=True):
            builder.add_map(imported, map_id)
        values = builder.values
        values |= places(snapshot, "map", (), None, self.ids)
        values |= places(snapshot, "persona", (), None, builder.new_personas)
        return Plan(self.label, values)


class _Builder:
    """Collects the registers of new records."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.values: dict[RegisterKey, Any] = {}
        self._personas: dict[str, str] = {}
        for persona in snapshot.personas():
            self._personas.setdefault(persona.name, persona.id)
        self.new_personas: list[str] = []

    def _record(self, record_id: str, place: Any = None, **given: Any) -> str:
        self.values[record_id, "deleted"] = False
        if place is not None:
            self.values[record_id, "place"] = place
        self.values |= typed(record_id, {name: value for name, value in given.items() if value})
        return record_id

    def _persona(self, name: str) -> str:
        """The persona of that name; scores without actors share one that has none."""
        if name not in self._personas:
            self._personas[name] = self._record(new_id("persona"), name=name)
            self.new_personas.append(self._personas[name])
        return self._personas[name]

    def add_map(self, imported: ImportedMap, map_id: str) -> None:
        personas = [self._persona(name) for name in imported.personas]
        lens = tuple(dict.fromkeys(personas))
        self._record(
            map_id,
            title=imported.title,
            scenario=imported.description,
            language=imported.language,
            personas=lens if len(lens) <= _WIDEST_LENS else (),
        )
        lane = self._record(
            new_id("lane"),
            StagePlace(map_id, ranks_between("", "", 1)[0]),
            title=t("session.import.curve"),
            kind="curve",
        )
        stages = imported.stages
        for stage, stage_rank in zip(stages, ranks_between("", "", len(stages)), strict=True):
            stage_id = self._record(
                new_id("stage"), StagePlace(map_id, stage_rank), title=stage.title
            )
            self._add_steps(stage, stage_id, lane, personas)

    def _add_steps(
        self, stage: ImportedStage, stage_id: str, lane: str, personas: list[str]
    ) -> None:
        ranks = ranks_between("", "", len(stage.steps))
        for step, rank in zip(stage.steps, ranks, strict=True):
            step_id = self._record(new_id("step"), StepPlace(stage_id, rank), title=step.title)
            for point in step.points:
                persona = personas[point.persona]
                # A value of 0 is a value: it must not be left out like an empty text.
                point_key = self._record(point_id(lane, step_id, persona), persona=persona)
                known = {"lane": lane, "step": step_id, "value": point.value}
                self.values |= typed(point_key, known)


def _fit(text: str, most: int = LONG_TEXT) -> str:
    """`text` as a register can hold it."""
    shown = _drawable(text)
    return shown if len(shown) <= most else shown[: most - 1] + "…"


def _drawable(text: str) -> str:
    """`text` with every control character shown as a replacement character."""
    return "".join(
        sign if sign in "\n\t" or not (sign < " " or sign == "\x7f") else _REPLACEMENT
        for sign in text
    )


def _texts(imported: ImportedMap) -> Iterator[str]:
    yield imported.title
    yield from imported.personas
    for stage in imported.stages:
        yield stage.title
        for step in stage.steps:
            yield step.title


def _held(imported: ImportedMap, fallback: str) -> tuple[ImportedMap, list[str]]:
    """The map as a project can hold it, and a warning for each text that had to be changed."""
    warnings = []
    for text in dict.fromkeys((*_texts(imported), imported.description)):
        shown = _fit(" ".join(text.split()), _QUOTE)
        if _drawable(text) != text:
            warnings.append(t("session.import.control", text=shown))
        if len(text) > LONG_TEXT:
            warnings.append(t("session.import.long", text=shown, most=LONG_TEXT))
    stages = tuple(
        ImportedStage(
            _fit(stage.title),
            tuple(step.__class__(_fit(step.title), step.points) for step in stage.steps),
        )
        for stage in imported.stages
    )
    made = ImportedMap(
        title=_fit(imported.title or fallback),
        description=_fit(imported.description),
        language=_language(imported.language),
        stages=stages,
        personas=_distinct(imported.personas),
    )
    return made, warnings


def _language(code: str | None) -> str | None:
    """The language, where it is one a map can be in."""
    register = find("map", "language")
    assert register is not None
    try:
        register.read(code or "")
    except ValueError:
        return None
    return code


def _distinct(names: tuple[str, ...]) -> tuple[str, ...]:
    """Names as a project can hold them; two that have become the same get a number."""
    made: dict[str, None] = {}
    for name in names:
        held = base = _fit(name)
        number = 2
        while held in made:
            held = f"{base[: LONG_TEXT - 8]} {number}"
            number += 1
        made[held] = None
    return tuple(made)


def hold(maps: tuple[ImportedMap, ...], warnings: tuple[str, ...], name: str) -> ImportedFile:
    """The command for maps of whatever source; `name` is the title of those without one."""
    name = name.encode("utf-8", "replace").decode()
    held = [
        _held(imported, name if number == 1 else f"{name} {number}")
        for number, imported in enumerate(maps, 1)
    ]
    command = ImportMaps(
        tuple(imported for imported, _ in held),
        tuple(new_id("map") for _ in held),
        Label("model.label.import", {"name": _fit(name, _LABEL)}),
    )
    own = tuple(text for _, found in held for text in found)
    return ImportedFile(command, (*warnings, *own))


def read_import(path: Path) -> ImportedFile:
    """Read a Mermaid or markdown file.

    Raises JourneyError where it cannot be read or holds no journey; nothing is imported then.
    """
    from journey_studio.exchange.mermaid import read  # needed by no other command

    found = read(read_file(path, _MOST_BYTES), path.name)
    maps = tuple(_imported(found.snapshot, each) for each in found.snapshot.maps())
    losses = tuple(f"{loss.place}: {loss.reason}" for loss in found.losses)
    return hold(maps, (*losses, *found.warnings), path.stem)


def _imported(snapshot: Snapshot, the_map: Map) -> ImportedMap:
    """A map that was found, as the plain values its command is made of."""
    (lane,) = snapshot.lanes(the_map.id)
    values: dict[str | None, dict[str, float]] = {}
    for point in snapshot.points(lane.id):
        values.setdefault(point.step, {})[point.persona or ""] = point.value or 0.0
    names = {persona.id: persona.name for persona in snapshot.personas()} | {"": ""}
    used = {each for points in values.values() for each in points} | set(the_map.personas)
    personas = [each for each in names if each in used]
    number = {each: place for place, each in enumerate(personas)}
    stages = tuple(
        ImportedStage(
            stage.title,
            tuple(
                ImportedStep(
                    step.title,
                    tuple(
                        ImportedPoint(number[who], value)
                        for who, value in values.get(step.id, {}).items()
                    ),
                )
                for step in snapshot.steps(stage.id)
            ),
        )
        for stage in snapshot.stages(the_map.id)
    )
    return ImportedMap(
        the_map.title, the_map.scenario, the_map.language or None, stages,
        tuple(names[each] for each in personas),
    )  # fmt: skip
