# SPDX-License-Identifier: Apache-2.0
"""Markdown gives every journey it holds, and lines are counted in the markdown file."""

import pytest

from journey_studio.exchange import mermaid
from journey_studio.exchange.formats import Found
from journey_studio.exchange.mermaid.blocks import diagrams
from journey_studio.exchange.refusal import MermaidError
from tests.exchange.outlines import outlines


def read(text: str) -> Found:
    return mermaid.read(text.encode(), "handbook.md")


def test_several_journeys_are_several_maps() -> None:
    imported = read(
        "# Handbook\n\n```mermaid\njourney\n title One\n a: 9: Me\n```\n\ntext\n\n"
        "~~~ mermaid\njourney\n title Two\n b: 9: Me\n~~~\n"
    )
    assert [found.title for found in outlines(imported)] == ["One", "Two"]
    assert [loss.place for loss in imported.losses] == ["line 6", "line 14", "line 1", "line 9"]
    assert imported.losses[2].reason.endswith('left out: "# Handbook".')


def test_other_diagrams_are_skipped_and_other_code_is_left_out_each_with_a_word() -> None:
    imported = read(
        "```python\njourney\n```\n\n```mermaid\n%% c\nflowchart LR\n a-->b\n```\n\n"
        "```mermaid\njourney\n```\n\n```mermaid\nJOURNEY\n```\n"
    )
    assert len(imported.snapshot.maps()) == 1
    *others, code = imported.losses
    assert code.place == "line 1"
    assert code.reason.endswith('left out: "```python journey ```".')
    assert [(loss.place, loss.reason) for loss in others] == [
        ("line 5", 'This diagram is not a journey ("flowchart") and was skipped.'),
        ("line 15", 'This diagram is not a journey ("JOURNEY") and was skipped.'),
    ]


def test_a_refused_journey_is_refused_by_its_line_in_the_file() -> None:
    with pytest.raises(MermaidError) as refusal:
        read("# A\n\n```mermaid\njourney\n a: 3\n```\n\n```mermaid\njourney\n\n b\n```\n")
    assert refusal.value.line == 11
    assert str(refusal.value).startswith('line 11: "b" has no score')


@pytest.mark.parametrize(
    "markdown",
    [
        "```mermaid\njourney\n T: 3: Me\n```\n",
        "   ```mermaid\n   journey\n    T: 3: Me\n   ```\n",
        "````mermaid title=trip\njourney\n T: 3: Me\n```` \n",
        "~~~Mermaid\njourney\n T: 3: Me\n",
        "``` {.mermaid}\njourney\n T: 3: Me\n```\n",
        "```{mermaid}\njourney\n T: 3: Me\n```\n",
        ":::mermaid\njourney\n T: 3: Me\n:::\n",
        "words\n::: mermaid\njourney\n T: 3: Me\n:::\nwords\n",
        "> said\n> ```mermaid\n> journey\n>  T: 3: Me\n> ```\n",
        "1. first\n\n   ```mermaid\n   journey\n    T: 3: Me\n   ```\n",
        "- ```mermaid\n  journey\n   T: 3: Me\n  ```\n",
        "```mermaid\r\njourney\r\n T: 3: Me\r\n```\r\n",
        "<details>\n\n```mermaid\n---\ntitle: ''\n---\njourney\n T: 3: Me\n```\n</details>\n",
    ],
)
def test_a_block_is_found_however_it_is_fenced(markdown: str) -> None:
    (found,) = outlines(read(markdown))
    assert [step.title for stage in found.stages for step in stage.steps] == ["T"]


def test_an_example_inside_a_longer_fence_is_no_diagram() -> None:
    inside = "````\n```mermaid\njourney\n```\n````\n\n    ```mermaid\n    journey\n    ```\n"
    assert diagrams(inside) == []
    with pytest.raises(MermaidError, match="There is no journey here"):
        read(inside)


def test_the_offset_is_the_number_of_lines_above() -> None:
    text = "a\n\n> - ~~~mermaid\n>   journey\n>   ~~~\n"
    (block,) = diagrams(text)
    assert block.offset == 3
    assert block.text == "journey\n"


def test_an_empty_diagram_is_refused() -> None:
    with pytest.raises(MermaidError, match=r"^line 4: There is no diagram here"):
        read("a\n\n```mermaid\n```\n")
