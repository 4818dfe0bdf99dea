# SPDX-License-Identifier: Apache-2.0
"""The badges of a compared map as they are seen from afar: in sizes of the screen, where near ones
would be a few pixels high. Of several that would cover each other the first is shown.
"""

from collections.abc import Iterator

from journey_studio.layout.difference_marks import badges
from journey_studio.layout.display import Board, Group
from journey_studio.layout.geometry import Box
from journey_studio.layout.heads import MapKey
from journey_studio.layout.scene import Compared, Scene, Way

_SIZE = 11.0  # px of the screen
_OVER = 0.35  # of a badge that reaches over the corner of a card


def badges_far(board: Board, px: float) -> Iterator[Group]:
    """The badges in board px; `px` is board px per px of the screen. None where nothing is
    compared.
    """
    key = board.corner.key
    scene = key.scene if isinstance(key, MapKey) else None
    compared = scene.shown.compared if scene else None
    if scene is None or compared is None:
        return
    size = _SIZE * px
    taken: set[tuple[int, int]] = set()
    for x, y, way in _places(board, compared, size):
        spot = (round(x / size), round(y / size))
        if spot not in taken:
            taken.add(spot)
            yield _badge(scene, way, Box(x, y, size, size))


def _places(board: Board, compared: Compared, size: float) -> Iterator[tuple[float, float, Way]]:
    """Where the badges of columns, lanes and cards begin, in this order."""
    stage = ""
    for column in board.columns:
        begins, stage = column.stage != stage, column.stage
        way = compared.way(column.step) or (compared.way(stage) if begins else None)
        if way is not None:
            yield column.x + (column.w - size) / 2, board.head_height, way
    for row in board.rows:
        way = compared.way(row.lane)
        if way is not None:
            yield board.head_width, row.y, way
    for (at, across), cell in board.cells.items():
        if cell.ids.isdisjoint(compared.signs):
            continue
        x, y = board.columns[across].x, board.rows[at].y
        for name, box in cell.boxes().items():
            way = compared.way(name)
            if way is not None and way != "left":
                yield x + box.x - size * _OVER, y + box.y - size * _OVER, way


def _badge(scene: Scene, way: Way, box: Box) -> Group:
    return Group(
        "",
        "badge",
        box,
        ("badge", way, scene.theme.name),
        lambda: tuple(badges(scene, (way,), box.x, box.y, box.w)),
    )
