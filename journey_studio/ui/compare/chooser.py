# SPDX-License-Identifier: Apache-2.0
"""The dialog that asks which two sides to compare: of each, where it comes from and which map."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from journey_studio.errors import JourneyError
from journey_studio.i18n import t
from journey_studio.layout.theme import Theme
from journey_studio.model.snapshot import Snapshot
from journey_studio.ui.compare.sides import Chosen, Reader, Source, file_source, like, now
from journey_studio.ui.inspector.choices import Combo
from journey_studio.ui.workbench import waiting

AskFile = Callable[[], Path | None]


class SideFields(QWidget):
    """Two lists: where a side comes from, and which of its maps. `changed` when one was chosen."""

    changed = Signal()
    sourced = Signal()  # another source was chosen
    failed = Signal(str)

    def __init__(self, label: str, sources: Sequence[Source], reader: Reader, ask: AskFile) -> None:
        super().__init__()
        self.setObjectName("form")
        self._reader, self._ask = reader, ask
        self._snapshot = Snapshot()
        self._before = 0
        self.source, self.map = Combo(), Combo()
        self.source.setAccessibleName(t("compare.choose.source", side=label))
        self.map.setAccessibleName(t("compare.choose.map", side=label))
        for each in sources:
            self.source.addItem(each.name, each)
        self.source.insertSeparator(self.source.count())
        self.source.addItem(t("compare.choose.file"), None)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(6)
        name = QLabel(label)
        name.setProperty("role", "head")
        grid.addWidget(name, 0, 0)
        grid.addWidget(self.source, 1, 0)
        grid.addWidget(self.map, 2, 0)
        self.source.activated.connect(self._choose)
        self.map.activated.connect(self.changed)

    def dress(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self.source.dress(theme)
        self.map.dress(theme)

    def start(self, source: Source, map_id: str) -> None:
        """Begin with a source and one of its maps."""
        self.source.setCurrentIndex(self._place_of(source))
        self._before = self.source.currentIndex()
        self._read(map_id)

    @property
    def chosen(self) -> Chosen | None:
        """The side; None where it has no map."""
        map_id = self.map.currentData()
        source = self.source.currentData()
        if not map_id or source is None:
            return None
        return Chosen(source, self._snapshot, map_id, self._reader.pictures(source))

    def choose_map(self, snapshot: Snapshot, map_id: str) -> None:
        """Choose the map that is the same as one of another snapshot."""
        place = self.map.findData(like(snapshot, map_id, self._snapshot))
        self.map.setCurrentIndex(max(place, 0 if self.map.count() else -1))

    def _place_of(self, source: Source) -> int:
        places = (n for n in range(self.source.count()) if self.source.itemData(n) == source)
        return next(places, 0)

    def _choose(self) -> None:
        if self.source.currentData() is None:
            self._choose_file()
        else:
            self._before = self.source.currentIndex()
            self._read(self.map.currentData() or "")
        self.sourced.emit()
        self.changed.emit()

    def _choose_file(self) -> None:
        """Ask for another file; it stands in the list from then on."""
        path = self._ask()
        if path is None:
            self.source.setCurrentIndex(self._before)
            return
        source = file_source(path)
        place = self._place_of(source)
        if self.source.itemData(place) != source:
            place = self.source.count() - 2  # before the line
            self.source.insertItem(place, source.name, source)
        self.source.setCurrentIndex(place)
        if self._read(self.map.currentData() or ""):
            self._before = place
        else:
            self.source.removeItem(place)
            self.source.setCurrentIndex(self._before)

    def _read(self, map_id: str) -> bool:
        """Read the chosen source and list its maps; false where it cannot be read."""
        before = self._snapshot
        try:
            with waiting():
                self._snapshot = self._reader.snapshot(self.source.currentData())
        except JourneyError as error:
            self.failed.emit(str(error))
            return False
        maps = self._snapshot.maps()
        there = any(each.id == map_id for each in maps)
        wanted = map_id if there or not map_id else like(before, map_id, self._snapshot)
        self.map.clear()
        for each in maps:
            self.map.addItem(each.title or t("compare.unnamed"), each.id)
        self.map.setCurrentIndex(max(self.map.findData(wanted), 0 if maps else -1))
        self.map.setVisible(len(maps) != 1)
        return True


class Chooser(QDialog):
    """Asks for both sides. Accepted, `sides` holds them."""

    def __init__(
        self,
        parent: QWidget,
        sources: Sequence[Source],
        reader: Reader,
        ask: AskFile,
        start: tuple[tuple[Source, str], tuple[Source, str]],
        home: str,
    ) -> None:
        super().__init__(parent)
        self._reader, self._home = reader, home
        self.setWindowTitle(t("compare.choose.title"))
        self.setMinimumWidth(460)
        self.before = SideFields(t("compare.before"), sources, reader, ask)
        self.after = SideFields(t("compare.after"), sources, reader, ask)
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setProperty("role", "quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(14)
        for fields in (self.before, self.after):
            column.addWidget(fields)
            fields.changed.connect(self._look)
            fields.sourced.connect(self._align)
            fields.failed.connect(self._fail)
        column.addWidget(self.said)
        column.addStretch(1)
        buttons = QDialogButtonBox()
        role = QDialogButtonBox.ButtonRole
        self.compare: QPushButton = buttons.addButton(t("compare.choose.do"), role.AcceptRole)
        buttons.addButton(t("ui.dialog.cancel"), role.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.compare.setDefault(True)
        column.addWidget(buttons)
        self.before.start(*start[0])
        self.after.start(*start[1])
        self._one_source = self._same_source()
        self._look()

    def dress(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self.before.dress(theme)
        self.after.dress(theme)

    @property
    def sides(self) -> tuple[Chosen, Chosen] | None:
        """Both sides; None where one has no map."""
        before, after = self.before.chosen, self.after.chosen
        return (before, after) if before and after else None

    def _same_source(self) -> bool:
        return bool(self.before.source.currentData() == self.after.source.currentData())

    def _align(self) -> None:
        """Two maps of one source are no longer compared: now it is one map, the one on show."""
        one, self._one_source = self._one_source, self._same_source()
        if one and not self._one_source:
            project = self._reader.snapshot(now())
            for fields in (self.before, self.after):
                fields.choose_map(project, self._home)

    def _look(self) -> None:
        sides = self.sides
        same = sides and (sides[0].source, sides[0].map_id) == (sides[1].source, sides[1].map_id)
        self.compare.setEnabled(sides is not None and not same)
        if sides is None:
            self.said.setText(t("compare.choose.no_map"))
        else:
            self.said.setText(t("compare.choose.same") if same else "")

    def _fail(self, reason: str) -> None:
        self.said.setText(reason)
