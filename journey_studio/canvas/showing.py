# SPDX-License-Identifier: Apache-2.0
"""The board on show: that of the document, of what a gesture would make of it, or of another
snapshot that is only looked at.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from journey_studio.layout.board import LayoutCache, LayoutOptions, lay_out
from journey_studio.layout.display import Board
from journey_studio.layout.scene import USUAL, Shown
from journey_studio.layout.theme import Theme
from journey_studio.model.commands import Command
from journey_studio.model.document import Document
from journey_studio.model.snapshot import Snapshot


class _Visit(NamedTuple):
    """What is looked at in place of the document: a map of another snapshot.

    `differently` is what of `Shown` it wants otherwise than the person has chosen.
    """

    snapshot: Snapshot
    map_id: str
    differently: Mapping[str, Any]


class Showing:
    """Lays out one map of a document in one theme, again whenever it is told to.

    `board` is what is painted. While `previewed` is true it shows a command that has not been
    carried out; `settled` never does. `home` is the map of the document on show, also while
    another snapshot is looked at.
    """

    def __init__(self, document: Document, map_id: str, theme: Theme, shown: Shown = USUAL) -> None:
        self.document = document
        self.home = map_id
        self.theme = theme
        self._chosen = shown
        self._visit: _Visit | None = None
        # What is shown differently has one of its own, or the way back would be as long as there.
        self._cache, self._visited = LayoutCache(), LayoutCache()
        self.settled = self._lay_out(document.snapshot)
        self.board = self.settled

    @property
    def previewed(self) -> bool:
        """Whether the board is a preview."""
        return self.board is not self.settled

    @property
    def presented(self) -> bool:
        """Whether another snapshot than the document's is on show."""
        return self._visit is not None

    @property
    def snapshot(self) -> Snapshot:
        """The snapshot on show."""
        return self.document.snapshot if self._visit is None else self._visit.snapshot

    @property
    def map_id(self) -> str:
        """The map on show."""
        return self.home if self._visit is None else self._visit.map_id

    @property
    def shown(self) -> Shown:
        """What is shown of the map."""
        if self._visit is None:
            return self._chosen
        return self._chosen._replace(**self._visit.differently)

    def refresh(
        self,
        map_id: str | None = None,
        theme: Theme | None = None,
        shown: Shown | None = None,
    ) -> None:
        """Show the snapshot as it is now, perhaps another map, in another theme, or more of it.

        Another map is one of the document, and ends the look at another snapshot.
        """
        if map_id is not None:
            self.home, self._visit = map_id, None
        self.theme = theme or self.theme
        self._chosen = shown or self._chosen
        self.settled = self._lay_out(self.snapshot)
        self.board = self.settled

    def present(self, snapshot: Snapshot, map_id: str = "", shown: Shown | None = None) -> None:
        """Look at a map of another snapshot, by default at the one of the document on show.

        KeyError where the snapshot has no such live map; then nothing has changed.
        """
        chosen = self._chosen._asdict()
        wanted = chosen if shown is None else shown._asdict()
        differently = {name: each for name, each in wanted.items() if each != chosen[name]}
        before, self._visit = self._visit, _Visit(snapshot, map_id or self.home, differently)
        try:
            self.refresh()
        except KeyError:
            self._visit = before
            raise

    def come_back(self) -> None:
        """Show the document again, as it is now."""
        self._visit, self._visited = None, LayoutCache()
        self.refresh()

    def preview(self, command: Command) -> None:
        """Show what the command would lead to. Raises CommandError where it does not fit."""
        self.board = self._lay_out(self.document.preview(command))

    def settle(self) -> None:
        """Show the settled board again."""
        self.board = self.settled

    def _lay_out(self, snapshot: Snapshot) -> Board:
        options = LayoutOptions(shown=self.shown)
        usual = self._visit is None or self._visit[1:] == (self.home, {})
        cache = self._cache if usual else self._visited
        return lay_out(snapshot, self.map_id, self.theme, options, cache)
