# SPDX-License-Identifier: Apache-2.0
"""Maps as Markdown: a reader of Markdown shows every word that the format says it carries."""

import html
import re

from hypothesis import given, settings
from markdown_it import MarkdownIt

from journey_studio.exchange import markdown as markdown_page
from journey_studio.exchange import mermaid
from journey_studio.exchange.formats import Choices
from journey_studio.exchange.markdown.words import cell, line
from journey_studio.exchange.mermaid.blocks import diagrams
from journey_studio.exchange.reporting import words_of
from journey_studio.model.builder import Builder
from journey_studio.model.contents import contents
from journey_studio.model.records import Connection
from journey_studio.model.snapshot import Snapshot
from tests.exchange.laws import MadeMap, maps

_TAG = re.compile(r"<[^>]+>")
_DIAGRAM = re.compile(r"<pre>.*?</pre>", re.DOTALL)


def written(snapshot: Snapshot, map_id: str) -> str:
    return markdown_page.write(snapshot, (map_id,), Choices(), lambda _: None).data.decode()


def shown(markdown: str) -> str:
    """The words of a page without its diagrams, blanks made alike."""
    page = MarkdownIt("commonmark").enable("table").render(markdown)
    return flat(html.unescape(_TAG.sub(" ", _DIAGRAM.sub(" ", page))))


def flat(text: str) -> str:
    return "".join(text.split())


@settings(max_examples=40)
@given(maps())
def test_every_word_that_is_carried_is_shown(made: MadeMap) -> None:
    result = markdown_page.write(made.snapshot, (made.map_id,), Choices(), lambda _: None)
    page = shown(result.data.decode())
    lost = {(loss.record, loss.register) for loss in result.losses}
    for record in contents(made.snapshot, (made.map_id,)):
        for register, said in words_of(record).items():
            carried = register in markdown_page.CARRIES.get(record.KIND, ())
            words = isinstance(said, str) and register not in ("source", "target")
            if carried and words and (record.id, register) not in lost and _is_free(register):
                assert flat(str(said)) in page, (record, register)


def _is_free(register: str) -> bool:
    """Whether a register holds words of its own, and no choice that is shown in other words."""
    known = ("kind", "line", "state", "evidence", "status", "better", "channel", "metric")
    return register not in (*known, "persona", "icon", "day", "unit")


def _small(**values: str) -> tuple[Snapshot, str]:
    builder = Builder()
    map_id = builder.add("map", title="Renting a bicycle")
    stage = builder.add("stage", map_id, title="Find")
    step = builder.add("step", stage, title="Walk to the dock")
    lane = builder.add("lane", map_id, title="Doing")
    curve = builder.add("lane", map_id, title="Feeling", kind="curve")
    builder.point(curve, step, builder.named("persona", "Mia"), value=-0.5, note="wet")
    card = builder.add("card", lane, step, **{"text": "Looks around", **values})
    builder.add("connection", source=card, target=builder.add("card", lane, step, text="Waits"))
    return builder.snapshot(), map_id


def test_a_stage_is_a_table_of_its_steps_and_lanes() -> None:
    page = written(*_small())
    assert page.startswith("# Renting a bicycle\n")
    assert "## Find\n\n\n| Lanes | Walk to the dock |\n| --- | --- |\n" in page
    assert "| **Doing**<br>(Notes) | Looks around<br><br>Waits |" in page
    assert "| **Feeling**<br>(Experience) | Mia: \u22121 (wet) |" in page
    assert "- Looks around → Waits" in page


def test_the_diagram_of_the_page_is_the_journey_of_its_map() -> None:
    (block,) = diagrams(written(*_small()))
    assert "Walk to the dock: 1.5: Mia" in block.text
    (found,) = mermaid.read(written(*_small()).encode(), "trip.md").snapshot.maps()
    assert found.title == "Renting a bicycle"


def test_no_word_of_a_map_becomes_markup() -> None:
    evil = "<script>alert(1)</script> ![x](javascript:alert(1)) | `code` [a]: b"
    snapshot, map_id = _small(text=evil)
    page = MarkdownIt("commonmark").enable("table").render(written(snapshot, map_id))
    assert "<script" not in page
    assert "<img" not in page
    assert "<code>code" not in page
    assert flat(evil) in shown(written(snapshot, map_id))


def test_an_address_cannot_leave_its_link() -> None:
    builder = Builder()
    map_id = builder.add("map")
    step = builder.add("step", builder.add("stage", map_id), title="Step")
    url = "https://example.org/a?b=1&c=é|<x>"
    builder.add("card", builder.add("lane", map_id), step, links=[["Page", url]])
    page = MarkdownIt("commonmark").enable("table").render(written(builder.snapshot(), map_id))
    assert '<a href="https://example.org/a?b=1&amp;c=%C3%A9%7C%3Cx%3E">Page</a>' in page


def test_what_would_start_a_list_or_a_heading_is_only_words() -> None:
    for text in (
        "# no heading",
        "- no item",
        "1. no item",
        "+ no item",
        "=== no rule",
        "> no quote",
    ):
        (block, *_) = MarkdownIt("commonmark").parse(line(text))
        assert block.type == "paragraph_open", text
    assert cell("a\n\nb|c") == "a<br>b\\|c"


def test_an_arrow_to_a_card_that_is_not_here_is_said_to_be_lost() -> None:
    builder = Builder()
    ids = []
    for title in ("One", "Two"):
        map_id = builder.add("map", title=title)
        step = builder.add("step", builder.add("stage", map_id), title="Step")
        ids.append((map_id, builder.add("card", builder.add("lane", map_id), step, text=title)))
    builder.add("connection", source=ids[0][1], target=ids[1][1], label="then")
    result = markdown_page.write(builder.snapshot(), (ids[0][0],), Choices(), lambda _: None)
    snapshot = builder.snapshot()
    (arrow,) = snapshot.under(Connection)
    assert {(loss.record, loss.register) for loss in result.losses} == {
        (arrow.id, register) for register in ("source", "target", "label")
    }
