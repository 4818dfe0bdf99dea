# SPDX-License-Identifier: Apache-2.0
"""draw.io and Excalidraw: drawings look like the map, can be edited, and bring the map back."""

import base64
import json
import zlib
from functools import cache
from itertools import pairwise
from types import ModuleType
from typing import Any
from urllib.parse import quote, unquote
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings

from journey_studio.errors import JourneyError
from journey_studio.exchange.drawings import drawio, excalidraw
from journey_studio.exchange.drawings.drawing import Drawing, Figure, corners, drawn
from journey_studio.exchange.formats import Choices, Found
from journey_studio.exchange.strict.xml import Element, parse
from journey_studio.layout.display import Path, Picture
from journey_studio.model.canonical import map_hash
from journey_studio.model.contents import lying_in
from journey_studio.model.records import Card
from journey_studio.model.snapshot import Snapshot
from tests.exchange.laws import MadeMap, maps, round_trips
from tests.export.projects import sample, small_maps

BOTH = pytest.mark.parametrize("module", [drawio, excalidraw], ids=["draw.io", "Excalidraw"])


def ids(snapshot: Snapshot) -> tuple[str, ...]:
    return tuple(each.id for each in snapshot.maps())


@cache
def written(module: ModuleType) -> bytes:
    """The sample as a drawing."""
    project = sample()
    made: bytes = module.write(
        project.snapshot, ids(project.snapshot)[:1], Choices(), project.pictures.get
    ).data
    return made


def read(module: ModuleType, data: bytes) -> Found:
    found: Found = module.read(data, "drawing", Choices())
    return found


def drawing() -> Drawing:
    return drawn(sample().snapshot, ids(sample().snapshot)[0])


def cells(data: bytes) -> dict[str, Element]:
    """The cells of the first page by id, with the attributes of their objects."""
    page = parse(data).parts[0]
    found: dict[str, Element] = {}
    for element in page.every():
        if "id" not in element.attributes or element.name == "diagram":
            continue
        inner = element.one("mxCell")
        if inner is not None:
            element.attributes |= inner.attributes
            element.parts = inner.parts
        found[element.attributes["id"]] = element
    return found


def scene(data: bytes) -> dict[str, dict[str, Any]]:
    return {each["id"]: each for each in json.loads(data)["elements"]}


# The map comes back.


@BOTH
@settings(max_examples=25)
@given(made=maps())
def test_any_map_obeys_the_law(module: ModuleType, made: MadeMap) -> None:
    report = round_trips(module, made.snapshot, made.map_id)
    assert not report.losses


@BOTH
def test_the_map_comes_back_whole_with_its_pictures(module: ModuleType) -> None:
    project = sample()
    map_id = ids(project.snapshot)[0]
    found = read(module, written(module))
    assert map_hash(found.snapshot, map_id) == map_hash(project.snapshot, map_id)
    assert found.pictures == dict(project.pictures)
    assert not found.warnings


@BOTH
def test_several_maps_travel_together(module: ModuleType) -> None:
    snapshot = small_maps(3).snapshot
    data = module.write(snapshot, ids(snapshot)[1:], Choices(), lambda _: None).data
    assert [each.title for each in read(module, data).snapshot.maps()] == ["Trip 2", "Trip 3"]


def test_draw_io_has_a_page_for_each_map() -> None:
    snapshot = small_maps(3).snapshot
    data = drawio.write(snapshot, ids(snapshot), Choices(), lambda _: None).data
    names = [page.attributes["name"] for page in parse(data).all("diagram")]
    assert names == ["Trip 1", "Trip 2", "Trip 3"]


def test_excalidraw_has_a_frame_for_each_map_and_they_do_not_overlap() -> None:
    snapshot = small_maps(3).snapshot
    data = excalidraw.write(snapshot, ids(snapshot), Choices(), lambda _: None).data
    frames = [each for each in scene(data).values() if each["type"] == "frame"]
    assert [frame["name"] for frame in frames] == ["Trip 1", "Trip 2", "Trip 3"]
    for one, other in pairwise(frames):
        assert one["y"] + one["height"] < other["y"]


# What somebody edits in the drawing.


def test_a_text_edited_in_draw_io_comes_back_edited() -> None:
    card = next(each for each in on_the_map() if each.text)
    stage = sample().snapshot.stages(ids(sample().snapshot)[0])[0]
    data = written(drawio).decode()
    old = f'id="{card.id}" value="'
    start = data.index(old) + len(old)
    new = escape('<div style="x">Looks &amp; <b>leaps</b></div><div>twice</div>', {'"': "&quot;"})
    data = data[:start] + new + data[data.index('"', start) :]
    data = data.replace(f'id="{stage.id}.title" value="Plan"', f'id="{stage.id}.title" value="Go"')
    found = read(drawio, data.encode())
    assert found.snapshot.records[card.id].text == "Looks & leaps\ntwice"  # type: ignore[attr-defined]
    assert found.snapshot.records[stage.id].title == "Go"  # type: ignore[attr-defined]
    assert "2 texts were edited" in found.warnings[0]


def test_a_text_edited_in_excalidraw_comes_back_edited() -> None:
    whole = json.loads(written(excalidraw))
    text = next(
        each
        for each in whole["elements"]
        if each["type"] == "text" and each.get("customData", {}).get("journeyStudio")
        if each["customData"]["journeyStudio"]["register"] == "text"
    )
    text["text"], text["originalText"] = "Another\nword", "Another word"
    card = text["customData"]["journeyStudio"]["record"]
    found = read(excalidraw, json.dumps(whole).encode())
    assert found.snapshot.records[card].text == "Another word"  # type: ignore[attr-defined]
    assert "One text was edited" in found.warnings[0]


def test_cards_removed_from_a_drawing_are_still_on_the_map() -> None:
    whole = json.loads(written(excalidraw))
    for element in whole["elements"]:
        element["isDeleted"] = element["type"] != "frame"
    found = read(excalidraw, json.dumps(whole).encode())
    map_id = ids(sample().snapshot)[0]
    assert map_hash(found.snapshot, map_id) == map_hash(sample().snapshot, map_id)


def test_a_page_that_draw_io_has_packed_is_read() -> None:
    data = written(drawio).decode()
    start, end = data.index("<mxGraphModel"), data.index("</diagram>")
    deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = deflater.compress(quote(data[start:end]).encode()) + deflater.flush()
    packed_file = data[:start] + base64.b64encode(packed).decode() + data[end:]
    found = read(drawio, packed_file.encode())
    map_id = ids(sample().snapshot)[0]
    assert map_hash(found.snapshot, map_id) == map_hash(sample().snapshot, map_id)


# It looks like the map.


def test_every_card_is_a_plate_of_its_own_where_the_map_has_it() -> None:
    in_drawio, in_excalidraw = cells(written(drawio)), scene(written(excalidraw))
    plates = [figure for figure in drawing().figures if figure.role == "card" and figure.base]
    assert len(plates) == len(on_the_map())
    for figure in plates:
        assert figure.base is not None
        box = figure.base.box
        geometry = in_drawio[figure.id].parts[0].attributes
        assert float(geometry["x"]) == pytest.approx(box.x, abs=0.01)
        assert float(geometry["width"]) == pytest.approx(box.w, abs=0.01)
        assert f"fillColor={(figure.base.fill or 'none')[:7]};" in looks(in_drawio, figure)
        plate = in_excalidraw[figure.id]
        assert (plate["x"], plate["y"]) == pytest.approx((box.x, box.y), abs=0.01)
        assert plate["backgroundColor"] == (figure.base.fill or "transparent")


def on_the_map() -> list[Card]:
    """The cards of the sample's first map."""
    snapshot = sample().snapshot
    return [record for record in lying_in(snapshot, ids(snapshot)[0]) if isinstance(record, Card)]


def looks(found: dict[str, Element], figure: Figure) -> str:
    return found[figure.id].attributes["style"]


def test_texts_of_cards_are_written_on_them_whole() -> None:
    found = cells(written(drawio))
    shown = {card.id: card.text for card in on_the_map() if card.text}
    told = {name: found[name].attributes.get("value", "") for name in shown}
    same = [name for name in shown if told[name] == escape(shown[name]).replace("\n", "<br>")]
    assert len(same) >= 0.9 * len(shown)


def test_connections_hang_on_their_cards() -> None:
    here = {card.id for card in on_the_map()}
    links = [each for each in sample().snapshot.connections() if each.source in here]
    in_drawio, in_excalidraw = cells(written(drawio)), scene(written(excalidraw))
    assert links
    for link in links:
        edge = in_drawio[link.id].attributes
        assert (edge["source"], edge["target"]) == (link.source, link.target)
        arrow = in_excalidraw[link.id]
        assert arrow["startBinding"]["elementId"] == link.source
        bound = in_excalidraw[link.target or ""]["boundElements"]
        assert {"id": link.id, "type": "arrow"} in bound


def test_the_curve_is_drawn_through_its_points() -> None:
    curve = next(figure for figure in drawing().figures if figure.role == "curve")
    path = next(part for part in curve.parts if isinstance(part, Path) and part.fill is None)
    ends = [tuple(map(float, segment[-2:])) for segment in path.segments]
    found = scene(written(excalidraw))
    lines = [each for name, each in found.items() if name.startswith(curve.id)]
    drawn_points = {
        (round(line["x"] + x, 1), round(line["y"] + y, 1))
        for line in lines
        for x, y in line["points"]
    }
    assert {(round(x, 1), round(y, 1)) for x, y in ends} <= drawn_points
    stencils = [
        unquote(zlib.decompress(base64.b64decode(style.split("stencil(")[1].split(")")[0]), -15))
        for name, cell in cells(written(drawio)).items()
        if name.startswith(curve.id) and "stencil(" in (style := cell.attributes["style"])
    ]
    assert any(text.count("<curve") == len(path.segments) - 1 for text in stencils)


def test_pictures_come_along_cut_to_what_is_seen() -> None:
    shown = [p for f in drawing().figures for p in f.parts if isinstance(p, Picture)]
    files = json.loads(written(excalidraw))["files"]
    assert len(files) == len(shown)
    assert all(each["dataURL"].startswith("data:image/") for each in files.values())
    assert written(drawio).count(b"shape=image;") == len(shown)


def test_ids_are_unique() -> None:
    names = [each["id"] for each in json.loads(written(excalidraw))["elements"]]
    assert len(names) == len(set(names))
    every = [
        element.attributes["id"]
        for element in parse(written(drawio)).parts[0].every()
        if "id" in element.attributes
    ]
    assert len(every) == len(set(every))


def test_every_cell_lies_in_one_that_comes_before_it() -> None:
    known: set[str] = set()
    for name, cell in cells(written(drawio)).items():
        assert cell.attributes.get("parent", "0") in known | {"0"}
        known.add(name)


def test_a_way_with_round_corners_has_its_corners() -> None:
    path = Path(
        (("M", 0.0, 0.0), ("L", 6.0, 0.0), ("C", 9.0, 0.0, 10.0, 1.0, 10.0, 4.0), ("L", 10.0, 20.0))
    )
    assert corners(path) == [(0, 0), (10, 0), (10, 20)]
    curve = ("C", 0.0, 0.4, 0.4, 0.0, 0.8, 0.0)
    tight = Path((("M", 0.0, 9.0), ("L", 0.0, 0.8), curve, ("L", 1.6, 0.0)))
    assert corners(tight) == [(0, 9), (0, 0), (1.6, 0)]


def test_no_cell_is_called_like_what_arrays_can_do() -> None:
    names = {name for name in cells(written(drawio)) if name != "0"}
    assert all("-" in name or "~" in name for name in names)


# Strangers' drawings.


@pytest.mark.parametrize(
    ("module", "data"),
    [
        (drawio, b"<mxfile><diagram><mxGraphModel><root/></mxGraphModel></diagram></mxfile>"),
        (drawio, b'<mxfile><diagram journey-studio="journey-studio:1:9:00000000:eA=="/></mxfile>'),
        (drawio, b"<mxfile><diagram>AAAA</diagram></mxfile>"),
        (drawio, b"<mxfile>"),
        (excalidraw, b'{"type": "excalidraw", "elements": [{"type": "text"}, 5]}'),
        (excalidraw, b'{"type": "excalidraw", "elements": 5}'),
        (excalidraw, b'{"type": "excalidraw", "elements": [{"customData": {"journeyStudio": 1}}]}'),
        (excalidraw, b'{"type": "excalidraw"'),
    ],
)
def test_a_drawing_without_a_map_is_refused_in_a_sentence(module: ModuleType, data: bytes) -> None:
    assert module.recognises(data)
    with pytest.raises(JourneyError) as refused:
        read(module, data)
    assert str(refused.value).endswith(".")


def test_an_edit_that_no_card_can_hold_is_left_out() -> None:
    whole = json.loads(written(excalidraw))
    own = {"record": ids(sample().snapshot)[0], "register": "language", "shown": "x"}
    whole["elements"].append(
        {"type": "text", "text": "not a language", "customData": {"journeyStudio": own}}
    )
    own = {"record": "card-nobody", "register": "deleted", "shown": "x"}
    whole["elements"].append({"type": "text", "text": "1", "customData": {"journeyStudio": own}})
    assert not read(excalidraw, json.dumps(whole).encode()).warnings
