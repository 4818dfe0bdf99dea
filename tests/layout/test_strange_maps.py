# SPDX-License-Identifier: Apache-2.0
"""Whatever a merge leads to can be laid out: other programs and other people write what they like.

The values fit their registers. What they refer to does not: cards without a place, lanes of maps
that are gone, connections to themselves, personas that are tags.
"""

import random
from typing import Any, get_args

import pytest

from journey_studio.layout.board import lay_out
from journey_studio.layout.theme import load_theme
from journey_studio.model.canonical import dump
from journey_studio.model.change import Author, Label, Stamp, Write, make_change
from journey_studio.model.kinds import CardKind, LaneKind
from journey_studio.model.merge import rebuild
from journey_studio.model.registers import registers
from journey_studio.model.snapshot import Snapshot
from journey_studio.session.summary import summaries

RECORDS = {
    "map": 2, "stage": 2, "step": 3, "lane": 5, "card": 5, "persona": 2, "point": 4,
    "connection": 3, "comment": 2, "channel": 1, "tag": 1, "metric": 2, "reading": 3, "insight": 1,
    "opportunity": 1, "solution": 1, "project": 2,
}  # fmt: skip
IDS = [f"{kind}-{number}" for kind, count in RECORDS.items() for number in range(count)]
POINTS_TO = {
    "source": "card", "target": "card", "channel": "channel", "parent_step": "step",
    "reply_to": "comment", "lane": "lane", "step": "step", "persona": "persona", "on": "card",
    "metric": "metric",
}  # fmt: skip
WORDS = [
    "", "a", "long " * 300, "\u202eright to left", "مرحبا", "😀", "x" * 20_000, "\ufffe\uffff",
    "\x85\u2028", "one\ntwo\tthree", "<b>&amp;", "w" * 500,
]  # fmt: skip
DAYS = ["2026-01-01", "0001-01-01", "9999-12-31", ""]
NUMBERS = [0, 1, -1, 0.5, 2, 500, 4000, 1e15, -1e15, None]


def _place(chance: random.Random, kind: str) -> Any:
    rank = chance.choice(["V", "0", "z" * 200])
    parents = {"stage": ["map"], "lane": ["map"], "step": ["stage"], "card": ["lane", "step"]}
    named = [
        f"{parent}-{chance.randrange(RECORDS[parent] + 1)}" for parent in parents.get(kind, [])
    ]
    return None if chance.random() < 0.1 else [*named, rank]


def _value(chance: random.Random, kind: str, register: str) -> Any:
    if register == "place":
        return _place(chance, kind)
    if register == "kind":
        return chance.choice(get_args(LaneKind if kind == "lane" else CardKind))
    if register in ("personas", "tags", "refs"):
        return chance.sample(IDS, chance.randrange(4))
    if register in POINTS_TO:
        near = f"{POINTS_TO[register]}-{chance.randrange(3)}"
        return near if chance.random() < 0.8 else chance.choice([*IDS, None])
    if registers(kind)[register].column is bool:
        return chance.random() < 0.2
    if registers(kind)[register].column in (int, float):
        return chance.choice(NUMBERS)
    if register in ("day", "recheck"):
        return chance.choice(DAYS)
    return chance.choice(WORDS)


def _strange(seed: int) -> Snapshot:
    chance = random.Random(seed)
    often = {"place", "lane", "step", "source", "target", "value", "metric", "day", "kind"}
    writes = {
        (record, register): Write(_value(chance, kind, register))
        for record in IDS
        for kind in [record.partition("-")[0]]
        for register in registers(kind)
        if chance.random() < (0.9 if register in often else 0.4)
    }
    return rebuild([make_change("project-p", Stamp(1, 1, "a"), Author(), Label("k"), writes)])


@pytest.mark.parametrize("seed", range(12))
def test_every_map_that_a_merge_can_lead_to_is_laid_out(seed: int) -> None:
    snapshot = _strange(seed)
    theme = load_theme("print")
    for each in snapshot.maps():
        board = lay_out(snapshot, each.id, theme)
        assert (board.map_id, board.title) == (each.id, each.title)
    assert len(summaries(snapshot)) == len(snapshot.maps()) == len(dump(snapshot)["maps"])


def test_a_map_without_lanes_is_laid_out_beside_one_with_connections() -> None:
    cells = [("card-0", ["lane-0", "step-0", "V"]), ("card-1", ["lane-0", "step-0", "W"])]
    writes = {
        ("map-0", "title"): Write("Full"),
        ("map-1", "title"): Write("New"),
        ("stage-0", "place"): Write(["map-0", "V"]),
        ("step-0", "place"): Write(["stage-0", "V"]),
        ("lane-0", "place"): Write(["map-0", "V"]),
        **{(card, "place"): Write(place) for card, place in cells},
        ("connection-0", "source"): Write("card-0"),
        ("connection-0", "target"): Write("card-1"),
    }
    change = make_change("project-p", Stamp(1, 1, "a"), Author(), Label("k"), writes)
    board = lay_out(rebuild([change]), "map-1", load_theme("light"))
    assert board.title == "New"
    assert not board.links
