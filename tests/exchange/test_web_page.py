# SPDX-License-Identifier: Apache-2.0
"""A map as a web page: a table that can be read out, that runs nothing and asks for nothing."""

import re
import socket
import threading
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType
from typing import cast

import pytest
from hypothesis import given, settings

from journey_studio.exchange import posters, web_page
from journey_studio.exchange.formats import Choices
from journey_studio.exchange.map_view import view_of
from journey_studio.exchange.registry import by_name, for_ending
from journey_studio.layout.theme import load_theme
from journey_studio.model.canonical import map_hash
from journey_studio.model.snapshot import Snapshot
from tests.exchange.browser import Browser, needs_chromium
from tests.exchange.everything import saying
from tests.exchange.laws import MadeMap, maps, round_trips
from tests.export.projects import sample, small_maps

OUTSIDERS = Choices(source=False)


def written(snapshot: Snapshot, choices: Choices = OUTSIDERS) -> str:
    ids = tuple(each.id for each in snapshot.maps())
    return web_page.write(snapshot, ids, choices, sample().pictures.get).data.decode()


class Both(ModuleType):
    """The format as the law knows formats: this writer, and the reader of all posters."""

    CARRIES = web_page.CARRIES
    write = staticmethod(web_page.write)
    read = staticmethod(posters.read)
    recognises = staticmethod(posters.recognises)


@settings(max_examples=15)
@given(maps())
def test_the_law_of_formats_holds_for_a_page_that_carries_its_map(made: MadeMap) -> None:
    round_trips(cast("ModuleType", Both("html")), made.snapshot, made.map_id)


def test_the_maps_of_a_page_come_back_with_the_same_content() -> None:
    snapshot = sample().snapshot
    page = written(snapshot, Choices()).encode()
    found = posters.read(page, "page.html", Choices()).snapshot
    before = [map_hash(snapshot, each.id) for each in snapshot.maps()]
    assert [map_hash(found, each.id) for each in found.maps()] == before


def test_for_outsiders_the_map_stays_out_and_the_report_says_what_they_do_not_see() -> None:
    snapshot, the_map = saying(lambda place: f"words of {place}")
    made = web_page.write(snapshot, (the_map,), OUTSIDERS, lambda _: None)
    page = made.data.decode()
    assert 'type="application/json"' not in page
    assert "words of comment.text" not in page
    assert {"comment.text", "comment.on"} <= {loss.what for loss in made.losses}
    lost = {loss.what for loss in made.losses}
    assert not lost & {"card.text", "card.links", "persona.needs", "stage.expectations"}


def test_every_text_that_is_shown_stands_in_the_page() -> None:
    said: list[str] = []

    def say(place: str) -> str:
        said.append(f"words of {place}")
        return said[-1]

    snapshot, _ = saying(say)
    page = written(snapshot)
    unseen = {text for text in said if text not in page}
    assert unseen == {"words of comment.text", "words of channel.icon"}


def test_the_format_is_known_by_its_name_and_its_endings() -> None:
    assert by_name("html").writer() is web_page
    found = for_ending("Night train.HTML")
    assert found is not None
    assert found.name == "html"


class Outline(HTMLParser):
    """The elements of a page, and whether each is closed."""

    VOID = frozenset("meta img br hr col input link".split())

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, tag
        assert self.open.pop() == tag, tag

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.found if name == tag]


@pytest.fixture(scope="module")
def outline() -> Outline:
    return Outline(written(sample().snapshot))


def test_every_element_is_closed(outline: Outline) -> None:
    assert outline.open == []


def test_the_table_has_headings_across_and_down(outline: Outline) -> None:
    scopes = [th["scope"] for th in outline.all("th")]
    view = view_of(sample().snapshot, sample().snapshot.maps()[0].id, load_theme("light"))
    other = view_of(sample().snapshot, sample().snapshot.maps()[1].id, load_theme("light"))
    assert scopes.count("colgroup") == len(view.stages) + len(other.stages)
    assert scopes.count("col") == len(view.columns) + len(other.columns)
    assert scopes.count("rowgroup") == len(view.lanes) + len(other.lanes)


def test_pictures_and_curves_have_words_for_those_who_do_not_see_them(outline: Outline) -> None:
    pictures = outline.all("img")
    assert len(pictures) > 5
    assert all(each["alt"] for each in pictures)
    curves = [svg for svg in outline.all("svg") if svg.get("role") == "img"]
    assert len(curves) == 3
    assert "highest at Meet the attendant with +1.8" in str(curves[0]["aria-label"])
    others = [svg for svg in outline.all("svg") if svg.get("role") != "img"]
    assert all(svg.get("aria-hidden") == "true" for svg in others)


def test_each_row_of_the_table_fills_every_column() -> None:
    """Cells that reach into other rows and columns leave no hole and overlap none."""
    page = written(sample().snapshot)
    table = page[page.index("<table") : page.index("</table>")]
    columns = len(re.findall("<col class=", table))
    for body in re.findall("<tbody.*?</tbody>", table, re.DOTALL):
        rows = re.findall("<tr>(.*?)</tr>", body, re.DOTALL)
        filled = [[0] * columns for _ in rows]
        for number, row in enumerate(rows):
            for attributes in re.findall(r"<t[hd]\b([^>]*)>", row):
                wide, deep = (
                    int(found.group(1))
                    if (found := re.search(f'{name}="([0-9]+)"', attributes))
                    else 1
                    for name in ("colspan", "rowspan")
                )
                first = filled[number].index(0)
                for down in range(number, number + deep):
                    for across in range(first, first + wide):
                        filled[down][across] += 1
        assert all(each == 1 for row in filled for each in row), body[:200]


def test_the_same_maps_give_the_same_bytes() -> None:
    assert written(sample().snapshot, Choices()) == written(sample().snapshot, Choices())


def test_no_address_leads_out_but_those_that_people_may_follow() -> None:
    snapshot, _ = saying(lambda place: place)
    page = written(snapshot)
    assert 'href="https://example.org/a?b=c#d"' in page
    addresses = re.findall(r'(?:href|src|action|data)="([^"#][^"]*)"', page)
    assert {each.split(":")[0] for each in addresses} <= {"https", "data"}
    assert "style=" not in page.replace("<style>", "")
    assert re.search(r" on[a-z]+=", page) is None


def test_a_page_without_stages_lanes_or_maps_is_a_page() -> None:
    bare = small_maps(1, 0, 0).snapshot
    assert "Trip 1" in written(bare)
    assert web_page.write(bare, (), OUTSIDERS, lambda _: None).data.startswith(b"<!DOCTYPE html>")


# What somebody might write into a card who wants it to do something; {} is an address of ours.
PAYLOADS = (
    "<script>document.documentElement.dataset.ran='1'</script><script src='{}'></script>",
    "\"><img src='{}' onerror=\"document.documentElement.dataset.ran='1'\">",
    "'><svg onload=document.documentElement.dataset.ran='1'><image href='{}'/></svg>",
    "</script><script>document.documentElement.dataset.ran='1'</script><!--<script>",
    "</style><style>@import '{}';</style><link rel=stylesheet href='{}'>",
    "<iframe src='{}'></iframe><object data='{}'></object><embed src='{}'>",
    "<base href='{}'><meta http-equiv=refresh content='0;url={}'>",
    "javascript:document.documentElement.dataset.ran='1'//<a href='{}' ping='{}' autofocus>",
    "</table></section><form action='{}'><input autofocus onfocus=alert(1)>",
    "&lt;script&gt;{{{}}}<template><script>1</script></template><math><mtext></mtext>",
    "]]><!--\u2028--!><plaintext>{}",
)


@pytest.fixture
def listener() -> Iterator[tuple[str, list[bytes]]]:
    """An address of this computer, and everything that anybody asked there."""
    heard: list[bytes] = []
    server = socket.create_server(("127.0.0.1", 0))

    def listen() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            with connection:
                heard.append(connection.recv(4096))

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.getsockname()[1]}/asked", heard
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join(5)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser() as started:
        yield started


@needs_chromium
def test_nothing_runs_and_nothing_is_asked_for_whatever_the_texts_say(
    browser: Browser, tmp_path: Path, listener: tuple[str, list[bytes]]
) -> None:
    address, heard = listener
    for number, payload in enumerate(PAYLOADS):
        said = payload.replace("{}", address)
        snapshot, the_map = saying(lambda _, said=said: said)  # type: ignore[misc]
        path = tmp_path / f"{number}.html"
        path.write_bytes(web_page.write(snapshot, (the_map,), Choices(), lambda _: None).data)
        browser.asked.clear()
        browser.open(path)
        assert browser.js("document.documentElement.dataset.ran") is None, payload
        assert browser.js("document.querySelector('h1').textContent") == said.strip()
        assert browser.js("document.querySelector('.bar').hidden") is False, "our own script runs"
        assert browser.js("document.scripts.length") == 2
        others = [url for url in browser.asked if not url.startswith(("file:", "data:"))]
        assert others == []
        found = posters.read(path.read_bytes(), path.name, Choices()).snapshot
        assert map_hash(found, found.maps()[0].id) == map_hash(snapshot, the_map)
    assert heard == []


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "night.html"
    path.write_text(written(sample().snapshot, Choices()), encoding="utf-8")
    return path


@needs_chromium
def test_the_page_keeps_its_own_policy(browser: Browser, page: Path) -> None:
    browser.said.clear()
    browser.size(1400, 900)
    browser.open(page)
    assert browser.said == []
    # The style is applied: the heads of the lanes stay in view.
    assert browser.js("getComputedStyle(document.querySelector('th.lane')).position") == "sticky"


@needs_chromium
def test_personas_and_lanes_are_shown_and_left_out(browser: Browser, page: Path) -> None:
    browser.size(1400, 900)
    browser.open(page)
    shown = "[...document.querySelectorAll('{}')].filter(one => one.getClientRects().length).length"
    quotes = shown.format(".j0 .card.quote")
    before = browser.js(quotes)
    browser.js("document.querySelector('input[data-persona=\"0\"]').click()")
    assert browser.js(shown.format(".j0 .plot .p0")) == 0
    assert 0 < browser.js(quotes) < before
    browser.js("document.querySelector('input[data-persona=\"0\"]').click()")
    assert browser.js(quotes) == before
    browser.js("document.querySelector('input[data-lane=\"1\"]').click()")
    lane = "document.querySelector('tbody[data-lane=\"{}\"]').checkVisibility()"
    assert browser.js(lane.format(1)) is False
    assert browser.js(lane.format(2)) is True


@needs_chromium
def test_the_board_zooms_and_fits_the_window(browser: Browser, page: Path) -> None:
    browser.size(1400, 900)
    browser.open(page)
    width = "document.querySelector('.map').offsetWidth"
    whole = browser.js(width)
    browser.js("document.querySelector('button[data-zoom=in]').click()")
    assert browser.js(width) > whole * 1.1
    browser.js("document.querySelector('button[data-zoom=whole]').click()")
    assert browser.js(width) <= 1400
    browser.js("document.querySelector('button[data-zoom=plain]').click()")
    assert browser.js(width) == whole


@needs_chromium
@pytest.mark.parametrize("width", [360, 700, 1400, 3840])
def test_the_page_is_never_wider_than_the_window(browser: Browser, page: Path, width: int) -> None:
    """Only the board scrolls sideways; no text of a card sticks out of it."""
    browser.size(width, 800)
    browser.open(page)
    assert browser.js("document.documentElement.scrollWidth") <= width
    out = browser.js(
        "[...document.querySelectorAll('.card')]"
        ".filter(card => card.scrollWidth > card.offsetWidth + 1).length"
    )
    assert out == 0
    bottom = browser.js("document.querySelector('.plate').getBoundingClientRect().bottom")
    top = browser.js("document.querySelector('th.step strong').getBoundingClientRect().top")
    assert bottom <= top, "no head lies on another"


@needs_chromium
def test_light_and_dark_follow_the_system(browser: Browser, page: Path) -> None:
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    found = set()
    for scheme in ("light", "dark"):
        browser.size(1400, 900, prefers_color_scheme=scheme)
        browser.open(page)
        found.add(browser.js(ground))
        colour = load_theme("light" if scheme == "light" else "dark").colours.ground
        assert browser.js(ground) == f"rgb{tuple(bytes.fromhex(colour[1:]))}"
    assert len(found) == 2
    browser.size(1400, 900, prefers_color_scheme="light")


@needs_chromium
def test_the_whole_map_is_printed(browser: Browser, page: Path, tmp_path: Path) -> None:
    from pypdf import PdfReader

    browser.open(page)
    path = tmp_path / "printed.pdf"
    path.write_bytes(browser.pdf())
    pages = PdfReader(path).pages
    text = " ".join(" ".join(each.extract_text().split()) for each in pages)
    for step in ("Get the idea", "Wake up to breakfast", "Claim a refund for the delay"):
        assert step in text
    # The paper is as wide as the map, so that no column is cut off.
    assert float(pages[0].mediabox.width) > 2500


@needs_chromium
def test_a_reader_of_screens_hears_headings_values_and_names(browser: Browser, page: Path) -> None:
    browser.size(1400, 900)
    browser.open(page)
    nodes = browser.call("Accessibility.getFullAXTree")["nodes"]
    roles = [node.get("role", {}).get("value") for node in nodes]
    names = {str(node.get("name", {}).get("value", "")) for node in nodes}
    assert roles.count("columnheader") >= 18
    assert roles.count("rowheader") >= 15
    assert roles.count("table") >= 2
    assert any("Moment of truth" in name for name in names)
    assert any(name.startswith("Experience: a curve over the steps") for name in names)
    images = [node for node in nodes if node.get("role", {}).get("value") == "image"]
    assert all(node.get("name", {}).get("value") for node in images if not node.get("ignored"))


@needs_chromium
def test_keys_reach_every_switch_and_the_board(browser: Browser, page: Path) -> None:
    browser.size(1400, 900)
    browser.open(page)
    seen = []
    for _ in range(14):
        browser.call(
            "Input.dispatchKeyEvent", type="keyDown", key="Tab", code="Tab", windowsVirtualKeyCode=9
        )
        browser.call(
            "Input.dispatchKeyEvent", type="keyUp", key="Tab", code="Tab", windowsVirtualKeyCode=9
        )
        seen.append(
            browser.js("document.activeElement.className || document.activeElement.tagName")
        )
    assert seen[0] == "skip"
    assert "board" in seen
    assert seen.index("board") > seen.index("BUTTON") > seen.index("INPUT")
