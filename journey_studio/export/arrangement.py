# SPDX-License-Identifier: Apache-2.0
"""A map as it is to be printed: only the lanes asked for, columns as wide as the paper allows."""

from collections.abc import Iterable

from journey_studio.errors import JourneyError
from journey_studio.i18n import t
from journey_studio.layout.board import LayoutCache, LayoutOptions, lay_out
from journey_studio.layout.display import Board
from journey_studio.layout.fit import NARROWEST
from journey_studio.layout.scene import USUAL, Shown
from journey_studio.layout.theme import Theme
from journey_studio.model.records import Lane, Map
from journey_studio.model.snapshot import Snapshot

_ASKED_AGAIN = (1, NARROWEST)  # widths that planning asks for, and then what could be better


def lanes_named(snapshot: Snapshot, map_id: str, wanted: Iterable[str]) -> frozenset[str] | None:
    """The ids of the lanes of a map with these titles or kinds; None, for all, where none is named.

    Raises JourneyError for a name that is no lane's.
    """
    names = [name.strip().casefold() for name in wanted if name.strip()]
    if not names:
        return None
    lanes = snapshot.lanes(map_id)
    found: set[str] = set()
    for name in names:
        meant = {lane.id for lane in lanes if name in _names(lane)}
        if not meant:
            the_map = snapshot.get(Map, map_id)
            title = the_map.title if the_map else ""
            known = ", ".join(lane.title or lane.kind for lane in lanes)
            raise JourneyError(t("export.bad_lane", value=name, map=title, known=known))
        found |= meant
    return frozenset(found)


def _names(lane: Lane) -> tuple[str, ...]:
    return (lane.title.strip().casefold(), lane.kind, lane.id)


class Arrangement:
    """Lays one map out at the widths a page asks for; a `LayOut` that remembers a little.

    Goals and descriptions show in full: on paper nobody can ask for the rest of them.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        map_id: str,
        theme: Theme,
        lanes: Iterable[str],
        shown: Shown = USUAL,
    ) -> None:
        self._snapshot = snapshot
        self._map_id = map_id
        self._theme = theme
        self._lanes = lanes_named(snapshot, map_id, lanes)
        self._shown = shown._replace(paper=True)
        self._known: dict[float, Board] = {}
        self._cache = LayoutCache()

    def __call__(self, columns: float = 1, height: float = 0) -> Board:
        """The board with columns `columns` times as wide and rows stretched to `height` px."""
        if height or columns not in _ASKED_AGAIN:
            return self._made(columns, height)
        if columns not in self._known:
            self._known[columns] = self._made(columns, 0)
        return self._known[columns]

    def _made(self, columns: float, height: float) -> Board:
        options = LayoutOptions(
            columns=columns, height=height, lanes=self._lanes, shown=self._shown
        )
        return lay_out(self._snapshot, self._map_id, self._theme, options, self._cache)
