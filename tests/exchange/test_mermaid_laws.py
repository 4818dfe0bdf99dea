# SPDX-License-Identifier: Apache-2.0
"""What holds for every text: what is written is read back, and nothing hostile does harm."""

from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from journey_studio.exchange import mermaid
from journey_studio.exchange.mermaid.javascript import BLANKS
from journey_studio.exchange.mermaid.text import parse_journey
from journey_studio.exchange.refusal import MermaidError
from journey_studio.exchange.scales import from_mermaid
from tests.exchange.effort import lines_run
from tests.exchange.outlines import outlines

RESERVED = set("%#:;,<{}&\r\n\u2028\u2029")
WORDS_OF_THE_GRAMMAR = ("journey", "title", "section", "acctitle", "accdescr", "style", "classdef")


def _plain(text: str) -> bool:
    return text.strip(BLANKS) == text and not text.lower().startswith(WORDS_OF_THE_GRAMMAR)


NAMES = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=RESERVED),
    min_size=1,
    max_size=12,
).filter(_plain)


class Task(NamedTuple):
    name: str
    score: float
    actors: list[str]


TASKS = st.builds(
    Task,
    NAMES,
    st.integers(0, 5) | st.floats(0, 5).map(lambda score: round(score, 3)),
    st.lists(NAMES, max_size=3, unique=True),
)
SECTIONS = st.lists(st.tuples(NAMES, st.lists(TASKS, max_size=4)), max_size=5)


def write(title: str, sections: list[tuple[str, list[Task]]], indent: str, end: str) -> str:
    """A journey as a careful person would write it."""
    lines = ["journey", f"{indent}title {title}"]
    for section, tasks in sections:
        lines.append(f"{indent}section {section}")
        for task in tasks:
            actors = f": {', '.join(task.actors)}" if task.actors else ""
            lines.append(f"{indent * 2}{task.name}: {task.score}{actors}")
    return end.join([*lines, ""])


@given(
    NAMES, SECTIONS, st.sampled_from(["", "  ", "\t", "\u3000"]), st.sampled_from(["\n", "\r\n"])
)
def test_a_written_journey_is_read_back(
    title: str, sections: list[tuple[str, list[Task]]], indent: str, end: str
) -> None:
    text = write(title, sections, indent, end)
    diagram = parse_journey(text)
    assert diagram.title == title
    assert diagram.sections == tuple(name for name, _ in sections)
    assert [(task.section, task.name, task.score, list(task.actors)) for task in diagram.tasks] == [
        (section, task.name, task.score, task.actors)
        for section, tasks in sections
        for task in tasks
    ]
    lines = text.replace("\r\n", "\n").split("\n")
    for task in diagram.tasks:
        assert task.name in lines[task.line - 1]


@given(NAMES, SECTIONS)
def test_a_map_holds_every_step_and_value_of_its_journey(
    title: str, sections: list[tuple[str, list[Task]]]
) -> None:
    (found,) = outlines(mermaid.read(write(title, sections, " ", "\n").encode(), "a.mmd"))
    wanted = [
        (actor, from_mermaid(task.score))
        for _, tasks in sections
        for task in tasks
        for actor in task.actors or [""]
    ]
    steps = [step for stage in found.stages for step in stage.steps]
    assert len(steps) == sum(len(tasks) for _, tasks in sections)
    points = [point for step in steps for point in step.points.items()]
    assert sorted(points) == sorted(wanted)


SCRAPS = st.lists(
    st.sampled_from(
        [
            *"journey title section accTitle accDescr style classDef T Me 3".split(),
            *': :: , # ; % %% %%{ }%% { } --- < > <br =" #35; 0x 1e9 \\'.split(),
            *["\n", "\r\n", " ", "\t", "\u2028", "\ufeff", "\u3000", "\x00", "😀", "\ud800"],
            *["journey\n", "T: 3: Me\n", "---\ntitle: x\n---\n", "%%{init: {}}%%", "accDescr {"],
        ]
    ),
    max_size=40,
).map("".join)


@given(st.one_of(SCRAPS, SCRAPS.map("journey\n{}".format), st.text()))
@example('---\ntitle: "\\ud800"\n---\njourney')
def test_a_text_is_read_or_refused_with_a_line_it_has(text: str) -> None:
    most = text.count("\n") + text.count("\r") + 1
    refusal, diagram = None, None
    try:
        diagram = parse_journey(text)
    except MermaidError as error:
        refusal = error
    if refusal:
        assert 1 <= refusal.line <= most
        assert str(refusal).startswith(f"line {refusal.line}: ")
    if diagram:
        lines = [task.line for task in diagram.tasks]
        assert lines == sorted(lines)
        assert all(1 <= line <= most for line in lines)
        # Whatever was read can be stored: no half characters are left.
        "".join([diagram.title, *(task.name for task in diagram.tasks)]).encode()


@given(st.binary(), st.sampled_from(["a.mmd", "a.md", "a"]))
def test_any_bytes_are_read_or_refused_with_one_line(data: bytes, name: str) -> None:
    sentences: tuple[str, ...]
    try:
        found = mermaid.read(data, name)
        sentences = (*found.warnings, *(loss.reason for loss in found.losses))
    except MermaidError as refusal:
        sentences = (str(refusal),)
    assert all(sentence.isprintable() for sentence in sentences)


HOSTILE: list[Callable[[int], str]] = [
    lambda n: "T: 3: Me\n" * n,
    lambda n: "section a\n" * n,
    lambda n: "T: 3: " + "a," * n,
    lambda n: "T" + ": 3" * n,
    lambda n: "T: " + "1" * n + "x",
    lambda n: "a%%" * n,
    lambda n: " %% c\n" * n,
    lambda n: "%%\n" * n,
    lambda n: "\u2028%%" * n,
    lambda n: "%%{" * n,
    lambda n: "%%{a: \u2028" * n,
    lambda n: "<a" * n,
    lambda n: '<a b="' * n + ">",
    lambda n: "style a :b #;" * n,
    lambda n: "#35" * n,
    lambda n: "T: 3 #\n" * n,
    lambda n: "T" + "<br " * n + ": 3",
    lambda n: "title a" + ":1" * n,
    lambda n: " " * n + "x",
    lambda n: "accTitle" + " " * n,
    lambda n: "accDescr {\n" + " \n" * n + "}",
    lambda n: "accDescr {a}\n" * n,
]


def work_of(text: str) -> int:
    """How much work the reading of `text` is, or its refusal."""

    def reading() -> None:
        with suppress(MermaidError):
            mermaid.read(text.encode(), "a.mmd")

    return lines_run(reading)


@pytest.mark.parametrize("make", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("start", ["journey\n", "---\n", ""], ids=["journey", "yaml", "bare"])
def test_twice_the_text_is_at_most_about_twice_the_work(
    start: str, make: Callable[[int], str]
) -> None:
    work_of(start + make(2))
    once, twice = work_of(start + make(150)), work_of(start + make(300))
    assert twice <= 2.2 * once + 500
