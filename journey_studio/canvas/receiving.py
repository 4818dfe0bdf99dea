# SPDX-License-Identifier: Apache-2.0
"""Putting what is pasted or dropped on the map: where it goes, and the one command it comes to."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from journey_studio.canvas import verbs
from journey_studio.canvas.handed import Handed
from journey_studio.canvas.selection import Selection, only
from journey_studio.errors import JourneyError
from journey_studio.i18n import t
from journey_studio.layout.display import Board
from journey_studio.layout.geometry import Box
from journey_studio.layout.hit import cell_box, group_box, hit
from journey_studio.model.change import Label
from journey_studio.model.commands import Add, Batch, Command, Edit
from journey_studio.model.records import Card, Link
from journey_studio.model.snapshot import Snapshot

AddPicture = Callable[[bytes], str]
_LONGEST_LINK = 500


class Target(NamedTuple):
    """Where something goes: on a card, or else in a cell."""

    cell: verbs.CellKey
    card: str = ""

    def box(self, board: Board) -> Box | None:
        """What is highlighted, in board px."""
        return group_box(board, self.card) if self.card else cell_box(board, *self.cell)


def target_at(snapshot: Snapshot, board: Board, x: float, y: float) -> Target | None:
    """What takes something dropped at a board point; None where nothing does."""
    under = hit(board, x, y)
    card = snapshot.get(Card, under.id) if under.role == "card" else None
    if card is not None and card.place is not None:
        return Target((card.place.lane, card.place.step), card.id)
    if under.lane and under.step and verbs.takes_cards(snapshot, under.lane):
        return Target((under.lane, under.step))
    return None


def target_of(snapshot: Snapshot, selection: Selection) -> Target | None:
    """What takes something pasted: the selected card, or the cell the keyboard is at."""
    card = snapshot.get(Card, selection.ids[-1] if selection.ids else None)
    if card is not None and card.place is not None:
        return Target((card.place.lane, card.place.step), card.id)
    if selection.cell and verbs.takes_cards(snapshot, selection.cell[0]):
        return Target(selection.cell)
    return None


def commands_for(
    snapshot: Snapshot, target: Target, handed: Handed, add_picture: AddPicture
) -> tuple[Command, Selection]:
    """The one step that puts it there, and what is selected afterwards.

    Pictures are stored at once; JourneyError where one is refused, then the map is as before.
    """
    hashes = [add_picture(data) for data in handed.pictures]
    commands: list[Add | Edit] = []
    card = snapshot.get(Card, target.card)
    if card is not None and hashes:
        commands.append(Edit(id=card.id, values={"picture": hashes.pop(0)}))
    elif card is not None and handed.addresses:
        links = [*card.links, *map(_link, handed.addresses)]
        commands.append(Edit(id=card.id, values={"links": links}))
        handed = Handed()
    new: list[dict[str, object]] = [{"picture": sha256} for sha256 in hashes]
    new += [{"text": a[:_LONGEST_LINK], "links": [_link(a)]} for a in handed.addresses]
    new += [{"text": text} for text in handed.paragraphs]
    commands += _cards(snapshot, target, new)
    if not commands:
        raise JourneyError(t("canvas.handed.nothing"))
    chosen = commands[-1].id
    return _as_one(commands), only(chosen, target.cell)


def _link(address: str) -> Link:
    return Link("", address)


def _cards(
    snapshot: Snapshot, target: Target, values: Sequence[dict[str, object]]
) -> list[Add | Edit]:
    """New cards below the one aimed at, or at the end of the cell."""
    siblings = [card.id for card in snapshot.cards(*target.cell)]
    at = siblings.index(target.card) + 1 if target.card in siblings else len(siblings)
    kind = verbs.card_kind(snapshot, target.cell[0])
    return [
        Add(
            kind="card",
            under=target.cell,
            at=at + place,
            values={**each, **({"kind": kind} if kind != "text" else {})},
        )
        for place, each in enumerate(values)
    ]


def _as_one(commands: Sequence[Add | Edit]) -> Command:
    if len(commands) == 1:
        return commands[0]
    label = Label("model.label.add_many", {"kind": "card", "number": str(len(commands))})
    return Batch(commands, label)
