# SPDX-License-Identifier: Apache-2.0
"""The maps of a project: to go to, to name, to order and to delete."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QDropEvent,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from journey_studio.i18n import t
from journey_studio.layout.theme import Theme
from journey_studio.model.commands import Command, Delete, Edit, Move
from journey_studio.model.commands.placing import map_of
from journey_studio.model.records import Map
from journey_studio.model.snapshot import Snapshot
from journey_studio.ui.icons import qicon
from journey_studio.ui.tips import tip_of

_MOST = 8  # maps in view at once
_ICON = 14  # px
_INWARDS = 14  # px that a map stands further in than the one it lies in
_BESIDE, _ABOVE_AND_BELOW = 40, 12  # px around a title: the icon, and what the style sheet leaves
_HIGH = 10_000  # px, higher than any title
_ID, _DEPTH = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class Nested(NamedTuple):
    """A map, and in how many others it lies."""

    map: Map
    depth: int


def nested(snapshot: Snapshot) -> list[Nested]:
    """The maps in order, each followed by those that tell one of its steps in detail."""
    maps = snapshot.maps()
    inside: dict[str, list[Map]] = {}
    for each in maps:
        home = map_of(snapshot, each.parent_step) if each.parent_step else None
        inside.setdefault(home if home != each.id and home is not None else "", []).append(each)
    found: list[Nested] = []
    seen: set[str] = set()

    def walk(home: str, depth: int) -> None:
        for each in inside.get(home, ()):
            if each.id not in seen:
                seen.add(each.id)
                found.append(Nested(each, depth))
                walk(each.id, depth + 1)

    walk("", 0)
    return [*found, *(Nested(each, 0) for each in maps if each.id not in seen)]


class _Inwards(QStyledItemDelegate):
    """Keeps all lines of a title, and its icon, as far in as its map lies in others."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        inwards = index.data(_DEPTH) * _INWARDS
        option.decorationSize = QSize(_ICON + inwards, _ICON)
        option.decorationAlignment = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class MapList(QListWidget):
    """The list. `chosen` names a map to show, `wanted` a command to carry out."""

    chosen = Signal(str)
    wanted = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("maps")
        self._theme = theme
        self._writable = False  # until somebody says so
        self._shown: object = None
        self._order: Sequence[str] = ()  # of the project, in which nothing is nested
        self._filling = False
        self.setAccessibleName(t("palette.maps"))
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setIconSize(QSize(_ICON, _ICON))
        self.setItemDelegate(_Inwards(self))
        self.setWordWrap(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)
        self.itemClicked.connect(lambda item: self.chosen.emit(item.data(_ID)))
        self.itemChanged.connect(self._renamed)

    def set_writable(self, writable: bool) -> None:
        """Let the maps be named, ordered and deleted, or only be shown."""
        if writable == self._writable:
            return
        self._writable = writable
        drops, edits = QAbstractItemView.DragDropMode, QAbstractItemView.EditTrigger
        self.setDragDropMode(drops.InternalMove if writable else drops.NoDragDrop)
        self.setEditTriggers(edits.DoubleClicked if writable else edits.NoEditTriggers)
        self._shown = None  # list them anew: each says of itself whether it can be named

    def show_maps(self, snapshot: Snapshot, current: str) -> None:
        """List the maps of the project, the one on show chosen."""
        maps = nested(snapshot)
        self._order = [each.id for each in snapshot.maps()]
        shown = ([(each.map.id, each.map.title, each.depth) for each in maps], self._theme)
        self._filling = True
        if shown != self._shown:
            self._shown = shown
            self._fill(maps)
        for row in range(self.count()):
            item = self.item(row)
            font = item.font()
            here = item.data(_ID) == current
            # No bolder: there is no face for it, and one made of this would smear.
            font.setWeight(QFont.Weight.DemiBold if here else QFont.Weight.Normal)
            item.setFont(font)
            if item.data(_ID) == current and not self.hasFocus():
                self.setCurrentItem(item)
        self._filling = False
        self._take_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Titles may break elsewhere."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._take_room()

    def _take_room(self) -> None:
        """Be as high as the first maps are; the others are scrolled to."""
        room = self.viewport().width() - _BESIDE
        self._filling = True  # Qt tells of a new size as of a new name
        for row in range(self.count()):
            item = self.item(row)
            metrics, wrap = QFontMetrics(item.font()), Qt.TextFlag.TextWordWrap
            wide = max(room - item.data(_DEPTH) * _INWARDS, 1)
            words = metrics.boundingRect(0, 0, wide, _HIGH, wrap, item.text())
            # Qt's own guess knows nothing of the room the style sheet takes, and cuts what is long.
            item.setSizeHint(QSize(room, words.height() + _ABOVE_AND_BELOW))
        self._filling = False
        self.doItemsLayout()
        rows = [self.visualItemRect(self.item(row)) for row in range(min(self.count(), _MOST))]
        self.setFixedHeight(max(sum(row.height() for row in rows), 24) + 4)

    def _fill(self, maps: Sequence[Nested]) -> None:
        current = self._current()
        at = current.data(_ID) if current is not None else ""
        self.clear()
        for each in maps:
            item = QListWidgetItem(each.map.title or t("export.untitled"))
            item.setData(_ID, each.map.id)
            item.setData(_DEPTH, each.depth)
            name = "step" if each.depth else "map"
            item.setIcon(qicon(name, self._theme, _ICON, self._theme.colours.quiet))
            item.setToolTip(tip_of(each.map.title))
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled)
            if self._writable:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            self.addItem(item)
            if each.map.id == at:
                self.setCurrentItem(item)

    def _current(self) -> QListWidgetItem | None:
        return self.item(self.currentRow()) if self.currentRow() >= 0 else None

    def _at(self, point: QPoint) -> QListWidgetItem | None:
        row = self.indexAt(point).row()
        return self.item(row) if row >= 0 else None

    def ids(self) -> list[str]:
        """The maps from top to bottom."""
        return [self.item(row).data(_ID) for row in range(self.count())]

    # What is done to them

    def _renamed(self, item: QListWidgetItem) -> None:
        if self._filling:
            return
        self._shown = None  # list them anew, whatever comes of it
        title = " ".join(item.text().split())
        self.wanted.emit(Edit(id=item.data(_ID), values={"title": title}))

    def rename(self) -> None:
        """Write the title of the current map."""
        item = self._current()
        if item is not None and self._writable:
            self.editItem(item)

    def remove(self) -> None:
        """Delete the current map."""
        item = self._current()
        if item is not None and self._writable:
            self.wanted.emit(Delete(ids=(item.data(_ID),)))

    def shift(self, by: int) -> None:
        """Move the current map by one place among its neighbours."""
        item = self._current()
        if item is None or not self._writable:
            return
        row = self.row(item)
        same = [r for r in range(self.count()) if self._same_home(r, row)]
        at = same.index(row) + by
        if 0 <= at < len(same):
            self.wanted.emit(self._move(item.data(_ID), self.item(same[at]).data(_ID), by > 0))

    def _same_home(self, row: int, other: int) -> bool:
        """Whether two maps lie in the same one: none between them lies further out."""
        depth = self.item(other).data(_DEPTH)
        low, high = sorted((row, other))
        between = (self.item(each).data(_DEPTH) for each in range(low, high + 1))
        return bool(self.item(row).data(_DEPTH) == depth and min(between) >= depth)

    def _move(self, moved: str, beside: str, behind: bool) -> Command:
        """Put a map before or behind another one in the order of the project."""
        rest = [each for each in self._order if each != moved]
        return Move(ids=(moved,), at=rest.index(beside) + behind)

    def _menu(self, at: QPoint) -> None:
        item = self._at(at)
        if item is None:
            return
        self.setCurrentItem(item)
        map_id = item.data(_ID)  # the list may be filled anew while the menu is open
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(t("palette.map.show")).triggered.connect(lambda: self.chosen.emit(map_id))
        for key, call in (
            ("rename", self.rename),
            ("up", lambda: self.shift(-1)),
            ("down", lambda: self.shift(1)),
            ("delete", self.remove),
        ):
            action = menu.addAction(t(f"palette.map.{key}"))
            action.setEnabled(self._writable)
            action.triggered.connect(call)
        menu.popup(self.viewport().mapToGlobal(at))

    # Hands and keys

    def dropEvent(self, event: QDropEvent) -> None:
        """Order the maps: before the one it is dropped above, behind the one below."""
        item = self._current()
        at = event.position().toPoint()
        target = self._at(at)
        event.setDropAction(Qt.DropAction.IgnoreAction)  # the list follows the project
        event.accept()
        if item is None or target is item:
            return
        if target is None:
            target = self.item(self.count() - 1)
            behind = True
        else:
            behind = at.y() > self.visualItemRect(target).center().y()
        if target is not item:
            self.wanted.emit(self._move(item.data(_ID), target.data(_ID), behind))

    def event(self, event: QEvent) -> bool:
        """Keys that mean something for maps are not the window's shortcuts."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            arrows = event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and alt
            if arrows or event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Delete):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter shows a map, F2 names it, Del deletes it, Alt and an arrow move it."""
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        key, item = event.key(), self._current()
        if self.state() == QAbstractItemView.State.EditingState or item is None:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(item.data(_ID))
        elif alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.shift(-1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_F2:
            self.rename()
        elif key == Qt.Key.Key_Delete:
            self.remove()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """There is always a current map."""
        super().focusInEvent(event)
        if self.currentRow() < 0 and self.count():
            self.setCurrentRow(0)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        self._shown = None
