# SPDX-License-Identifier: Apache-2.0
"""Fragments: a part of a map by itself, as the clipboard carries it from place to place.

A fragment holds what was copied (cards, steps, stages or lanes with all that lies in them), the
lanes and steps it was found at, and the personas, channels, tags, metrics and library entries it
refers to. It makes sense without the project it comes from. What comes from a clipboard may be
anybody's making, so every value is checked as a project would check it, and nothing is taken that
is larger than a person would copy.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from journey_studio.errors import JourneyError
from journey_studio.i18n import t
from journey_studio.model.ids import kind_of
from journey_studio.model.kinds import CARDLESS, CURVE_KINDS
from journey_studio.model.records import (
    KEPT_FROM_SIGHT,
    Amount,
    Day,
    Evidence,
    Hash,
    Id,
    Lane,
    Prose,
    Record,
    Value,
    Word,
)
from journey_studio.model.references import REFERENCES
from journey_studio.model.registers import find, registers
from journey_studio.model.values import Count, Number

if TYPE_CHECKING:
    from pydantic import TypeAdapter

FORM: Literal["journey-studio fragment 1"] = "journey-studio fragment 1"
MOST_BYTES = 48 * 1024 * 1024
MOST_PIECES = 20_000
MOST_PICTURE_BYTES = 20 * 1024 * 1024  # of all pictures together, before they are made text
LIBRARY_KINDS = ("persona", "channel", "tag", "metric", "insight", "opportunity", "solution")

_NOT_CARRIED = KEPT_FROM_SIGHT | {"place"}

FragmentKind = Literal["card", "step", "stage", "lane"]
Index = Annotated[int, Number(0, MOST_PIECES - 1)]


class FragmentError(JourneyError):
    """What was to be copied or pasted cannot be a fragment. Nothing was changed."""


class _Value:
    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}


@dataclass(frozen=True, kw_only=True)
class Piece(_Value):
    """One record: the id it had, and its registers as JSON where they say something."""

    id: Id
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """The kind of the record."""
        return kind_of(self.id)

    def __post_init__(self) -> None:
        """Every value fits its register."""
        for name, value in self.values.items():
            register = find(self.kind, name)
            if register is None or name in _NOT_CARRIED:
                raise ValueError(name)
            register.read(value)


@dataclass(frozen=True, kw_only=True)
class StepPiece(Piece):
    """A step, and which of the fragment's stages it was in."""

    stage: Index


@dataclass(frozen=True, kw_only=True)
class CardPiece(Piece):
    """A card, and at which of the fragment's lanes and steps it lay."""

    row: Index
    column: Index


@dataclass(frozen=True, kw_only=True)
class PointPiece(_Value):
    """A point of a curve, and at which of the fragment's lanes and steps it lay."""

    row: Index
    column: Index
    persona: Id | None = None
    value: Value | None = None
    evidence: Evidence = ""
    note: Prose = ""


@dataclass(frozen=True, kw_only=True)
class ConnectionPiece(_Value):
    """A connection between two of the fragment's cards, by their places in it."""

    id: Id
    source: Index
    target: Index
    label: Word = ""


@dataclass(frozen=True, kw_only=True)
class LooseEnd(_Value):
    """A connection between one of the fragment's cards and a card it was parted from.

    It is tied again only where the fragment's card has been cut: a copy is no part of what its
    original is part of.
    """

    id: Id
    card: Index
    other: Id
    away: bool  # whether it leads from the fragment's card to the other
    label: Word = ""


@dataclass(frozen=True, kw_only=True)
class ReadingPiece(_Value):
    """The value of one of the fragment's metrics on a day."""

    metric: Id
    day: Day
    value: Amount | None = None


@dataclass(frozen=True, kw_only=True)
class Fragment(_Value):
    """What was copied. `kind` says which of its parts that is; the others go with it.

    Cards are in the order of their cells. `pictures` holds pictures by hash, in base 64.
    """

    form: Literal["journey-studio fragment 1"]
    kind: FragmentKind
    stages: Annotated[tuple[Piece, ...], Count(MOST_PIECES)] = ()
    steps: Annotated[tuple[StepPiece, ...], Count(MOST_PIECES)] = ()
    lanes: Annotated[tuple[Piece, ...], Count(MOST_PIECES)] = ()
    cards: Annotated[tuple[CardPiece, ...], Count(MOST_PIECES)] = ()
    points: Annotated[tuple[PointPiece, ...], Count(MOST_PIECES)] = ()
    connections: Annotated[tuple[ConnectionPiece, ...], Count(MOST_PIECES)] = ()
    loose: Annotated[tuple[LooseEnd, ...], Count(MOST_PIECES)] = ()
    library: Annotated[tuple[Piece, ...], Count(MOST_PIECES)] = ()
    readings: Annotated[tuple[ReadingPiece, ...], Count(MOST_PIECES)] = ()
    pictures: dict[Hash, str] = field(default_factory=dict)

    @property
    def copied(self) -> tuple[Piece, ...]:
        """What the person chose to copy."""
        return {
            "card": self.cards, "step": self.steps, "stage": self.stages, "lane": self.lanes,
        }[self.kind]  # fmt: skip

    def __post_init__(self) -> None:
        """Every place named in it is there, and every piece is of the kind it stands among."""
        groups: tuple[tuple[tuple[Piece, ...], tuple[str, ...]], ...] = (
            (self.stages, ("stage",)),
            (self.steps, ("step",)),
            (self.lanes, ("lane",)),
            (self.cards, ("card",)),
            (self.library, LIBRARY_KINDS),
        )
        for pieces, kinds in groups:
            if any(piece.kind not in kinds for piece in pieces):
                raise ValueError("kind")
        links = [link.id for link in self.connections] + [end.id for end in self.loose]
        ids = [piece.id for pieces, _ in groups for piece in pieces] + links
        if len(ids) != len(set(ids)) or not self.copied:
            raise ValueError("ids")
        if any(kind_of(link) != "connection" for link in links):
            raise ValueError("kind")
        if not all(self._inside()):
            raise ValueError("place")

    def _inside(self) -> Iterator[bool]:
        rows, columns, cards = len(self.lanes), len(self.steps), len(self.cards)
        yield all(step.stage < len(self.stages) for step in self.steps)
        yield all(end.card < cards and kind_of(end.other) == "card" for end in self.loose)
        yield all(card.row < rows and card.column < columns for card in self.cards)
        yield all(point.row < rows and point.column < columns for point in self.points)
        for link in self.connections:
            yield link.source < cards and link.target < cards and link.source != link.target
        for card in self.cards:
            yield self.lanes[card.row].values.get("kind", "text") not in CARDLESS
        for point in self.points:
            yield self.lanes[point.row].values.get("kind") in CURVE_KINDS

    def hashes(self) -> frozenset[str]:
        """The names of all pictures it shows."""
        found = (piece.values.get(name) for piece, name in self._pictured())
        return frozenset(name for name in found if name)

    def _pictured(self) -> Iterator[tuple[Piece, str]]:
        yield from ((card, "picture") for card in self.cards)
        yield from ((piece, "photo") for piece in self.library if piece.kind == "persona")

    def renamed(self, names: dict[str, str]) -> "Fragment":
        """With pictures under other names, without those that have none, and carrying none."""

        def swap(piece: Any, name: str) -> Any:
            old = piece.values.get(name)
            if not old:
                return piece
            rest = {key: value for key, value in piece.values.items() if key != name}
            new = names.get(old)
            return replace(piece, values={**rest, **({name: new} if new else {})})

        cards = tuple(swap(card, "picture") for card in self.cards)
        library = tuple(
            swap(piece, "photo") if piece.kind == "persona" else piece for piece in self.library
        )
        return replace(self, cards=cards, library=library, pictures={})

    def to_json(self) -> bytes:
        """As the clipboard carries it."""
        return _fragments().dump_json(self, exclude_defaults=True)


@cache
def _fragments() -> "TypeAdapter[Fragment]":
    """What makes fragments of JSON and back; pydantic is imported when something is copied."""
    from pydantic import TypeAdapter

    return TypeAdapter(Fragment)


def read_fragment(data: bytes) -> Fragment:
    """The fragment of these bytes. Raises FragmentError where they are none."""
    if len(data) > MOST_BYTES:
        raise FragmentError(t("model.fragment.too_large"))
    try:
        return _fragments().validate_json(data)
    except (ValueError, RecursionError) as error:
        raise FragmentError(t("model.fragment.damaged")) from error


def holds_cards(lane: Lane) -> bool:
    """Whether cards belong in a lane; dividers, curves and arcs have none."""
    return lane.kind not in CARDLESS


def said(record: Record) -> dict[str, Any]:
    """The registers of a record that differ from their defaults, as JSON, its place left out."""
    found = {}
    for name, register in registers(record.KIND).items():
        value = getattr(record, name)
        if name not in _NOT_CARRIED and value != register.default:
            found[name] = register.write(value)
    return found


def referred(values: dict[str, Any], kind: str) -> Iterable[str]:
    """The ids of the records that these registers of a record of `kind` name."""
    for name in REFERENCES.get(kind, {}):
        held = values.get(name)
        yield from held if isinstance(held, list | tuple) else (held,) if held else ()
