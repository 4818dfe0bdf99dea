# SPDX-License-Identifier: Apache-2.0
"""What heads seen from afar are called where their names have no room: told beside the mouse."""

from typing import Protocol

from PySide6.QtGui import QHelpEvent, QTextDocumentFragment
from PySide6.QtWidgets import QToolTip, QWidget

from journey_studio.canvas.sticky import heads_in
from journey_studio.canvas.tools.base import Pointer
from journey_studio.canvas.zones import Frame
from journey_studio.layout.display import Board
from journey_studio.layout.far_heads import untold
from journey_studio.layout.hit import hit


class Headed(Protocol):
    """What is asked of a view to tell the names of its heads."""

    @property
    def board(self) -> Board:
        """The board on show."""

    @property
    def view_frame(self) -> Frame:
        """What is seen now."""

    def pointer_at(self, x: float, y: float) -> Pointer:
        """The mouse at a view point, as the camera looks now."""

    def viewport(self) -> QWidget:
        """Where the board is painted."""


def name_at(view: Headed, x: float, y: float) -> str:
    """The name of the head at a view point if it has none to read there, else nothing."""
    at = view.pointer_at(x, y)
    under = hit(view.board, at.x, at.y)
    shown = heads_in(view.view_frame)
    heads = (shown.corner, *shown.heads, *shown.lanes)
    return next((untold(head) for head in heads if under.id and head.id == under.id), "")


def tell_head(view: Headed, event: QHelpEvent) -> None:
    """Answer the wish for a tip where the mouse rests on a head."""
    name = name_at(view, event.pos().x(), event.pos().y())
    # A tip takes what looks like markup for markup; a name is only ever a name.
    words = QTextDocumentFragment.fromPlainText(name).toHtml() if name else ""
    QToolTip.showText(event.globalPos(), words, view.viewport())
