# SPDX-License-Identifier: Apache-2.0
"""A board with a clipboard; it takes what is pasted, and what is dropped from outside."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence

from journey_studio.canvas import aiming, handed, receiving, tables
from journey_studio.canvas.copy_view import CopyView
from journey_studio.canvas.handed import Handed
from journey_studio.canvas.receiving import AddPicture, Target
from journey_studio.canvas.selection import CellKey, Selection
from journey_studio.canvas.tables import TableChoice
from journey_studio.errors import JourneyError
from journey_studio.i18n import t
from journey_studio.model.commands import Command

if TYPE_CHECKING:  # the clipboard's form is imported when it is used
    from journey_studio.exchange.tables.clipboard import Grid
    from journey_studio.model.fragments import Fragment

_MOST_NAMES = 3


def fill_cells(_rows: int, _columns: int) -> TableChoice | None:
    """The answer where nobody can be asked."""
    return TableChoice.FILL


class ClipView(CopyView):
    """A board with a clipboard.

    `ask_table` is asked, with the numbers of rows and columns, what to do with a table that does
    not fit; None leaves the map as it is.
    """

    ask_table: Callable[[int, int], TableChoice | None] = staticmethod(fill_cells)
    add_picture: AddPicture | None = None
    _touched: CellKey | None = None

    def select(self, selection: Selection) -> None:
        """Select, and remember where the hands were last."""
        super().select(selection)
        self._touched = selection.cell or self._touched

    def press_clip_key(self, event: QKeyEvent) -> bool:
        """Copy, cut, paste or duplicate; false where the key means none of these."""
        standard = QKeySequence.StandardKey
        pressed = QKeySequence(event.keyCombination()).toString()
        if event.matches(standard.Copy):
            self.copy()
        elif event.matches(standard.Cut):
            self.cut()
        elif event.matches(standard.Paste):
            self.paste()
        elif pressed == "Ctrl+Shift+V":
            self.paste(plain=True)
        elif pressed == "Ctrl+D":
            self.duplicate_selection()
        elif pressed == "Alt+Shift+C":
            self.copy_picture()
        else:
            return False
        return True

    def paste(self, mime: QMimeData | None = None, *, plain: bool = False) -> bool:
        """Put what the clipboard holds where the hands are: on or behind what is selected.

        `plain` takes nothing but its words. False where it went nowhere, which has been told.
        """
        self.finish_writing()
        if self.tool.busy:
            self.tool.cancel()
        given = self._read(mime or handed.clipboard() or QMimeData(), plain=plain)
        return given is not None and self._take(given, self._aim(), self._chosen())

    def _chosen(self) -> str:
        return self.selection.ids[-1] if self.selection.ids else ""

    def _aim(self) -> Target | None:
        width, height = self.view_size
        middle = self.camera.to_board(width / 2, height / 2)
        snapshot, selection = self.showing.snapshot, self.selection
        return aiming.aim(snapshot, self.board, selection, self._touched, middle)

    def receive(self, mime: QMimeData, target: Target) -> bool:
        """Put what is dropped on a card or in a cell, as one step; false where it failed."""
        given = self._read(mime)
        if given is None:
            return False
        if given.table is not None:  # there may be a question, and a drop must come to its end
            QTimer.singleShot(0, self, lambda: self._take(given, target))
            return True
        return self._take(given, target)

    def _read(self, mime: QMimeData, *, plain: bool = False) -> Handed | None:
        if not self.may_write():
            return None
        try:
            with self.waiting():
                return handed.read_text(mime) if plain else handed.read(mime)
        except JourneyError as error:
            self.failed.emit(str(error))
            return None

    def _take(self, given: Handed, target: Target | None, chosen: str = "") -> bool:
        """Carry out what was handed over, as one step."""
        try:
            if given.fragment is not None:
                return self._take_fragment(given.fragment, target, chosen)
            if given.table is not None:
                return self._take_table(given.table, target)
            return self._take_cards(given, target)
        except JourneyError as error:
            self.failed.emit(str(error))
            return False

    def _take_fragment(self, fragment: "Fragment", target: Target | None, chosen: str) -> bool:
        from journey_studio.model.commands.paste import Paste

        snapshot, map_id = self.showing.snapshot, self.showing.map_id
        with self.waiting():
            names, lost = receiving.pictures_for(fragment, self.pictures, self.add_picture)
        spot = aiming.spot_of(snapshot, map_id, fragment, target, chosen)
        command = Paste(fragment.renamed(names), spot)
        if not self.apply(command):
            return False
        self.show_chosen(command.ids)
        if lost:
            self.failed.emit(t("canvas.clip.pictures_lost", count=lost))
        return True

    def _take_table(self, grid: "Grid", target: Target | None) -> bool:
        snapshot, map_id = self.showing.snapshot, self.showing.map_id
        cell = target.cell if target is not None else ("", "")
        choice: TableChoice | None = TableChoice.FILL
        if not tables.fits(snapshot, map_id, cell, grid):
            choice = self.ask_table(len(grid), len(grid[0]))
        if choice is None:
            return False
        if choice is TableChoice.LINES and target is not None:
            return self._take_cards(Handed(paragraphs=tables.lines_of(grid)), target)
        snapshot = self.showing.snapshot  # it may have changed while the question stood
        command, ids = tables.paste_table(snapshot, map_id, cell, grid, choice)
        return self._done(command, ids, cell)

    def _take_cards(self, given: Handed, target: Target | None) -> bool:
        snapshot, map_id = self.showing.snapshot, self.showing.map_id
        if target is not None and given.paragraphs:
            points = tables.along(snapshot, map_id, target.cell, given.paragraphs)
            if points is not None:
                return self._done(points, (), target.cell)
        target = aiming.for_cards(snapshot, map_id, target) if target is not None else None
        if target is None:
            raise JourneyError(t("canvas.no_cell"))
        with self.waiting():
            command, selection = receiving.commands_for(
                snapshot, target, given, self._store_picture
            )
        if not self._done(command, selection.ids, target.cell):
            return False
        if given.left_out:
            names = ", ".join(given.left_out[:_MOST_NAMES])
            names += "…" if len(given.left_out) > _MOST_NAMES else ""
            count = len(given.left_out)
            self.failed.emit(t("canvas.handed.left_out", names=names, count=count))
        return True

    def _done(self, command: Command, ids: Sequence[str], cell: CellKey) -> bool:
        done = self.apply(command)
        if done and ids:
            self.show_chosen(ids)
        elif done and all(cell):
            self.select(Selection((), cell))
            self.reveal_cell(cell)
        return done

    def _store_picture(self, data: bytes) -> str:
        if self.add_picture is None:
            raise JourneyError(t("canvas.handed.no_pictures"))
        return self.add_picture(data)
