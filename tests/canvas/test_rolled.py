# SPDX-License-Identifier: Apache-2.0
"""A picture that is rolled up shows after any pans what one that is copied along would show."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QImage, QPainter

from journey_studio.canvas.margins import Margins, exposed
from journey_studio.canvas.rolled import RolledPicture
from journey_studio.canvas.zones import Area, Zone, Zones

WIDTH, HEIGHT, LEFT, TOP = 60, 44, 13, 9
SLACK, AHEAD = 24, 10

pytestmark = pytest.mark.usefixtures("qapp")


def zones_at(x: int, y: int) -> Zones:
    """The zones of a view scrolled to (x, y): heads stick at the left and at the top."""
    return Zones(
        Zone(Area(0, 0, LEFT, TOP), 0, 0, 1),
        Zone(Area(LEFT, 0, WIDTH - LEFT, TOP), -x, 0, 1),
        Zone(Area(0, TOP, LEFT, HEIGHT - TOP), 0, -y, 1),
        Zone(Area(LEFT, TOP, WIDTH - LEFT, HEIGHT - TOP), -x, -y, 1),
    )


BOARD = Random(5).randbytes(1000 * 800 * 4)  # no two places look alike


def paint_zone(painter: QPainter, zone: Zone, part: Area, shift: tuple[int, int]) -> None:
    """A part of the board as the zone shows it, so far away from its place."""
    board = QImage(BOARD, 1000, 800, QImage.Format.Format_RGB32)
    there, seen = part.moved(*shift), part.moved(-int(zone.left), -int(zone.top))
    painter.drawImage(there.x, there.y, board, *seen)


def paint(rolled: RolledPicture, zones: Zones, parts: list[tuple[int, Area]]) -> None:
    painter = QPainter(rolled.pixmap)
    for number, part in parts:
        zone = zones[number]
        rolled.paint(
            painter,
            number,
            part,
            lambda painter, *, shift, zone=zone, part=part: paint_zone(painter, zone, part, shift),
        )
    painter.end()


def shown(rolled: RolledPicture, zones: Zones) -> QImage:
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    for number, zone in enumerate(zones):
        rolled.copy(painter, number, zone.area)
    painter.end()
    return image


def expected(zones: Zones) -> QImage:
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    for zone in zones:
        paint_zone(painter, zone, zone.area, (0, 0))
    painter.end()
    return image


pans = st.lists(st.tuples(st.integers(-30, 30), st.integers(-20, 20)), max_size=8)


@given(pans)
def test_pans_show_what_is_there(ways: list[tuple[int, int]]) -> None:
    rolled, margins = RolledPicture(), Margins()
    x, y = 500, 400
    zones = zones_at(x, y)
    rolled.lay_out(zones, SLACK)
    paint(rolled, zones, [(at, zone.area) for at, zone in enumerate(zones)])
    for right, down in ways:
        x, y = x + right, y + down
        zones = zones_at(x, y)
        rolled.move(-right, -down)
        painted = margins.moved(-right, -down)
        margins = painted.filled(AHEAD).within(SLACK)
        paint(rolled, zones, list(exposed(zones, painted, margins, -right)))
        assert shown(rolled, zones) == expected(zones)


def test_a_pan_to_and_fro_paints_little() -> None:
    margins = Margins().moved(-8, 0).filled(AHEAD).within(SLACK)
    assert margins == Margins(8, 0, AHEAD, 0)
    back = margins.moved(8, 0)
    assert back.filled(AHEAD) == back == Margins(0, 0, AHEAD + 8, 0)


@given(st.integers(-400, 400), st.integers(-400, 400), st.integers(0, 100))
def test_margins_keep_to_their_room(dx: int, dy: int, room: int) -> None:
    margins = Margins().moved(dx, dy).filled(min(AHEAD, room)).within(room)
    assert min(margins) >= 0
    assert margins.left + margins.right <= room
    assert margins.top + margins.bottom <= room
