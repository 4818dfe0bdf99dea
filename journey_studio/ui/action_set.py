# SPDX-License-Identifier: Apache-2.0
"""The rows of actions as Qt knows actions, for one window."""

from collections.abc import Collection, Iterable, Iterator

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from journey_studio.i18n import t
from journey_studio.layout.theme import Theme
from journey_studio.ui.actions import ROWS, Row, plain
from journey_studio.ui.icons import qicon
from journey_studio.ui.menus import LINE
from journey_studio.ui.workbench import Workbench


def shortcuts(row: Row) -> list[QKeySequence]:
    """What calls an action: the keys of its row first, then what else this system is used to."""
    usual = QKeySequence.keyBindings(row.standard) if row.standard is not None else []
    found: list[QKeySequence] = []
    for key in (*map(QKeySequence, row.keys), *usual):
        if key not in found:
            found.append(key)
    return found


def labelled(text: str) -> str:
    """A name as part of the text of an action: Qt takes a single & for the mark of a letter."""
    return text.replace("&", "&&")


class ActionSet:
    """Every action of a window. `refresh` fits them to what is open and selected."""

    def __init__(self, bench: Workbench, owner: QWidget) -> None:
        self._bench = bench
        self._actions: dict[str, QAction] = {}
        self._looks = QActionGroup(owner)
        self._theme: Theme | None = None
        self._dressed: dict[str, Theme] = {}  # by whose colours the icons are
        for row in ROWS:
            action = QAction(t(row.text), owner)
            action.setObjectName(row.id)
            action.setShortcuts(shortcuts(row))
            action.triggered.connect(self._caller(row))
            if row.checked is not None:
                action.setCheckable(True)
            if row.alone:
                self._looks.addAction(action)
            owner.addAction(action)
            self._actions[row.id] = action
            self._set_tip(action)

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def _caller(self, row: Row) -> "_Caller":
        return _Caller(self._bench, row)

    def rows(self) -> Iterator[tuple[Row, QAction]]:
        """Each row with its action."""
        return ((row, self._actions[row.id]) for row in ROWS)

    def refresh(self) -> None:
        """Enable what can be done now, and name what undo and redo would do."""
        bench = self._bench
        for row, action in self.rows():
            action.setEnabled(row.ready(bench))
            if row.checked is not None:
                action.setChecked(row.checked(bench))
        history = bench.session.document.history if bench.session is not None else None
        for name, stack in (
            ("undo", history.done if history else []),
            ("redo", history.undone if history else []),
        ):
            action = self._actions[f"edit.{name}"]
            text = t(f"ui.do.{name}")
            if stack:
                text = t(f"ui.do.{name}_it", name=labelled(stack[-1].label.text))
            if action.text() != text:
                action.setText(text)
                self._set_tip(action)

    def _set_tip(self, action: QAction) -> None:
        """What the bar says of an action, with the key that saves the way there."""
        text = plain(action.text())
        key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(t("ui.tip", text=text, shortcut=key) if key else text)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        if self._dressed:
            self.dress(self._dressed)

    def dress(self, names: Collection[str] = ()) -> None:
        """Give these actions their icons, or all: nobody sees them before a map or menu is open."""
        for row, action in self.rows():
            wanted = row.icon and (not names or row.id in names)
            if wanted and self._theme is not None and self._dressed.get(row.id) != self._theme:
                action.setIcon(qicon(row.icon, self._theme))
                self._dressed[row.id] = self._theme

    def fill(self, menu: QMenu, entries: Iterable[str]) -> None:
        """Put actions into a menu."""
        for entry in entries:
            if entry == LINE:
                menu.addSeparator()
            else:
                menu.addAction(self._actions[entry])


class _Caller:
    """Carries an action out. Ends the writing first where it must see what was written."""

    def __init__(self, bench: Workbench, row: Row) -> None:
        self._bench = bench
        self._row = row

    def __call__(self) -> None:
        bench, row = self._bench, self._row
        if row.writes and bench.canvas is not None:
            bench.canvas.finish_writing()
        if row.writes and bench.panels is not None:
            bench.panels.commit()
        bench.do(lambda: row.call(bench))
