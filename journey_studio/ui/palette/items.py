# SPDX-License-Identifier: Apache-2.0
"""What stands in the palette: cards by kind, stage and step, lanes by kind."""

from typing import NamedTuple

from journey_studio.canvas.dropping import Item
from journey_studio.canvas.view import CanvasView
from journey_studio.i18n import t
from journey_studio.layout.theme import Colour, Theme
from journey_studio.model.kinds import CARD_KINDS, LANE_KINDS
from journey_studio.ui.actions import LANE_ICONS


class Entry(NamedTuple):
    """One thing of the palette, by its catalogue key and its icon."""

    item: Item
    text: str
    icon: str

    def colour(self, theme: Theme) -> Colour:
        """The colour of its sign: that of the kind on the map."""
        of = self.item.of
        return theme.kinds[of].mark if of in theme.kinds else theme.colours.quiet  # type: ignore[index]

    def chip(self, theme: Theme) -> tuple[Colour, Colour]:
        """The fill and the line of the chip behind the sign."""
        if self.item.kind == "card" and self.item.of in theme.kinds:
            look = theme.kinds[self.item.of]  # type: ignore[index]
            return look.fill, look.line or look.fill
        return theme.colours.chip, theme.colours.chip


class Group(NamedTuple):
    """Entries under a heading."""

    name: str
    entries: tuple[Entry, ...]


GROUPS = (
    Group(
        "cards",
        tuple(Entry(Item("card", kind), f"inspector.card.{kind}", LANE_ICONS[kind])
              for kind in CARD_KINDS),
    ),
    Group(
        "columns",
        tuple(Entry(Item(kind), f"palette.{kind}", kind) for kind in ("stage", "step")),
    ),
    Group(
        "lanes",
        tuple(Entry(Item("lane", kind), f"canvas.lane.{kind}", LANE_ICONS[kind])
              for kind in LANE_KINDS),
    ),
)  # fmt: skip


def text_of(entry: Entry) -> str:
    """What an entry is called."""
    return t(entry.text)


def add(canvas: CanvasView, item: Item) -> None:
    """Add an item where the keyboard is, as the Insert menu does."""
    match item.kind:
        case "card":
            canvas.add_card(item.of)  # type: ignore[arg-type]
        case "stage":
            canvas.add_stage()
        case "step":
            canvas.add_step()
        case "lane":
            canvas.add_lane(item.of)  # type: ignore[arg-type]
