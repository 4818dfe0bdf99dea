# SPDX-License-Identifier: Apache-2.0
"""Maps to lay out: built record by record, and drawn at random by Hypothesis."""

from collections.abc import Iterable
from typing import Any, TypeVar

from hypothesis import strategies as st
from msgspec.structs import replace

from journey_studio.layout.board import LayoutCache, LayoutOptions, lay_out
from journey_studio.layout.display import Board, Group, Placed, TextLine
from journey_studio.layout.theme import ThemeName, load_theme
from journey_studio.model.ids import derived_id
from journey_studio.model.merge import index_children
from journey_studio.model.records import (
    Card,
    CardPlace,
    Connection,
    Lane,
    Map,
    MapPlace,
    Metric,
    Opportunity,
    Persona,
    Point,
    Reading,
    Record,
    Stage,
    StagePlace,
    Step,
    StepPlace,
    Tag,
)
from journey_studio.model.snapshot import Snapshot

AnyRecord = TypeVar("AnyRecord", bound=Record)
MAP = "map-m"


class Draft:
    """A map being built; records of a kind stand in the order in which they are added."""

    def __init__(self, **values: Any) -> None:
        self.records: dict[str, Record] = {}
        self.steps: list[Step] = []
        self.map = self.keep(Map(id=MAP, **{"title": "Getting a passport", **values}))

    def keep(self, record: AnyRecord) -> AnyRecord:
        """Put a record into the project, in place of the one with its id."""
        self.records[record.id] = record
        return record

    def new_id(self, kind: type[Record]) -> str:
        return derived_id(kind.KIND, str(len(self.records)))

    def rank(self) -> str:
        return f"V{len(self.records):05d}1"

    def stage(self, title: str = "Stage", *steps: str, **values: Any) -> Stage:
        """A stage with its steps."""
        place = StagePlace(MAP, self.rank())
        stage = self.keep(Stage(id=self.new_id(Stage), place=place, title=title, **values))
        for step in steps:
            self.step(stage, step)
        return stage

    def step(self, stage: Stage, title: str = "Step", **values: Any) -> Step:
        place = StepPlace(stage.id, self.rank())
        step = self.keep(Step(id=self.new_id(Step), place=place, title=title, **values))
        self.steps.append(step)
        return step

    def lane(self, kind: str = "text", title: str = "Lane", **values: Any) -> Lane:
        place = StagePlace(MAP, self.rank())
        lane = Lane(id=self.new_id(Lane), place=place, title=title, kind=kind, **values)  # type: ignore[arg-type]
        return self.keep(lane)

    def card(self, lane: Lane, step: Step, text: str = "A card", **values: Any) -> Card:
        place = CardPlace(lane.id, step.id, self.rank())
        return self.keep(Card(id=self.new_id(Card), place=place, text=text, **values))

    def point(
        self, lane: Lane, step: Step, value: float | None, persona: str | None = None, **values: Any
    ) -> Point:
        record = Point(
            id=derived_id("point", lane.id, step.id, persona or ""),
            lane=lane.id,
            step=step.id,
            persona=persona,
            value=value,
            **values,
        )
        return self.keep(record)

    def persona(self, name: str) -> Persona:
        return self.keep(Persona(id=self.new_id(Persona), place=MapPlace(self.rank()), name=name))

    def connect(self, source: Card, target: Card, label: str = "") -> Connection:
        connection = Connection(
            id=self.new_id(Connection), source=source.id, target=target.id, label=label
        )
        return self.keep(connection)

    def snapshot(self) -> Snapshot:
        return Snapshot(records=dict(self.records), children=index_children(self.records.values()))

    def board(
        self,
        theme: ThemeName = "light",
        options: LayoutOptions = LayoutOptions(),  # noqa: B008  frozen
        cache: LayoutCache | None = None,
    ) -> Board:
        return lay_out(self.snapshot(), MAP, load_theme(theme), options, cache)


def cards_of(board: Board) -> list[Placed]:
    """All cards of a board, placed."""
    return [placed for placed in board.body() if placed.group.role == "card"]


def lines_of(groups: Iterable[Group]) -> list[TextLine]:
    """All lines of text in some groups."""
    return [item for group in groups for item in group.items if isinstance(item, TextLine)]


def text_of(group: Group) -> str:
    """What can be read in a group, without blanks."""
    return "".join("".join(line.text.split()) for line in lines_of([group]))


def extent(line: TextLine) -> tuple[float, float]:
    """From where to where a line reaches."""
    return (
        line.x + min((run.x for run in line.runs), default=0),
        line.x + max((run.x + run.width for run in line.runs), default=0),
    )


WORDS = st.sampled_from(
    ["waits", "looks", "for", "a", "passport", "Öffnungszeiten", "Ψηφιακή", "Донаудампф",
     "هذا", "صعب", "שלום", "עולם", "🙂", "2024-05-01", "and/or", "Rindfleischetikettierungsgesetz",
     "x" * 60, "https://example.org/a/very/long/path/that/never/ends?and=more", "(so)", "–"]
)  # fmt: skip
TEXTS = st.lists(WORDS, max_size=14).flatmap(
    lambda words: st.sampled_from([" ", "\n", "  "]).map(lambda blank: blank.join(words))
)
LANE_KINDS = st.sampled_from(
    ["text", "touchpoint", "channel", "curve", "arc", "picture", "metric", "pain", "opportunity",
     "quote", "backstage", "support", "divider"]
)  # fmt: skip
CARD_KINDS = st.sampled_from(["text", "touchpoint", "pain", "quote", "picture"])


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    """Small maps with everything: odd texts, spans, widths, collapsed parts, every lane kind."""
    draft = Draft(title=draw(TEXTS))
    personas = [draft.persona(draw(TEXTS)) for _ in range(draw(st.integers(0, 2)))]
    tag = draft.keep(Tag(id="tag-t", name=draw(TEXTS)))
    metric = draft.keep(Metric(id="metric-m", name=draw(TEXTS), unit=draw(WORDS), target=5))
    for day, value in (("2024-01-01", 1.5), ("2024-02-30", -123456789.25)):
        if draw(st.booleans()):
            reading = Reading(
                id=derived_id("reading", metric.id, day), metric=metric.id, day=day, value=value
            )
            draft.keep(reading)
    idea = draft.keep(Opportunity(id="opportunity-o", title=draw(TEXTS)))
    for _ in range(draw(st.integers(0, 3))):
        collapsed = draw(st.sampled_from([False, False, True]))
        stage = draft.stage(draw(TEXTS), collapsed=collapsed, goal=draw(TEXTS))
        for _ in range(draw(st.integers(0, 3))):
            width = draw(st.sampled_from([0, 60, 176, 300]))
            draft.step(stage, draw(TEXTS), width=width, description=draw(TEXTS))
    lanes = [
        draft.lane(
            draw(LANE_KINDS),
            draw(TEXTS),
            owner=draw(st.sampled_from(["", "Citizen services and registers"])),
            height=draw(st.sampled_from([0, 240])),
            collapsed=draw(st.sampled_from([False, False, False, True])),
        )
        for _ in range(draw(st.integers(0, 4)))
    ]
    cards = []
    for _ in range(draw(st.integers(0, 12)) if lanes and draft.steps else 0):
        cards.append(
            draft.card(
                draw(st.sampled_from(lanes)),
                draw(st.sampled_from(draft.steps)),
                draw(TEXTS),
                kind=draw(CARD_KINDS),
                span=draw(st.sampled_from([1, 1, 1, 2, 3, 9])),
                tags=draw(st.sampled_from([(), (tag.id,)])),
                personas=tuple(persona.id for persona in personas if draw(st.booleans())),
                refs=draw(st.sampled_from([(), (idea.id,)])),
                metric=draw(st.sampled_from([None, metric.id])),
                picture=draw(st.sampled_from(["", "a" * 64])),
                moment_of_truth=draw(st.booleans()),
                evidence=draw(st.sampled_from(["", "assumed", "observed", "measured"])),
            )
        )
    for lane in lanes:
        if lane.kind in ("curve", "arc"):
            for step in draft.steps:
                for persona in [*personas, None]:
                    if draw(st.booleans()):
                        owner = persona.id if persona else None
                        value = draw(st.floats(-1, 1))
                        draft.point(lane, step, value, owner, note=draw(TEXTS))
    for _ in range(draw(st.integers(0, 3)) if cards else 0):
        source, target = draw(st.sampled_from(cards)), draw(st.sampled_from(cards))
        draft.connect(source, target, draw(TEXTS))
    return draft


def changed(draft: Draft, record: Record, **values: Any) -> Draft:
    """The same map with some registers of one record changed."""
    other = Draft()
    other.records = {**draft.records, record.id: replace(record, **values)}
    other.steps = draft.steps
    return other
