# SPDX-License-Identifier: Apache-2.0
"""A poster as SVG: its real size, every card, no page without its words."""

from io import BytesIO
from xml.etree import ElementTree as ET

import pytest

from journey_studio.export.svg import write_svg
from journey_studio.export.watch import CancelledError, Watch
from journey_studio.layout.pages import plan
from journey_studio.layout.paper import Sheet, paper
from journey_studio.paint.pictures import no_pictures
from tests.boards import FURNITURE, layer_out

NAMES = {"svg": "http://www.w3.org/2000/svg"}


def test_the_drawing_has_the_size_of_the_paper_in_mm() -> None:
    page = plan(layer_out(3, 2), FURNITURE, Sheet(paper("A3"))).pages[0]
    file = BytesIO()
    write_svg(file, page, "Ein Fahrschein <für zwei>", "de", no_pictures, Watch())
    root = ET.fromstring(file.getvalue())
    assert (root.get("width"), root.get("height")) == ("420mm", "297mm")
    assert root.get("viewBox") == "0 0 420 297"
    assert root.findtext("svg:title", namespaces=NAMES) == "Ein Fahrschein <für zwei>"
    assert root.get("lang") == "de"
    words = " ".join(element.text or "" for element in root.iter(f"{{{NAMES['svg']}}}text"))
    assert words.split().count("colleague") == 6


def test_cancelling_stops_between_groups() -> None:
    page = plan(layer_out(20, 20), FURNITURE, Sheet(paper("A0"))).pages[0]
    looks = iter([False, True])
    with pytest.raises(CancelledError):
        write_svg(BytesIO(), page, "", "", no_pictures, Watch(cancelled=lambda: next(looks)))
