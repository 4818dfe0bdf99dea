# SPDX-License-Identifier: Apache-2.0
"""Every kind of lane looks as it did when somebody last looked, in all three themes.

Edges may be smoothed a little differently by another Qt: few pixels may differ much, and all
together hardly. The controls at the end show what is not let through.
"""

from typing import NamedTuple

import pytest
from PIL import Image, ImageChops, ImageStat
from PySide6.QtGui import QImage

from journey_studio.layout.display import Group, Placed, Rect, TextLine
from journey_studio.layout.geometry import Box
from journey_studio.layout.theme import THEMES, ThemeName
from tests import snapshots
from tests.canvas.pixels import pillow

_MEAN = 0.6  # of 255, over all pixels
_SQUARE = 16  # px: as large as a sign
_WORST = 12  # of 255, over the pixels of one square
_FAR = 40  # of 255: a pixel that is another
_SHARE = 0.004  # of the pixels

pytestmark = pytest.mark.usefixtures("qapp")


class Apart(NamedTuple):
    """How far two pictures of one size are apart, of 255: on average, in the worst little square,
    and the share of pixels that are others.
    """

    mean: float
    worst: float
    share: float

    @property
    def little(self) -> bool:
        """Whether a person would see no difference."""
        return self.mean <= _MEAN and self.worst <= _WORST and self.share <= _SHARE


def apart(one: Image.Image, other: Image.Image) -> Apart:
    difference = ImageChops.difference(one.convert("RGB"), other.convert("RGB"))
    red, green, blue = difference.split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    counts = most.histogram()
    worst = most.reduce(_SQUARE).getextrema()[1]
    assert isinstance(worst, int | float)
    return Apart(ImageStat.Stat(most).mean[0], worst, sum(counts[_FAR + 1 :]) / sum(counts))


def same(one: Image.Image, other: Image.Image) -> bool:
    """Whether a person would see no difference."""
    return one.size == other.size and apart(one, other).little


def kept(motif: str, theme: ThemeName) -> Image.Image:
    return Image.open(snapshots.path_of(motif, theme))


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("motif", snapshots.MOTIFS)
def test_it_looks_as_it_did(motif: str, theme: ThemeName) -> None:
    now = pillow(snapshots.MOTIFS[motif](theme))
    before = kept(motif, theme)
    assert now.size == before.size
    found = apart(now, before)
    assert found.little, found


def test_pictures_are_small_and_none_is_left_over() -> None:
    files = {path: path.stat().st_size for path in snapshots.FOLDER.iterdir()}
    wanted = {snapshots.path_of(motif, theme) for motif in snapshots.MOTIFS for theme in THEMES}
    assert set(files) == wanted
    assert max(files.values()) < 30_000


# Controls: what must not pass for the same.


def changed(spoil: str) -> Image.Image:
    """The lane of touchpoints with something wrong about it."""
    board = snapshots.board_of("light", "touchpoint")
    row = board.rows[0]
    groups = [_spoilt(placed, spoil) for placed in board.everything()]
    box = Box(0, row.y, board.width, board.height - row.y)
    return pillow(snapshots.painted(groups, box, board.ground_colour))


def _spoilt(placed: Placed, spoil: str) -> Placed:
    group = placed.group
    items = list(group.items)
    if group.role == "card" and any("Brings a photo" in getattr(i, "text", "") for i in items):
        at = next(n for n, item in enumerate(items) if isinstance(item, TextLine))
        if spoil == "icon":
            items.pop(at - 1)  # of the channel
        elif spoil == "line":
            line = items[at + 1]
            assert isinstance(line, TextLine)
            items[at + 1] = line._replace(x=line.x + 2)
        elif spoil == "fill":
            ground = items[0]
            assert isinstance(ground, Rect)
            items[0] = ground._replace(fill="#F4F4F4")
        elif spoil == "words":
            items = [item for item in items if not isinstance(item, TextLine)]
        made = tuple(items)
        return placed._replace(group=Group(group.id, group.role, group.box, None, lambda: made))
    return placed


def test_the_control_without_anything_wrong_passes() -> None:
    assert same(changed(""), kept("touchpoint", "light"))


@pytest.mark.parametrize("spoil", ["icon", "line", "fill", "words"])
def test_what_a_person_would_see_does_not_pass(spoil: str) -> None:
    assert not same(changed(spoil), kept("touchpoint", "light"))


def test_another_theme_does_not_pass() -> None:
    print_like = pillow(snapshots.MOTIFS["pain"]("print"))
    assert not same(print_like, kept("pain", "light"))


def test_a_picture_moved_by_a_pixel_does_not_pass() -> None:
    image: QImage = snapshots.MOTIFS["quote"]("light")
    moved = ImageChops.offset(pillow(image), 1, 0)
    assert not same(moved, kept("quote", "light"))
