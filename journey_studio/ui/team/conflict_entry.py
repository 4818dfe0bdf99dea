# SPDX-License-Identifier: Apache-2.0
"""One conflict: what both wrote, who and when; one of them is taken, or something else written."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from journey_studio.i18n import t
from journey_studio.layout.theme import Theme
from journey_studio.paint.qt_pictures import decode
from journey_studio.ui.bound import bound
from journey_studio.ui.inspector.field import words
from journey_studio.ui.inspector.texts import Prose
from journey_studio.ui.team.differences import Piece, marked, shortened
from journey_studio.ui.team.entry import Deed, Entry, deeds_row

_PICTURE = 72  # px, the most that a picture among the values takes either way


class Offer(NamedTuple):
    """One of the values: by whom, in pieces of words, a picture where it is one."""

    sha256: str
    who: str
    own: bool
    said: tuple[Piece, ...]
    picture: bytes | None = None

    @property
    def text(self) -> str:
        """The value as plain words."""
        return "".join(piece.text for piece in self.said)


class Question(NamedTuple):
    """All that an entry shows. `words` is the text to edit, None where it is no text."""

    record: str
    register: str
    icon: str
    title: str
    place: str
    offers: tuple[Offer, ...]
    words: str | None
    lines: int


class Answering(NamedTuple):
    """What an entry can ask for."""

    go: Callable[[str], object]
    take: Callable[[str, str, str], object]  # record, register, change set
    write: Callable[[str, str, Any], object]  # record, register, own words


class OwnWords(Prose):
    """Words of one's own: nothing is given but with Enter, or the button."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter gives them, Shift+Enter begins a new line."""
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not shift:
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class ConflictEntry(Entry):
    """One conflict. It stays as it is, with what is being written, until the conflict changes."""

    def __init__(self, question: Question, answering: Answering, theme: Theme, on: bool) -> None:
        super().__init__(question.icon, bound(answering.go, question.record))
        self.question = question
        self._answering = answering
        self._theme = theme
        self.taking: list[Deed] = []
        self.editor: OwnWords | None = None
        self._shown: list[tuple[QLabel, Offer]] = []
        self.way.say(question.title, question.place)
        for offer in question.offers:
            self.column.addWidget(self._offer(offer, on))
        if question.words is not None:
            self._let_edit(on)
        self.set_theme(theme)

    def _offer(self, offer: Offer, on: bool) -> QWidget:
        box = QFrame()
        box.setObjectName("inset")
        down = QVBoxLayout(box)
        down.setContentsMargins(10, 6, 10, 6)
        down.setSpacing(3)
        down.addWidget(words(offer.who, "field"))
        said = words("", "said")
        said.setAccessibleName(offer.text)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        down.addWidget(said)
        self._shown.append((said, offer))
        if offer.picture is not None:
            picture = _picture(offer.picture)
            if picture is not None:
                down.addWidget(picture)
        text = take_words(offer, self.question.offers)
        spoken = t("team.take.spoken", deed=text, value=offer.text[:200])
        deed = Deed(text, lambda: self._take(offer), spoken=spoken)
        deed.setEnabled(on)
        self.taking.append(deed)
        down.addWidget(deeds_row(deed))
        return box

    def _let_edit(self, on: bool) -> None:
        self.edit = Deed(t("team.edit"), self.open_editor)
        self.edit.setEnabled(on)
        self._edit_row = deeds_row(self.edit)
        self.column.addWidget(self._edit_row)

    def open_editor(self) -> None:
        """Let something of one's own be written, beginning with what shows now."""
        if self.editor is None:
            self.editor = OwnWords(self.question.lines)
            self.editor.setAccessibleName(t("team.edit.name", name=self.question.title))
            self.editor.setText(self.question.words or "")
            self.editor.left.connect(self._leave_editor)
            self.editor.entered.connect(self._write)
            self.use = Deed(t("team.edit.use"), self._write)
            self.drop = Deed(t("team.edit.cancel"), self._leave_editor)
            self._use_row = deeds_row(self.use, self.drop)
            self.column.addWidget(self.editor)
            self.column.addWidget(self._use_row)
        self._edit_row.hide()
        self.editor.show()
        self._use_row.show()
        self.editor.setFocus()
        self.editor.selectAll()

    def _leave_editor(self) -> None:
        if self.editor is not None:
            self.editor.hide()
            self._use_row.hide()
        self._edit_row.show()
        self.edit.setFocus()

    def _take(self, offer: Offer) -> None:
        self._answering.take(self.question.record, self.question.register, offer.sha256)

    def _write(self) -> None:
        if self.editor is not None:
            text = self.editor.text()
            value = text if self.question.lines > 1 else " ".join(text.split())
            self._answering.write(self.question.record, self.question.register, value)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours: the words that differ stand on a ground."""
        super().set_theme(theme)
        self._theme = theme
        for label, offer in self._shown:
            label.setTextFormat(Qt.TextFormat.RichText)
            label.setText(marked(shortened(offer.said), theme.colours.chip))


def take_words(offer: Offer, offers: Sequence[Offer]) -> str:
    """What taking a value is called: mine, theirs, or this one where there are more."""
    if len(offers) != 2 or sum(each.own for each in offers) != 1:
        return t("team.take.this")
    return t("team.take.mine") if offer.own else t("team.take.theirs")


def _picture(data: bytes) -> QLabel | None:
    image = decode(data, 2 * _PICTURE)
    if image is None:
        return None
    label = QLabel()
    mode = Qt.TransformationMode.SmoothTransformation
    small = image.scaled(_PICTURE, _PICTURE, Qt.AspectRatioMode.KeepAspectRatio, mode)
    label.setPixmap(QPixmap.fromImage(small))
    return label
