# SPDX-License-Identifier: Apache-2.0
"""What the actions of a window work with: its project, its canvas, and where it speaks.

The window itself is one such workbench; actions know no more of it than this.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from journey_studio.layout.theme import Theme
from journey_studio.ui.notices import Notices
from journey_studio.ui.preferences import Look, Preferences
from journey_studio.ui.status import StatusLine

if TYPE_CHECKING:
    from journey_studio.canvas.view import CanvasView
    from journey_studio.session import Session
    from journey_studio.ui.bar import Bar
    from journey_studio.ui.panels import Panels
    from journey_studio.ui.sharing.part import SharingPart


class Desk(Protocol):
    """All windows of the program."""

    preferences: Preferences

    def open(self, path: Path, over: QWidget | None = None) -> "Workbench | None":
        """Show the project at this path, or say over a window why not.

        The result is the window that shows it.
        """

    def show(self, session: "Session", told: bool = False) -> "Workbench":
        """Show an open project, in the window that shows none or in a new one.

        `told` says that the person knows already why it is open for reading only.
        """

    def set_look(self, look: Look) -> None:
        """Dress all windows light, dark, or like the computer."""

    def show_on_curves(self, *, faces: bool, band: bool) -> None:
        """Show faces and the band where answers spread in all windows, or leave them out."""

    def tell_left(self, left: list[str]) -> None:
        """Say what a window that has just closed could not send or write back yet."""

    def quit(self) -> None:
        """Close every window."""


class Workbench(Protocol):
    """One window, as far as actions need it. `session` is None where no project is open;
    `canvas` and `panels` are None also where the project holds no map.
    """

    desk: Desk
    theme: Theme
    notices: Notices
    status: StatusLine
    session: "Session | None"
    canvas: "CanvasView | None"
    panels: "Panels | None"
    sharing_part: "SharingPart | None"

    @property
    def bar(self) -> "Bar":
        """The bar."""

    @property
    def widget(self) -> QWidget:
        """The window, for dialogs to stand over."""

    def show_map(self, map_id: str) -> None:
        """Show a map of the open project."""

    def choose_lane(self) -> None:
        """Ask which kind of lane to add."""

    def show_keys(self) -> None:
        """Show what each key does."""

    def close_project(self) -> bool:
        """Put the project away; false where the person would rather not."""

    def do(self, deed: Callable[[], object]) -> None:
        """Do something, and tell the person in a sentence where it does not work."""


def writable(bench: Workbench) -> bool:
    """Whether a project is open that can be edited, and is not only looked at just now."""
    if bench.canvas is not None and bench.canvas.presented:
        return False
    return bench.session is not None and bench.session.read_only_reason is None


@contextmanager
def waiting() -> Iterator[None]:
    """Show that the program is busy."""
    QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QApplication.restoreOverrideCursor()
