# SPDX-License-Identifier: Apache-2.0
"""5,000 cards as OpenJourney and as our interchange, next to reading and writing bare JSON.

The interchange holds 40 pictures; it is what every import comes through and every poster carries.
"""

import hashlib
import json
import random
import sys
from collections.abc import Callable

from msgspec.structs import replace

from journey_studio.collector import resting
from journey_studio.exchange import interchange, ojf
from journey_studio.exchange.formats import Choices, Found
from journey_studio.model.records import Card
from journey_studio.model.snapshot import Snapshot
from tests.benchmarks.measure import ROOT, Figure, in_turn, process

_CARDS = 5_000
_STAGES, _LANES = 50, 20
_PICTURES = 40
_FOLDER = ROOT / "build" / "benchmarks"
_WORDS = "slow queue kind agent unclear price long wait helpful form letter delay".split()


def figures() -> list[Figure]:
    """Reading and writing, as ratios to parsing and to dumping, and the peak of memory."""
    data = _map()
    found = _read(data)
    with resting():  # as in the process that reads and writes
        made = [*_ojf(data, found), *_interchange(found.snapshot)]
    return [*made, _peak(data)]


def _ojf(data: bytes, found: Found) -> list[Figure]:
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
    spent = in_turn(3, works)
    name, floor = "OJF of 5,000 cards to a map", f"{len(data) / 1e6:.1f} MB; floor: json.loads"
    back, dumps = "and back, read once more to see what is lost", "floor: json.dumps"
    return [
        Figure(name, spent["reading"], "s", 30, spent["parsing"], floor),
        Figure(back, spent["writing"], "s", 15, spent["dumping"], dumps),
    ]


def _interchange(bare: Snapshot) -> list[Figure]:
    chance = random.Random(2)
    blobs = [chance.randbytes(30_000) for _ in range(_PICTURES)]
    pictures = {hashlib.sha256(blob).hexdigest(): blob for blob in blobs}
    names, records = list(pictures), dict(bare.records)
    for number, card in enumerate(each for each in bare.records.values() if isinstance(each, Card)):
        if number % 100 == 0:
            records[card.id] = replace(card, picture=names[number // 100 % _PICTURES])
    snapshot = Snapshot(records, children=bare.children)
    ids = tuple(each.id for each in snapshot.maps())
    data = interchange.write(snapshot, ids, Choices(), pictures.get).data
    value = json.loads(data)
    works: dict[str, Callable[[], object]] = {
        "reading": lambda: interchange.read(data, "", Choices()),
        "parsing": lambda: json.loads(data),
        "writing": lambda: interchange.write(snapshot, ids, Choices(), pictures.get),
        "dumping": lambda: json.dumps(value, ensure_ascii=False, indent=2).encode(),
    }
    spent = in_turn(5, works)
    name, floor = "Interchange, 5,000 cards and 40 pictures, read", "floor: json.loads"
    size = f"{len(data) / 1e6:.1f} MB; {floor}"
    back, dumps = "Interchange, the same written", "floor: json.dumps"
    return [
        Figure(name, spent["reading"], "s", 15, spent["parsing"], size),
        Figure(back, spent["writing"], "s", 4, spent["dumping"], dumps),
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
