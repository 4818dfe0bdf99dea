# SPDX-License-Identifier: Apache-2.0
"""The hash of a map says whether two maps say the same, whatever ids and ranks they have."""

from dataclasses import replace
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from journey_studio.model.canonical import dump, map_hash, map_hashes, map_part, names
from journey_studio.model.commands import Add, Command, Delete, Edit, Move, SetPoint, SetReading
from journey_studio.model.document import Document
from journey_studio.model.ids import derived_id, kind_of, new_id
from journey_studio.model.merge import index_children
from journey_studio.model.rank import ranks_between
from journey_studio.model.records import KEPT_FROM_SIGHT, KINDS, Id, Record
from journey_studio.model.references import REFERENCES
from journey_studio.model.registers import find, registers
from journey_studio.model.snapshot import Snapshot
from journey_studio.model.walk import canonical_json
from tests.model.worlds import commands, library, new_document

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=30)


def rich() -> Document:
    """A project with a record of every kind, all in one map or referred to by it."""
    document = library()
    add: list[Command] = [
        Add(kind="map", id="map-n", values={"title": "Return it", "parent_step": "step-3"}),
        Add(kind="persona", id="persona-q", values={"name": "Ben"}),
        Add(kind="channel", id="channel-w", values={"name": "Web"}),
        Add(kind="channel", id="channel-d", values={"name": "Desk"}),
        Add(kind="tag", id="tag-a", values={"name": "price"}),
        Add(kind="solution", id="solution-s", values={"title": "A lamp"}),
        Add(kind="opportunity", id="opportunity-o", values={"refs": ["solution-s"]}),
        Add(kind="insight", id="insight-i", values={"refs": ["opportunity-o"]}),
        Add(kind="lane", id="lane-m", under=("map-m",), values={"kind": "metric"}),
        Add(kind="lane", id="lane-z", under=("map-m",), values={"kind": "divider"}),
        SetReading(metric="metric-w", day="2026-01-01", value=4),
        Add(
            kind="card",
            id="card-m",
            under=("lane-m", "step-2"),
            values={"kind": "metric", "metric": "metric-w", "personas": ["persona-p"]},
        ),
        Edit(id="card-x", values={"channel": "channel-w", "tags": ["tag-a"]}),
        Edit(id="card-y", values={"refs": ["insight-i"], "personas": ["persona-p", "persona-q"]}),
        Edit(id="map-m", values={"personas": ["persona-q"]}),
        SetPoint(lane="lane-c", step="step-1", persona="persona-p", value=0.5),
        SetPoint(lane="lane-c", step="step-1", persona=None, value=-0.5, note="waits"),
        Add(kind="connection", id="connection-k", values={"source": "card-x", "target": "card-m"}),
        Add(kind="comment", id="comment-a", values={"on": "card-x", "text": "why?"}),
        Add(
            kind="comment",
            id="comment-b",
            values={"on": "card-x", "text": "because", "reply_to": "comment-a"},
        ),
        Add(kind="comment", id="comment-c", values={"on": "stage-b", "text": "short"}),
    ]
    for command in add:
        document.apply(command)
    return document


def reminted(snapshot: Snapshot) -> tuple[Snapshot, dict[str, str]]:
    """The same content under new ids and new ranks, and which id became which."""
    ids = {record_id: new_id(kind_of(record_id)) for record_id in snapshot.records}
    ranks: dict[str, str] = {}
    for children in snapshot.children.values():
        ranks.update(zip(children, ranks_between("", "", len(children)), strict=True))

    def swap(value: Any) -> Any:
        if isinstance(value, str):
            return ids.get(value, value)
        if isinstance(value, tuple) and not hasattr(value, "_fields"):
            return tuple(swap(part) for part in value)
        return value

    records: list[Record] = []
    for record in snapshot.records.values():
        names = [name for name in record.__struct_fields__ if name != "id"]
        made = {name: swap(getattr(record, name)) for name in names}
        place = getattr(record, "place", None)
        if place is not None:
            rank = ranks.get(record.id, place.rank)
            made["place"] = place._replace(
                **{name: swap(getattr(place, name)) for name in place._fields}
            )._replace(rank=rank)
        records.append(KINDS[record.KIND](id=ids[record.id], **made))
    return Snapshot({each.id: each for each in records}, children=index_children(records)), ids


@settings(max_examples=60)
@given(st.data())
def test_the_hash_survives_minting_all_ids_and_ranks_anew(data: st.DataObject) -> None:
    document = rich()
    for _ in range(data.draw(st.integers(0, 12))):
        command = data.draw(commands(document.snapshot))
        if command is not None:
            document.apply(command)
    before = document.snapshot
    after, ids = reminted(before)
    assert canonical_json(dump(after)) == canonical_json(dump(before))
    found = map_hashes(before)
    assert {ids[map_id]: sha256 for map_id, sha256 in found.items()} == map_hashes(after)
    assert all(map_hash(before, map_id) == sha256 for map_id, sha256 in found.items())


# What a map is hashed without: its own place among the maps, the order of the library, and what
# only names a record that exists once.
NOT_IN_THE_HASH = {
    *[(kind, "place") for kind in KINDS if "place" in registers(kind) and kind != "card"],
    ("point", "lane"), ("point", "step"), ("point", "persona"), ("reading", "metric"),
}  # fmt: skip
CANDIDATES: tuple[Any, ...] = (
    True, 2, 0.25, -0.75, "else", "future", "de", "2026-05-06", "a" * 64, "support", "observed",
    "internal", "lower", "planned", (), ["persona-q", "persona-p"], ["card-m"], ["solution-s"],
    "card-y", "channel-d", "persona-q", "step-2", "stage-a", "comment-c", "metric-w", None,
    [["left", "right", 0.3]], [["a page", "https://example.org/"]], ["tag-a"], [],
)  # fmt: skip


def _others(record: Record, name: str) -> list[Any]:
    """Values the register could hold instead of the one it holds."""
    register = find(record.KIND, name)
    assert register is not None
    found = []
    for candidate in CANDIDATES:
        try:
            value = register.read(candidate)
        except ValueError:
            continue
        if value != getattr(record, name) and value not in found:
            found.append(value)
    return found


def _refers_only_to_the_living(record: Record, name: str, value: Any) -> bool:
    """Whether a value, where it names records, names ones of a kind that belongs there."""
    if name not in REFERENCES.get(record.KIND, ()) or not value:
        return True
    wanted = {
        "channel": {"channel"}, "personas": {"persona"}, "tags": {"tag"}, "metric": {"metric"},
        "source": {"card"}, "target": {"card"}, "reply_to": {"comment"}, "parent_step": {"step"},
    }.get(name)  # fmt: skip
    ids = value if isinstance(value, tuple) else (value,)
    return wanted is None or all(kind_of(each) in wanted for each in ids)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("project", "version")])
def test_the_hash_changes_when_any_register_of_the_content_changes(kind: str) -> None:
    document = rich()
    before = document.snapshot
    map_id = "map-n" if kind == "map" else "map-m"
    record = next(
        each
        for each in (before.records[map_id], *before.records.values())
        if kind == each.KIND and each.id not in ("persona-q", "channel-d")
    )
    known = map_hash(before, map_id)
    for name in registers(kind):
        if (kind, name) in NOT_IN_THE_HASH or name in KEPT_FROM_SIGHT:
            continue
        others = [v for v in _others(record, name) if _refers_only_to_the_living(record, name, v)]
        assert others, f"no other value for {kind}.{name}"
        for value in others:
            changed = structs.replace(record, **{name: value})
            records = {**before.records, record.id: changed}
            after = replace(before, records=records, children=index_children(records.values()))
            assert map_hash(after, map_id) != known, f"{kind}.{name} = {value!r}"


@given(WORDS, WORDS)
def test_different_words_have_different_hashes(one: str, other: str) -> None:
    hashes = []
    for text in (one, other):
        document = library()
        document.apply(Edit(id="card-x", values={"text": text}))
        hashes.append(map_hash(document.snapshot, "map-m"))
    assert (hashes[0] == hashes[1]) == (one == other)


def test_what_is_moved_or_deleted_changes_the_hash() -> None:
    document = rich()
    seen = {map_hash(document.snapshot, "map-m")}
    for command in (
        Move(ids=("stage-b",), under=("map-m",), at=0),
        Move(ids=("step-2",), under=("stage-a",), at=0),
        Move(ids=("lane-c",), under=("map-m",), at=0),
        Move(ids=("card-y",), under=("lane-t", "step-1"), at=0),
        Move(ids=("card-y",), under=("lane-t", "step-3")),
        Delete(ids=("comment-c",)),
        Delete(ids=("connection-k",)),
        Delete(ids=("persona-p",)),
        Delete(ids=("card-x",)),
    ):
        document.apply(command)
        seen.add(map_hash(document.snapshot, "map-m"))
    assert len(seen) == 10


def test_the_order_of_the_library_and_of_the_maps_is_not_the_content_of_a_map() -> None:
    document = rich()
    before = map_hashes(document.snapshot)
    document.apply(Move(ids=("persona-q",), at=0))
    document.apply(Move(ids=("map-n",), at=0))
    assert map_hashes(document.snapshot) == before


def test_undo_brings_the_hash_back() -> None:
    document = rich()
    before = map_hash(document.snapshot, "map-m")
    document.apply(Delete(ids=("stage-a",)))
    assert map_hash(document.snapshot, "map-m") != before
    document.undo()
    assert map_hash(document.snapshot, "map-m") == before


def test_what_other_people_wrote_and_when_is_not_in_the_hash() -> None:
    hashes = set()
    for name in ("Ada", "Ben"):
        document = new_document(name)
        document.apply(Add(kind="map", id="map-m", values={"title": "Once"}))
        if name == "Ben":
            document.apply(Edit(id="map-m", values={"title": "Twice"}))
            document.apply(Edit(id="map-m", values={"title": "Once"}))
        hashes.add(map_hash(document.snapshot, "map-m"))
    assert len(hashes) == 1


def test_every_register_that_holds_ids_is_resolved() -> None:
    for kind, record in KINDS.items():
        hints = get_type_hints(record, include_extras=True)
        holding = {
            name
            for name, hint in hints.items()
            if name not in ("id", "place") and (hint == Id or Id in _parts(hint))
        }
        assert holding == set(REFERENCES.get(kind, ())) - {"place"}, kind


def _parts(hint: Any) -> list[Any]:
    found = list(get_args(hint))
    for part in get_args(hint):
        found += _parts(part)
    return found


def test_parked_cards_are_content_and_have_the_same_place_everywhere() -> None:
    document = rich()
    deleted = document.snapshot.records["stage-a"]
    records = {**document.snapshot.records, "stage-a": structs.replace(deleted, deleted=True)}
    snapshot = Snapshot(records, children=index_children(records.values()))
    part = map_part(snapshot, "map-m")
    assert part["stages"][-1]["parking"]
    assert len(part["stages"][-1]["steps"]) == 2
    twin, ids = reminted(snapshot)
    assert map_hash(twin, ids["map-m"]) == map_hash(snapshot, "map-m")


def test_names_lead_back_to_ids() -> None:
    document = rich()
    found = names(document.snapshot, "map-m")
    assert found["map"] == "map-m"
    assert found["card 0/0.0/1"] == "card-y"
    assert found["step 1.0"] == "step-3"
    assert kind_of(found["persona 0"]) == "persona"


def test_comments_that_answer_one_another_are_all_told() -> None:
    document = rich()
    document.apply(Edit(id="comment-a", values={"reply_to": "comment-b"}))
    told = map_part(document.snapshot, "map-m")["comments"]
    assert sorted(each["text"] for each in told) == ["because", "short", "why?"]


def test_a_chain_of_thousands_of_answers_is_told_in_order() -> None:
    document = library()
    records = dict(document.snapshot.records)
    kind = KINDS["comment"]
    above = None
    for number in range(5000):
        record_id = derived_id("comment", str(number))
        records[record_id] = kind(id=record_id, on="map-m", reply_to=above, text=f"answer {number}")  # type: ignore[call-arg]
        above = record_id
    snapshot = Snapshot(records, children=index_children(records.values()))
    told = map_part(snapshot, "map-m")["comments"]
    assert [each["text"] for each in told] == [f"answer {n}" for n in range(5000)]
    assert told[-1]["level"] == 4999


def test_the_dump_holds_the_library_and_what_is_said_about_it() -> None:
    document = rich()
    document.apply(Add(kind="comment", values={"on": "persona-p", "text": "interviewed twice"}))
    found = dump(document.snapshot)
    assert [each["name"] for each in found["library"]["persona"]] == ["Ada", "Ben"]
    assert found["library"]["insight"] == [{"refs": ["opportunity 0"]}]
    assert found["comments"] == [{"level": 0, "on": "persona 0", "text": "interviewed twice"}]
    assert found["maps"][1]["parent_step"] == {"at": "step 1.0", "map": "Borrow a book", "nth": 0}
    assert found["library"]["metric"][0]["readings"] == [{"day": "2026-01-01", "value": 4}]


def test_an_unknown_map_has_no_hash() -> None:
    with pytest.raises(KeyError):
        map_hash(library().snapshot, "map-none")
