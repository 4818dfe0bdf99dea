# SPDX-License-Identifier: Apache-2.0
"""The hash of a map is the same in every process, and whatever was made first."""

import os
import subprocess
import sys
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from journey_studio.model.canonical import map_hash
from journey_studio.model.commands import Add, Command, Edit
from tests.model.test_canonical import reminted, rich
from tests.model.worlds import library

ROOT = Path(__file__).parents[2]
PRINT_HASHES = """
from tests.model.test_canonical import rich
from journey_studio.model.canonical import map_hashes
print(sorted(map_hashes(rich().snapshot).values()))
"""


def test_the_hash_is_the_same_in_every_process() -> None:
    running = [
        subprocess.Popen(
            [sys.executable, "-c", PRINT_HASHES],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            stdout=subprocess.PIPE,
            text=True,
        )
        for seed in ("1", "2")
    ]
    one, other = (process.communicate()[0] for process in running)
    assert one == other
    assert len(one) > 64


UNORDERED: list[Command] = [
    Add(kind="connection", values={"source": "card-x", "target": "card-y", "label": "then"}),
    Add(kind="connection", values={"source": "card-y", "target": "card-x", "label": "again"}),
    Add(kind="connection", values={"source": "card-x", "target": "card-y"}),
    Add(kind="comment", values={"on": "card-x", "text": "why?"}),
    Add(kind="comment", values={"on": "card-y", "text": "why?"}),
    Add(kind="comment", values={"on": "map-m", "text": "how long?"}),
    Add(kind="comment", values={"on": "map-m", "text": "for whom?"}),
]


@settings(max_examples=25)
@given(st.permutations(UNORDERED))
def test_what_has_no_order_hashes_alike_whatever_was_made_first(order: list[Command]) -> None:
    hashes = []
    for commands in (UNORDERED, order):
        document = library()
        for command in commands:
            document.apply(command)
        hashes.append(map_hash(document.snapshot, "map-m"))
    assert hashes[0] == hashes[1]


def test_records_that_say_the_same_hash_alike_whatever_their_ids() -> None:
    document = rich()
    ends = {"source": "card-x", "target": "card-y"}
    for command in (
        Add(kind="connection", id="connection-1", values=ends),
        Add(kind="connection", id="connection-2", values=ends),
        Add(kind="comment", values={"on": "connection-2", "text": "only here"}),
        Add(kind="tag", id="tag-1", values={"name": "twin"}),
        Add(kind="tag", id="tag-2", values={"name": "twin"}),
        Edit(id="card-x", values={"tags": ["tag-2"]}),
        Edit(id="card-y", values={"tags": ["tag-1", "tag-2"]}),
        Add(kind="comment", id="comment-1", values={"on": "card-x", "text": "twin"}),
        Add(kind="comment", id="comment-2", values={"on": "card-x", "text": "twin"}),
        Add(kind="comment", values={"on": "comment-2", "text": "answer"}),
    ):
        document.apply(command)
    known = map_hash(document.snapshot, "map-m")
    for _ in range(10):
        twin, ids = reminted(document.snapshot)
        assert map_hash(twin, ids["map-m"]) == known
