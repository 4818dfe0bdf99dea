# SPDX-License-Identifier: Apache-2.0
"""The map between its two panels: the palette on the left, the inspector on the right.

Both close and open, and the window remembers how. What a person looks at stays where it is on the
screen when they do.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from journey_studio.canvas.camera import Camera, shows_all
from journey_studio.canvas.view import CanvasView
from journey_studio.layout.geometry import Box
from journey_studio.layout.hit import group_box
from journey_studio.layout.theme import Theme
from journey_studio.ui.inspector.panel import Inspector
from journey_studio.ui.palette.panel import Palette
from journey_studio.ui.preferences import Preferences

PALETTE, INSPECTOR = "palette", "inspector"
_USUAL = {PALETTE: 200, INSPECTOR: 288}  # px
_MOST = 520
_NARROW = 1100  # px; in a narrower window the panels are closed at first
_SPARE = 1440  # px; from here on there is room for the palette, unless somebody wants it anyway


class Panels(QSplitter):
    """The canvas with its panels. `toggled` is emitted when one was opened or closed."""

    toggled = Signal()

    def __init__(
        self,
        canvas: CanvasView,
        palette: Palette,
        inspector: Inspector,
        preferences: Preferences,
        *,
        room: int,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setObjectName("panels")
        self.canvas = canvas
        self.palette_panel = palette
        self.inspector = inspector
        self._preferences = preferences
        self._room = room  # px, the width of the window at first
        self._widgets: dict[str, QWidget] = {PALETTE: palette, INSPECTOR: inspector}
        for widget in self._widgets.values():
            widget.setMaximumWidth(_MOST)
        for part in (palette, canvas, inspector):
            self.addWidget(part)
        for name, widget in self._widgets.items():
            widget.setVisible(room >= _NARROW and self._remembered(name)[0])
        for index in range(3):
            self.setCollapsible(index, False)
            self.setStretchFactor(index, 1 if index == 1 else 0)
        self.setHandleWidth(1)
        self._share()
        palette.closing.connect(lambda: self.toggle(PALETTE))
        inspector.closing.connect(lambda: self.toggle(INSPECTOR))
        self.splitterMoved.connect(self._remember)

    def _remembered(self, name: str) -> tuple[bool, int]:
        """Whether a panel was open, and how wide it was."""
        found: Any = self._preferences.panels.get(name)
        match found:
            case {"open": bool(is_open), "width": int(width)}:
                return is_open, min(max(width, 120), _MOST)
        return name == INSPECTOR or self._room >= _SPARE, _USUAL[name]

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
            self._share()

        self._keep_in_view(change)
        self._remember()
        self._preferences.save()
        self.toggled.emit()

    def _has_keyboard(self, widget: QWidget) -> bool:
        focus: QWidget | None = self.window().focusWidget()
        return focus is not None and (widget is focus or widget.isAncestorOf(focus))

    def _share(self) -> None:
        """Give the panels their widths and the canvas the rest."""
        left, right = (
            self._remembered(name)[1] if self.is_open(name) else 0 for name in self._widgets
        )
        self.setSizes([left, max(self.width() - left - right, 1), right])

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

    def commit(self) -> None:
        """Carry out what has been typed in the inspector and not yet been given."""
        self.inspector.commit()

    def close_panels(self) -> None:
        """Hear no more of the project; what was typed is kept."""
        self._preferences.save()  # not while an edge is pulled, which would be at every pixel
        self.inspector.close_panel()
        self.palette_panel.close_panel()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self.palette_panel.set_theme(theme)
        self.inspector.set_theme(theme)

    def show_map(self) -> None:
        """Another map is on show."""
        self.palette_panel.refresh()
        self.inspector.refresh()
