# SPDX-License-Identifier: Apache-2.0
"""The window: puts the bar, the notices, the canvas and the status line together."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from journey_studio.collector import unsettle
from journey_studio.errors import JourneyError
from journey_studio.i18n import t
from journey_studio.layout.theme import Theme
from journey_studio.store.looks import is_foreign
from journey_studio.ui import drops
from journey_studio.ui.action_set import ActionSet
from journey_studio.ui.bar import Bar
from journey_studio.ui.bridge import Bridge
from journey_studio.ui.dialogs import ask
from journey_studio.ui.file_deeds import save_copy_as
from journey_studio.ui.icons import app_icon
from journey_studio.ui.menu_bar import fill_menus
from journey_studio.ui.menus import BAR
from journey_studio.ui.notices import Answer, Notices
from journey_studio.ui.start_deeds import StartDeeds
from journey_studio.ui.start_page import StartPage
from journey_studio.ui.status import StatusLine
from journey_studio.ui.thumbnails import has_thumbnail
from journey_studio.ui.welcome import Page
from journey_studio.ui.workbench import Desk

if TYPE_CHECKING:  # what only a project needs is imported when one is shown, see `show_map`
    from journey_studio.canvas.view import CanvasView
    from journey_studio.session import Session
    from journey_studio.session.sharing import Sharing
    from journey_studio.ui.keyboard import KeySheet
    from journey_studio.ui.panels import Panels
    from journey_studio.ui.sharing.part import SharingPart
    from journey_studio.ui.thumbnail_maker import Sketch

_LOOKED_AT = 1500  # ms, after which a map counts as looked at


class MainWindow(QMainWindow):
    """One window: a project with its map, or the start. A `Workbench` for the actions."""

    def __init__(self, desk: Desk, theme: Theme, closed: Callable[["MainWindow"], object]) -> None:
        super().__init__()
        self.desk = desk
        self.theme = theme
        self.session: Session | None = None
        self.canvas: CanvasView | None = None
        self.panels: Panels | None = None
        self.sharing_part: SharingPart | None = None
        self._bridge: Bridge | None = None
        self._sketch: Sketch | None = None
        self._closed = closed
        self.notices = Notices(theme)
        self.status = StatusLine()
        self.commands = ActionSet(self, self)
        self.keys: KeySheet | None = None
        self._assemble()
        self._connect()
        self.set_theme(theme)

    def _assemble(self) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self.setMinimumSize(560, 400)
        fill_menus(self.menuBar(), self.commands, self.desk.preferences, self._open_recent)
        self.setStatusBar(self.status)
        self.stack = QStackedWidget()
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notices)
        column.addWidget(self.stack, 1)
        self.setCentralWidget(middle)

    def _connect(self) -> None:
        self.notices.grown.connect(self._push_down)

    def _open_recent(self, path: Path) -> None:
        self.start.open(path)

    def _push_down(self, by: int) -> None:
        """A notice takes its room from above the map: what is seen of it stays where it is."""
        if self.panels is not None:
            self.panels.push_down(by)

    @property
    def widget(self) -> QWidget:
        """The window, for dialogs to stand over."""
        return self

    # Parts that are made when they are first shown: few windows ever show them all

    @cached_property
    def bar(self) -> Bar:
        """The bar over a map."""
        bar = Bar(self.commands)
        bar.map_chosen.connect(self.show_map)
        bar.zoom_chosen.connect(self._zoom)
        bar.set_theme(self.theme)
        self.addToolBar(bar)
        return bar

    @cached_property
    def welcome(self) -> StartPage:
        """The start page."""
        page = StartPage(self.theme)
        page.set_theme(self.theme)
        self.stack.addWidget(page)
        return page

    @cached_property
    def start(self) -> StartDeeds:
        """What the start page asks for."""
        return StartDeeds(self.welcome, self, self.commands)

    @cached_property
    def empty(self) -> Page:
        """The page of a project without a map."""
        page = Page(t("ui.empty.title"), t("ui.empty.words"))
        more, add_map = t("ui.empty.map.more"), self.commands["insert.map"]
        page.add_choice("map", t("ui.empty.map"), more, add_map.trigger)
        page.column.addStretch(3)
        page.set_theme(self.theme)
        self.stack.addWidget(page)
        return page

    def _made(self) -> list[Bar | StartPage | Page]:
        """Those of them that there are."""
        return [vars(self)[name] for name in ("bar", "welcome", "empty") if name in vars(self)]

    # The project

    def show_session(self, session: "Session", told: bool = False) -> None:
        """Show an open project, which is the window's to close from now on."""
        self._put_away()
        self.session = session
        self._bridge = Bridge(session, self)
        self._bridge.changed.connect(self._on_change)
        # Later, for the canvas has not heard of the change yet.
        self._bridge.maps_changed.connect(self._on_maps, Qt.ConnectionType.QueuedConnection)
        self.setWindowTitle(session.place.stem)
        self.setWindowFilePath(str(session.place))
        self.notices.clear()
        self._show_saving(told)
        maps = session.map_ids
        if maps:
            self.show_map(maps[0])
        else:
            self._show_page(self.empty)
        if session.project.notice:
            self.notices.tell(session.project.notice)
        from journey_studio.ui.sharing.part import SharingPart

        self.sharing_part = SharingPart(self, session)
        self.refresh()

    def show_map(self, map_id: str) -> None:
        """Show a map of the project, all of it."""
        assert self.session is not None
        bar = self.bar  # made before the panels: the Tab key goes through parts in this order
        if self.canvas is None:
            from journey_studio.ui.canvas_maker import make_canvas, make_panels

            self.canvas = make_canvas(self, self.session, map_id, self.commands)
            self.canvas.camera_changed.connect(self._on_camera)
            self.panels = make_panels(self, self.session, self.canvas, self.commands)
            self.stack.addWidget(self.panels)
            # The bar may only now take its room from the canvas.
            QTimer.singleShot(0, self.canvas, self.canvas.fit_map)
            QTimer.singleShot(_LOOKED_AT, self.canvas, self._keep_first_picture)
        elif self.canvas.showing.home != map_id or self.canvas.presented:
            self.canvas.show_map(map_id)
        assert self.panels is not None
        self.panels.show_map()
        self.commands.dress(BAR)
        self.stack.setCurrentWidget(self.panels)
        bar.show()
        bar.show_maps(self.session.snapshot.maps(), map_id)
        self.canvas.setFocus()
        self.refresh()

    @property
    def sharing(self) -> "Sharing | None":
        """What carries the project's changes through a folder, None where nothing does."""
        return None if self.sharing_part is None else self.sharing_part.link.sharing

    def _put_away(self) -> list[str]:
        """Close the project and everything that shows it; what others lack yet, in sentences."""
        left: list[str] = []
        if self.canvas is not None:
            self.canvas.present(None)
        if self._sketch is not None:
            self._sketch.drop()
            self._sketch = None
        self._keep_picture()
        self._drop_canvas()
        if self.sharing_part is not None:  # what was being written is an edit by now
            part, self.sharing_part = self.sharing_part, None
            left = part.end()
        if self._bridge is not None:
            self._bridge.release()
            self._bridge.deleteLater()
            self._bridge = None
        if self.session is not None:
            session, self.session = self.session, None
            title = next((each.title for each in session.snapshot.maps()), "")
            self.desk.preferences.leave(session.place, title)
            self.desk.preferences.save()
            session.close()
            unsettle()
        return left

    def _keep_first_picture(self) -> None:
        """A map that was never seen on the start page is, also after a crash."""
        session, canvas = self.session, self.canvas
        if session is None or canvas is None or canvas.presented or has_thumbnail(session.place):
            return
        from journey_studio.ui.thumbnail_maker import Sketch

        board = canvas.showing.settled
        self._sketch = Sketch(session, board, self.theme.name, lambda: canvas.complete)

    def _keep_picture(self) -> None:
        """Remember how the map looks, for the start page."""
        session, canvas = self.session, self.canvas
        if session is None or canvas is None or canvas.presented:
            return
        if canvas.showing.home in session.map_ids:
            from journey_studio.ui.thumbnail_maker import keep_thumbnail

            keep_thumbnail(session, canvas.board, self.theme.name)

    def _drop_canvas(self) -> None:
        if self.canvas is not None and self.panels is not None:
            self.panels.close_panels()
            canvas, self.canvas = self.canvas, None
            panels, self.panels = self.panels, None
            canvas.close_view()
            self.stack.removeWidget(panels)
            panels.deleteLater()

    def close_project(self) -> bool:
        """Put the project away and show the start; false where the person would rather not."""
        if not self._may_leave():
            return False
        left = self._put_away()
        self.notices.clear()
        self.show_start()
        for sentence in left:
            self.notices.fail(sentence)
        return True

    def _may_leave(self) -> bool:
        """Ask whether exports under way may be stopped."""
        running = self.notices.running()
        if running:
            head, more = t("ui.leave.export"), t("ui.leave.export.more")
            if ask(self, head, more, [t("ui.leave.stop")]) != 0:
                return False
        for task in running:
            task.cancel()
        return True

    # What it shows

    def show_start(self) -> None:
        """Show the start page: no project is open."""
        self.setWindowTitle(t("ui.program"))
        self.setWindowFilePath("")
        self.start.show_recent()
        self.status.show_nothing()
        self._show_page(self.welcome)
        self.refresh()

    def _show_page(self, page: Page | StartPage) -> None:
        self.stack.setCurrentWidget(page)
        if not isinstance(page, StartPage):
            self.commands.dress(BAR)
            self.bar.show()
            self.bar.show_maps([], "")
            self.bar.show_zoom(None)
        elif "bar" in vars(self):
            self.bar.hide()
        page.focus_first()

    def _show_saving(self, told: bool) -> None:
        assert self.session is not None
        reason = self.session.read_only_reason
        if reason is None:
            self.status.show_saved()
            return
        self.status.show_read_only(reason)
        if not told:
            copy = Answer(t("ui.do.copy"), lambda: self.do(lambda: save_copy_as(self)))
            self.notices.tell(t("ui.read_only", reason=reason), copy)

    def _on_change(self, _delta: object) -> None:
        self.status.show_saved()
        self.refresh()

    def _on_maps(self) -> None:
        """A map was made, named or deleted; the one on show may be gone."""
        if self.session is None:
            return
        maps = self.session.map_ids
        shown = self.canvas.showing.home if self.canvas is not None else ""
        if self.canvas is not None and not maps:
            self._drop_canvas()
            self._show_page(self.empty)
            self.refresh()
        elif maps and shown not in maps:
            self.show_map(maps[0])
        else:
            self.bar.show_maps(self.session.snapshot.maps(), shown)
            self.refresh()

    def _on_camera(self) -> None:
        if self.canvas is not None:
            self.bar.show_zoom(self.canvas.camera.zoom)

    def _zoom(self, zoom: float) -> None:
        if self.canvas is not None:
            self.canvas.zoom_to(zoom)

    def refresh(self) -> None:
        """Fit the actions to what is open and selected."""
        self.commands.refresh()
        if self.canvas is not None:
            self.bar.show_zoom(self.canvas.camera.zoom)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self.theme = theme
        self.setWindowIcon(app_icon(theme))
        self.commands.set_theme(theme)
        self.notices.set_theme(theme)
        for part in self._made():
            part.set_theme(theme)
        if self.sharing_part is not None:
            self.sharing_part.set_theme()
        if self.canvas is not None and self.panels is not None:
            self.canvas.set_theme(theme)
            self.panels.set_theme(theme)
        self.commands.refresh()

    # What actions ask for

    def do(self, deed: Callable[[], object]) -> None:
        """Do something, and tell the person in a sentence where it does not work."""
        try:
            deed()
        except JourneyError as error:
            self.notices.fail(str(error))
        self.refresh()

    def choose_lane(self) -> None:
        """Ask which kind of lane to add."""
        self.bar.pop_up_lanes(self.mapToGlobal(self.rect().center()))

    def show_keys(self) -> None:
        """Show what each key does, beside the map."""
        if self.keys is None:
            from journey_studio.ui.keyboard import KeySheet

            self.keys = KeySheet(self)
        self.keys.show()
        self.keys.raise_()
        self.keys.activateWindow()

    # The window itself

    def closeEvent(self, event: QCloseEvent) -> None:
        """Everything is saved; only exports under way are asked about."""
        if not self._may_leave():
            event.ignore()
            return
        left = self._put_away()
        self._closed(self)
        self.desk.tell_left(left)
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped; pictures and words are for the canvas."""
        if drops.files_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the project, or offer to merge another copy of the one that is open; what another
        program has made is looked at first.
        """
        paths, at = drops.files_in(event.mimeData()), event.position()
        if paths:
            event.acceptProposedAction()
            # Later: whoever drags waits for the drop to come to its end.
            QTimer.singleShot(0, self, lambda: self.do(lambda: self._open_dropped(paths, at)))

    def _open_dropped(self, paths: list[Path], at: QPointF) -> None:
        from journey_studio.ui.import_deeds import drop_files
        from journey_studio.ui.sharing_deeds import join_from, offer_to_merge

        path = paths[0]
        if is_foreign(path):
            drop_files(self, paths, at)
        elif drops.is_shared(path):
            join_from(self, path)
        elif not offer_to_merge(self, path):
            self.desk.open(path, self)
