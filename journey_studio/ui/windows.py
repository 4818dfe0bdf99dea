# SPDX-License-Identifier: Apache-2.0
"""All windows of the program: which project is shown where, how they look, how they end."""

import contextlib
import gc
import importlib
import sys
import threading
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QFileOpenEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from journey_studio.collector import resting, settle
from journey_studio.errors import JourneyError
from journey_studio.i18n import t
from journey_studio.store.looks import is_foreign
from journey_studio.store.recovery import LeftOpen, forget, left_open
from journey_studio.store.working import original_of
from journey_studio.ui import drops
from journey_studio.ui.dialogs import ask, tell
from journey_studio.ui.guard import log_folder
from journey_studio.ui.main_window import MainWindow
from journey_studio.ui.notices import Answer
from journey_studio.ui.placing import place_of, restore_place
from journey_studio.ui.preferences import Look, Preferences
from journey_studio.ui.style import dress, theme_for
from journey_studio.ui.workbench import waiting

if TYPE_CHECKING:  # imported when a project is opened: the start page is there much sooner
    from PySide6.QtCore import QEvent

    from journey_studio.session import Session

_SCHEMES = {
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
    "system": Qt.ColorScheme.Unknown,
}
_AT_REST = 800  # ms after its first frame, when a start page has nothing else to do


class Windows(QObject):
    """The desk that every window stands on."""

    def __init__(self, app: QApplication, preferences: Preferences) -> None:
        super().__init__(app)
        self._app = app
        self.preferences = preferences
        self.windows: list[MainWindow] = []
        self._leaving = False
        self._set_scheme(preferences.look)
        self.theme = theme_for(preferences.look)
        dress(app, self.theme)
        app.styleHints().colorSchemeChanged.connect(self._on_scheme)
        if sys.platform == "darwin":  # elsewhere it would only look at every event there is
            app.installEventFilter(self)
        app.screenAdded.connect(self._dress)  # icons have pixels for each screen

    # Windows

    def new_window(self) -> MainWindow:
        """A window with the start; not shown yet."""
        window = self._make_window()
        window.show_start()
        return window

    def _make_window(self) -> MainWindow:
        """A window with nothing in it, for a project that is about to be shown."""
        window = MainWindow(self, self.theme, self._forget)
        restore_place(window, self.preferences.geometry)
        for other in self.windows[-1:]:
            window.move(other.pos().x() + 32, other.pos().y() + 32)
        self.windows.append(window)
        return window

    def _forget(self, window: MainWindow) -> None:
        self.preferences.geometry = place_of(window)
        self.preferences.save()
        if window in self.windows:
            self.windows.remove(window)

    @property
    def front(self) -> MainWindow | None:
        """The window a person works in."""
        active = self._app.activeWindow()
        found = [window for window in self.windows if window is active]
        return next(iter(found or self.windows[-1:]), None)

    def start(self, path: Path | None = None) -> None:
        """Show the first window with what was asked for, then offer what a crash left open."""
        left = left_open()  # before the project asked for writes its own note
        window = self._make_window()
        if path is not None and is_foreign(path):  # its dialog stands over a window that is there
            QTimer.singleShot(0, window, lambda: self.open(path, window))
        elif path is not None:
            self.open(path)
        if window.session is None:
            window.show_start()
        window.show()
        QTimer.singleShot(0, self, lambda: self._offer(left, path))
        QTimer.singleShot(_AT_REST, self, self._make_ready)

    def _make_ready(self) -> None:
        """Make ready, but not while hands are at work, where the collector rests: for a second all
        that Python does would take twice as long.
        """
        if gc.isenabled():
            make_ready()
        else:
            QTimer.singleShot(_AT_REST, self, self._make_ready)

    def _offer(self, left: list[LeftOpen], path: Path | None) -> None:
        others = [each._replace(path=original_of(each.path)) for each in left]
        others = [each for each in others if path is None or not _same(each.path, path)]
        if not others:
            return
        from journey_studio.ui.recovery_dialog import RecoveryDialog

        dialog = RecoveryDialog(others, self.front)
        again = dialog.exec() == QDialog.DialogCode.Accepted
        chosen = dialog.chosen() if again else []
        for each in others:
            forget(each)
        for found in chosen:
            self.open(found, self.front)

    def tell_left(self, left: list[str]) -> None:
        """Say what a window that has just closed could not send or write back yet."""
        if not left or self._leaving:
            return
        if self.front is not None:
            for sentence in left:
                self.front.notices.fail(sentence)
        else:
            tell(None, t("sharing.left.head"), "\n\n".join(left))

    def quit(self) -> None:
        """Close every window; one whose person would rather not keeps the program open."""
        QApplication.closeAllWindows()

    def leave(self) -> None:
        """Close every window without asking: the computer wants the program to end."""
        self._leaving = True
        for window in list(self.windows):
            for task in window.notices.running():
                task.cancel()
        self.quit()

    def retire(self) -> None:
        """Hear no more of the program; its windows are closed."""
        self._app.removeEventFilter(self)
        self._app.screenAdded.disconnect(self._dress)
        self._app.styleHints().colorSchemeChanged.disconnect(self._on_scheme)
        self._app.styleHints().unsetColorScheme()
        self.deleteLater()

    # Projects

    def open(self, path: Path, over: QWidget | None = None) -> MainWindow | None:
        """Show the project at this path, or say over a window why not.

        The result is the window that shows it.
        """
        path = original_of(path)
        if drops.is_shared(path):
            return self._join(path)
        if is_foreign(path):
            return self._import(path)
        for window in self.windows:
            if window.session is not None and _same(window.session.place, path):
                window.raise_()
                window.activateWindow()
                return window
        try:
            with waiting(), resting():
                from journey_studio.session.keeping import open_kept

                session = open_kept(path)
        except JourneyError as error:
            return self._refused(path, error, over)
        in_use = session.read_only_reason == t("store.read_only.in_use")
        if in_use:
            head = t("ui.in_use", name=session.place.name)
            answers = [t("ui.in_use.read")]
            if ask(over, head, session.read_only_reason or "", answers) != 0:
                session.close()
                return None
        return self.show(session, told=in_use)

    def show(self, session: "Session", told: bool = False) -> MainWindow:
        """Show an open project, in the window that shows none or in a new one.

        `told` says that the person knows already why it is open for reading only.
        """
        free = [window for window in self.windows if window.session is None]
        window = free[0] if free else self._make_window()
        with resting():
            window.show_session(session, told)
            settle()
        window.show()
        self.preferences.remember(session.place)
        self.preferences.save()
        window.raise_()
        window.activateWindow()
        return window

    def _import(self, path: Path) -> MainWindow | None:
        """Show what a file of another program would become; the result is the window over which."""
        from journey_studio.ui.import_deeds import import_path

        window = self.front
        if window is not None:
            window.do(lambda: import_path(window, path))
        return window

    def _join(self, folder: Path) -> MainWindow | None:
        """Offer a copy of the project that is shared in this folder."""
        from journey_studio.ui.sharing_deeds import join_from

        window = self.front
        if window is not None:
            join_from(window, folder)
        return window

    def _refused(self, path: Path, error: JourneyError, over: QWidget | None) -> MainWindow | None:
        """Say why a project was not opened, and offer its last backup where it is damaged."""
        from journey_studio.store.backup_files import backups_of
        from journey_studio.store.errors import DamagedProject, MissingProject
        from journey_studio.store.restore import restore

        if isinstance(error, MissingProject):
            self.preferences.forget(path)
        head = t("ui.not_opened", name=path.name)
        backups = backups_of(path) if isinstance(error, DamagedProject) else []
        if not backups:
            tell(over, head, str(error))
            return None
        offer = t("ui.restore", moment=_moment(backups[0].made))
        if ask(over, head, str(error), [offer]) != 0:
            return None
        try:
            aside = restore(backups[0].path, path)
        except JourneyError as wrong:
            tell(over, t("ui.not_restored", name=path.name), str(wrong))
            return None
        window = self.open(path, over)
        if aside is not None and window is not None:
            window.notices.tell(t("ui.restored", name=path.name, aside=aside.name), kind="good")
        return window

    # Looks

    def set_look(self, look: Look) -> None:
        """Dress all windows light, dark, or like the computer."""
        self.preferences.look = look
        self.preferences.save()
        self._set_scheme(look)
        self._dress()

    def _set_scheme(self, look: Look) -> None:
        """Frames and dialogs that are the system's follow too."""
        self._app.styleHints().setColorScheme(_SCHEMES[look])

    def _on_scheme(self) -> None:
        if self.preferences.look == "system":
            self._dress()

    def _dress(self) -> None:
        self.theme = theme_for(self.preferences.look)
        dress(self._app, self.theme)
        for window in self.windows:
            window.set_theme(self.theme)

    def show_on_curves(self, *, faces: bool, band: bool) -> None:
        """Show faces and the band where answers spread in all windows, or leave them out."""
        from journey_studio.ui.canvas_maker import shown_by

        self.preferences.faces, self.preferences.band = faces, band
        self.preferences.save()
        for window in self.windows:
            if window.canvas is not None:
                window.canvas.set_shown(shown_by(self.preferences))
            window.commands.refresh()

    # What else happens

    def tell_error(self, text: str, details: str) -> None:
        """Say that something failed nobody had foreseen; `text` is "" for a defect."""
        window = self.front
        if window is None:
            return
        if text:
            window.notices.fail(text)
            return
        words = t("ui.defect", folder=log_folder())
        if any(strip.text == words for strip in window.notices.strips()):
            return  # a defect in painting comes with every frame
        copy = Answer(t("ui.defect.copy"), lambda: QGuiApplication.clipboard().setText(details))
        log = Answer(t("ui.do.log"), window.commands["help.log"].trigger)
        window.notices.tell(words, copy, log, kind="failure")

    def eventFilter(self, watched: QObject, event: "QEvent") -> bool:
        """A Mac hands over a file that was double-clicked as an event."""
        if isinstance(event, QFileOpenEvent):
            self.open(Path(event.file()), self.front)
            return True
        return super().eventFilter(watched, event)


def make_ready() -> None:
    """Import what opening a project and the first edit need, beside a person who looks around."""
    # Python knows six hundred names of it; the first scroll should not have to wait for them.
    from PySide6.QtWidgets import QStyle  # noqa: F401

    def work() -> None:
        for name in ("session.keeping", "layout.board", "store.writing"):  # which know no Qt
            importlib.import_module(f"journey_studio.{name}")
        importlib.import_module("pydantic.type_adapter")

    threading.Thread(target=work, name="make ready", daemon=True).start()


def _same(one: Path, other: Path) -> bool:
    with contextlib.suppress(OSError):
        return one.samefile(other)
    return one == other


def _moment(moment: datetime) -> str:
    from PySide6.QtCore import QLocale

    stamp = moment.astimezone().replace(tzinfo=None)
    return QLocale().toString(stamp, QLocale.FormatType.ShortFormat)  # type: ignore[call-overload, no-any-return]
