# SPDX-License-Identifier: Apache-2.0
"""Putting what is pasted or dropped on the map: where it goes, and the one command it comes to."""

from base64 import b64decode
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from journey_studio.canvas import verbs
from journey_studio.canvas.handed import Handed
from journey_studio.canvas.selection import CellKey, Selection, only
from journey_studio.errors import JourneyError
from journey_studio.i18n import t
from journey_studio.layout.display import Board
from journey_studio.layout.geometry import Box
from journey_studio.layout.hit import cell_box, gap_at, group_box, hit
from journey_studio.model.change import Label
from journey_studio.model.commands import Add, Batch, Command, Edit
from journey_studio.model.records import Card, Link
from journey_studio.model.snapshot import Snapshot
from journey_studio.paint.pictures import PictureSource

if TYPE_CHECKING:  # the clipboard's form is imported when it is used
    from journey_studio.model.fragments import Fragment

AddPicture = Callable[[bytes], str]
_LONGEST_LINK = 500


class Target(NamedTuple):
    """Where something goes: on a card, or else in a cell, at an index or at its end.

    `gap` is the line on the board where it would land, None where it goes on a card or to the end.
    """

    cell: CellKey
    card: str = ""
    at: int | None = None
    gap: Box | None = None

    def box(self, board: Board) -> Box | None:
        """What is highlighted, in board px."""
        return group_box(board, self.card) if self.card else cell_box(board, *self.cell)


def target_at(
    snapshot: Snapshot, board: Board, x: float, y: float, *, on_cards: bool = True
) -> Target | None:
    """What takes something dropped at a board point; None where nothing does.

    `on_cards` says whether it belongs on the card it is dropped on, as a picture does.
    """
    under = hit(board, x, y)
    card = snapshot.get(Card, under.id) if under.role == "card" and on_cards else None
    if card is not None and card.place is not None:
        return Target((card.place.lane, card.place.step), card.id)
    gap = gap_at(board, x, y, frozenset())
    if gap is None or not verbs.takes_cards(snapshot, gap.lane):
        return None
    return Target((gap.lane, gap.step), "", gap.index, gap.box)


def commands_for(
    snapshot: Snapshot, target: Target, handed: Handed, add_picture: AddPicture
) -> tuple[Command, Selection]:
    """The one step that puts pictures, addresses or texts there, and what is selected afterwards.

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
    added = tuple(each.id for each in commands if isinstance(each, Add))
    chosen = Selection(added, target.cell) if added else only(commands[-1].id, target.cell)
    return _as_one(commands), chosen


def _link(address: str) -> Link:
    return Link("", address)


def index_in(snapshot: Snapshot, target: Target) -> int:
    """The index in its cell at which something new goes: below the card aimed at, or where said."""
    siblings = [card.id for card in snapshot.cards(*target.cell)]
    if target.card in siblings:
        return siblings.index(target.card) + 1
    return len(siblings) if target.at is None else min(target.at, len(siblings))


def _cards(
    snapshot: Snapshot, target: Target, values: Sequence[dict[str, object]]
) -> list[Add | Edit]:
    """New cards, in this order."""
    at = index_in(snapshot, target)
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


def pictures_for(
    fragment: "Fragment", here: PictureSource, add_picture: AddPicture | None
) -> tuple[dict[str, str], int]:
    """The names a fragment's pictures have in this project, and how many stay behind.

    Those the project does not hold yet are stored, where the fragment carries them.
    """
    names, lost = {}, 0
    for name in fragment.hashes():
        if here(name) is not None:
            names[name] = name
            continue
        try:
            carried = b64decode(fragment.pictures.get(name, ""), validate=True)
        except ValueError:
            carried = b""
        if carried and add_picture is not None:
            names[name] = add_picture(carried)
        else:
            lost += 1
    return names, lost
