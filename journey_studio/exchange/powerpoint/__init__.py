# SPDX-License-Identifier: Apache-2.0
"""Maps as slides for PowerPoint: native tables, shapes and text that people go on editing.

A slide for each stage, small ones side by side, and more where one is not enough; or, with the
shape "map", the whole map on one slide as large as it needs.
"""

from collections.abc import Sequence
from functools import cache

from journey_studio.exchange.formats import Choices, Pictures, Written
from journey_studio.exchange.map_view import MapView, view_of
from journey_studio.exchange.powerpoint.deck import Deck
from journey_studio.exchange.powerpoint.planning import Sheet, boards, whole
from journey_studio.exchange.powerpoint.slides import Picture, put_board, put_map
from journey_studio.exchange.progress import told
from journey_studio.exchange.shown import SHOWN, missed, without_table
from journey_studio.layout.geometry import Box
from journey_studio.layout.theme import load_theme
from journey_studio.model.snapshot import Snapshot
from journey_studio.paint.rasters import encode, prepare

CARRIES = SHOWN
_MOST = 5376.0  # px: 56 inches, the widest slide there is
_LONGEST = 1200  # px, of a picture
_KEPT = ("png", "jpeg", "gif")
_SLIDES = 0.9  # of the time for a file; the rest is packing it
_WHOLE = Box(0, 0, 1, 1)


def write(
    snapshot: Snapshot, map_ids: tuple[str, ...], choices: Choices, pictures: Pictures
) -> Written:
    """The maps as slides; `choices.shape` is "map" for one slide each, else one for each stage."""
    theme = load_theme("light")
    views = [view_of(snapshot, map_id, theme) for map_id in map_ids]
    cut = _pictures(pictures)
    wanted = {card.picture for view in views for card in view.cards() if card.picture}
    drawable = frozenset(name for name in wanted if cut(name, 0.0))
    sheet = _large(views, drawable) if choices.shape == "map" else None
    project = snapshot.project()
    title = " · ".join(view.title for view in views) or (project.title if project else "")
    deck = Deck(sheet or Sheet(), theme, title)
    number = 0
    for at, view in enumerate(views):

        def so_far(done: float, before: int = at) -> None:
            told(_SLIDES * (before + done) / len(views))

        if sheet is None:
            put_map(deck, view, drawable, cut, so_far)
            continue
        for board in boards(view, 0, len(view.columns), sheet, drawable):
            number += 1
            put_board(deck, view, board, number, cut, whole=True)
    losses = missed(snapshot, map_ids, views, lambda name: bool(cut(name, 0.0)), photos=not sheet)
    bare = [i for i, view in zip(map_ids, views, strict=True) if not (view.lanes and view.columns)]
    return Written(deck.data(), (*losses, *without_table(snapshot, bare)))


def _large(views: Sequence[MapView], drawable: frozenset[str]) -> Sheet | None:
    """A slide on which each of the maps has room as a whole; None where none is large enough."""
    sheets = [whole(view, drawable, _MOST) for view in views]
    known = [sheet for sheet in sheets if sheet is not None]
    return max(known) if known and len(known) == len(sheets) else None


def _pictures(pictures: Pictures) -> Picture:
    """A picture by its name, cut to a proportion of width to height (0: not cut)."""

    @cache
    def cut(name: str, ratio: float) -> bytes | None:
        data = pictures(name)
        raster = prepare(data, _WHOLE, _LONGEST, _KEPT) if data else None
        if raster is None or data is None:
            return None
        if ratio:
            own = raster.width / raster.height
            w, h = min(ratio / own, 1.0), min(own / ratio, 1.0)
            raster = prepare(data, Box((1 - w) / 2, (1 - h) / 2, w, h), _LONGEST, _KEPT)
        return encode(raster)[1] if raster else None

    return lambda name, ratio: cut(name, round(ratio, 3))
