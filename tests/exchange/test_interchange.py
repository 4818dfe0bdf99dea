# SPDX-License-Identifier: Apache-2.0
"""Our own JSON: what is written and read again is the same map, ids, pictures, hash and all."""

import json
from typing import Any

import pytest
from hypothesis import given, settings

from journey_studio.exchange import interchange
from journey_studio.exchange.formats import Choices, Found
from journey_studio.exchange.strict.foreign_data import DataError
from journey_studio.model.canonical import dump, map_hash
from journey_studio.model.commands import Add, Delete, Edit
from journey_studio.model.records import Comment
from journey_studio.model.snapshot import Snapshot
from tests.exchange.laws import PICTURES, MadeMap, maps, reads_the_same_again, round_trips
from tests.model.test_canonical import rich
from tests.model.worlds import log_of


def written(snapshot: Snapshot, *map_ids: str) -> bytes:
    ids = map_ids or tuple(each.id for each in snapshot.maps())
    return interchange.write(snapshot, ids, Choices(), PICTURES.get).data


def found_in(data: bytes) -> Found:
    return interchange.read(data, "map.json", Choices())


@settings(max_examples=60)
@given(maps())
def test_any_map_obeys_the_law(made: MadeMap) -> None:
    report = round_trips(interchange, made.snapshot, made.map_id)
    assert not report.losses


@settings(max_examples=60)
@given(maps(full=True))
def test_a_map_with_every_register_keeps_its_hash_its_ids_and_its_pictures(made: MadeMap) -> None:
    ids = tuple(each.id for each in made.snapshot.maps())
    data = written(made.snapshot, *ids)
    found = found_in(data)
    for each in ids:
        assert map_hash(found.snapshot, each) == map_hash(made.snapshot, each)
    assert dump(found.snapshot) == dump(made.snapshot)
    assert written(found.snapshot, *ids) == data
    shown = {
        name
        for record in made.snapshot.records.values()
        for name in (getattr(record, "picture", ""), getattr(record, "photo", ""))
        if name
    }
    assert found.pictures == {name: PICTURES[name] for name in shown}
    reads_the_same_again(interchange, found)


def test_a_whole_project_comes_with_its_library_and_its_name() -> None:
    document = rich()
    document.apply(Add(kind="tag", values={"name": "nobody's"}))
    document.apply(Add(kind="comment", id="comment-p", values={"on": "project-test", "text": "!"}))
    found = found_in(written(document.snapshot))
    assert dump(found.snapshot) == dump(document.snapshot)
    one = found_in(written(document.snapshot, "map-n"))
    assert one.snapshot.project() is None
    assert [each.title for each in one.snapshot.maps()] == ["Return it"]
    assert not list(one.snapshot.under(Comment, "project-test"))


def test_what_is_parked_stays_parked() -> None:
    document, colleague = rich(), rich()
    document.apply(Delete(ids=("lane-t", "stage-b", "step-1")))
    for at in (("lane-t", "step-2"), ("lane-m", "step-1"), ("lane-t", "step-1")):
        colleague.apply(Add(kind="card", under=at, values={"text": f"late in {at}"}))
    colleague.apply(Add(kind="step", id="step-q", under=("stage-b",), values={"title": "late"}))
    colleague.apply(Add(kind="card", under=("lane-m", "step-q"), values={"text": "with it"}))
    document.receive(log_of(colleague).values())
    found = found_in(written(document.snapshot))
    assert dump(found.snapshot) == dump(document.snapshot)
    assert '"parked"' in written(document.snapshot).decode()


def test_an_edit_changes_one_line() -> None:
    document = rich()
    before = written(document.snapshot).decode().splitlines()
    document.apply(Edit(id="card-x", values={"text": "one\ntwo“three”"}))
    after = written(document.snapshot).decode().splitlines()
    (line,) = set(after) - set(before)
    assert line.strip() == '"text": "one\\ntwo“three”"'
    assert len(before) == len(after)


def test_it_is_json_as_others_write_it() -> None:
    data = written(rich().snapshot)
    value = json.loads(data)
    again = json.dumps(value, sort_keys=True, indent=7).encode()
    assert interchange.recognises(again)
    assert found_in(again).snapshot == found_in(data).snapshot
    assert found_in(b"\xef\xbb\xbf" + data).snapshot == found_in(data).snapshot


def test_a_picture_for_which_there_is_no_room_is_told_and_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("journey_studio.exchange.interchange.writing.MOST_PICTURE_BYTES", 100)
    document = rich()
    one, two, *_ = PICTURES
    document.apply(Edit(id="card-x", values={"picture": one}))
    document.apply(Edit(id="card-y", values={"picture": two}))
    document.apply(Edit(id="persona-p", values={"photo": two}))
    made = interchange.write(document.snapshot, ("map-m",), Choices(), PICTURES.get)
    lost = {(loss.record, loss.register, loss.place) for loss in made.losses}
    assert lost == {("card-y", "picture", "four five"), ("persona-p", "photo", "Ada")}
    found = found_in(made.data)
    assert list(found.pictures) == [one]


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b'{"format": "other"}', b"\xff\xfe", b"journey\n  A: 3", b"null"]
)
def test_what_is_something_else_is_not_taken_for_it(data: bytes) -> None:
    assert not interchange.recognises(data)
    with pytest.raises(DataError):
        found_in(data)


def _at(value: Any, path: str) -> Any:
    for part in path.split("."):
        value = value[int(part)] if part.isdecimal() else value[part]
    return value


@pytest.mark.parametrize(
    ("path", "name", "value", "place"),
    [
        ("", "version", 2, "version"),
        ("", "other", 1, "other"),
        ("", "maps", {}, "maps"),
        ("", "maps", [3], "maps[0]"),
        ("", "project", [], "project"),
        ("", "pictures", {"ab" * 32: "AAAA"}, f"pictures.{'ab' * 30}"[:60]),
        ("", "pictures", {"x": "AAAA"}, "pictures.x"),
        ("maps.0", "id", "stage-a", "maps[0].id"),
        ("maps.0", "title", 5, "maps[0].title"),
        ("maps.0", "title", "a\x00b", "maps[0].title"),
        ("maps.0", "title", "x" * 30_000, "maps[0].title"),
        ("maps.0", "deleted", True, "maps[0].deleted"),
        ("maps.0", "place", ["V"], "maps[0].place"),
        ("maps.0", "personas", ["card-x"], "maps[0].personas"),
        ("maps.0", "parked", {"rows": []}, "maps[0].parked.rows"),
        ("maps.0.stages.0", "steps", "none", "maps[0].stages[0].steps"),
        ("maps.0.lanes.0.cards.0", "step", "step-9", "maps[0].lanes[0].cards[0].step"),
        ("maps.0.lanes.0.cards.0", "span", 0, "maps[0].lanes[0].cards[0].span"),
        ("maps.0.lanes.0.cards.0", "span", "2", "maps[0].lanes[0].cards[0].span"),
        ("maps.0.lanes.0.cards.1", "id", "card-x", "maps[0].lanes[0].cards[1]"),
        ("maps.0.lanes.1.points.0", "value", 1.5, "maps[0].lanes[1].points[0].value"),
        ("maps.0.lanes.1.points.0", "lane", "lane-c", "maps[0].lanes[1].points[0].lane"),
        ("metrics.0.readings.0", "day", "", "metrics[0].readings[0]"),
        ("personas.0", "readings", [], "personas[0].readings"),
    ],
)
def test_what_does_not_belong_is_refused_with_its_place(
    path: str, name: str, value: Any, place: str
) -> None:
    top = json.loads(written(rich().snapshot))
    target = _at(top, path) if path else top
    target[name] = value
    with pytest.raises(DataError) as caught:
        found_in(json.dumps(top).encode())
    assert caught.value.place.startswith(place[:50])


_HEAD = '{"format": "journey-studio", '


@pytest.mark.parametrize(
    "text",
    [
        _HEAD + '"format": "journey-studio"}',
        _HEAD + '"version": NaN}',
        _HEAD + '"maps": ' + "[" * 500 + "]" * 500 + "}",
        _HEAD + '"version": 1e999}',
    ],
)
def test_json_that_bends_the_rules_is_refused(text: str) -> None:
    with pytest.raises(DataError):
        found_in(text.encode())
