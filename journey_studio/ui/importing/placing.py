# SPDX-License-Identifier: Apache-2.0
"""Where what was found goes, as a form: which maps, and as what."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from journey_studio.errors import JourneyError
from journey_studio.i18n import t
from journey_studio.layout.differences import ComparedMap, compared_map
from journey_studio.layout.theme import Theme
from journey_studio.model.records import Map
from journey_studio.model.snapshot import Snapshot
from journey_studio.ui.importing.places import Home, Taken, Way, all_maps
from journey_studio.ui.inspector.choices import Combo, Option
from journey_studio.ui.inspector.tick import Tick
from journey_studio.ui.status import ElidedLabel
from journey_studio.ui.transfer.words import joined

_ALL = ""
_COUNTS = ("added", "changed", "moved", "removed", "points")


class _Look:
    """The colours of a dialog, which do not change while it is open."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme


class PlaceForm(QWidget):
    """`changed` when something else is to be done; `taken` says what, `merged` what it makes."""

    changed = Signal()

    def __init__(self, theme: Theme, home: Home) -> None:
        super().__init__()
        self.setObjectName("form")
        self._theme, self._home = theme, home
        self._found = Snapshot()
        self._looked_at = ""
        self.merged: ComparedMap | None = None  # the open map before and after, over one another
        self.way = Combo()
        self.way.setAccessibleName(t("transfer.place"))
        self.way.offer(self._ways(), theme)
        self.way.setCurrentIndex(0)
        self.maps = Combo()
        self.maps.setAccessibleName(t("transfer.place.maps"))
        self.remove = Tick(_Look(theme), t("transfer.place.remove"))
        self.said = ElidedLabel()
        self.said.setProperty("role", "quiet")
        self._lay_out()
        self.way.activated.connect(self._choose)
        self.maps.activated.connect(self._choose)
        self.remove.toggled.connect(self._choose)
        self._fit()

    def _ways(self) -> list[Option]:
        home = self._home
        found: list[Option] = []
        library = not self._found.maps() and bool(self._found.records)
        if home.name:
            key = "transfer.place.library" if library else "transfer.place.new"
            found.append(Option(t(key, name=home.name), "new", "map"))
        shown = home.snapshot.get(Map, home.map_id)
        if home.name and not library and shown is not None and home.merge is not None:
            title = shown.title or t("compare.unnamed")
            found.append(Option(t("transfer.place.into", title=title), "into", "merge"))
        return [*found, Option(t("transfer.place.own"), "own", "file-plus")]

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        label = QLabel(t("transfer.place"))
        label.setProperty("role", "field")
        row.addWidget(label)
        row.addWidget(self.way, 3)
        row.addWidget(self.maps, 2)
        row.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(row)
        column.addWidget(self.said)
        self.maps.dress(self._theme)

    def show_maps(self, found: Snapshot, looked_at: str) -> None:
        """These were found; `looked_at` is the one on show."""
        self._found, self._looked_at = found, looked_at
        before = self.way.currentData()
        self.way.offer(self._ways(), self._theme)
        self.way.setCurrentIndex(max(self.way.findData(before), 0))
        self._fit()

    @property
    def taken(self) -> Taken:
        """What is to be done."""
        way: Way = self.way.currentData()
        maps = all_maps(self._found)
        if way == "into" or self.maps.currentData() != _ALL:
            maps = (self._looked_at,) if self._looked_at else ()
        return Taken(way, maps, way == "into" and self.remove.isChecked())

    def _choose(self) -> None:
        self._fit()
        self.changed.emit()

    def _fit(self) -> None:
        """Show what matters for the way chosen, and say what it comes to."""
        way: Way = self.way.currentData()
        maps = self._found.maps()
        title = next((each.title for each in maps if each.id == self._looked_at), "")
        only = t("transfer.place.only", title=title or t("compare.unnamed"))
        options = [Option(t("transfer.place.all", count=len(maps)), _ALL), Option(only, "one")]
        self.maps.offer(options, self._theme)
        self.maps.setCurrentIndex(max(self.maps.currentIndex(), 0))
        self.maps.setVisible(way != "into" and len(maps) > 1)
        self.remove.setVisible(way == "into")
        self.merged = self._merge() if way == "into" else None
        self.said.say(self._words(way))

    def _merge(self) -> ComparedMap | None:
        merge = self._home.merge
        if merge is None or not self._looked_at:
            return None
        try:
            after = merge(self._found, self._looked_at, self.remove.isChecked())
        except JourneyError:
            return None
        map_id = self._home.map_id
        return compared_map(self._home.snapshot, map_id, after, map_id)

    def _words(self, way: Way) -> str:
        home = self._home
        if way == "own":
            return t("transfer.place.own.more", name=home.own.name, folder=home.own.parent)
        if way == "new" and not self._found.maps():
            return t("transfer.place.library.more")
        if way == "new":
            return t("transfer.place.new.more", count=len(self.taken.maps))
        if self.merged is None:
            return t("transfer.place.not_merged")
        counts = self.merged.found.counts._asdict()
        parts = [t(f"compare.count.{name}", count=counts[name]) for name in _COUNTS if counts[name]]
        if not parts:
            return t("transfer.place.same")
        key = "transfer.place.into.more" if counts["removed"] else "transfer.place.into.kept"
        return t(key, counts=joined(parts))
