# SPDX-License-Identifier: Apache-2.0
"""The menu of what is selected on the map: what can be done with it now, and nothing else."""

from collections.abc import Mapping

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from journey_studio.canvas.view import CanvasView
from journey_studio.i18n import t
from journey_studio.ui.action_set import ActionSet
from journey_studio.ui.menus import LANE_MENU, LANES, LINE

_WRITE = ("edit.write", LINE)
_CLIP = ("edit.cut", "edit.copy", "edit.paste", "edit.duplicate", LINE)
_SIDE = ("edit.left", "edit.right")
_DELETE = (LINE, "edit.delete")
_LOOK = (LINE, "view.past", LINE, "view.fit_selection", "view.fit")

# By the kind of what is selected; "cell" is an empty place, "" nothing at all.
ENTRIES: Mapping[str, tuple[str, ...]] = {
    "card": (
        *_WRITE, *_CLIP, "insert.card", "insert.connection", "insert.picture", LINE,
        *_SIDE, "edit.up", "edit.down", *_DELETE, *_LOOK,
    ),
    "stage": (
        *_WRITE, *_CLIP, "insert.stage", "insert.step", LINE, *_SIDE, "edit.collapse",
        *_DELETE, *_LOOK,
    ),
    "step": (
        *_WRITE, *_CLIP, "insert.step", "insert.stage", LINE, *_SIDE, "edit.wider",
        "edit.narrower", *_DELETE, *_LOOK,
    ),
    "lane": (
        *_WRITE, *_CLIP, LANES, LINE, "edit.up", "edit.down", "edit.higher", "edit.lower",
        "edit.collapse", *_DELETE, *_LOOK,
    ),
    "map": ("edit.title", LINE, "insert.stage", LANES, LINE, "edit.select_all", "view.fit"),
    "point": (*_WRITE, "edit.up", "edit.down", *_DELETE, *_LOOK),
    "connection": (*_WRITE, *_DELETE, *_LOOK),
    "cell": (
        "insert.card", "insert.picture", "edit.paste", LINE, "insert.step", "insert.stage", LANES,
        LINE, "edit.select_all", "view.fit",
    ),
    "": ("edit.paste", LINE, "insert.stage", LANES, LINE, "edit.select_all", "view.fit"),
}  # fmt: skip


def entries_for(canvas: CanvasView) -> tuple[str, ...]:
    """What the menu of the selection holds."""
    selection = canvas.selection
    kind = selection.kind or ("cell" if selection.cell is not None else "")
    return ENTRIES.get(kind, ENTRIES[""])


class ContextMenu(QMenu):
    """Opens when the canvas wants it."""

    def __init__(self, canvas: CanvasView, actions: ActionSet) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._actions = actions
        self._lanes = QMenu(t("ui.do.lane"), self)
        actions.fill(self._lanes, LANE_MENU)
        canvas.menu_wanted.connect(self.open_at)

    def open_at(self, at: QPoint) -> None:
        """Show what can be done, at a point of the screen; some systems ask twice for one key."""
        if self.isVisible():
            return
        self._actions.refresh()
        self._actions.dress()
        self.clear()
        for entry in entries_for(self._canvas):
            if entry == LINE:
                self.addSeparator()
            elif entry == LANES:
                if self._actions["insert.lane"].isEnabled():
                    self._lanes.setIcon(self._actions["insert.lane"].icon())
                    self.addMenu(self._lanes)
            elif self._actions[entry].isEnabled():
                self.addAction(self._actions[entry])
        self.popup(at)
