# SPDX-License-Identifier: Apache-2.0
"""What a journey map is made of: one frozen class per kind of record.

Every field but `id` is a register: the smallest thing people change together, written, merged and
undone as one. Fields that only make sense together are one register (`place`); independent ones
are separate. The annotations are the whole definition: `registers` reads from them how values are
validated, `store` which columns they get.
"""

from datetime import date
from functools import lru_cache
from typing import Annotated, ClassVar, Literal, NamedTuple

from msgspec import Struct

from journey_studio.model.ids import is_id
from journey_studio.model.kinds import CardKind, LaneKind
from journey_studio.model.values import Count, Number, Text

LONG_TEXT = 20_000
MOST_IDS = 1_000_000  # that a command names at once
MOST_SIZE = 4000  # board px, of a column or a row
MOST_SPAN = 500  # steps that a card covers
MARK = 12  # signs of a mark: enough to tell a billion change sets from the few it is compared with
MOST_MARKS = 100_000
MOST_KNOWN = 2_000  # marks of one record; so many people do not write one at once


def _plain(text: str) -> str:
    """Refuse what no painter can draw and no UTF-8 file can hold."""
    if not (text.isprintable() or text.replace("\n", "").isprintable()):
        for sign in text:
            if (
                (sign < " " and sign not in "\n\t")
                or "\ud800" <= sign <= "\udfff"
                or sign == "\x7f"
            ):
                raise ValueError(f"holds the control character U+{ord(sign):04X}")
    return text


@lru_cache(maxsize=4096)  # most name the same few lanes, steps and persons
def _identifier(text: str) -> str:
    if not is_id(text):
        raise ValueError("is not the id of a record")
    return text


def _day(text: str) -> str:
    if text:
        date.fromisoformat(text)
    return text


class Merges:
    """Marks a register whose concurrent edits are merged word by word."""


class Gathers:
    """Marks a register of marks, of which all count that anybody wrote at once."""


Id = Annotated[str, Text(100, also=_identifier)]
Word = Annotated[str, Text(LONG_TEXT, also=_plain)]
Prose = Annotated[str, Text(LONG_TEXT, also=_plain), Merges]
Rank = Annotated[str, Text(200, "[0-9A-Za-z]+")]
Day = Annotated[str, Text(10, "([0-9]{4}-[0-9]{2}-[0-9]{2})?", _day)]
Url = Annotated[str, Text(2000, r"(https?://|mailto:)\S+", _plain)]
Hash = Annotated[str, Text(64, "([0-9a-f]{64})?")]
# Change sets by the first signs of their names, one mark after the other.
Marks = Annotated[str, Text(MARK * MOST_MARKS, f"([0-9a-f]{{{MARK}}})*")]
GatheredMarks = Annotated[str, Text(MARK * MOST_MARKS, f"([0-9a-f]{{{MARK}}})*"), Gathers]
Value = Annotated[float, Number(-1, 1)]
Amount = Annotated[float, Number(-1e15, 1e15)]
Size = Annotated[float, Number(0, MOST_SIZE)]

Evidence = Literal["", "assumed", "observed", "researched", "measured"]
DividerLine = Literal["interaction", "visibility", "internal"]
MapState = Literal["current", "future"]


class MapPlace(NamedTuple):
    """Where a map stands in its project."""

    rank: Rank = "V"


FIRST = MapPlace()


class StagePlace(NamedTuple):
    """Where a stage, or a lane, stands in its map."""

    map: Id
    rank: Rank


class StepPlace(NamedTuple):
    """Where a step stands in its stage."""

    stage: Id
    rank: Rank


class CardPlace(NamedTuple):
    """The cell a card lies in, and its order there."""

    lane: Id
    step: Id
    rank: Rank


class Link(NamedTuple):
    """An address on a card: a page to look at or a document that belongs to it."""

    title: Word
    url: Url


class Slider(NamedTuple):
    """A trait of a persona between two poles; 0 is the left one, 1 the right one."""

    left: Word
    right: Word
    value: Annotated[float, Number(0, 1)]


class Seen(NamedTuple):
    """Which change sets a version holds; `model.versions` says how they are found by it.

    `marks` are those of the latest change set of each replica, in ascending order. `number` is how
    many change sets there were in all, `check` the sum of the first 16 hex signs of their names,
    modulo 2^64, in hex.
    """

    marks: Marks
    number: Annotated[int, Number(0, 2**53 - 1)]
    check: Annotated[str, Text(16, "[0-9a-f]{16}")]


Ids = Annotated[tuple[Id, ...], Count(200)]
SomeIds = Annotated[tuple[Id, ...], Count(MOST_IDS, least=1)]  # of a command


class Record(Struct, frozen=True, kw_only=True, gc=False):
    """What every kind shares. A deleted record stays and can be restored.

    `deleted_after` marks the heads of the other registers that whoever deleted it knew. What else
    was written there was written by somebody who did not know of the deletion, whatever the clocks
    say. It follows from `deleted`, with which it is written; no command names it.
    """

    KIND: ClassVar[str] = ""
    id: str
    deleted: bool = False
    deleted_after: GatheredMarks = ""


class Project(Record, frozen=True, kw_only=True):
    """The project itself; one in each file, its id is the identity that copies share."""

    KIND: ClassVar[str] = "project"
    title: Word = ""
    description: Prose = ""


class Map(Record, frozen=True, kw_only=True):
    """One customer journey: stages and steps across, lanes down."""

    KIND: ClassVar[str] = "map"
    place: MapPlace = FIRST
    title: Word = ""
    scenario: Prose = ""
    goal: Prose = ""
    expectations: Prose = ""
    state: MapState = "current"
    language: Annotated[str, Text(LONG_TEXT, "([a-z]{2,3}(-[A-Za-z0-9]{2,8})*)?")] = ""
    owner: Word = ""
    scale: Word = ""  # of the numbers it was brought in with, and goes out with: "1-5"
    personas: Ids = ()  # the lens: whose journey this is, in order
    parent_step: Id | None = None  # the step of another map that this map tells in detail


class Kept(Record, frozen=True, kw_only=True):
    """What a department keeps true: its owner, a courtesy lock, the day to look again."""

    owner: Word = ""
    locked: bool = False
    recheck: Day = ""


class Stage(Kept, frozen=True, kw_only=True):
    """A phase of the journey; holds steps."""

    KIND: ClassVar[str] = "stage"
    place: StagePlace | None = None
    title: Word = ""
    goal: Prose = ""
    expectations: Prose = ""
    interactions: Prose = ""
    collapsed: bool = False


class Step(Record, frozen=True, kw_only=True):
    """A column: one thing the customer does. `width` 0 means as wide as the theme says."""

    KIND: ClassVar[str] = "step"
    place: StepPlace | None = None
    title: Word = ""
    description: Prose = ""
    width: Size = 0


class Lane(Kept, frozen=True, kw_only=True):
    """A row of one kind. `height` 0 means as high as its content."""

    KIND: ClassVar[str] = "lane"
    place: StagePlace | None = None
    title: Word = ""
    kind: LaneKind = "text"
    line: DividerLine = "interaction"  # what a divider parts
    height: Size = 0
    collapsed: bool = False


class Card(Kept, frozen=True, kw_only=True):
    """A note in a cell; covers `span` steps from its own on."""

    KIND: ClassVar[str] = "card"
    place: CardPlace | None = None
    text: Prose = ""
    kind: CardKind = "text"
    channel: Id | None = None
    personas: Ids = ()
    tags: Ids = ()
    evidence: Evidence = ""
    picture: Hash = ""
    moment_of_truth: bool = False
    span: Annotated[int, Number(1, MOST_SPAN)] = 1
    links: Annotated[tuple[Link, ...], Count(100)] = ()
    metric: Id | None = None
    refs: Ids = ()  # insights, opportunities and solutions of the library this card stands for


class Persona(Record, frozen=True, kw_only=True):
    """Who travels."""

    KIND: ClassVar[str] = "persona"
    place: MapPlace = FIRST
    name: Word = ""
    role: Word = ""
    photo: Hash = ""
    demographics: Prose = ""
    behaviours: Prose = ""
    needs: Prose = ""
    goals: Prose = ""
    quote: Prose = ""
    sliders: Annotated[tuple[Slider, ...], Count(50)] = ()


class Point(Record, frozen=True, kw_only=True):
    """How a persona feels at a step (curve lane), or how tense the story is (arc lane).

    The id is derived from lane, persona and step. `value` None is a gap. `persona` None stands for
    everybody: the one unnamed curve of a lane, and every point of a dramatic arc.
    """

    KIND: ClassVar[str] = "point"
    lane: Id | None = None
    step: Id | None = None
    persona: Id | None = None
    value: Value | None = None
    evidence: Evidence = ""
    note: Prose = ""


class Connection(Record, frozen=True, kw_only=True):
    """An arrow from card to card; a branch or a loop says when in its label."""

    KIND: ClassVar[str] = "connection"
    source: Id | None = None
    target: Id | None = None
    label: Word = ""


class Comment(Record, frozen=True, kw_only=True):
    """A remark on any record; `reply_to` names the comment it answers."""

    KIND: ClassVar[str] = "comment"
    on: Id | None = None
    reply_to: Id | None = None
    text: Prose = ""
    resolved: bool = False


class Channel(Record, frozen=True, kw_only=True):
    """A way to meet the customer, shared by all maps; `icon` is a name of the icon set."""

    KIND: ClassVar[str] = "channel"
    place: MapPlace = FIRST
    name: Word = ""
    icon: Word = ""


class Tag(Record, frozen=True, kw_only=True):
    """A word to find cards by."""

    KIND: ClassVar[str] = "tag"
    place: MapPlace = FIRST
    name: Word = ""


class Metric(Record, frozen=True, kw_only=True):
    """A figure that is watched; its values are readings."""

    KIND: ClassVar[str] = "metric"
    place: MapPlace = FIRST
    name: Word = ""
    unit: Word = ""
    target: Amount | None = None
    better: Literal["higher", "lower"] = "higher"


class Reading(Record, frozen=True, kw_only=True):
    """The value of a metric on a day; the id is derived from both."""

    KIND: ClassVar[str] = "reading"
    metric: Id | None = None
    day: Day = ""
    value: Amount | None = None


class LibraryEntry(Record, frozen=True, kw_only=True):
    """What insights, opportunities and solutions share."""

    place: MapPlace = FIRST
    title: Word = ""
    text: Prose = ""
    evidence: Evidence = ""
    owner: Word = ""
    refs: Ids = ()  # what it rests on or answers


class Insight(LibraryEntry, frozen=True, kw_only=True):
    """Something learnt about customers."""

    KIND: ClassVar[str] = "insight"


class Opportunity(LibraryEntry, frozen=True, kw_only=True):
    """Something that could be better."""

    KIND: ClassVar[str] = "opportunity"


class Solution(LibraryEntry, frozen=True, kw_only=True):
    """Something that will be done."""

    KIND: ClassVar[str] = "solution"
    status: Literal["idea", "planned", "doing", "done", "dropped"] = "idea"


class Version(Record, frozen=True, kw_only=True):
    """A name for what a project was at one moment: "after the workshop"."""

    KIND: ClassVar[str] = "version"
    title: Word = ""
    note: Prose = ""
    seen: Seen | None = None


KEPT_FROM_SIGHT = frozenset({"deleted", "deleted_after"})  # registers that say nothing of a map

KINDS: dict[str, type[Record]] = {
    kind.KIND: kind
    for kind in (
        Project, Map, Stage, Step, Lane, Card, Persona, Point, Connection, Comment, Channel, Tag,
        Metric, Reading, Insight, Opportunity, Solution, Version,
    )
}  # fmt: skip
