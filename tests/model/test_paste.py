# SPDX-License-Identifier: Apache-2.0
"""Copy and paste: what arrives says what was copied, in this project, another, or an empty one."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journey_studio.errors import JourneyError
from journey_studio.model.canonical import map_hash, map_part
from journey_studio.model.change import Label
from journey_studio.model.commands import Add, Batch, Delete, Duplicate, Edit, SetPoint, Spot
from journey_studio.model.commands.paste import Paste
from journey_studio.model.copying import fragment_of, with_pictures
from journey_studio.model.document import Document
from journey_studio.model.fragments import Fragment, FragmentError, read_fragment
from tests.model.test_canonical import rich
from tests.model.worlds import bold_commands, library, living, new_document, try_to_apply


def pieces(fragment: Fragment) -> dict[str, Any]:
    """A fragment with places in it instead of ids: equal ones say the same."""
    whole = json.loads(fragment.to_json())
    parts = ("stages", "steps", "lanes", "cards", "library")
    library = sorted(whole.get("library", []), key=lambda p: (p["id"].split("-")[0], _plain(p)))
    whole["library"] = library
    names = {p["id"]: f"{part} {n}" for part in parts for n, p in enumerate(whole.get(part, []))}
    whole.pop("loose", None)  # what is parted from the copied is no part of it
    names |= {link["id"]: "link" for link in whole.get("connections", [])}

    def swap(value: Any) -> Any:
        if isinstance(value, str):
            return names.get(value, value)
        if isinstance(value, list):
            return [swap(each) for each in value]
        return {k: swap(v) for k, v in value.items()} if isinstance(value, dict) else value

    swapped: dict[str, Any] = swap(whole)
    for part in ("points", "connections", "readings"):
        swapped[part] = sorted(swapped.get(part, []), key=json.dumps)
    for piece in swapped["library"]:  # to be sorted by hash would be to compare ids
        if "refs" in piece.get("values", {}):
            piece["values"]["refs"] = sorted(piece["values"]["refs"])
    return swapped


def _plain(piece: dict[str, Any]) -> str:
    values = {k: v for k, v in piece.get("values", {}).items() if k != "refs"}
    return json.dumps(values, sort_keys=True)


def elsewhere() -> Document:
    """Another project with an empty map."""
    document = new_document("Else")
    document.apply(Add(kind="project", id="project-test"))
    document.apply(Add(kind="map", id="map-empty"))
    return document


def again(fragment: Fragment) -> Fragment:
    """What another program gets of it."""
    return read_fragment(fragment.to_json())


@pytest.mark.parametrize(
    "ids",
    [
        ("card-x",),
        ("card-x", "card-y", "card-m"),
        ("step-1", "step-3"),
        ("stage-a",),
        ("stage-b", "stage-a"),
        ("lane-t",),
        ("lane-c", "lane-m", "lane-z"),
    ],
)
def test_what_is_pasted_into_an_empty_map_is_what_was_copied(ids: tuple[str, ...]) -> None:
    fragment = fragment_of(rich().snapshot, "map-m", ids)
    other = elsewhere()
    paste = Paste(again(fragment), Spot("map-empty"))
    other.apply(paste)
    copied = fragment_of(other.snapshot, "map-empty", paste.ids)
    assert pieces(copied) == pieces(fragment)
    assert len(other.history.done) == 3
    other.undo()
    assert not other.snapshot.stages("map-empty") + other.snapshot.lanes("map-empty")


def test_a_card_that_strayed_into_a_curve_is_no_part_of_what_is_copied() -> None:
    document = rich()
    stray = Add(kind="card", under=("lane-c", "step-3"))
    document.apply(stray)
    alone = fragment_of(document.snapshot, "map-m", ["card-m"])
    assert fragment_of(document.snapshot, "map-m", ["card-m", stray.id]) == alone


@given(st.data())
def test_any_selection_pasted_into_an_empty_map_is_equal_to_it(data: Any) -> None:
    document = rich()
    for _ in range(data.draw(st.integers(0, 12))):
        try_to_apply(document, data.draw(bold_commands(document.snapshot)))
    kind = data.draw(st.sampled_from("card step stage lane".split()))
    there = sorted(i for i, record in living(document.snapshot).items() if kind == record.KIND)
    ids = data.draw(st.lists(st.sampled_from(there), unique=True, max_size=4)) if there else []
    for each in document.snapshot.maps():
        try:
            fragment = fragment_of(document.snapshot, each.id, ids)
        except FragmentError:
            continue
        other = elsewhere()
        paste = Paste(again(fragment), Spot("map-empty"))
        assert other.preview(paste).records.keys() >= set(paste.ids)
        other.apply(paste)
        assert pieces(fragment_of(other.snapshot, "map-empty", paste.ids)) == pieces(fragment)


@given(st.data())
def test_what_is_cut_and_pasted_back_makes_the_map_it_was(data: Any) -> None:
    document = library()
    document.apply(SetPoint(lane="lane-c", step="step-1", persona="persona-p", value=0.5))
    document.apply(Add(kind="card", id="card-z", under=("lane-t", "step-2")))
    for source, target in (("card-x", "card-y"), ("card-y", "card-z"), ("card-z", "card-x")):
        document.apply(Add(kind="connection", values={"source": source, "target": target}))
    before = map_hash(document.snapshot, "map-m")
    ids, spot = data.draw(
        st.sampled_from(
            [
                (("card-x", "card-y"), Spot("map-m", "lane-t", "step-1", at=0)),
                (("card-z",), Spot("map-m", "lane-t", "step-2")),
                (("card-x", "card-y", "card-z"), Spot("map-m", "lane-t", "step-1")),
                (("step-1", "step-2"), Spot("map-m", stage="stage-a", at=0)),
                (("step-3",), Spot("map-m", stage="stage-b")),
                (("stage-a",), Spot("map-m", at=0)),
                (("stage-b",), Spot("map-m", at=1)),
                (("stage-a", "stage-b"), Spot("map-m")),
                (("lane-t",), Spot("map-m", at=0)),
                (("lane-c",), Spot("map-m")),
                (("lane-t", "lane-c"), Spot("map-m", at=0)),
            ]
        )
    )
    fragment = again(fragment_of(document.snapshot, "map-m", ids))
    document.apply(Delete(ids=ids))
    document.apply(Paste(fragment, spot))
    assert map_hash(document.snapshot, "map-m") == before


def test_copies_are_not_connected_to_what_their_originals_are() -> None:
    document = library()
    document.apply(Add(kind="connection", values={"source": "card-x", "target": "card-y"}))
    fragment = fragment_of(document.snapshot, "map-m", ("card-x",))
    document.apply(Paste(fragment, Spot("map-m")))
    assert len(document.snapshot.connections()) == 1


def test_pasted_cards_keep_their_places_to_one_another() -> None:
    document = library()
    document.apply(Add(kind="lane", id="lane-u", under=("map-m",), values={"title": "Using"}))
    document.apply(Add(kind="card", id="card-u", under=("lane-u", "step-2"), values={"text": "u"}))
    fragment = fragment_of(document.snapshot, "map-m", ("card-x", "card-u"))
    document.apply(Paste(fragment, Spot("map-m", "lane-t", "step-2")))
    snapshot = document.snapshot
    assert [card.text for card in snapshot.cards("lane-t", "step-2")] == ["one two three"]
    assert [card.text for card in snapshot.cards("lane-u", "step-3")] == ["u"]


def test_pasted_cards_go_behind_the_one_they_were_pasted_on() -> None:
    document = library()
    fragment = fragment_of(document.snapshot, "map-m", ("card-x", "card-y"))
    document.apply(Paste(fragment, Spot("map-m", "lane-t", "step-1", at=1)))
    texts = [card.text for card in document.snapshot.cards("lane-t", "step-1")]
    assert texts == ["one two three", "one two three", "four five", "four five"]


def test_what_reaches_over_the_edge_of_the_map_gets_new_steps_and_lanes() -> None:
    document = library()
    document.apply(Add(kind="lane", id="lane-u", under=("map-m",), values={"title": "Using"}))
    document.apply(Add(kind="card", id="card-u", under=("lane-u", "step-2"), values={"text": "u"}))
    fragment = fragment_of(document.snapshot, "map-m", ("card-x", "card-u"))
    document.apply(Paste(fragment, Spot("map-m", "lane-u", "step-3")))
    part = map_part(document.snapshot, "map-m")
    assert [lane.get("title") for lane in part["lanes"]] == ["Doing", None, "Using", "Using"]
    assert [step["title"] for step in part["stages"][1]["steps"]] == ["Open", "Choose"]
    assert part["lanes"][3]["cells"] == [{"step": "step 1.1", "cards": [{"text": "u"}]}]
    document.undo()
    assert len(document.snapshot.lanes("map-m")) == 3


def test_cards_pasted_on_a_curve_go_to_the_next_lane_that_takes_cards() -> None:
    document = library()
    document.apply(Add(kind="lane", id="lane-u", under=("map-m",), values={"title": "Using"}))
    fragment = fragment_of(document.snapshot, "map-m", ("card-x",))
    document.apply(Paste(fragment, Spot("map-m", "lane-c", "step-3")))
    assert len(document.snapshot.cards("lane-u", "step-3")) == 1


def test_in_another_project_persons_and_channels_are_found_by_name_or_made() -> None:
    fragment = again(fragment_of(rich().snapshot, "map-m", ("card-x", "card-y", "card-m")))
    other = elsewhere()
    other.apply(Add(kind="persona", id="persona-ada", values={"name": "Ada", "role": "Reader"}))
    other.apply(Add(kind="channel", id="channel-here", values={"name": " Web"}))
    paste = Paste(fragment, Spot("map-empty"))
    other.apply(paste)
    snapshot = other.snapshot
    assert [persona.name for persona in snapshot.personas()] == ["Ada", "Ben"]
    cards = [snapshot.records[i] for i in paste.ids]
    assert any(card.channel == "channel-here" for card in cards)  # type: ignore[attr-defined]
    metric = next(r for r in snapshot.records.values() if r.KIND == "metric")
    assert len(snapshot.children["reading", metric.id]) == 1
    other.apply(Paste(fragment, Spot("map-empty")))
    assert [persona.name for persona in snapshot.personas()] == ["Ada", "Ben"]


def test_in_the_same_project_nothing_of_the_library_is_made_twice() -> None:
    document = rich()
    before = {i for i in living(document.snapshot) if not i.startswith("card")}
    document.apply(Edit(id="channel-w", values={"name": "Website"}))
    fragment = again(fragment_of(document.snapshot, "map-m", ("card-x",)))
    document.apply(Paste(fragment, Spot("map-m", "lane-t", "step-2")))
    assert {i for i in living(document.snapshot) if not i.startswith("card")} == before


def test_a_lane_pasted_into_another_map_finds_the_steps_of_the_same_names() -> None:
    document = library()
    fragment = fragment_of(document.snapshot, "map-m", ("lane-t",))
    document.apply(Add(kind="map", id="map-n"))
    document.apply(Add(kind="stage", id="stage-n", under=("map-n",), values={"title": "Find"}))
    step = Add(kind="step", id="step-n", under=("stage-n",), values={"title": "Search"})
    document.apply(step)
    paste = Paste(fragment, Spot("map-n"))
    document.apply(paste)
    assert len(document.snapshot.cards(paste.ids[0], "step-n")) == 2
    assert len(document.snapshot.stages("map-n")) == 1


def test_pictures_travel_as_far_as_there_is_room() -> None:
    document = library()
    document.apply(Edit(id="card-x", values={"picture": "a" * 64}))
    document.apply(Edit(id="card-y", values={"picture": "b" * 64}))
    fragment = fragment_of(document.snapshot, "map-m", ("card-x", "card-y"))
    sizes = {"a" * 64: 21 * 1024 * 1024, "b" * 64: 5}
    carried = again(with_pictures(fragment, lambda name: b"x" * sizes[name]))
    assert list(carried.pictures) == ["b" * 64]
    renamed = carried.renamed({"b" * 64: "c" * 64})
    assert [card.values.get("picture") for card in renamed.cards] == [None, "c" * 64]


def test_a_paste_is_named_after_what_was_copied() -> None:
    snapshot = library().snapshot
    label = Paste(fragment_of(snapshot, "map-m", ("card-x", "card-y")), Spot("map-m")).label
    assert label.text == "Paste 2 cards"
    assert Paste(fragment_of(snapshot, "map-m", ("stage-a",)), Spot("map-m")).label == Label(
        "model.label.paste", {"kind": "stage", "name": "Find"}
    )


@pytest.mark.parametrize("ids", [(), ("map-m",), ("persona-p",), ("card-gone",)])
def test_what_cannot_be_copied_says_so(ids: tuple[str, ...]) -> None:
    with pytest.raises(FragmentError, match="Nothing was changed"):
        fragment_of(library().snapshot, "map-m", ids)


def _card(**values: Any) -> dict[str, Any]:
    return {"id": "card-a", "row": 0, "column": 0, "values": values}


def _hostile() -> list[Any]:
    base = {
        "form": "journey-studio fragment 1",
        "kind": "card",
        "stages": [{"id": "stage-a"}],
        "steps": [{"id": "step-a", "stage": 0}],
        "lanes": [{"id": "lane-a"}],
        "cards": [_card(text="fine")],
    }
    return [
        {}, [], "text", None, 7, {"form": "something else"},
        {**base, "form": "journey-studio fragment 9"},
        {**base, "cards": []},
        {**base, "cards": [_card(text="a"), _card(text="b")]},
        {**base, "cards": [{**_card(), "row": 1}]},
        {**base, "cards": [{**_card(), "column": -1}]},
        {**base, "cards": [{**_card(), "id": "lane-b"}]},
        {**base, "cards": [_card(text="bell \x07")]},
        {**base, "cards": [_card(text="x" * 20_001)]},
        {**base, "cards": [_card(links=[["a", "javascript:alert(1)"]])]},
        {**base, "cards": [_card(place=["lane-a", "step-a", "V"])]},
        {**base, "cards": [_card(deleted=True)]},
        {**base, "cards": [_card(colour="red")]},
        {**base, "cards": [_card(span=10**9)]},
        {**base, "lanes": [{"id": "lane-a", "values": {"kind": "curve"}}]},
        {**base, "steps": [{"id": "step-a", "stage": 5}]},
        {**base, "library": [{"id": "card-b"}]},
        {**base, "connections": [{"id": "connection-a", "source": 0, "target": 0}]},
        {**base, "connections": [{"id": "connection-a", "source": 0, "target": 9}]},
        {**base, "loose": [{"id": "connection-a", "card": 1, "other": "card-b", "away": True}]},
        {**base, "loose": [{"id": "connection-a", "card": 0, "other": "lane-b", "away": True}]},
        {**base, "points": [{"row": 0, "column": 0, "value": 0.5}]},
        {**base, "pictures": {"../../etc/passwd": "AAAA"}},
        {**base, "extra": 1},
    ]  # fmt: skip


@pytest.mark.parametrize("value", _hostile())
def test_a_clipboard_that_lies_is_refused_in_words(value: Any) -> None:
    with pytest.raises(FragmentError, match="Nothing was changed"):
        read_fragment(json.dumps(value).encode())


@pytest.mark.parametrize(
    "data", [b"", b"{", b"\xff\xfe", b'{"cards":' + b"[" * 100_000, b"x" * (49 * 1024 * 1024)]
)
def test_bytes_that_are_no_fragment_are_refused_in_words(data: bytes) -> None:
    with pytest.raises(FragmentError, match="Nothing was changed"):
        read_fragment(data)


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@given(st.data())
def test_a_fragment_somebody_tampered_with_pastes_or_is_refused_in_words(data: Any) -> None:
    document = rich()
    ids = data.draw(st.sampled_from([("card-x", "card-m"), ("stage-a",), ("lane-c",), ("lane-m",)]))
    whole = json.loads(fragment_of(document.snapshot, "map-m", ids).to_json())
    for _ in range(data.draw(st.integers(1, 3))):
        where, part = whole, data.draw(st.sampled_from(sorted(whole)))
        while isinstance(where[part], list | dict) and where[part] and data.draw(st.booleans()):
            where = where[part]
            keys = sorted(where) if isinstance(where, dict) else range(len(where))
            part = data.draw(st.sampled_from(list(keys)))
        where[part] = data.draw(
            _VALUES | st.sampled_from(["card-x", "lane-t", "tag-a", "persona-q"])
        )
    before = document.snapshot
    try:
        document.apply(Paste(read_fragment(json.dumps(whole).encode()), Spot("map-m")))
    except JourneyError:
        assert document.snapshot is before


def test_a_pasted_batch_and_a_duplicate_go_together() -> None:
    document = library()
    paste = Paste(fragment_of(document.snapshot, "map-m", ("card-x",)), Spot("map-m"))
    document.apply(Batch([paste, Duplicate(ids=paste.ids)], paste.label))
    assert len(document.snapshot.cards("lane-t", "step-1")) == 4
