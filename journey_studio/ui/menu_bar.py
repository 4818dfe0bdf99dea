# SPDX-License-Identifier: Apache-2.0
"""The menus of a window, made from their table."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QMenu, QMenuBar

from journey_studio.i18n import t
from journey_studio.ui.action_set import ActionSet, labelled
from journey_studio.ui.menus import LANE_MENU, LANES, LINE, MENUS, RECENT
from journey_studio.ui.preferences import Preferences
from journey_studio.ui.recent import name_of
from journey_studio.ui.tips import tip_of


def fill_menus(
    bar: QMenuBar,
    actions: ActionSet,
    preferences: Preferences,
    open_recent: Callable[[Path], object],
) -> None:
    """Put every menu into the bar."""
    for menu in MENUS:
        made = QMenu(t(menu.text), bar)
        made.aboutToShow.connect(actions.dress)
        for entry in menu.entries:
            if entry == RECENT:
                made.addMenu(RecentMenu(made, preferences, open_recent))
            elif entry == LANES:
                lanes = QMenu(t("ui.do.lane"), made)
                lanes.setIcon(actions["insert.lane"].icon())
                actions.fill(lanes, LANE_MENU)
                made.addMenu(lanes)
            elif entry == LINE:
                made.addSeparator()
            else:
                made.addAction(actions[entry])
        bar.addMenu(made)


class RecentMenu(QMenu):
    """The projects that were open lately, looked up when the menu opens."""

    def __init__(
        self, parent: QMenu, preferences: Preferences, call: Callable[[Path], object]
    ) -> None:
        super().__init__(t("ui.menu.recent"), parent)
        self._preferences = preferences
        self._call = call
        self.aboutToShow.connect(self._list)
        self._list()

    def _list(self) -> None:
        self.clear()
        for name in self._preferences.recent:
            path = Path(name)
            action = self.addAction(labelled(name_of(self._preferences, path)))
            action.setToolTip(tip_of(name))
            action.setEnabled(path.is_file())
            action.triggered.connect(self._opener(path))
        if self.isEmpty():
            self.addAction(t("ui.menu.no_recent")).setEnabled(False)

    def _opener(self, path: Path) -> Callable[[], object]:
        return lambda: self._call(path)
