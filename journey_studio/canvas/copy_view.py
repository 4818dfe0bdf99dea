# SPDX-License-Identifier: Apache-2.0
"""A board that is copied from: to the clipboard, or beside itself."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QGuiApplication, QImage

from journey_studio.canvas import copied_picture
from journey_studio.canvas.clipboard import packed
from journey_studio.canvas.drop_view import DropView
from journey_studio.canvas.duplicating import duplicate
from journey_studio.canvas.selection import Selection
from journey_studio.errors import JourneyError
from journey_studio.i18n import t
from journey_studio.layout.geometry import Box
from journey_studio.layout.hit import group_box
from journey_studio.model.commands import Batch, Command, Delete, Duplicate
from journey_studio.model.commands.base import label_for
from journey_studio.model.document import Document
from journey_studio.model.records import Card, Map
from journey_studio.paint.pictures import MAX_PIXELS, PictureSource

if TYPE_CHECKING:  # the clipboard's form is imported when it is used
    from journey_studio.model.fragments import Fragment

_PICTURED = 200  # cards: a picture of more takes longer than a copy may


class CopyView(DropView):
    """Puts what is selected on the clipboard, in every form, or makes a second one of it."""

    announced = Signal(str)
    failed = Signal(str)
    refused = Signal(str)  # what is not possible here; nothing was lost

    document: Document
    pictures: PictureSource
    _duplicated: Duplicate | None = None

    @abstractmethod
    def reveal_head_or_body(self, box: Box | None) -> None:
        """Bring a box into view; heads stick, so only one direction counts for them."""

    def copy(self) -> bool:
        """Put what is selected on the clipboard; false where it cannot be, which has been told."""
        self.finish_writing()
        return self._copy() is not None

    def cut(self) -> bool:
        """Put what is selected on the clipboard and take it off the map, as one step."""
        self.finish_writing()
        if not self.may_write():
            return False
        ids = self._copy()
        if not ids:
            return False
        label = label_for("cut", [self.showing.snapshot.records[i] for i in ids])
        return self.apply(Batch([Delete(ids=ids)], label))

    def _copy(self) -> tuple[str, ...] | None:
        """The records that are on the clipboard now; None where they cannot be copied."""
        from journey_studio.model.copying import fragment_of

        snapshot = self.showing.snapshot
        try:
            with self.waiting():
                fragment = fragment_of(snapshot, self.showing.map_id, self.selection.ids)
                mime = self._mime_of(fragment)
        except JourneyError as error:
            self.failed.emit(str(error))
            return None
        QGuiApplication.clipboard().setMimeData(mime)
        ids = tuple(piece.id for piece in fragment.copied)
        self.announced.emit(label_for("copied", [snapshot.records[i] for i in ids]).text)
        return ids

    def _mime_of(self, fragment: "Fragment") -> QMimeData:
        """What was copied, in every form that other programs may want."""
        from journey_studio.model.copying import with_pictures

        few = len(fragment.cards) <= _PICTURED
        image = self._picture_of(fragment, copied_picture.BESIDE_MOST) if few else None
        return packed(with_pictures(fragment, self.pictures), image)

    def copy_picture(self) -> bool:
        """Put a picture of what is selected, or of the whole map, on the clipboard."""
        from journey_studio.model.copying import fragment_of

        self.finish_writing()
        snapshot, map_id = self.showing.snapshot, self.showing.map_id
        with self.waiting():
            try:
                image = self._picture_of(
                    fragment_of(snapshot, map_id, self.selection.ids), MAX_PIXELS
                )
            except JourneyError:  # nothing that can be copied is selected
                image = copied_picture.of_board(
                    self.showing.settled, self.frames.painter, MAX_PIXELS
                )
        if image is None:
            self.failed.emit(t("canvas.clip.no_picture"))
            return False
        QGuiApplication.clipboard().setImage(image)
        size = {"width": image.width(), "height": image.height()}
        self.announced.emit(t("canvas.clip.copied_picture", **size))
        return True

    def _picture_of(self, fragment: "Fragment", most: int) -> QImage | None:
        snapshot, painter = self.showing.snapshot, self.frames.painter
        if fragment.kind == "card":
            ids = [piece.id for piece in fragment.copied]
            return copied_picture.of_cards(snapshot, self.showing.settled, ids, painter, most)
        the_map = snapshot.get(Map, self.showing.map_id)
        assert the_map is not None, "the map on show is there"
        return copied_picture.of_fragment(fragment, the_map, self.showing, painter, most)

    def carried_out(self, command: Command) -> None:
        """Remember copies that were pulled off with the mouse, so that Ctrl+D goes on with them."""
        if isinstance(command, Duplicate):
            self._duplicated = command

    def duplicate_selection(self) -> None:
        """Copy what is selected beside it; copies of copies keep the same distance."""
        self.finish_writing()
        snapshot, ids = self.showing.snapshot, self.selection.ids
        if not ids or not self.may_write():
            return
        try:
            made, command = duplicate(snapshot, self.showing.map_id, ids, self._duplicated)
        except JourneyError as error:
            self.failed.emit(str(error))
            return
        if self.apply(command):
            self._duplicated = made
            self.show_chosen(made.copies)

    def show_chosen(self, ids: Sequence[str]) -> None:
        """Select what has come and bring it into view."""
        card = self.showing.snapshot.get(Card, ids[-1])
        place = card.place if card is not None else None
        cell = (place.lane, place.step) if place is not None else None
        self.select(Selection(tuple(ids), cell))
        self.reveal_head_or_body(group_box(self.board, ids[-1]))
