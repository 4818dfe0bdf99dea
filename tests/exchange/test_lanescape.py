# SPDX-License-Identifier: Apache-2.0
"""Lanescape service journeys, in and out."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journey_studio.exchange import lanescape
from journey_studio.exchange.formats import Choices, Found
from journey_studio.exchange.strict.foreign_data import DataError
from journey_studio.exchange.strict.html import as_blocks, as_html, blocks, is_dressed
from journey_studio.model.records import Card, Persona
from journey_studio.model.snapshot import Snapshot
from tests.exchange.laws import reads_the_same_again

_AS_IT_LOOKS = Choices()


def _row(kind: str, label: str, *cells: Any, mode: str = "bullets") -> dict[str, Any]:
    made = [
        {"mode": mode, "html": cell, "align": "left"} if isinstance(cell, str) else cell
        for cell in cells
    ]
    return {"rowType": kind, "laneLabel": label, "cells": made}


def _journey(*rows: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": "j1",
        "badge": "",
        "title": "Apply for a permit",
        "stageLabel": "",
        "stages": [
            {"num": 1, "title": "Find", "subStages": []},
            {"num": 2, "title": "Submit", "subStages": [{"title": "Fill in"}, {"title": "Pay"}]},
        ],
        "subJourneys": [{"title": "Main", "rows": list(rows)}],
    }


def _read(*journeys: dict[str, Any], scale: str = "") -> Found:
    value = {"type": "service-journey-mapper", "version": 1, "journeys": list(journeys)}
    return lanescape.read(json.dumps(value).encode(), "permit.json", Choices(scale=scale))


def _texts(snapshot: Snapshot, lane: int) -> list[list[str]]:
    (the_map, *_) = snapshot.maps()
    lane_id = snapshot.lanes(the_map.id)[lane].id
    steps = snapshot.steps_of_map(the_map.id)
    return [[card.text for card in snapshot.cards(lane_id, step.id)] for step in steps]


def test_stages_and_their_sub_stages_are_the_columns() -> None:
    snapshot = _read(_journey()).snapshot
    (the_map,) = snapshot.maps()
    assert the_map.title == "Apply for a permit"
    shape = [
        (stage.title, [step.title for step in snapshot.steps(stage.id)])
        for stage in snapshot.stages(the_map.id)
    ]
    assert shape == [("Find", [""]), ("Submit", ["Fill in", "Pay"])]


def test_every_row_becomes_a_lane_of_its_kind() -> None:
    rows = [
        "row-operator", "row-fs-human", "row-fs-system", "row-bs-human", "row-bs-system",
        "row-support", "row-pain", "row-verbatim", "row-suggest",
    ]  # fmt: skip
    found = _read(_journey(*(_row(each, each, "<div>x</div>", "", "") for each in rows)))
    assert [lane.kind for lane in found.snapshot.lanes("map-1")] == [
        "text", "touchpoint", "channel", "backstage", "support", "support", "pain", "quote",
        "opportunity",
    ]  # fmt: skip
    assert [loss.place for loss in found.losses] == ["journeys[0].subJourneys[0].rows[4].rowType"]


def test_each_bullet_box_or_tag_is_a_card() -> None:
    tags = {"mode": "tags", "html": "", "tags": [{"text": "Resident"}, {"text": "Clerk"}]}
    found = _read(
        _journey(
            _row("row-operator", "Doing", "<div>Looks &amp; finds</div><div>Reads</div>", "", ""),
            _row("row-parties", "Parties", tags, "", ""),
            _row("row-pain", "Pains", {"mode": "boxes", "html": "<ul><li>Slow</li></ul>"}, "", ""),
            _row("row-support", "Support", {"mode": "text", "html": "one<br>two<div>three</div>"}),
        )
    )
    snapshot = found.snapshot
    assert _texts(snapshot, 0) == [["Looks & finds", "Reads"], [], []]
    assert _texts(snapshot, 1) == [["Resident", "Clerk"], [], []]
    assert _texts(snapshot, 2) == [["Slow"], [], []]
    assert _texts(snapshot, 3) == [["one\ntwo\nthree"], [], []]


def test_a_cell_over_several_columns_is_a_card_over_several_steps() -> None:
    wide = {"mode": "text", "html": "<div>All of it</div>", "colspan": 2}
    found = _read(_journey(_row("row-support", "Support", wide, "<div>Then</div>")))
    cards = [each for each in found.snapshot.records.values() if isinstance(each, Card)]
    assert [(card.text, card.span) for card in cards] == [("All of it", 2), ("Then", 1)]
    assert _texts(found.snapshot, 0) == [["All of it"], [], ["Then"]]
    beyond = {"mode": "text", "html": "<div>Too far</div>", "colspan": 9}
    assert _read(_journey(_row("row-pain", "", beyond))).losses[0].what == "colspan"


def test_words_for_feelings_become_a_curve_and_say_that_they_were_guessed() -> None:
    found = _read(_journey(_row("row-emotion", "Emotion", "Confused", "Neutral", "😀 Relieved")))
    (lane,) = found.snapshot.lanes("map-1")
    assert lane.kind == "curve"
    points = {point.note: point.value for point in found.snapshot.points(lane.id)}
    assert points == {"Confused": -0.5, "Neutral": 0, "😀 Relieved": 0.5}
    assert any("guessed" in warning for warning in found.warnings)


def test_words_nobody_knows_stay_words() -> None:
    found = _read(_journey(_row("row-emotion", "Emotion", "Confused", "It depends on whom", "")))
    (lane,) = found.snapshot.lanes("map-1")
    assert lane.kind == "text"
    assert _texts(found.snapshot, 0)[1] == ["It depends on whom"]


def test_numbers_are_read_on_the_scale_that_holds_them_or_that_was_chosen() -> None:
    row = _row("row-emotion", "Emotion", "4 fine", "2", "5")
    found = _read(_journey(row))
    assert found.offer.chosen.scale in found.offer.scales
    (lane,) = found.snapshot.lanes("map-1")
    chosen = _read(_journey(row), scale="0-10")
    values = sorted(point.value or 0 for point in chosen.snapshot.points(lane.id))
    assert values == [-0.6, -0.2, 0]
    assert chosen.snapshot.maps()[0].scale == "0-10"


def test_a_curve_tells_personas_apart() -> None:
    cell = {"mode": "boxes", "html": "<div>Ana: +1 glad</div><div>Ben: -2</div>"}
    snapshot = _read(_journey(_row("row-emotion", "Emotion", cell, "", ""))).snapshot
    assert [persona.name for persona in snapshot.under(Persona)] == ["Ana", "Ben"]
    assert sorted(point.value or 0 for point in snapshot.points("lane-1")) == [-1, 0.5]


@pytest.mark.parametrize("name", ["007", "1,5", "+4", "Mia\nand Ben", "Mia " * 90 + "Ben"])
def test_a_curve_knows_people_by_any_name(name: str) -> None:
    cells = [{"mode": "text", "html": as_html(said)} for said in (f"{name}: -2 tired", "-1", "+1")]
    snapshot = _read(_journey(_row("row-emotion", "Emotion", *cells))).snapshot
    assert [each.name for each in snapshot.under(Persona)] == [name]
    (the_map,) = snapshot.maps()
    (curve,) = snapshot.lanes(the_map.id)
    assert (curve.kind, the_map.scale) == ("curve", "")
    assert sorted(point.value or 0 for point in snapshot.points(curve.id)) == [-1, -0.5, 0.5]


def test_long_cells_of_feelings_are_read_in_good_time() -> None:
    for part in ("x: +1", "+1", ": ", "1", "x: +1e", "\n: -1."):
        found = _read(_journey(_row("row-emotion", "Emotion", as_blocks([part * 20_000]), "", "")))
        assert found.snapshot.maps()


def test_the_lines_of_a_blueprint_are_known_by_their_labels() -> None:
    cell = {"mode": "text", "html": "━━━ BELOW: NOT SEEN ━━━", "align": "center", "colspan": 3}
    found = _read(_journey(_row("row-divider", "Line of Visibility", cell)))
    (lane,) = found.snapshot.lanes("map-1")
    assert (lane.kind, lane.line, lane.title) == ("divider", "visibility", "BELOW: NOT SEEN")
    assert found.losses == ()


def test_every_sub_journey_is_a_map() -> None:
    journey = _journey(_row("row-pain", "Pains", "<div>Slow</div>", "", ""))
    journey["subJourneys"].append({"title": "By phone", "rows": []})
    snapshot = _read(journey).snapshot
    assert [each.title for each in snapshot.maps()] == [
        "Apply for a permit – Main",
        "Apply for a permit – By phone",
    ]


def test_no_tag_script_or_address_comes_through() -> None:
    cell = (
        "<div onclick=\"x()\">Hi<script>alert('x')</script><img src=x onerror=alert(1)>"
        '<a href="javascript:x">there</a></div><style>p{}</style>'
    )
    found = _read(_journey(_row("row-operator", "Doing", cell, "", "")))
    assert _texts(found.snapshot, 0)[0] == ["Hithere"]


def test_pages_that_hold_a_journey_and_bare_lists_are_read() -> None:
    value = {"type": "service-journey-mapper", "version": 1, "journeys": [_journey()]}
    script = '<script id="sjm-embedded-project" type="application/json">'
    page = f"<!DOCTYPE html><html>{script}{json.dumps(value)}</script></html>".encode()
    bare = json.dumps([_journey()]).encode()
    for data in (page, bare):
        assert lanescape.recognises(data)
        assert len(lanescape.read(data, "x", _AS_IT_LOOKS).snapshot.maps()) == 1


def test_colours_and_badges_are_lost_and_said() -> None:
    journey = _journey({**_row("row-pain", "Pains", "", "", ""), "customColor": "#fff"})
    journey["badge"] = "NEW"
    assert [loss.what for loss in _read(journey).losses] == ["badge", "customColor"]


@pytest.mark.parametrize("data", [b"{}", b"[", b'{"journeys": 5}', b"<html></html>", b'"x"'])
def test_other_files_are_refused_in_words(data: bytes) -> None:
    assert not lanescape.recognises(data)
    with pytest.raises(DataError):
        lanescape.read(data, "x.json", _AS_IT_LOOKS)


@pytest.mark.parametrize("odd", [5, "text", None, True, [1, "a", None, [], {}], {"a": {}}])
def test_parts_of_the_wrong_type_are_losses(odd: object) -> None:
    for key in ("title", "stages", "subJourneys", "badge", "id"):
        _read({**_journey(_row("row-emotion", "E", "1", "2", "3")), key: odd})
    for key in ("rowType", "laneLabel", "cells"):
        _read(_journey({**_row("row-emotion", "E", "1", "2", "3"), key: odd}))
    for key in ("mode", "html", "colspan", "tags"):
        cell = {"mode": "tags", "html": "x", key: odd}
        _read(_journey(_row("row-emotion", "E", cell, cell)))


@given(st.text())
def test_any_text_in_a_cell_is_read_in_good_time(html: str) -> None:
    for words in blocks(html * 3):
        assert isinstance(words, str)


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]))))
def test_words_come_back_out_of_blocks(texts: list[str]) -> None:
    kept = [text for text in texts if not text or text.strip(" \t")]
    assert blocks(as_blocks(texts)) == kept


def test_a_journey_reads_the_same_again() -> None:
    cell = {"mode": "boxes", "html": "<div>Ana: +1 glad</div><div>Ben: -2</div>"}
    found = _read(
        _journey(
            _row("row-operator", "Doing", "<div>a</div><div>b</div>", "", "<div>c</div>"),
            _row("row-emotion", "Emotion", cell, "", ""),
            _row("row-divider", "Line of Visibility", {"mode": "text", "html": "", "colspan": 3}),
        ),
        _journey(),
    )
    reads_the_same_again(lanescape, found)


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("<div>Hears <b>nothing</b></div>", True),
        ('<div style="color: red">Hears nothing</div>', True),
        ("<div>Hears nothing<br></div>", False),
        ("<div>a style = b &lt;b&gt;</div>", False),
    ],
)
def test_whether_words_of_a_cell_were_bold_or_coloured_is_known(cell: str, told: bool) -> None:
    assert is_dressed(cell) is told
