# SPDX-License-Identifier: Apache-2.0
"""The map between its panels: the palette on the left, the inspector and the team on the right.

All close and open, and the window remembers how. What a person looks at stays where it is on the
screen when they do. Where there is no room for both on the right, one takes the other's place and
gives it back.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from journey_studio.canvas.camera import Camera, shows_all
from journey_studio.canvas.view import CanvasView
from journey_studio.layout.geometry import Box
from journey_studio.layout.hit import group_box
from journey_studio.layout.theme import Theme
from journey_studio.ui.history.room import History
from journey_studio.ui.inspector.panel import Inspector
from journey_studio.ui.palette.panel import Palette
from journey_studio.ui.preferences import Preferences
from journey_studio.ui.team.panel import TabName, TeamPanel

if TYPE_CHECKING:
    from journey_studio.ui.compare.room import Comparing

PALETTE, INSPECTOR, TEAM = "palette", "inspector", "team"
_USUAL = {PALETTE: 200, INSPECTOR: 288, TEAM: 312}  # px
_RIVALS = {INSPECTOR: TEAM, TEAM: INSPECTOR}  # for the room on the right
_MOST = 520
_NARROW = 1100  # px; in a narrower window the panels are closed at first
_LEAST_MAP = 560  # px of the map that two panels on the right must leave
_SPARE = 1440  # px; from here on there is room for the palette, unless somebody wants it anyway


class Panels(QSplitter):
    """The canvas with its panels. `toggled` is emitted when one was opened or closed."""

    toggled = Signal()

    def __init__(
        self,
        canvas: CanvasView,
        palette: Palette,
        inspector: Inspector,
        team: TeamPanel,
        history: History,
        make_comparing: Callable[[], "Comparing"],
        preferences: Preferences,
        *,
        room: int,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setObjectName("panels")
        self.canvas = canvas
        self.palette_panel = palette
        self.inspector = inspector
        self.team = team
        self.history = history
        self._make_comparing = make_comparing
        self._comparing: Comparing | None = None
        self._displaced = ""  # the panel whose place another has taken
        self._preferences = preferences
        self._room = room  # px, the width of the window at first
        self._widgets: dict[str, QWidget] = {PALETTE: palette, INSPECTOR: inspector, TEAM: team}
        for widget in self._widgets.values():
            widget.setMaximumWidth(_MOST)
        middle = QWidget()
        self._middle = QVBoxLayout(middle)  # the canvas, and what lies under it
        self._middle.setContentsMargins(0, 0, 0, 0)
        self._middle.setSpacing(0)
        self._middle.addWidget(canvas, 1)
        for part in (palette, middle, inspector, team):
            self.addWidget(part)
        for name, widget in self._widgets.items():
            widget.setVisible(room >= _NARROW and self._remembered(name)[0])
        if self.is_open(TEAM) and self._leaves(room) < _LEAST_MAP:
            inspector.hide()
        for index in range(4):
            self.setCollapsible(index, False)
            self.setStretchFactor(index, 1 if index == 1 else 0)
        self.setHandleWidth(1)
        self._share()
        palette.closing.connect(lambda: self.toggle(PALETTE))
        inspector.closing.connect(lambda: self.toggle(INSPECTOR))
        team.closing.connect(lambda: self.toggle(TEAM))
        self.splitterMoved.connect(self._remember)

    def _remembered(self, name: str) -> tuple[bool, int]:
        """Whether a panel was open, and how wide it was."""
        found: Any = self._preferences.panels.get(name)
        match found:
            case {"open": bool(is_open), "width": int(width)}:
                return is_open, min(max(width, 120), _MOST)
        usual = name == INSPECTOR or (name == PALETTE and self._room >= _SPARE)
        return usual, _USUAL[name]

    def _remember(self) -> None:
        for name in self._widgets:
            width = self._remembered(name)[1]
            if self.is_open(name):
                width = self._widgets[name].width()
            self._preferences.panels[name] = {"open": self.is_open(name), "width": width}

    def is_open(self, name: str) -> bool:
        """Whether a panel is open."""
        return not self._widgets[name].isHidden()

    def toggle(self, name: str) -> None:
        """Open a panel, or close it and go back to the map."""
        widget = self._widgets[name]
        opening = widget.isHidden()
        if not opening:
            self.inspector.commit()
            if self._has_keyboard(widget):
                self.canvas.setFocus()

        def change() -> None:
            widget.setVisible(opening)
            self._give_way(name, opening)
            self._share()

        self._keep_in_view(change)
        self._remember()
        self._preferences.save()
        self.toggled.emit()

    def _give_way(self, name: str, opening: bool) -> None:
        """Make room for a panel that was opened, and use what one that was closed has left."""
        rival = _RIVALS.get(name, "")
        if not rival:
            return
        if not opening:
            if self._displaced == rival:
                self._widgets[rival].show()
            self._displaced = ""
        elif self.is_open(rival) and self._leaves(self.width()) < _LEAST_MAP:
            self._displaced = rival
            self.inspector.commit()
            self._widgets[rival].hide()

    def _leaves(self, room: int) -> int:
        """How much of the map can be seen in so much room, as the panels are now."""
        return room - sum(self._remembered(name)[1] for name in _USUAL if self.is_open(name))

    def show_team(self, tab: TabName) -> None:
        """Open the team panel at a page, and give it the keyboard."""
        self.team.show_tab(tab)
        if not self.is_open(TEAM):
            self.toggle(TEAM)
        self.team.focus_first()

    def show_under(self, widget: QWidget, *, shown: bool) -> None:
        """Show something under the canvas, or hide it again."""

        def change() -> None:
            if self._middle.indexOf(widget) < 0:
                self._middle.addWidget(widget)
            widget.setVisible(shown)
            self._middle.activate()

        if shown == widget.isHidden():
            self._keep_in_view(change)

    def show_over(self, widget: QWidget, *, shown: bool) -> None:
        """Show something above the canvas, or hide it again."""
        if self._middle.indexOf(widget) < 0:
            self._middle.insertWidget(0, widget)
        whole = self._whole
        widget.setVisible(shown)
        self._middle.activate()
        if whole and not self._whole:
            self.canvas.fit_map()

    def _has_keyboard(self, widget: QWidget) -> bool:
        focus: QWidget | None = self.window().focusWidget()
        return focus is not None and (widget is focus or widget.isAncestorOf(focus))

    def _share(self) -> None:
        """Give the panels their widths and the canvas the rest."""
        left, right, team = (
            self._remembered(name)[1] if self.is_open(name) else 0 for name in self._widgets
        )
        self.setSizes([left, max(self.width() - left - right - team, 1), right, team])

    def _keep_in_view(self, change: Callable[[], None]) -> None:
        """Leave what is seen where it is on the screen; a map that was all in view stays so."""
        canvas = self.canvas
        before = canvas.viewport().mapTo(self, QPoint()).x()
        camera, whole = canvas.camera, self._whole
        chosen = self._chosen()
        seen = chosen is not None and self._sees(chosen)
        change()
        if whole:
            if not self._whole:
                canvas.fit_map()
            return
        moved = canvas.viewport().mapTo(self, QPoint()).x() - before
        canvas.look(Camera(camera.x + moved / camera.zoom, camera.y, camera.zoom))
        if seen and chosen is not None and not self._sees(chosen):
            canvas.reveal_head_or_body(chosen)

    def push_down(self, by: int) -> None:
        """The canvas begins so many px lower: leave what is seen where it is on the screen."""
        camera = self.canvas.camera
        if not self._whole:
            self.canvas.look(Camera(camera.x, camera.y + by / camera.zoom, camera.zoom))

    @property
    def _whole(self) -> bool:
        """Whether all of the map is in view."""
        board, zoom = self.canvas.board, self.canvas.camera.zoom
        return shows_all(board, zoom, *self.canvas.view_size)

    def _chosen(self) -> Box | None:
        ids = self.canvas.selection.ids
        return group_box(self.canvas.board, ids[-1]) if ids else None

    def _sees(self, box: Box) -> bool:
        """Whether a box is in view from side to side."""
        seen = self.canvas.view_box(box)
        return seen.x >= 0 and seen.right <= self.canvas.view_size[0]

    @property
    def comparing(self) -> "Comparing":
        """What compares maps, made when somebody first does."""
        if self._comparing is None:
            self._comparing = self._make_comparing()
        return self._comparing

    @property
    def compares(self) -> bool:
        """Whether two maps are compared just now."""
        return self._comparing is not None and self._comparing.active

    def commit(self) -> None:
        """Carry out what has been typed in the inspector and not yet been given."""
        self.inspector.commit()

    def close_panels(self) -> None:
        """Hear no more of the project; what was typed is kept."""
        self._preferences.save()  # not while an edge is pulled, which would be at every pixel
        if self._comparing is not None:
            self._comparing.close()
        self.history.close()
        self.inspector.close_panel()
        self.team.close_panel()
        self.palette_panel.close_panel()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self.palette_panel.set_theme(theme)
        self.inspector.set_theme(theme)
        self.team.set_theme(theme)
        self.history.set_theme(theme)
        if self._comparing is not None:
            self._comparing.set_theme(theme)

    def show_map(self) -> None:
        """Another map is on show."""
        self.palette_panel.refresh()
        self.inspector.refresh()
        self.team.refresh()
        self.history.show_map()
        if self._comparing is not None:
            self._comparing.show_map()
