# SPDX-License-Identifier: Apache-2.0
"""The one bar of the window."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QMenu,
    QSizePolicy,
    QToolBar,
    QToolButton,
    QWidget,
    QWidgetAction,
)

from journey_studio.i18n import t
from journey_studio.layout.theme import Theme
from journey_studio.ui.action_set import ActionSet, labelled
from journey_studio.ui.bound import bound
from journey_studio.ui.icons import SIZE, qicon
from journey_studio.ui.menus import (
    BAR,
    LANE_MENU,
    LINE,
    MAPS,
    NAMED_IN_BAR,
    SPACE,
    ZOOM,
    ZOOM_MENU,
)

if TYPE_CHECKING:
    from journey_studio.model.records import Map

_Style = Qt.ToolButtonStyle
_TABS = Qt.FocusPolicy.TabFocus
_WIDEST_TITLE = 220  # px
_STEPS = (50, 75, 100, 150, 200)  # %, offered beside what fits


class Bar(QToolBar):
    """Actions, the zoom level, and a chooser where the project holds several maps."""

    map_chosen = Signal(str)
    zoom_chosen = Signal(float)

    def __init__(self, actions: ActionSet) -> None:
        super().__init__(t("ui.bar"))
        self.setObjectName("bar")
        self.setMovable(False)
        self.setFloatable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setIconSize(QSize(SIZE, SIZE))
        self._actions = actions
        self.maps = self._menu_button(t("ui.maps"))
        self._maps_action: QWidgetAction | None = None
        self.zoom = self._zoom_button()
        self.lanes = QMenu(self)
        actions.fill(self.lanes, LANE_MENU)
        for entry in BAR:
            self._add(entry)

    def _add(self, entry: str) -> None:
        if entry == LINE:
            self.addSeparator()
        elif entry == MAPS:
            self._maps_action = QWidgetAction(self)
            self._maps_action.setDefaultWidget(self.maps)
            self.addAction(self._maps_action)
            self._maps_action.setVisible(False)
        elif entry == ZOOM:
            self.addWidget(self.zoom)
        elif entry == SPACE:
            space = QWidget()
            space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            self.addWidget(space)
        else:
            self.addAction(self._actions[entry])
            self.button(entry).setFocusPolicy(Qt.FocusPolicy.TabFocus)
            if entry in NAMED_IN_BAR:
                text = t(f"ui.bar.{entry.partition('.')[2]}")
                self._actions[entry].setIconText(t("ui.beside_icon", text=text))

    def button(self, name: str) -> QToolButton:
        """The button of an action."""
        found = self.widgetForAction(self._actions[name])
        assert isinstance(found, QToolButton)
        return found

    def _menu_button(self, tip: str) -> QToolButton:
        button = QToolButton()
        button.setMenu(QMenu(button))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        return button

    def _zoom_button(self) -> QToolButton:
        button = self._menu_button(t("ui.zoom.tip"))
        widest = button.fontMetrics().horizontalAdvance(t("ui.zoom", percent=800))
        button.setMinimumWidth(widest + 22)
        menu = button.menu()
        for percent in _STEPS:
            step = menu.addAction(t("ui.zoom", percent=percent))
            step.triggered.connect(bound(self.zoom_chosen.emit, percent / 100))
        menu.addSeparator()
        self._actions.fill(menu, ZOOM_MENU)
        return button

    def _short(self, title: str) -> str:
        """A title that leaves room for the rest of the bar."""
        metrics = self.maps.fontMetrics()
        title = metrics.elidedText(title, Qt.TextElideMode.ElideRight, _WIDEST_TITLE)
        return t("ui.beside_icon", text=labelled(title))

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self.maps.setIcon(qicon("map", theme))

    def show_zoom(self, zoom: float | None) -> None:
        """Show the zoom level, None for no map."""
        self.zoom.setEnabled(zoom is not None)
        percent = 100 if zoom is None else round(zoom * 100)
        self.zoom.setText(t("ui.zoom", percent=percent))

    def show_maps(self, maps: "Sequence[Map]", current: str) -> None:
        """Offer these maps; one or none is nothing to choose from."""
        menu = self.maps.menu()
        menu.clear()
        for each in maps:
            title = each.title or t("export.untitled")
            action = menu.addAction(labelled(title))
            action.setCheckable(True)
            action.setChecked(each.id == current)
            action.triggered.connect(bound(self.map_chosen.emit, each.id))
            if each.id == current:
                self.maps.setText(self._short(title))
        if self._maps_action is not None:
            self._maps_action.setVisible(len(maps) > 1)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Names where there is room, icons alone where there is not."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """What was offered while it was hidden may need less room, or more."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        if not self.isVisible():  # its width is not known before it is shown
            return
        beside, alone = _Style.ToolButtonTextBesideIcon, _Style.ToolButtonIconOnly
        for actions, chooser, tight in (
            (beside, beside, False),
            (alone, beside, False),
            (alone, alone, False),
            (alone, alone, True),
        ):
            for name in NAMED_IN_BAR:
                self.button(name).setToolButtonStyle(actions)
            self.maps.setToolButtonStyle(chooser)
            self._be(tight=tight)
            if self.sizeHint().width() <= self.width():
                break

    def _be(self, *, tight: bool) -> None:
        """Let buttons stand closer together, or as usual."""
        if tight != bool(self.property("tight")):
            self.setProperty("tight", tight)
            for widget in (self, *self.findChildren(QToolButton)):
                widget.style().unpolish(widget)
                widget.style().polish(widget)
            self.updateGeometry()

    def focus_first(self) -> None:
        """Give the keyboard to the first button that does something now."""
        buttons = [button for button in self.findChildren(QToolButton) if button.isEnabled()]
        shown = [each for each in buttons if each.isVisible() and each.focusPolicy() & _TABS]
        if shown:
            min(shown, key=lambda each: each.x()).setFocus(Qt.FocusReason.TabFocusReason)

    def pop_up_lanes(self, otherwise: QPoint) -> None:
        """Offer the kinds of lanes below their button, or at a point where it is hidden."""
        button = self.button("insert.lane")
        below = button.mapToGlobal(QPoint(0, button.height() + 2))
        self.lanes.popup(below if button.isVisible() else otherwise)
