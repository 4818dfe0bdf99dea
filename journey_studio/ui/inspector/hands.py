# SPDX-License-Identifier: Apache-2.0
"""What the fields of the inspector may ask for: edits, pictures, and how the window looks."""

from collections.abc import Callable
from pathlib import Path

from journey_studio.canvas.view import CanvasView
from journey_studio.errors import JourneyError
from journey_studio.i18n import t
from journey_studio.layout.theme import Theme
from journey_studio.model.commands import Command
from journey_studio.model.snapshot import Snapshot
from journey_studio.session import Session


class Hands:
    """Carries out what fields are given, on the canvas of one project.

    `which_picture` asks the person for a picture file; `open_record` shows another record in the
    inspector, "" what is selected again.
    """

    def __init__(
        self,
        canvas: CanvasView,
        session: Session,
        theme: Theme,
        which_picture: Callable[[], Path | None],
    ) -> None:
        self.canvas = canvas
        self.session = session
        self.theme = theme
        self.which_picture = which_picture
        self.open_record: Callable[[str], object] = lambda _id: None  # the inspector's own
        self.folded: dict[str, bool] = {}  # sections a person has folded or unfolded

    @property
    def snapshot(self) -> Snapshot:
        """The project as it is now."""
        return self.canvas.showing.snapshot

    @property
    def writable(self) -> bool:
        """Whether anything can be edited."""
        return self.canvas.writable

    def attempt(self, command: Command) -> str:
        """Carry a command out; the result is why it does not fit, "" where it did."""
        try:
            command.plan(self.snapshot)
        except JourneyError as error:
            return str(error)
        if self.canvas.apply(command):
            return ""
        return t("team.lock.waits") if self.canvas.asked else t("inspector.not_saved")

    def leave(self) -> None:
        """Give the keyboard back to the map."""
        self.canvas.setFocus()
