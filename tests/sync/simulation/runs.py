# SPDX-License-Identifier: Apache-2.0
"""Whole runs of the simulation, from a seed to a verdict and its figures."""

import random
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults.tally import Tally
from tests.sync.simulation import deeds
from tests.sync.simulation.world import World

_MEMORY = Path("/dev/shm")  # a file system that costs no disk, where there is one
NO_FAULTS = frozenset(
    ["edits", "rounds", "undone", "redone", "survived", "edits lost", "edits acknowledged"]
)


@contextmanager
def a_place() -> Iterator[Path]:
    """A folder for as long as a run takes."""
    base = _MEMORY if _MEMORY.is_dir() else None
    place = Path(tempfile.mkdtemp(prefix="journey-simulation-", dir=base))
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def run(
    seed: int,
    people: int,
    edits: int,
    checked: float = 1.0,
    only: frozenset[str] | None = None,
    busy: int = 6,
) -> Tally:
    """People edit until so many edits were made, everything goes wrong, and nothing is lost.

    `only` names the deeds and faults that happen, beside the usual ones; `busy` is how many edits
    somebody makes in a go at most. Raises oracle.Lost.
    """
    with a_place() as place:
        world = World(place, seed, people, checked, busy)
        try:
            deeds.run(world, edits, only)
            with world.at_work():
                world.finish()
        except Exception as error:
            error.add_note(f"seed {seed}, {people} people, {edits} edits: {world.tally.line('')}")
            raise
        world.tally["edits lost"] += world.lost()
        world.tally["edits acknowledged"] += len(world.ledger.acknowledged)
        return world.tally


def figures(tally: Tally) -> Tally:
    """Faults injected and survived in the words of the report, and the faults by kind."""
    faults = {kind: count for kind, count in tally.items() if kind not in NO_FAULTS}
    injected = sum(faults.values())
    said = Tally(faults)
    said["injected"], said["survived"] = injected, injected
    for kind in ("edits acknowledged", "edits lost", "rounds"):
        said[kind] = tally[kind]
    return said


def seeds(start: int, count: int) -> list[int]:
    """Seeds that have nothing to do with one another."""
    return [random.Random(start + number).randrange(2**32) for number in range(count)]
