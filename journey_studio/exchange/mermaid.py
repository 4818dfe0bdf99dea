# SPDX-License-Identifier: Apache-2.0
"""Mermaid user journeys as maps.

Sections become stages, tasks steps, actors personas, scores points of their curves.
Nothing is left out in silence: whatever a map cannot hold, and whatever Mermaid misreads without a
word, comes back as a warning with its line.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePath

from journey_studio.exchange import javascript, markdown
from journey_studio.exchange.imported import (
    Imported,
    ImportedMap,
    ImportedPoint,
    ImportedStage,
    ImportedStep,
)
from journey_studio.exchange.mermaid_text import (
    JourneyDiagram,
    JourneyTask,
    diagram_word,
    parse_journey,
)
from journey_studio.exchange.refusal import MermaidError, at_line, quote
from journey_studio.exchange.scales import from_mermaid, in_mermaid_scale
from journey_studio.exchange.text_file import decode
from journey_studio.i18n import t

MARKDOWN_ENDINGS = frozenset({".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd", ".rmd"})
MERMAID_ENDINGS = frozenset({".mmd", ".mermaid"})

_MOST_WARNINGS = 200
_MOST_MARKDOWN = 1_000_000
_BREAK = re.compile(f"</?br[{javascript.BLANKS}]*/?>", re.IGNORECASE | re.ASCII)
_KEYWORD = "journey"


def read_mermaid(data: bytes, name: str) -> Imported:
    """The maps in a Mermaid or markdown file. `name` is its file name, which tells the two apart.

    A file of neither ending counts as markdown if it does not start like a journey. Raises
    MermaidError for what is not text and for every journey Mermaid refuses: then nothing is read.
    """
    ending = PurePath(name).suffix.lower()
    if ending in MARKDOWN_ENDINGS:
        return _read_markdown(decode(data, _MOST_MARKDOWN))
    text = decode(data)
    if ending not in MERMAID_ENDINGS and not diagram_word(text).startswith(_KEYWORD):
        return _read_markdown(decode(data, _MOST_MARKDOWN))
    diagram = parse_journey(text)
    return Imported((imported_map(diagram),), _shortened(warnings(diagram)))


def _read_markdown(text: str) -> Imported:
    """Every journey of a markdown text as a map of its own."""
    maps: list[ImportedMap] = []
    found: list[str] = []
    for block in markdown.diagrams(text):
        try:
            kind = diagram_word(block.text)
            if kind and not kind.startswith(_KEYWORD):
                sentence = t("exchange.other_diagram", kind=quote(kind))
                found.append(at_line(block.offset, sentence))
                continue
            diagram = parse_journey(block.text)
        except MermaidError as refusal:
            raise refusal.moved(block.offset) from refusal
        maps.append(imported_map(diagram))
        found += warnings(diagram, block.offset)
    if not maps:
        raise MermaidError(1, t("exchange.no_journey_in_markdown"))
    return Imported(tuple(maps), _shortened(found))


def imported_map(diagram: JourneyDiagram) -> ImportedMap:
    """`diagram` as a map. A run of one section is a stage, even one without tasks."""
    personas: dict[str, int] = {}
    stages = tuple(
        ImportedStage(_lines(run.section), tuple(_step(task, personas) for task in run.tasks))
        for run in diagram.runs
    )
    title, accessible = _line(diagram.title), _line(diagram.acc_title)
    description = _lines(diagram.acc_description)
    if accessible and title and accessible != title:
        description = "\n".join(part for part in (accessible, description) if part)
    return ImportedMap(
        title=title or accessible,
        description=description,
        language=None,
        stages=stages,
        personas=tuple(_line(name) for name in personas),
    )


def _step(task: JourneyTask, personas: dict[str, int]) -> ImportedStep:
    """The step of `task`; actors seen first here are added to `personas`."""
    value = from_mermaid(task.score)
    actors = list(dict.fromkeys(actor for actor in task.actors if actor))
    points = []
    # A score without actors is somebody's all the same: the unnamed persona's.
    for actor in actors or ([""] if value is not None else []):
        index = personas.setdefault(actor, len(personas))
        if value is not None:
            points.append(ImportedPoint(index, value))
    return ImportedStep(_lines(task.name), tuple(points))


def _lines(text: str) -> str:
    """`text` without blanks around it and around the line breaks that `<br>` stands for."""
    return "\n".join(javascript.trim(line) for line in _BREAK.sub("\n", text).split("\n")).strip(
        "\n"
    )


def _line(text: str) -> str:
    """`_lines` for what is always one line: titles and names of people."""
    return " ".join(part for part in _lines(text).split("\n") if part)


def warnings(diagram: JourneyDiagram, offset: int = 0) -> list[str]:
    """A sentence for everything in `diagram` a person should check, in the order of the lines.

    `offset` is the number of lines above the diagram in its file.
    """
    found = [
        (remark.line, t(f"exchange.remark_{remark.key}", **remark.values))
        for remark in diagram.remarks
    ]
    found += [(task.line, text) for task in diagram.tasks for text in _doubts(task)]
    return [at_line(line + offset, text) for line, text in sorted(found, key=lambda it: it[0])]


def _doubts(task: JourneyTask) -> Iterator[str]:
    """What is odd about one task."""
    step, score = quote(task.name), quote(task.score_text)
    if task.rest is not None or _only_a_number(task.actors):
        actors = quote(", ".join(task.actors))
        yield t("exchange.extra_colon", step=step, score=score, actors=actors)
    if task.rest:
        yield t("exchange.lost_part", step=step, text=quote(task.rest))
    if not task.score_text:
        yield t("exchange.score_missing", step=step)
    elif from_mermaid(task.score) is None:
        yield t("exchange.score_no_number", step=step, score=score)
    elif not in_mermaid_scale(task.score):
        yield t("exchange.score_out_of_range", step=step, score=score)
    if "" in task.actors:
        yield t("exchange.actor_empty", step=step)


def _only_a_number(actors: tuple[str, ...]) -> bool:
    """A person called "4" is more likely a score that a colon in the name has pushed aside."""
    return len(actors) == 1 and actors[0].isdecimal()


def _shortened(sentences: Iterable[str]) -> tuple[str, ...]:
    """The first warnings and the number of the others: a hostile file cannot flood a screen."""
    every = tuple(sentences)
    if len(every) <= _MOST_WARNINGS:
        return every
    more = t("exchange.more_warnings", count=len(every) - _MOST_WARNINGS)
    return (*every[:_MOST_WARNINGS], more)
