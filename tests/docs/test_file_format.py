# SPDX-License-Identifier: Apache-2.0
"""docs/file-format.md says what the program does: its tables and examples are the program's."""

import hashlib
import json
import re
from pathlib import Path

import pytest

from journey_studio.model.canonical import dump, map_hash
from journey_studio.model.change import VERSION, Change, make_change, read_change
from journey_studio.model.commands import Delete, Edit, NameVersion, read_commands
from journey_studio.model.commands.points import point_id, reading_id
from journey_studio.model.ids import derived_id
from journey_studio.model.records import LONG_TEXT
from journey_studio.model.walk import canonical_json
from journey_studio.store import tables
from tests.docs.register_table import register_table, schema
from tests.model.worlds import library, log_of, new_document


@pytest.fixture(scope="module")
def page(project: Path) -> str:
    return (project / "docs" / "file-format.md").read_text(encoding="utf-8")


def _blocks(page: str, kind: str) -> list[tuple[str, str]]:
    """What stands beside the name of each block of a kind, and what stands in it."""
    return re.findall(rf"^```{kind} ?(.*)\n([\s\S]*?)\n```$", page, re.MULTILINE)


def test_the_tables_of_the_page_are_those_of_the_code(page: str) -> None:
    assert register_table() in page
    assert schema() in page
    assert f"0x{tables.APPLICATION_ID:08X}" in page
    assert f"`user_version` is the version of the tables, {tables.VERSION} today" in page
    assert f"rows below were made, {tables.PROJECTION} today" in page
    assert f"{LONG_TEXT:,} characters" in page


def test_change_sets_are_named_by_the_hash_of_their_bytes(page: str) -> None:
    found = _blocks(page, "change")
    assert len(found) == 3
    for name, text in found:
        change = read_change(text.encode())
        assert change.sha256 == name == hashlib.sha256(text.encode()).hexdigest()
        if change.version == VERSION:
            again = make_change(
                change.project, change.stamp, change.author, change.label, change.writes
            )
            assert again.data == text.encode()
            assert again.sha256 == name
        else:
            assert not change.writes
            assert change.data == text.encode()


def test_the_example_shows_a_write_that_replaces_another(page: str) -> None:
    first, second = (read_change(text.encode()) for _, text in _blocks(page, "change")[:2])
    replaced = {key: write.replaces for key, write in second.writes.items() if write.replaces}
    assert list(replaced.values()) == [(first.sha256,)]
    assert replaced.keys() <= first.writes.keys()


def test_the_commands_of_the_page_make_its_map_and_hash(page: str) -> None:
    ((_, commands),) = _blocks(page, "commands")
    ((name, part),) = _blocks(page, "map")
    document = new_document()
    for command in read_commands(json.loads(commands)):
        document.apply(command)
    (found,) = document.snapshot.maps()
    assert canonical_json(dump(document.snapshot)["maps"][0]) == part
    assert map_hash(document.snapshot, found.id) == name
    assert hashlib.sha256(part.encode()).hexdigest() == name


def test_derived_ids_are_made_as_the_page_says() -> None:
    digits = "0123456789abcdefghjkmnpqrstvwxyz"
    for made, kind, parts in (
        (point_id("lane-a", "step-b", None), "point", ["lane-a", "step-b", ""]),
        (reading_id("metric-m", "2026-01-02"), "reading", ["metric-m", "2026-01-02"]),
    ):
        number = int.from_bytes(
            hashlib.sha256("\x1f".join([kind, *parts]).encode()).digest()[:16], "big"
        )
        tail = "".join(digits[number >> (5 * place) & 31] for place in range(20))
        assert made == f"{kind}-{tail}" == derived_id(kind, *parts)


def test_numbers_and_signs_are_written_as_the_page_says() -> None:
    written = canonical_json({"b": [0.5, 1e16, 1e-05, 0.1 + 0.2], "a": 'é"\\\n\x01\x7f/'})
    assert written == ('{"a":"é\\"\\\\\\n\\u0001\x7f/","b":[0.5,1e+16,1e-05,0.30000000000000004]}')


def test_what_a_version_holds_and_a_deletion_knew_is_written_as_the_page_says() -> None:
    mine, theirs = library(), new_document("Theirs")
    theirs.receive(log_of(mine).values())
    theirs.apply(Edit(id="card-x", values={"text": "theirs"}))
    mine.apply(Edit(id="card-x", values={"text": "ours"}))
    mine.receive(log_of(theirs).values())
    log = list(log_of(mine).values())
    mine.apply(NameVersion(title="Both"))
    named = list(log_of(mine).values())[-1]
    (written,) = (write.value for (_, name), write in named.writes.items() if name == "seen")
    by_replica: dict[str, Change] = {}
    for change in sorted(log, key=lambda change: (change.stamp, change.sha256)):
        by_replica[change.stamp.replica] = change
    total = sum(int(change.sha256[:16], 16) for change in log) % 2**64
    marks = "".join(sorted(change.sha256[:12] for change in by_replica.values()))
    assert len(by_replica) == 2
    assert written == [marks, len(log), f"{total:016x}"]

    heads = {
        head for name, found in mine.snapshot.heads["card-x"].items() for head in found
        if name != "deleted"
    }  # fmt: skip
    mine.apply(Delete(ids=("card-x",)))
    deletion = list(log_of(mine).values())[-1]
    assert len(heads) == 3, "what made it, and both texts"
    assert deletion.writes["card-x", "deleted_after"].value == "".join(
        sorted(head[:12] for head in heads)
    )
