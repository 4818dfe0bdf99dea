# SPDX-License-Identifier: Apache-2.0
"""Small projects for tests, and random things a person may do to them."""

import random
from itertools import count

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from journey_studio.model.change import Author, Change, Clock, Label
from journey_studio.model.commands import (
    Add,
    Batch,
    Command,
    CommandError,
    Delete,
    Edit,
    Move,
    Restore,
    SetPoint,
    SetReading,
)
from journey_studio.model.document import Document, MemoryJournal
from journey_studio.model.records import Record
from journey_studio.model.snapshot import Snapshot

PROJECT = "project-test"
CHANCE = random.Random(0)  # behind ids, ranks and replicas in these tests; begins anew with a world


def new_document(name: str = "") -> Document:
    """An empty project of its own that lives in memory; its clock ticks with every change."""
    clock = Clock(count(1).__next__)
    return Document(Snapshot(), MemoryJournal(), PROJECT, Author(name), clock)


def first_map() -> list[Command]:
    """A map of two stages, three steps, a text lane and a curve lane, with two cards."""
    return [
        Add(kind="project", id="project-test", values={"title": "Tests"}),
        Add(kind="map", id="map-m", values={"title": "Borrow a book"}),
        Add(kind="stage", id="stage-a", under=("map-m",), values={"title": "Find"}),
        Add(kind="stage", id="stage-b", under=("map-m",), values={"title": "Read"}),
        Add(kind="step", id="step-1", under=("stage-a",), values={"title": "Search"}),
        Add(kind="step", id="step-2", under=("stage-a",), values={"title": "Choose"}),
        Add(kind="step", id="step-3", under=("stage-b",), values={"title": "Open"}),
        Add(kind="lane", id="lane-t", under=("map-m",), values={"title": "Doing"}),
        Add(kind="lane", id="lane-c", under=("map-m",), values={"kind": "curve"}),
        Add(kind="persona", id="persona-p", values={"name": "Ada"}),
        Add(kind="metric", id="metric-w", values={"name": "Wait", "unit": "min"}),
        Add(kind="card", id="card-x", under=("lane-t", "step-1"), values={"text": "one two three"}),
        Add(kind="card", id="card-y", under=("lane-t", "step-1"), values={"text": "four five"}),
    ]


def library() -> Document:
    """A document that holds `first_map`."""
    CHANCE.seed(0)
    document = new_document("Lib")
    for command in first_map():
        document.apply(command)
    document.history.done.clear()
    return document


def living(snapshot: Snapshot) -> dict[str, Record]:
    """What a person sees of a project: its live records."""
    return {i: record for i, record in snapshot.records.items() if not record.deleted}


def _ids(snapshot: Snapshot, *kinds: str) -> list[str]:
    return sorted(
        i for i, record in snapshot.records.items() if record.KIND in kinds and not record.deleted
    )


_PHRASES = st.lists(st.sampled_from("one two three four five six".split()), max_size=5).map(
    " ".join
)


@st.composite
def commands(draw: DrawFn, snapshot: Snapshot) -> Command | None:  # noqa: PLR0911
    """One thing a person could do to this project, or None where there is nothing to do it to."""
    verb = draw(st.sampled_from("add edit edit move point delete restore reading batch".split()))
    lanes, steps = _ids(snapshot, "lane"), _ids(snapshot, "step")
    cards, stages = _ids(snapshot, "card"), _ids(snapshot, "stage")
    at = draw(st.none() | st.integers(0, 3))
    if verb == "add" and lanes and steps:
        cell = (draw(st.sampled_from(lanes)), draw(st.sampled_from(steps)))
        return Add(kind="card", under=cell, at=at, values={"text": draw(_PHRASES)})
    if verb == "edit" and cards:
        values = draw(
            st.fixed_dictionaries(
                {},
                optional={
                    "text": _PHRASES,
                    "evidence": st.sampled_from(["", "assumed", "measured"]),
                    "span": st.integers(1, 3),
                    "personas": st.sampled_from([[], ["persona-p"]]),
                },
            )
        )
        return Edit(id=draw(st.sampled_from(cards)), values=values)
    if verb == "move" and lanes and steps and cards:
        ids = tuple(draw(st.lists(st.sampled_from(cards), min_size=1, max_size=2, unique=True)))
        cell = (draw(st.sampled_from(lanes)), draw(st.sampled_from(steps)))
        return Move(ids=ids, under=cell, at=at)
    if verb == "point" and "lane-c" in lanes and steps:
        value = draw(st.none() | st.sampled_from([-1.0, -0.5, 0.0, 0.5, 1.0]))
        return SetPoint(lane="lane-c", step=draw(st.sampled_from(steps)), value=value)
    if verb == "delete" and cards:
        return Delete(ids=(draw(st.sampled_from(cards + stages[1:] + lanes[1:])),))
    if verb == "restore":
        gone = sorted(i for i, record in snapshot.records.items() if record.deleted)
        return Restore(ids=(draw(st.sampled_from(gone)),)) if gone else None
    if verb == "reading":
        return SetReading(metric="metric-w", day="2026-03-01", value=draw(st.integers(0, 9)))
    if verb == "batch" and stages:
        step = Add(kind="step", under=(draw(st.sampled_from(stages)),), at=at)
        rest = [Add(kind="card", under=(lanes[0], step.id))] if lanes else []
        return Batch([step, *rest], Label("model.label.batch", {"name": "Step with a card"}))
    return None


_LIES_IN = {"stage": ["map"], "lane": ["map"], "step": ["stage"], "card": ["lane", "step"]}


@st.composite
def bold_commands(draw: DrawFn, snapshot: Snapshot) -> Command | None:  # noqa: PLR0911
    """Something that changes the shape of a project: whole maps come, go and are restored."""
    verb = draw(
        st.sampled_from("small add add move delete delete restore point link batch".split())
    )
    if verb == "small":
        return draw(commands(snapshot))
    if verb == "restore":
        gone = sorted(i for i, record in snapshot.records.items() if record.deleted)
        return Restore(ids=(draw(st.sampled_from(gone)),)) if gone else None
    kind = draw(st.sampled_from("map stage step lane card persona".split()))
    at = draw(st.none() | st.integers(0, 2))
    under = []
    for parent in _LIES_IN.get(kind, ()):
        if not (there := _ids(snapshot, parent)):
            return None
        under.append(draw(st.sampled_from(there)))
    there = _ids(snapshot, kind)
    if verb == "add":
        return Add(kind=kind, under=tuple(under), at=at)  # type: ignore[arg-type]
    if verb == "batch":
        first = Add(kind="map", values={"title": "New"})
        stage = Add(kind="stage", under=(first.id,))
        made: list[Command] = [
            first,
            stage,
            Edit(id=stage.id, values={"title": "S"}),
            Add(kind="step", under=(stage.id,)),
        ]
        return Batch(made, Label("model.label.batch", {"name": "A map"}))
    steps = _ids(snapshot, "step")
    if verb == "point" and "lane-c" in _ids(snapshot, "lane") and steps:
        who = draw(st.sampled_from([None, *_ids(snapshot, "persona")]))
        step, value = draw(st.sampled_from(steps)), draw(st.sampled_from([None, -1, 0.5]))
        return SetPoint(lane="lane-c", step=step, persona=who, value=value)
    if verb == "link" and len(cards := _ids(snapshot, "card")) > 1:
        source, target = draw(st.permutations(cards))[:2]
        return Add(kind="connection", values={"source": source, "target": target})
    if verb == "move" and there:
        return Move(ids=(draw(st.sampled_from(there)),), under=tuple(under), at=at)
    return Delete(ids=(draw(st.sampled_from(there)),)) if verb == "delete" and there else None


def try_to_apply(document: Document, command: Command | None) -> Change | None:
    """Apply a command that may be refused, as one is that would part a card from its map."""
    try:
        return document.apply(command) if command is not None else None
    except CommandError:
        return None


def log_of(document: Document) -> dict[str, Change]:
    """Every change set a document in memory has."""
    return document.journal.changes  # type: ignore[attr-defined, no-any-return]
