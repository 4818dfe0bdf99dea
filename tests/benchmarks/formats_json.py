# SPDX-License-Identifier: Apache-2.0
"""An OpenJourney map of 5,000 cards, next to the reader of JSON underneath by itself."""

import json
import random
import sys
from collections.abc import Callable

from journey_studio.exchange import ojf
from journey_studio.exchange.formats import Choices, Found
from tests.benchmarks.measure import ROOT, Figure, in_turn, process

_CARDS = 5_000
_STAGES, _LANES = 50, 20
_FOLDER = ROOT / "build" / "benchmarks"
_WORDS = "slow queue kind agent unclear price long wait helpful form letter delay".split()


def figures() -> list[Figure]:
    """Reading and writing, as ratios to parsing and to dumping, and the peak of memory."""
    data = _map()
    found = _read(data)
    (the_map,) = found.snapshot.maps()
    value = json.loads(data)
    works: dict[str, Callable[[], object]] = {
        "reading": lambda: _read(data),
        "parsing": lambda: json.loads(data),
        "writing": lambda: ojf.write(
            found.snapshot, (the_map.id,), Choices(), dict[str, bytes]().get
        ),
        "dumping": lambda: json.dumps(value, ensure_ascii=False, indent=2).encode(),
    }
    spent = in_turn(5, works)
    size = f"{len(data) / 1e6:.1f} MB"
    return [
        Figure(
            "OJF of 5,000 cards to a map",
            spent["reading"],
            "s",
            40,
            spent["parsing"],
            f"{size}; floor: json.loads",
        ),
        Figure(
            "and back, read once more to see what is lost",
            spent["writing"],
            "s",
            40,
            spent["dumping"],
            "floor: json.dumps",
        ),
        _peak(data),
    ]


def _map() -> bytes:
    chance = random.Random(1)

    def words(count: int) -> str:
        return " ".join(chance.choice(_WORDS) for _ in range(count))

    nodes = [
        {
            "id": f"n{number}",
            "stageId": f"s{chance.randrange(_STAGES)}",
            "swimlaneId": f"l{chance.randrange(_LANES)}",
            "title": words(4),
            "description": words(12),
            "severity": chance.choice(("low", "medium", "high")),
            "score": chance.randrange(-5, 6),
            "sentiment": chance.choice(("angry", "neutral", "delighted")),
            "purpose": chance.choice(("pain-point", "touchpoint", "milestone")),
            "icon": "search",
            "tags": [chance.choice(_WORDS), chance.choice(_WORDS)],
        }
        for number in range(_CARDS)
    ]
    value = {
        "version": "1.0",
        "persona": "Mia",
        "stages": [{"id": f"s{n}", "name": f"Stage {n}"} for n in range(_STAGES)],
        "swimlanes": [{"id": f"l{n}", "name": f"Lane {n}"} for n in range(_LANES)],
        "nodes": nodes,
    }
    return json.dumps(value, indent=2).encode()


def _read(data: bytes) -> Found:
    found = ojf.read(data, "large.ojf", Choices())
    assert found.snapshot.maps()
    return found


def _peak(data: bytes) -> Figure:
    """The memory of a process that reads the file and nothing else."""
    _FOLDER.mkdir(parents=True, exist_ok=True)
    file = _FOLDER / "large.ojf"
    file.write_bytes(data)
    script = (
        "from journey_studio.exchange import ojf, formats; from pathlib import Path;"
        f"ojf.read(Path({str(file)!r}).read_bytes(), 'x', formats.Choices())"
    )
    spent = process([sys.executable, "-c", script])
    return Figure("peak memory of reading it", spent.peak, "MiB", 300)
