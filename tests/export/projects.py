# SPDX-License-Identifier: Apache-2.0
"""Projects to export: the sample, and small ones."""

import hashlib
import random
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from journey_studio import assets
from journey_studio.model.change import Label
from journey_studio.model.commands import Add, Batch, Command
from journey_studio.model.document import Document, MemoryJournal
from journey_studio.model.snapshot import Snapshot
from journey_studio.session.scripts import read_script

_WORDS = (
    "asks a colleague who forgot the fare before noon and writes it on paper between two calls "
    "because nobody answers at the station while the platform changes twice within an hour"
).split()


class Project(NamedTuple):
    """What an export is given."""

    snapshot: Snapshot
    pictures: Mapping[str, bytes]


@cache
def sample() -> Project:
    """The map that a newcomer learns from, with its pictures."""
    script = read_script(assets.path("samples/night-train.json"), "project-test")
    pictures = {hashlib.sha256(data).hexdigest(): data for data in script.pictures}
    return Project(_made(script.commands), pictures)


def _made(commands: tuple[Command, ...]) -> Snapshot:
    document = Document(Snapshot(), MemoryJournal(), "project-test")
    for command in commands:
        document.apply(command)
    return document.snapshot


@cache
def small_maps(maps: int = 1, steps: int = 3, cards: int = 1) -> Project:
    """Maps of one stage with a text lane and a pain lane, `cards` in each cell."""
    commands: list[Command] = [Add(kind="project", id="project-test", values={"title": "Trips"})]
    for number in range(1, maps + 1):
        name = f"map-{number}"
        stage, lanes = f"stage-{number}", (f"lane-doing{number}", f"lane-pain{number}")
        commands += [
            Add(kind="map", id=name, values={"title": f"Trip {number}", "language": "en"}),
            Add(kind="stage", id=stage, under=(name,), values={"title": "On the way"}),
            Add(kind="lane", id=lanes[0], under=(name,), values={"title": "Doing"}),
            Add(kind="lane", id=lanes[1], under=(name,), values={"title": "Pains", "kind": "pain"}),
        ]
        for step in range(steps):
            place = f"step-{number}x{step}"
            commands.append(
                Add(kind="step", id=place, under=(stage,), values={"title": f"Step {step + 1}"})
            )
            for lane in lanes:
                commands += [
                    Add(
                        kind="card",
                        id=f"card-{lane[5:]}x{step}x{card}",
                        under=(lane, place),
                        values={"text": _text(step, card), "kind": "text"},
                    )
                    for card in range(cards)
                ]
    return Project(_made((Batch(tuple(commands), Label("model.label.unknown")),)), {})


def _text(step: int, card: int) -> str:
    """A sentence of its own for every card, of words that people use."""
    dice = random.Random(step * 1000 + card)
    return f"Looks at offer {step}.{card}, " + " ".join(dice.choices(_WORDS, k=12)) + "."
