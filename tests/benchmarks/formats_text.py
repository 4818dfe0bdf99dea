# SPDX-License-Identifier: Apache-2.0
"""Texts of lines: 1 MB of Mermaid to maps and back, next to taking its lines apart and no more."""

import sys
from collections.abc import Callable

from journey_studio.collector import resting
from journey_studio.exchange import dgmo, mermaid
from journey_studio.exchange.formats import Choices
from journey_studio.exchange.mermaid.text import parse_journey
from tests.benchmarks.measure import Figure, in_turn, process

_TASKS = 26_000
_DGMO_STEPS = 5_000


def figures() -> list[Figure]:
    """Reading and writing as ratios to splitting and joining, and the peak of memory."""
    text = journey()
    data = text.encode()
    found = mermaid.read(data, "big.mmd").snapshot
    ids = tuple(each.id for each in found.maps())
    phases = _phases().encode()
    works: dict[str, Callable[[], object]] = {
        "splitting": lambda: _split(text),
        "parsing": lambda: parse_journey(text),
        "reading": lambda: mermaid.read(data, "big.mmd"),
        "writing": lambda: mermaid.write(found, ids, Choices(), lambda _: None),
        "dgmo": lambda: dgmo.read(phases, "big.dgmo"),
        "dgmo split": lambda: _split(phases.decode()),
    }
    with resting():  # as in the process that reads and writes
        spent = in_turn(2, works)
    size = f"{len(data) / 1e6:.1f} MB, {_TASKS:,} tasks; floor: its lines, split at colons"
    return [
        Figure("Mermaid: what the text says", spent["parsing"], "s", 12, spent["splitting"], size),
        Figure(
            "Mermaid: a map of it, each step and point a record",
            spent["reading"],
            "s",
            10,
            spent["parsing"],
            "floor: reading what the text says",
        ),
        Figure(
            "Mermaid: written, and read once more to see what is lost",
            spent["writing"],
            "s",
            3,
            spent["reading"],
            "floor: reading it",
        ),
        Figure(
            f"dgmo: a map of {_DGMO_STEPS:,} steps",
            spent["dgmo"],
            "s",
            50,
            spent["dgmo split"],
            "floor: its lines, split at colons",
        ),
        _peak(),
    ]


def journey() -> str:
    """A journey as a program would write it: sections of twenty tasks, two people, all scores."""
    lines = ["journey", " title A long journey"]
    for number in range(_TASKS):
        if number % 20 == 0:
            lines.append(f" section Part {number // 20}")
        lines.append(f"  Step number {number} of them: {number % 6}: Mia, Tom")
    return "\n".join([*lines, ""])


def _phases() -> str:
    lines = ["journey-map Long", "persona Mia", ""]
    for number in range(_DGMO_STEPS):
        if number % 20 == 0:
            lines.append(f"[Part {number // 20}]")
        lines.append(f"  Step number {number} score: {number % 5 + 1}, emotion: Calm")
        lines.append("    pain: It takes longer than they said")
    return "\n".join([*lines, ""])


def _split(text: str) -> list[list[str]]:
    return [[part.strip() for part in line.split(":")] for line in text.split("\n")]


def _peak() -> Figure:
    """The peak of a process that reads it."""
    code = (
        "from tests.benchmarks.formats_text import journey\n"
        "from journey_studio.exchange import mermaid\n"
        "mermaid.read(journey().encode(), 'big.mmd')"
    )
    spent = process([sys.executable, "-c", code])
    return Figure("Mermaid: the memory of a process that reads it", spent.peak, "MiB", 300)
