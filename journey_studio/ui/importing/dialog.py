# SPDX-License-Identifier: Apache-2.0
"""The dialog before a foreign file becomes maps: the map as it will look, how the file was read,
what stays behind, and where it goes. Until it is accepted nothing has happened.
"""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from journey_studio.exchange.formats import Choices
from journey_studio.i18n import t
from journey_studio.layout.scene import Shown
from journey_studio.layout.theme import Theme
from journey_studio.session.importing import library_words
from journey_studio.session.reading import Draft
from journey_studio.ui.importing.form import OfferForm
from journey_studio.ui.importing.places import Home, Taken
from journey_studio.ui.importing.placing import PlaceForm
from journey_studio.ui.importing.preview import MapPreview
from journey_studio.ui.importing.reading import Read, Reading
from journey_studio.ui.inspector.choices import Combo, Option
from journey_studio.ui.status import ElidedLabel
from journey_studio.ui.tips import tip_of
from journey_studio.ui.transfer.losses import LossView, plain_label
from journey_studio.ui.transfer.words import content_words, fate_words

_PAUSE = 200  # ms after a choice, so that walking through a list does not read for each entry
_SIDE = 330  # px, the width of what stands beside the map
_LEAST_SIDE = 250
_SHARE = 0.38  # of the dialog

SKIPPED = 2  # what `exec` says where this file is left out and the next is wanted

FormatName = Callable[[str], str]


class ImportDialog(QDialog):
    """Accepted, `draft` is what was read and `taken` says what becomes of it.

    `turn` is the number of the file and how many there are.
    """

    def __init__(
        self,
        parent: QWidget,
        name: str,
        theme: Theme,
        read: Read,
        home: Home,
        format_name: FormatName,
        turn: tuple[int, int] = (1, 1),
    ) -> None:
        super().__init__(parent)
        number, count = turn
        title = t("transfer.import.title_of", number=number, count=count)
        self.setWindowTitle(title if count > 1 else t("transfer.import.title"))
        self.draft: Draft | None = None
        self._format_name = format_name
        self._file = name
        self._home = home
        self._theme = theme
        self._choices = Choices()
        self._make_parts()
        self._lay_out(more=number < count)
        self._reading = Reading(read, self)
        self._reading.done.connect(self._take)
        self._reading.failed.connect(self._refuse)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._read_again)
        self.setSizeGripEnabled(True)
        self.setMinimumSize(560, 400)
        self.resize(self._fitting(parent.window().size()))
        self.name.say(name)
        self._read_again()

    def _make_parts(self) -> None:
        self.name = ElidedLabel()
        self.name.setProperty("role", "head")
        self.said = ElidedLabel()
        self.said.setProperty("role", "quiet")
        self.map = Combo()
        self.map.dress(self._theme)
        self.map.setAccessibleName(t("transfer.import.map"))
        self.map.activated.connect(self._show_map)
        self.preview = MapPreview(self._theme)
        self.form = OfferForm(self._theme)
        self.form.changed.connect(self._choose)
        self.losses = LossView(self._theme)
        self.place = PlaceForm(self._theme, self._home)
        self.place.changed.connect(self._preview)
        self.fate = plain_label("", "quiet")
        self.fate.setWordWrap(False)
        self.show_losses = QPushButton(t("transfer.import.show"))
        self.show_losses.setProperty("role", "quiet")
        self.show_losses.setAutoDefault(False)
        self.show_losses.clicked.connect(self._go_to_losses)
        self.show_losses.hide()
        self._side = QScrollArea()
        self._read_head = plain_label(t("transfer.import.read_as"), "head")
        self._loss_head = plain_label(t("transfer.import.behind"), "head")
        self.accept_button = QPushButton(t("transfer.import.do"))
        self.skip = QPushButton(t("transfer.import.skip"))
        self.skip.setToolTip(tip_of(t("transfer.import.skip_tip")))
        self.skip.setAutoDefault(False)
        self.skip.clicked.connect(lambda: self.done(SKIPPED))

    def _fitting(self, window: QSize) -> QSize:
        """Nearly as large as the window it stands over."""
        return QSize(
            min(max(window.width() - 72, 560), 1240), min(max(window.height() - 60, 400), 860)
        )

    def _lay_out(self, *, more: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(10)
        titles = QVBoxLayout()
        titles.setSpacing(1)
        titles.addWidget(self.name)
        titles.addWidget(self.said)
        chosen = QWidget()
        chosen.setObjectName("form")
        row = QHBoxLayout(chosen)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.map)
        self.map.setFixedWidth(240)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addLayout(titles, 1)
        head.addWidget(chosen, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(head)
        body = QHBoxLayout()
        body.setSpacing(16)
        body.addWidget(self.preview, 1)
        body.addWidget(self._side)
        self._fill_side()
        column.addLayout(body, 1)
        column.addWidget(self.place)
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addWidget(self.fate)
        foot.addWidget(self.show_losses)
        foot.addStretch(1)
        foot.addWidget(self._buttons(more=more))
        column.addLayout(foot)

    def _buttons(self, *, more: bool) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        role = QDialogButtonBox.ButtonRole
        buttons.addButton(self.accept_button, role.AcceptRole)
        if more:
            buttons.addButton(self.skip, role.ActionRole)
        buttons.addButton(t("ui.dialog.cancel"), role.RejectRole).setAutoDefault(False)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.accept_button.setDefault(True)
        return buttons

    def _fill_side(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 10, 0)
        column.setSpacing(10)
        column.addWidget(self._read_head)
        column.addWidget(self.form)
        column.addSpacing(6)
        column.addWidget(self._loss_head)
        column.addWidget(self.losses)
        column.addStretch(1)
        inner.setObjectName("plain")
        self._side.setWidget(inner)
        self._side.setWidgetResizable(True)
        self._side.setFrameShape(QFrame.Shape.NoFrame)
        self._side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What stands beside the map takes a part of the width, not more than it needs."""
        super().resizeEvent(event)
        wide = min(max(round(self.width() * _SHARE), _LEAST_SIDE), _SIDE)
        self._side.setFixedWidth(wide)

    # Reading

    @property
    def reading(self) -> bool:
        """Whether what is shown is about to change."""
        return self._reading.running or self._timer.isActive()

    def _choose(self) -> None:
        self._choices = self.form.choices()
        self._wait()
        self._timer.start(_PAUSE)

    def _wait(self) -> None:
        self.accept_button.setEnabled(False)
        self._say(t("transfer.import.reading"), "quiet")

    def _read_again(self) -> None:
        self._wait()
        if self.draft is None:
            self.preview.show_words(t("transfer.import.reading"))
        self._reading.begin(self._choices)

    def _say(self, text: str, role: str) -> None:
        self.fate.setText(text)
        self.fate.setProperty("role", role)
        self.fate.style().unpolish(self.fate)
        self.fate.style().polish(self.fate)

    def _refuse(self, text: str) -> None:
        """It cannot be read like this: what was shown before is not what would be imported."""
        self.draft = None
        self.preview.show_words(text)
        self.map.setVisible(False)
        self.said.say(t("transfer.import.nothing_changed"))
        self._loss_head.hide()
        self.losses.hide()
        self.place.hide()
        self._read_head.setVisible(not self.form.empty)
        self._side.setVisible(not self.form.empty)
        self.show_losses.hide()
        self._say("", "quiet")
        self.accept_button.setEnabled(False)

    def _take(self, draft: Draft) -> None:
        """Show what was read."""
        self.draft = draft
        found = draft.found
        maps = found.snapshot.maps()
        self.form.show_offer(found.offer, language=bool(maps))
        if not maps and not found.snapshot.records:
            # Another reading may find one: a table means what its columns are said to hold.
            key = "no_map" if self.form.empty else "no_map_yet"
            self._refuse(t(f"transfer.import.{key}", name=self._file))
            if not self.form.empty:
                self.said.say(self._format_name(draft.format))
            return
        self._read_head.setVisible(not self.form.empty)
        self.losses.show_report(draft.report, found.warnings)
        self._loss_head.show()
        self.losses.show()
        self._side.show()
        self.place.show()
        content = content_words(found.snapshot, [each.id for each in maps])
        if not maps:
            content = t(
                "transfer.import.library_said",
                content=library_words(found.snapshot.records.values()),
            )
        kind = self._format_name(draft.format)
        said = t("transfer.import.said", format=kind, content=content)
        self.said.say(said if content else kind)
        self._list_maps()
        role = "warning" if draft.report.losses else "quiet"
        self._say(fate_words(draft.report), role)
        self.show_losses.setVisible(bool(draft.report.losses or found.warnings))
        self.accept_button.setEnabled(True)
        if self.focusWidget() in (None, self.map, self.preview):
            self.accept_button.setFocus()  # Enter imports, unless somebody is choosing

    def _go_to_losses(self) -> None:
        """Bring what does not come along into sight."""
        self._side.verticalScrollBar().setValue(self._loss_head.y())

    def _list_maps(self) -> None:
        assert self.draft is not None
        maps = self.draft.found.snapshot.maps()
        options = [Option(each.title or self.draft.called, each.id) for each in maps]
        before = self.map.currentData()
        self.map.offer(options, self._theme)
        self.map.setCurrentIndex(max(self.map.findData(before), 0 if maps else -1))
        self.map.setVisible(len(maps) > 1)
        self._show_map()

    def _show_map(self) -> None:
        """Another of the maps is looked at."""
        if self.draft is not None:
            self.place.show_maps(self.draft.found.snapshot, self.map.currentData() or "")
            self._preview()

    def _preview(self) -> None:
        """The map as it will be: by itself, or merged into the open one."""
        if self.draft is None:
            return
        found, map_id = self.draft.found, self.map.currentData()
        merged = self.place.merged
        if merged is not None:
            shown = Shown(compared=merged.shown)
            self.preview.show_map(merged.snapshot, merged.map_id, self._picture, shown)
        elif map_id:
            self.preview.show_map(found.snapshot, map_id, self._picture)
        else:
            content = library_words(found.snapshot.records.values())
            self.preview.show_words(t("transfer.import.library", content=content))

    def _picture(self, sha256: str) -> bytes | None:
        """A picture of the file, or of the project it goes into."""
        lent = self.draft.found.pictures.get(sha256) if self.draft is not None else None
        return lent or self._home.picture(sha256)

    @property
    def taken(self) -> Taken:
        """What becomes of it."""
        return self.place.taken

    def done(self, code: int, /) -> None:
        """Leave nothing running behind."""
        self._timer.stop()
        self._reading.stop()
        super().done(code)
