# SPDX-License-Identifier: Apache-2.0
"""The team panel: pages by tab, each with a badge of how much waits there.

A page is made when it is first looked at, but what waits is counted all the time.
"""

from collections.abc import Callable, Mapping
from typing import Literal, get_args

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from journey_studio.i18n import t
from journey_studio.layout.theme import Theme
from journey_studio.ui.bound import bound
from journey_studio.ui.buttons import small_button
from journey_studio.ui.icons import qicon
from journey_studio.ui.inspector.flow import Flow
from journey_studio.ui.team.facts import Facts
from journey_studio.ui.team.page import Page

TabName = Literal["news", "conflicts", "history", "recheck"]
TABS: tuple[TabName, ...] = get_args(TabName)
_BETWEEN = 2  # px, of tabs
_ARROWS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class Tab(QToolButton):
    """The name of a page and how much waits on it. The arrow keys go to the next one."""

    moved = Signal(int)

    def __init__(self, name: TabName) -> None:
        super().__init__()
        self.name = name
        self.count = 0
        self.setObjectName("tab")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.show_count(0)

    def show_count(self, count: int) -> None:
        """Say how much waits."""
        self.count = count
        name = t(f"team.tab.{self.name}")
        self.setText(t("team.tab.count", name=name, number=count) if count else name)
        spoken = t("team.tab.spoken", name=name, number=count) if count else name
        self.setAccessibleName(spoken)
        self.setToolTip(t(f"team.tab.{self.name}.more"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go along the tabs."""
        by = _ARROWS.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
        else:
            self.moved.emit(by)


class TeamPanel(QFrame):
    """The panel. `closing` is emitted when the person closes it.

    `makers` make the pages by name; a tab is there for each of them.
    """

    closing = Signal()
    shown = Signal(str)
    counted = Signal(int, int)  # how many news there are, and how many things need a word

    def __init__(
        self, theme: Theme, facts: Facts, makers: Mapping[TabName, Callable[[], Page]]
    ) -> None:
        super().__init__()
        self.facts = facts
        self._theme = theme
        self._makers = makers
        self._pages: dict[TabName, Page] = {}
        self._told: tuple[int, int] | None = None
        self.setObjectName("team")
        self.setAccessibleName(t("team.name"))
        self.setMinimumWidth(248)
        self.tabs = {name: Tab(name) for name in TABS if name in makers}
        self.tab: TabName = next(iter(self.tabs))
        self._lay_out()
        self.set_theme(theme)

    def _lay_out(self) -> None:
        self.cross = small_button(t("team.close"), 16)
        self.cross.clicked.connect(self.closing)
        title = QLabel(t("team.head"))
        title.setProperty("role", "head")
        head = QWidget()
        head.setObjectName("panel_head")
        across = QHBoxLayout(head)
        across.setContentsMargins(16, 10, 8, 4)
        across.addWidget(title, 1)
        across.addWidget(self.cross)
        row = QWidget()
        row.setObjectName("tabs")
        inner = QWidget()
        flow = Flow(inner, _BETWEEN)
        around = QHBoxLayout(row)
        around.setContentsMargins(10, 0, 10, 6)
        around.addWidget(inner)
        self._group = QButtonGroup(self)
        for name, tab in self.tabs.items():
            self._group.addButton(tab)
            flow.addWidget(tab)
            tab.clicked.connect(bound(self.show_tab, name))
            tab.moved.connect(self._move)
        self.tabs[self.tab].setChecked(True)
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(row)
        column.addWidget(self._stack, 1)

    def _move(self, by: int) -> None:
        names = list(self.tabs)
        self.show_tab(names[(names.index(self.tab) + by) % len(names)])
        self.tabs[self.tab].setFocus(Qt.FocusReason.TabFocusReason)

    def page(self, name: TabName) -> Page:
        """A page, made now if nobody has looked at it before."""
        if name not in self._pages:
            made = self._makers[name]()
            made.set_theme(self._theme)
            made.counted.connect(self.tabs[name].show_count)
            self._pages[name] = made
            self._stack.addWidget(made)
        return self._pages[name]

    def show_tab(self, name: TabName) -> None:
        """Show a page."""
        self.tab = name
        self.tabs[name].setChecked(True)
        if not self.isHidden():
            page = self.page(name)
            self._stack.setCurrentWidget(page)
            page.refresh()
        self.shown.emit(name)

    def tell(self, *, again: bool = False) -> None:
        """Say on the tabs, and to whoever listens, how much waits: where it is something else than
        before, or `again`.
        """
        facts = self.facts
        counts: dict[TabName, int] = {
            "news": len(facts.items),
            "conflicts": facts.waiting,
            "recheck": len(facts.stale),
        }
        for name, count in counts.items():
            self.tabs[name].show_count(count)
        told = counts["news"], counts["conflicts"]
        if again or told != self._told:
            self._told = told
            self.counted.emit(*told)

    def refresh(self) -> None:
        """Show the page as everything is now; where the panel is closed, it waits for that."""
        if not self.isHidden():
            self.page(self.tab).refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Show the page, once the panel is there."""
        super().showEvent(event)
        self.show_tab(self.tab)

    def focus_first(self) -> None:
        """Give the keyboard to the page, or to its tab where there is nothing on it."""
        page = self.page(self.tab)
        page.focus_first()
        focus: QWidget | None = self.window().focusWidget()
        if focus is None or not page.isAncestorOf(focus):
            self.tabs[self.tab].setFocus(Qt.FocusReason.TabFocusReason)

    def close_panel(self) -> None:
        """Hear no more of the project."""
        for page in self._pages.values():
            page.close_page()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        self.cross.setIcon(qicon("close", theme, 16))
        for page in self._pages.values():
            page.set_theme(theme)
        self.tell(again=True)
