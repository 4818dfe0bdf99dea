# SPDX-License-Identifier: Apache-2.0
"""A slider over 10,000 changes of a map of 2,000 cards, and what history and agreement cost."""

from collections.abc import Iterable
from random import Random
from statistics import median

from journey_studio.model import digest
from journey_studio.model.change import Author
from journey_studio.model.commands import Edit, Move, NameVersion, RestoreTo
from journey_studio.model.departed import departed
from journey_studio.model.document import Document, MemoryJournal
from journey_studio.model.records import Card, Version
from journey_studio.model.timeline import Timeline
from journey_studio.session import open_session
from tests.benchmarks.measure import Figure, cpu, p95
from tests.benchmarks.project import MAP, project_file

_CARDS, _CHANGES = 2_000, 10_000
_STEPS = 400
_STEP = 30  # ms: two frames


def figures() -> list[Figure]:
    """The slider one by one and in leaps, either way; a version; a restored map; the digest."""
    random = Random(1)
    document, journal = _document(random)
    timeline = Timeline(journal.changes.values(), document.snapshot)
    built = cpu(lambda: list(timeline.building()))
    end = len(timeline) - 1
    return [
        Figure(f"milestones of {len(timeline):,} changes", built * 1e3, "ms"),
        *_slid("one on", timeline, range(end - _STEPS, end)),
        *_slid("one back", timeline, range(end, end - _STEPS, -1)),
        *_slid("by 25, back", timeline, range(end, end - 25 * _STEPS, -25)),
        *_slid("anywhere", timeline, [random.randrange(end) for _ in range(_STEPS)]),
        *_rest(document, timeline),
    ]


def _document(random: Random) -> tuple[Document, MemoryJournal]:
    """The project in memory, with edits and moves until its log is long enough."""
    with open_session(project_file(_CARDS), read_only=True) as session:
        journal = MemoryJournal(session.project.journal.changes())
        snapshot, project = session.snapshot, session.document.project
    document = Document(snapshot, journal, project, Author("Nora Winkler", "Insight"))
    cards = [each for each in snapshot.records.values() if isinstance(each, Card) and each.place]
    while len(journal.changes) < _CHANGES - 1:
        card, other = random.choice(cards), random.choice(cards)
        if random.random() < 0.7:
            document.apply(Edit(id=card.id, values={"text": f"Said anew, {random.random()}."}))
        elif other.place is not None:
            document.apply(Move(ids=(card.id,), under=other.place[:2], at=random.randrange(3)))
    document.apply(NameVersion(title="After the workshop"))
    return document, journal


def _slid(how: str, timeline: Timeline, moments: Iterable[int]) -> list[Figure]:
    took = [cpu(lambda at=at: timeline.at(at)) * 1e3 for at in moments]  # type: ignore[misc]
    name = f"slider, {how}"
    return [
        Figure(f"{name} (median)", median(took), "ms", _STEP),
        Figure(f"{name} (19 of 20)", p95(took), "ms", _STEP),
    ]


def _rest(document: Document, timeline: Timeline) -> list[Figure]:
    snapshot, then = document.snapshot, timeline.at(len(timeline) // 2)
    (version,) = snapshot.under(Version)
    card = next(each for each in snapshot.records.values() if isinstance(each, Card))
    restore = RestoreTo(ids=(MAP,), then=then, when="then")
    last = timeline.changes[-1]
    before = timeline.at(len(timeline) - 1)
    whole = digest.content(before)
    rows = {
        "a version as it was named": lambda: timeline.at_version(version),
        "the history of a card": lambda: timeline.of_record(card.id),
        "a timeline goes on": lambda: timeline.extended([], snapshot),
        "preview a map as it was": lambda: document.preview(restore),
        "what was deleted here, edited there": lambda: departed(snapshot, document.journal),
        "the digest of everything": lambda: digest.content(snapshot),
        "the digest after an edit": lambda: digest.updated(whole, before, snapshot, last.writes),
    }
    return [
        Figure(name, median(cpu(work) for _ in range(5)) * 1e3, "ms") for name, work in rows.items()
    ]
