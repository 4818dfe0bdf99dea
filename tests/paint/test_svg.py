# SPDX-License-Identifier: Apache-2.0
"""The SVG as a file: well-formed whatever was typed, whole without any other file."""

import re
from base64 import b64decode
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from journey_studio.layout.display import Hyperlink, Path, Picture, Rect
from journey_studio.layout.geometry import Box
from journey_studio.layout.pages import Placement
from journey_studio.layout.text import Run
from journey_studio.paint.pictures import no_pictures
from journey_studio.paint.svg import svg_document
from tests.paint.samples import ALL, LEFTWARD, as_svg, line, picture, placed

SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"


def faces(svg: str) -> dict[str, TTFont]:
    """The faces inside, by family."""
    found = re.findall(r"@font-face\{font-family:'(.*?)'.*?base64,(.*?)\"", svg)
    return {family: TTFont(BytesIO(b64decode(data))) for family, data in found}


@pytest.mark.parametrize("name", ALL)
def test_a_text_is_in_it_as_typed(name: str) -> None:
    shown = line(ALL[name])
    elements = list(ET.fromstring(as_svg(placed(shown))).iter(f"{SVG}text"))
    assert [element.text for element in elements] == [run.text for run in shown.runs]


def test_signs_that_xml_cannot_hold_are_left_out() -> None:
    odd = Run("a\x00b\x08c\x1bd\ufffe\ud800e", "regular", 0, 40, False)
    shown = line("x")._replace(runs=(odd,))
    svg = as_svg(placed(shown), title="A\x00 map <b> & ]]>")
    root = ET.fromstring(svg.encode("utf-8"))
    assert root.findtext(f"{SVG}title") == "A map <b> & ]]>"
    assert next(root.iter(f"{SVG}text")).text == "abcde"


def test_it_brings_its_faces_cut_down_to_what_they_draw() -> None:
    texts = [line(text, y=20 + 20 * i) for i, text in enumerate(ALL.values())]
    svg = as_svg(placed(*texts))
    assert len(svg) < 250_000
    found = faces(svg)
    assert {"Journey Inter", "Journey Arabic", "Journey Hebrew", "Journey Emoji"} <= set(found)
    assert set(map(ord, "رحلة")) <= set(found["Journey Arabic"].getBestCmap())
    assert {"init", "medi", "fina"} <= {
        record.FeatureTag
        for record in found["Journey Arabic"]["GSUB"].table.FeatureList.FeatureRecord
    }
    assert ord("Q") not in found["Journey Inter"].getBestCmap()
    assert found["Journey Inter"]["OS/2"].usWeightClass == 400


def test_every_text_names_a_face_that_is_there() -> None:
    svg = as_svg(placed(*(line(text) for text in ALL.values())))
    used = {element.attrib["class"] for element in ET.fromstring(svg).iter(f"{SVG}text")}
    assert used <= set(re.findall(r"^\.([\w-]+)\{font-family:'Journey", svg, re.MULTILINE))


@pytest.mark.parametrize("name", LEFTWARD)
def test_leftward_text_starts_at_its_right_edge(name: str) -> None:
    shown = line(LEFTWARD[name])
    for run, element in zip(
        shown.runs, ET.fromstring(as_svg(placed(shown))).iter(f"{SVG}text"), strict=True
    ):
        assert element.attrib["direction"] == "rtl"
        assert float(element.attrib["x"]) == pytest.approx(20 + run.x + run.width, abs=0.01)


def test_nothing_in_it_runs_or_is_fetched() -> None:
    svg = as_svg(
        placed(
            line("<script>alert(1)</script>"),
            Hyperlink(Box(0, 0, 9, 9), "javascript:alert(1)"),
            Hyperlink(Box(0, 0, 9, 9), 'https://example.org/"onclick="x'),
            Picture(Box(0, 0, 90, 60), "photo"),
        ),
        {"photo": picture("JPEG")}.get,
    )
    root = ET.fromstring(svg)
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert tags <= {
        "svg",
        "title",
        "g",
        "text",
        "a",
        "rect",
        "defs",
        "image",
        "clipPath",
        "use",
        "style",
    }
    assert not any(name.startswith("on") for element in root.iter() for name in element.attrib)
    (link,) = root.iter(f"{SVG}a")
    assert link.attrib[HREF] == "https://example.org/%22onclick=%22x"
    others = [e.attrib[HREF] for e in root.iter() if HREF in e.attrib and e is not link]
    assert all(target.startswith(("#", "data:image/")) for target in others)
    assert re.findall(r"url\((?!#|\"data:font)", svg) == []


def test_a_picture_goes_in_once_as_the_bytes_it_came_in() -> None:
    photo = picture("JPEG")
    boxes = [Picture(Box(100 * i, 0, 90, 60), "photo") for i in range(4)]
    root = ET.fromstring(as_svg(placed(*boxes), {"photo": photo}.get))
    (image,) = root.iter(f"{SVG}image")
    kind, _, data = image.attrib[HREF].partition(",")
    assert kind == "data:image/jpeg;base64"
    assert b64decode(data) == photo
    assert len(list(root.iter(f"{SVG}use"))) == 4


def test_webp_becomes_what_every_program_reads() -> None:
    shown = Picture(Box(0, 0, 90, 60), "clear")
    root = ET.fromstring(as_svg(placed(shown), {"clear": picture("WEBP", clear=True)}.get))
    (image,) = root.iter(f"{SVG}image")
    kind, _, data = image.attrib[HREF].partition(",")
    assert kind == "data:image/png;base64"
    decoded = Image.open(BytesIO(b64decode(data)))
    assert decoded.getpixel((0, 0))[3] == 0  # type: ignore[index]  # an RGBA pixel


def test_a_frame_stands_for_a_picture_that_is_not_there() -> None:
    root = ET.fromstring(as_svg(placed(Picture(Box(20, 20, 200, 100), "lost"))))
    assert list(root.iter(f"{SVG}path"))
    assert not list(root.iter(f"{SVG}image"))


def test_shapes_keep_their_colours_dashes_and_ends() -> None:
    root = ET.fromstring(
        as_svg(
            placed(
                Rect(Box(1, 2, 30, 40), fill="#ff000080", line="#00ff00", radius=6, dash=(4, 2.5)),
                Path((("M", 0, 0), ("C", 1, 2, 3, 4, 5.5, 6), ("L", 7, 8), ("Z",)), line="#0000ff"),
            )
        )
    )
    (rect,), (path,) = root.iter(f"{SVG}rect"), root.iter(f"{SVG}path")
    assert (
        rect.attrib
        | {
            "fill": "#ff0000",
            "fill-opacity": "0.502",
            "stroke": "#00ff00",
            "stroke-dasharray": "4 2.5",
            "rx": "6",
        }
        == rect.attrib
    )
    assert path.attrib["d"] == "M0 0C1 2 3 4 5.5 6L7 8Z"
    assert path.attrib["fill"] == "none"
    assert path.attrib["stroke-linecap"] == "round"


def test_it_has_the_size_of_the_paper_and_says_what_it_is() -> None:
    placement = Placement(0.5, 10, 20, tuple(placed(line("Hello"))), clip=Box(15, 25, 100, 50))
    pieces = svg_document(
        841, 1189, [placement], no_pictures, title="A map", language="de", description="Two lanes"
    )
    root = ET.fromstring("".join(pieces))
    assert (root.attrib["width"], root.attrib["height"]) == ("841mm", "1189mm")
    assert root.attrib["viewBox"] == "0 0 841 1189"
    assert root.attrib["lang"] == "de"
    assert root.findtext(f"{SVG}desc") == "Two lanes"
    (clip,) = root.iter(f"{SVG}clipPath")
    assert clip[0].attrib == {"x": "15", "y": "25", "width": "100", "height": "50"}
    moved = [
        e.attrib["transform"] for e in root.iter(f"{SVG}g") if "scale" in e.get("transform", "")
    ]
    assert moved == ["translate(10 20) scale(0.500000)"]
