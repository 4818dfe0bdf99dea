# SPDX-License-Identifier: Apache-2.0
"""What is to be done on some maps, for trackers: one row of CSV for each task.

Solutions and opportunities of the library, and cards of opportunities and pain points, are tasks.
The rest of a map stays where it is; a task says where it comes from.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from journey_studio.errors import JourneyError
from journey_studio.exchange.formats import Carries, Written
from journey_studio.exchange.reporting import called
from journey_studio.exchange.tables.delimited import write_rows
from journey_studio.i18n import t
from journey_studio.model.arrangement import Arrangement, arrange
from journey_studio.model.contents import contents
from journey_studio.model.loss import Loss
from journey_studio.model.records import (
    Card,
    Lane,
    LibraryEntry,
    Map,
    Opportunity,
    Record,
    Solution,
    Stage,
    Step,
)
from journey_studio.model.same_things import library_name
from journey_studio.model.snapshot import Snapshot

CARRIES: Carries = {
    "map": frozenset(("title",)),
    "card": frozenset(("text",)),
    "opportunity": frozenset("title text evidence owner".split()),
    "solution": frozenset("title text evidence owner status".split()),
}
MOST_SIGNS = 250  # of a title; trackers take 255
_KINDS = {"opportunity": "opportunity", "pain": "pain"}


class NoTasks(JourneyError):
    """Maps on which there is nothing to do. Nothing was written."""


class Task(NamedTuple):
    """One thing to do. `kind` is "solution", "opportunity" or "pain"; `stage` where it is first
    met; `labels` are words without blanks.
    """

    kind: str
    title: str
    description: str
    owner: str
    status: str
    stage: str
    labels: tuple[str, ...]


def written(
    snapshot: Snapshot,
    map_ids: Sequence[str],
    columns: Sequence[str],
    row: Callable[[Task], Sequence[str]],
) -> Written:
    """The tasks of these maps under these columns. Raises NoTasks; KeyError for no such map."""
    made = _Making(snapshot, map_ids)
    tasks = [task for _, task in made.tasks()]
    if not tasks:
        raise NoTasks(t("exchange.tasks.none"))
    return Written(write_rows([columns, *map(row, tasks)]), tuple(made.losses()))


class _Making:
    """The tasks of some maps, in the order of the maps; those of the library first."""

    def __init__(self, snapshot: Snapshot, map_ids: Sequence[str]) -> None:
        self.snapshot = snapshot
        self.map_ids = map_ids
        self.shapes = [arrange(snapshot, map_id) for map_id in map_ids]
        self.places: dict[str, list[tuple[Arrangement, Stage, Step, Lane, Card]]] = {}
        self.cards: list[tuple[str, Card]] = []
        for shape in self.shapes:
            self._look_through(shape)

    def _look_through(self, shape: Arrangement) -> None:
        lanes = {lane.id: lane for lane in shape.lanes}
        for stage, steps in shape.stages:
            for step in steps:
                for lane in lanes.values():
                    for card in shape.cells.get((lane.id, step.id), ()):
                        for each in (card.id, *card.refs):
                            place = (shape, stage, step, lane, card)
                            self.places.setdefault(each, []).append(place)
                        kind = _KINDS.get(card.kind if card.kind != "text" else lane.kind)
                        if kind and card.text.strip() and not self._stands_for_an_entry(card):
                            self.cards.append((kind, card))

    def _stands_for_an_entry(self, card: Card) -> bool:
        """Whether a card shows something of the library that is a task by itself."""
        found = (self.snapshot.records.get(each) for each in card.refs)
        return any(isinstance(each, Opportunity | Solution) for each in found)

    def tasks(self) -> Iterator[tuple[Record, Task]]:
        """Each task, and what it was made of."""
        for record in contents(self.snapshot, self.map_ids):
            if isinstance(record, Opportunity | Solution):
                yield record, self._of_entry(record)
        for kind, card in self.cards:
            yield card, self._of_card(kind, card)

    def _of_entry(self, entry: LibraryEntry) -> Task:
        said = [entry.text, *self._about(entry)]
        if len(" ".join(entry.title.split())) > MOST_SIGNS or "\n" in entry.title.strip():
            said.insert(0, entry.title)
        status = entry.status if isinstance(entry, Solution) else "idea"
        title = entry.title or entry.text
        return self._task(entry.KIND, entry, title, said, entry.owner, status, ())

    def _of_card(self, kind: str, card: Card) -> Task:
        first = card.text.strip().split("\n", 1)[0]
        whole = card.text if card.text.strip() != first or len(first) > MOST_SIGNS else ""
        links = [f"{title}: {url}" if title else url for title, url in card.links]
        tags = [library_name(self.snapshot, each) for each in card.tags]
        said = [whole, *links, *self._about(card)]
        return self._task(kind, card, first, said, card.owner, "idea", tags)

    def _task(
        self,
        kind: str,
        record: Record,
        title: str,
        said: Sequence[str],
        owner: str,
        status: str,
        tags: Sequence[str],
    ) -> Task:
        places = self.places.get(record.id, ())
        line = " ".join(title.split())
        short = line if len(line) <= MOST_SIGNS else f"{line[: MOST_SIGNS - 1]}…"
        labels = ["journey-map", kind, *("-".join(tag.split()) for tag in tags)]
        stage = places[0][1].title if places else ""
        text = "\n\n".join(filter(None, (part.strip() for part in said)))
        return Task(kind, short, text, owner, status, stage, tuple(filter(None, labels)))

    def _about(self, record: Opportunity | Solution | LibraryEntry | Card) -> Iterator[str]:
        """The words on where a task comes from, each a paragraph."""
        if record.evidence:
            shown = t(f"exchange.page.evidence.{record.evidence}")
            yield t("exchange.tasks.evidence", evidence=shown)
        if record.owner:
            yield t("exchange.tasks.owner", owner=record.owner)
        places = self.places.get(record.id, ())
        where = dict.fromkeys(
            " · ".join(filter(None, (stage.title, step.title, lane.title)))
            for _, stage, step, lane, _ in places
        )
        if any(where):
            yield t("exchange.tasks.where", where="; ".join(filter(None, where)))
        shapes = [place[0] for place in places] or self.shapes
        for title in dict.fromkeys(shape.map.title for shape in shapes):
            if title:
                yield t("exchange.tasks.map", title=title)

    def losses(self) -> Iterator[Loss]:
        """Cards that are no tasks, and titles of maps that no task names."""
        told = "\n".join(task.description for _, task in self.tasks())
        done = {card.id for _, card in self.cards}
        for record in contents(self.snapshot, self.map_ids):
            if isinstance(record, Card) and record.text and record.id not in done:
                yield self._loss(record, "text", t("exchange.tasks.no_task"))
            elif isinstance(record, Map) and record.title:
                named = t("exchange.tasks.map", title=record.title).strip()
                if named not in told:
                    yield self._loss(record, "title", t("exchange.tasks.no_task_here"))

    def _loss(self, record: Record, register: str, reason: str) -> Loss:
        what, place = f"{record.KIND}.{register}", called(self.snapshot, record)
        return Loss("dropped", what, place, reason, record.id, register)
