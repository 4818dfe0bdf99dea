# SPDX-License-Identifier: Apache-2.0
"""The writing that goes on: the editor over the board, and the preview of what it will come to."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QPainter

from journey_studio.canvas.camera import Camera
from journey_studio.canvas.loose_sheets import Sheet
from journey_studio.canvas.overlay import paint_ring, paint_sheet
from journey_studio.canvas.sheets import sheet_of
from journey_studio.canvas.workplace import Workplace
from journey_studio.canvas.writing import Subject, Then
from journey_studio.errors import JourneyError
from journey_studio.i18n import t
from journey_studio.layout.geometry import Box, Point
from journey_studio.model.ids import kind_of
from journey_studio.model.snapshot import Snapshot

if TYPE_CHECKING:  # nobody writes before they have seen the map
    from journey_studio.canvas.inline_edit import InlineEdit


class Writer:
    """Opens, places and closes the editor of one canvas. `then` is told what comes after a text."""

    def __init__(self, canvas: Workplace, then: Callable[[Then], None]) -> None:
        self._canvas = canvas
        self._then = then
        self.editor: InlineEdit | None = None
        self.subject: Subject | None = None
        self._due = QTimer(canvas.viewport())
        self._due.setSingleShot(True)
        self._due.timeout.connect(self._preview)

    @property
    def record(self) -> str:
        """The record being written on, "" where there is none."""
        return self.subject.record if self.subject is not None else ""

    def start(self, subject: Subject, instead: str | None = None) -> None:
        """Begin to write; `instead` replaces the words at once."""
        from journey_studio.canvas.inline_edit import InlineEdit

        canvas = self._canvas
        self.finish()
        self.subject = subject
        canvas.written_on = subject.record
        text = subject.words if instead is None else instead
        self.editor = InlineEdit(canvas.viewport(), canvas.showing.theme, text)
        self.editor.done.connect(self._written)
        self.editor.cancelled.connect(self._cancelled)
        self.editor.textChanged.connect(lambda: self._due.start(0))
        self._preview()
        if instead is None:
            self.editor.selectAll()
        sheet = sheet_of(canvas.showing.theme, canvas.board, subject.record)
        if sheet is None:  # it lies where the board does not show it: in a collapsed stage
            self._cancelled()
            canvas.fail(t("canvas.out_of_sight"))
            return
        canvas.reveal_head_or_body(sheet.box)
        self.place()
        self.editor.show()
        self.editor.setFocus()

    def finish(self) -> None:
        """Commit a text being written."""
        if self.editor is not None:
            self.editor.finish()

    def cancel(self) -> None:
        """Leave everything as it was before the writing."""
        if self.editor is not None:
            self.editor.cancel()

    def place(self) -> None:
        """Lie where the words are seen now."""
        canvas = self._canvas
        if self.editor is None or self.subject is None:
            return
        sheet = sheet_of(canvas.showing.theme, canvas.board, self.subject.record)
        if sheet is None:
            return
        seen, zoom = canvas.view_box(sheet.box), canvas.camera.zoom
        corner = Point(seen.x - sheet.box.x * zoom, seen.y - sheet.box.y * zoom)
        self.editor.lie(sheet, corner, zoom, Box(0, 0, *canvas.view_size))

    def paint(self, painter: QPainter) -> None:
        """A ring around what is written on, or around the box where that is larger."""
        if self.editor is None:
            return
        if self.editor.floats:
            paint_ring(painter, self._canvas.showing.theme, Camera(), self.editor.view_box)
        else:
            self._canvas.paint_ring_of(painter, self.record)
            sheet = self._sheet() if kind_of(self.record) in ("point", "connection") else None
            if sheet is not None:
                seen = self._canvas.view_box(sheet.box).inset(-6, -5)
                paint_sheet(painter, self._canvas.showing.theme, seen)

    def _sheet(self) -> Sheet | None:
        return sheet_of(self._canvas.showing.theme, self._canvas.board, self.record)

    def document_changed(self, after: Snapshot) -> None:
        """The document has changed meanwhile; the words stay, unless what they stand on is gone."""
        if self.editor is None or self.subject is None:
            return
        record = after.records.get(self.subject.record)
        gone = record is None or record.deleted
        if gone and not self.subject.is_new:
            text, subject = self.editor.toPlainText(), self.subject
            self._close()
            if subject.means_something(text):
                self._rescue(text, t("canvas.gone_meanwhile"))
            return
        self._preview()

    def _preview(self) -> None:
        """Show the board as it will be with these words."""
        self._due.stop()
        if self.editor is None or self.subject is None:
            return
        showing = self._canvas.showing
        try:
            showing.preview(self.subject.command(self.editor.toPlainText()))
        except (JourneyError, ValueError):
            showing.settle()  # the words will be refused when they are committed, with a reason
        self._canvas.refresh()
        self.place()

    def _close(self) -> Subject | None:
        self._due.stop()
        editor, self.editor = self.editor, None
        subject, self.subject = self.subject, None
        left = False
        if editor is not None:
            # Where the person has gone on to another field already, the keyboard stays with it.
            left = editor.window().focusWidget() not in (editor, None)
            editor.hide()
            editor.deleteLater()
        self._canvas.written_on = ""
        self._canvas.showing.settle()
        if not left:
            self._canvas.setFocus()
        self._canvas.refresh()
        return subject

    def _cancelled(self) -> None:
        self._close()

    def _written(self, text: str, then: Then) -> None:
        subject = self._close()
        if subject is None:
            return
        if subject.means_something(text):
            if not self._canvas.apply(subject.command(text)):
                if text.strip() and not self._canvas.asked:
                    self._rescue(text, t("canvas.words_kept"))
                return
            if subject.selection is not None:
                self._canvas.select(subject.selection)
        elif subject.is_new and then is Then.ANOTHER:
            return  # nothing was written, so there is nothing to go on from
        self._then(then)

    def _rescue(self, text: str, message: str) -> None:
        """Words that cannot be kept in their place are not lost."""
        QGuiApplication.clipboard().setText(text)
        self._canvas.fail(message)
