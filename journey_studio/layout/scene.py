# SPDX-License-Identifier: Apache-2.0
"""What cards refer to, looked up once for a layout: the library, the personas, the type styles.

Groups draw themselves later, when somebody looks. They hold the scene, never the snapshot, so that
a kept group does not keep a whole old state of the project alive.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

from msgspec import Struct

from journey_studio.layout.theme import Theme, Type
from journey_studio.model.kinds import CARD_KINDS, CardKind
from journey_studio.model.records import (
    Channel,
    Insight,
    Lane,
    LibraryEntry,
    Metric,
    Opportunity,
    Persona,
    Point,
    Reading,
    Solution,
    Tag,
)
from journey_studio.model.snapshot import Snapshot


class Marks(NamedTuple):
    """What others say about a record: open comments, and whether people disagree."""

    comments: int = 0
    conflict: bool = False


NO_MARKS = Marks()

Way = Literal["added", "removed", "moved", "changed", "left"]


class Note(NamedTuple):
    """A line on a card about what it was; `struck` where it says so no more."""

    text: str
    struck: bool = False


class Sign(NamedTuple):
    """In which ways a record differs; "left" is the mark where a card was moved from."""

    ways: tuple[Way, ...]
    notes: tuple[Note, ...] = ()


class Compared(Struct, frozen=True, eq=False):
    """What a board of two compared maps marks: signs by the ids of its records, and the points
    before by lane.
    """

    signs: Mapping[str, Sign]
    points: Mapping[str, tuple[Point, ...]]

    def way(self, record_id: str) -> Way | None:
        """The first way in which a record differs, None where it does not."""
        sign = self.signs.get(record_id)
        return sign.ways[0] if sign else None


class Shown(NamedTuple):
    """What people may show or leave out, and which day it is.

    `faces` stand at the levels of a curve; `band` is the area between the highest and the lowest
    answers of several personas, in place of their own areas. On `paper` goals and
    descriptions show in full, which otherwise become a mark where they are long, and nothing
    invites to write. What was to be looked at
    again by `today` (yyyy-mm-dd) carries a clock; "" marks nothing. `compared` marks the
    differences of two maps.
    """

    faces: bool = True
    band: bool = False
    paper: bool = False
    today: str = ""
    compared: Compared | None = None

    def due(self, recheck: str) -> bool:
        """Whether the day to look again has come."""
        return bool(self.today and recheck) and recheck <= self.today


USUAL = Shown()


class Scene(Struct, frozen=True):
    """Equal scenes draw equal cards."""

    theme: Theme
    language: str
    channels: Mapping[str, Channel]
    personas: Mapping[str, tuple[int, Persona]]
    tags: Mapping[str, Tag]
    metrics: Mapping[str, tuple[Metric, tuple[Reading, ...]]]
    entries: Mapping[str, LibraryEntry]
    shown: Shown = USUAL

    @property
    def type(self) -> Type:
        """The type styles in the language of the map."""
        return type_in(self.theme, self.language)


@lru_cache(maxsize=64)
def type_in(theme: Theme, language: str) -> Type:
    """The theme's type styles for texts in `language`."""
    return Type(*(style._replace(language=language) for style in theme.type))


def scene_of(snapshot: Snapshot, theme: Theme, language: str, shown: Shown = USUAL) -> Scene:
    """Everything cards of this snapshot may refer to."""
    metrics = {
        metric.id: (
            metric,
            tuple(r for r in snapshot.under(Reading, metric.id) if r.value is not None),
        )
        for metric in snapshot.under(Metric)
    }
    entries: dict[str, LibraryEntry] = {}
    for kind in (Insight, Opportunity, Solution):
        entries |= {entry.id: entry for entry in snapshot.under(kind)}
    return Scene(
        theme=theme,
        language=language,
        channels={channel.id: channel for channel in snapshot.under(Channel)},
        personas={p.id: (index, p) for index, p in enumerate(snapshot.personas())},
        tags={tag.id: tag for tag in snapshot.under(Tag)},
        metrics=metrics,
        entries=entries,
        shown=shown,
    )


def marks_of(snapshot: Snapshot) -> dict[str, Marks]:
    """The marks of every record that has any."""
    found: dict[str, Marks] = {}
    for key, children in snapshot.children.items():
        if key[0] == "comment":
            count = sum(not snapshot.records[child].resolved for child in children)  # type: ignore[attr-defined]
            if count:
                found[key[1]] = Marks(count)
    for (record, _), contested in snapshot.contested.items():
        if not contested.agreed:
            found[record] = found.get(record, NO_MARKS)._replace(conflict=True)
    return found


def plain_kind(lane: Lane) -> CardKind:
    """How a plain card looks in a lane: as the lane's own kind, where cards can be of it."""
    return lane.kind if lane.kind in CARD_KINDS else "text"
