# SPDX-License-Identifier: Apache-2.0
"""The board on show: that of the document, or of what a gesture would make of it."""

from journey_studio.layout.board import LayoutCache, LayoutOptions, lay_out
from journey_studio.layout.display import Board
from journey_studio.layout.scene import USUAL, Shown
from journey_studio.layout.theme import Theme
from journey_studio.model.commands import Command
from journey_studio.model.document import Document
from journey_studio.model.snapshot import Snapshot


class Showing:
    """Lays out one map of a document in one theme, again whenever it is told to.

    `board` is what is painted. While `previewed` is true it shows a command that has not been
    carried out; `settled` is always the document's own.
    """

    def __init__(self, document: Document, map_id: str, theme: Theme, shown: Shown = USUAL) -> None:
        self.document = document
        self.map_id = map_id
        self.theme = theme
        self.shown = shown
        self._cache = LayoutCache()
        self.settled = self._lay_out(document.snapshot)
        self.board = self.settled

    @property
    def previewed(self) -> bool:
        """Whether the board is a preview."""
        return self.board is not self.settled

    def refresh(
        self,
        map_id: str | None = None,
        theme: Theme | None = None,
        shown: Shown | None = None,
    ) -> None:
        """Show the document as it is now, perhaps another map, in another theme, or more of it."""
        self.map_id = map_id or self.map_id
        self.theme = theme or self.theme
        self.shown = shown or self.shown
        self.settled = self._lay_out(self.document.snapshot)
        self.board = self.settled

    def preview(self, command: Command) -> None:
        """Show what the command would lead to. Raises CommandError where it does not fit."""
        self.board = self._lay_out(self.document.preview(command))

    def settle(self) -> None:
        """Show the document's own board again."""
        self.board = self.settled

    def _lay_out(self, snapshot: Snapshot) -> Board:
        options = LayoutOptions(shown=self.shown)
        return lay_out(snapshot, self.map_id, self.theme, options, self._cache)
