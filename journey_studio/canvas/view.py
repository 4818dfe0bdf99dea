# SPDX-License-Identifier: Apache-2.0
"""The canvas: a board to work on. It turns hands into commands and holds no state of the map."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from journey_studio.canvas import adding, nudging, verbs, writing
from journey_studio.canvas.keyboard import go_on_writing, press_key
from journey_studio.canvas.news_view import NewsView
from journey_studio.canvas.ranges import all_cards
from journey_studio.canvas.receiving import AddPicture
from journey_studio.canvas.selection import Selection, still_there
from journey_studio.canvas.shaping import start_point, tell_value
from journey_studio.canvas.showing import Showing
from journey_studio.canvas.writer import Writer
from journey_studio.canvas.writing import Subject, Then
from journey_studio.errors import JourneyError
from journey_studio.layout.geometry import Box
from journey_studio.layout.hit import group_box
from journey_studio.layout.scene import USUAL, Shown
from journey_studio.layout.theme import Theme
from journey_studio.model.commands import Command
from journey_studio.model.document import Delta, Document
from journey_studio.model.kinds import CardKind, LaneKind
from journey_studio.model.records import Lane
from journey_studio.paint.pictures import PictureSource
from journey_studio.store.errors import StoreError

if TYPE_CHECKING:
    from journey_studio.canvas.inline_edit import InlineEdit


class CanvasView(NewsView):
    """One map of a document, to look at and, where `writable`, to work on.

    `announced` tells in words what was done, `failed` what went wrong, `refused` what is not
    possible here and so was not begun. With `add_picture` (what stores a picture and gives its
    name) pictures, addresses and texts can be dropped on it.

    `courtesy` says of a command whether it may be carried out; where not, it asks the person, who
    may insist that it is done again. `asked` tells whether the last one waits for that.
    """

    courtesy: Callable[[Command, Callable[[], object]], bool] | None = None
    asked = False

    def __init__(
        self,
        document: Document,
        map_id: str,
        theme: Theme,
        pictures: PictureSource,
        *,
        writable: bool = True,
        add_picture: AddPicture | None = None,
        shown: Shown = USUAL,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Showing(document, map_id, theme, shown), pictures, parent)
        self.document = document
        self.editable = writable
        self.pictures = pictures
        self.add_picture = add_picture
        self._writer = Writer(self, self._go_on_writing)
        self._unsubscribe = document.subscribe(self._on_delta)
        self.camera_changed.connect(self._writer.place)
        self.viewport().setAcceptDrops(add_picture is not None)

    def close_view(self) -> None:
        """Stop listening to the document and painting; a text being written is committed."""
        self.finish_writing()
        self.tool.cancel()
        self._unsubscribe()
        self.stop_painting()

    def show_map(self, map_id: str) -> None:
        """Show another map of the project, all of it; no other snapshot any more."""
        self.finish_writing()
        self.tool.cancel()
        presented = self.presented
        self.showing.refresh(map_id=map_id)
        self.select(Selection())
        self.fit_map()
        self.refresh()
        if presented:
            self.presented_changed.emit()

    def set_theme(self, theme: Theme) -> None:
        """Show the map in another theme."""
        self.finish_writing()
        self.tool.interrupt()
        self.showing.refresh(theme=theme)
        self.dress()
        self.repaint_board()

    def set_shown(self, shown: Shown) -> None:
        """Show more or less of what the map holds."""
        if shown != self.showing.shown:
            self.finish_writing()
            self.tool.interrupt()
            self.showing.refresh(shown=shown)
            self.look(self.camera)
            self.repaint_board()

    def _on_delta(self, delta: Delta) -> None:
        """The document has changed: by a command from here, an undo, or from elsewhere."""
        if self.presented:
            return  # seen when the document is on show again
        if all(each.id != self.showing.map_id for each in delta.after.maps()):
            self._writer.cancel()
            return  # the map is gone; the window shows another
        self.tool.interrupt()
        self.showing.refresh()
        self._writer.document_changed(delta.after)
        self.select(still_there(self.selection, delta.after, self.board))
        self.look(self.camera)
        self.refresh()

    # Commands

    def apply(self, command: Command) -> bool:
        """Carry a command out; false where it failed, which the person has been told."""
        if not self.may_write() or not self._may_touch(command, lambda: self.apply(command)):
            return False
        try:
            change = self.document.apply(command)
        except JourneyError as error:
            (self.failed if isinstance(error, StoreError) else self.refused).emit(str(error))
            return False
        if change is not None:
            self.announced.emit(change.label.text)
        self.carried_out(command)
        return True

    def _may_touch(self, command: Command, again: Callable[[], object]) -> bool:
        """Whether nobody has asked to leave this alone; where somebody has, it is asked about."""
        self.asked = self.courtesy is not None and not self.courtesy(command, again)
        return not self.asked

    def add_card(self, kind: CardKind | None = None) -> None:
        """Write on a new card below the selected one, or in the cell the keyboard is at.

        It is of the kind of its lane unless a `kind` is given. A card that is left without a word
        has never been.
        """
        snapshot = self.showing.snapshot
        selection = self.selection

        def subject() -> Subject:
            place = adding.place_for_card(snapshot, self.board, selection)
            return adding.new_card(snapshot, *place, kind)

        self.begin(subject)

    def add_card_at(
        self, cell: tuple[str, str], at: int | None = None, instead: str | None = None
    ) -> None:
        """Write on a new card in a cell, `instead` being its first letters."""
        self.begin(lambda: adding.new_card(self.showing.snapshot, cell, at), instead)

    def add_stage(self) -> None:
        """Write the title of a new stage behind the selected one; it has a first step."""
        map_id = self.showing.map_id
        self.begin(lambda: adding.new_stage(self.showing.snapshot, map_id, self.selection))

    def add_step(self) -> None:
        """Write the title of a new step behind the selected one."""
        map_id = self.showing.map_id
        self.begin(lambda: adding.new_step(self.showing.snapshot, map_id, self.selection))

    def add_lane(self, kind: LaneKind) -> None:
        """Write the title of a new lane of a kind below the selected one."""
        map_id = self.showing.map_id
        self.begin(lambda: adding.new_lane(self.showing.snapshot, map_id, self.selection, kind))

    def select_all(self) -> None:
        """Select all cards on show; nothing where they are selected already."""
        self.finish_writing()
        cards, cell = all_cards(self.board), self.selection.cell
        again = len(cards) == len(self.selection.ids) and set(cards) == set(self.selection.ids)
        self.select(Selection(() if again else cards, cell))

    def select_none(self) -> None:
        """Select nothing; the keyboard stays where it is."""
        self.finish_writing()
        self.select(Selection((), self.selection.cell))

    def delete_selection(self) -> None:
        """Delete what is selected."""
        self.finish_writing()
        command = verbs.deletion(self.selection.ids)
        if command is not None:
            self.apply(command)

    def move_selection(self, dx: int, dy: int) -> None:
        """Move what is selected by one place."""
        self.finish_writing()
        ids = self.selection.ids
        command = nudging.nudge(self.showing.snapshot, self.showing.map_id, ids, dx, dy)
        if command is not None and self.apply(command):
            self.reveal_head_or_body(group_box(self.board, ids[-1]))
            tell_value(self)

    # Writing

    @property
    def editor(self) -> "InlineEdit | None":
        """The text box somebody is writing in, None where nobody is."""
        return self._writer.editor

    def edit_selection(self) -> None:
        """Write on what is selected; on a new card where a cell is."""
        if self.selection.ids:
            self.edit(self.selection.ids[-1])
        elif self.selection.cell and not start_point(self, self.selection.cell):
            self.add_card_at(self.selection.cell)

    def edit(self, record_id: str, instead: str | None = None) -> None:
        """Start writing on a record; `instead` replaces its words at once."""
        if writing.can_write_on(record_id) and group_box(self.board, record_id) is not None:
            self.begin(lambda: writing.on_record(self.showing.snapshot, record_id), instead)

    def finish_writing(self) -> None:
        """Commit a text being written."""
        self._writer.finish()

    def begin(self, subject: Callable[[], Subject], instead: str | None = None) -> None:
        """Start writing on what `subject` finds out; `instead` replaces its words at once."""
        self.finish_writing()
        if self.tool.busy:
            self.tool.cancel()
        else:
            self.tool.interrupt()
        if not self.may_write():
            return
        try:
            wanted = subject()
            written = wanted.command(f"{wanted.words}.")  # anything else than it says
            if self._may_touch(written, lambda: self.begin(subject, instead)):
                self._writer.start(wanted, instead)
        except JourneyError as error:
            self.refused.emit(str(error))

    def _go_on_writing(self, then: Then) -> None:
        if then is Then.ANOTHER:
            self._add_another()
        elif then in (Then.NEXT, Then.PREVIOUS):
            go_on_writing(self, 1 if then is Then.NEXT else -1)

    def _add_another(self) -> None:
        """Write on the next of what has been written: a card, a stage, a step, a lane."""
        kind = self.selection.kind
        lane = self.showing.snapshot.get(Lane, self.selection.ids[-1] if kind == "lane" else None)
        if lane is not None:
            self.add_lane(lane.kind)
        elif kind == "stage":
            self.add_stage()
        elif kind == "step":
            self.add_step()
        elif kind in ("", "card"):
            self.add_card()

    def press_key(
        self,
        key: int,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        text: str = "",
    ) -> bool:
        """Do what a key means on the canvas; false where it means nothing here."""
        return self.tool.press_key(key, modifiers, text) or press_key(self, key, modifiers, text)

    def walk(self, key: int, modifiers: Qt.KeyboardModifier) -> None:
        """Go with the keyboard to another cell or card."""
        press_key(self, key, modifiers)

    def say(self, text: str) -> None:
        """Tell the person what just happened, or what to do next."""
        self.announced.emit(text)

    def fail(self, text: str) -> None:
        """Tell the person what could not be done, and why."""
        self.failed.emit(text)

    def reveal_head_or_body(self, box: Box | None) -> None:
        """Bring a box into view; heads stick, so only one direction counts for them."""
        if box is None:
            return
        board = self.board
        if box.x < board.head_width and box.y < board.head_height:
            return
        if box.x < board.head_width:
            box = Box(board.head_width, box.y, 1, box.h)
            self._reveal_along(box, across=False)
        elif box.y < board.head_height:
            self._reveal_along(Box(box.x, board.head_height, box.w, 1), across=True)
        else:
            self.reveal(box)

    def _paint_over(self, painter: QPainter) -> None:
        super()._paint_over(painter)
        self._writer.paint(painter)
