# SPDX-License-Identifier: Apache-2.0
"""Pictures of every kind of lane in every theme, small enough to be kept beside the tests.

`python -m tests.snapshots` paints them anew into tests/data/snapshots; look at them before they
are committed. Fonts, size and scale are our own, so only how edges are smoothed may differ from
one Qt to the next.
"""

import io
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

from PIL import Image
from PySide6.QtGui import QGuiApplication, QImage, QPainter

from journey_studio.layout.board import LayoutOptions
from journey_studio.layout.display import Board, Group, Placed
from journey_studio.layout.far_heads import heads_far
from journey_studio.layout.far_points import points_far
from journey_studio.layout.far_room import whole_box
from journey_studio.layout.geometry import Box
from journey_studio.layout.scene import Shown
from journey_studio.layout.theme import THEMES, ThemeName
from journey_studio.model.records import (
    Card,
    Channel,
    Comment,
    Insight,
    Lane,
    Link,
    Metric,
    Opportunity,
    Reading,
    Tag,
)
from journey_studio.paint.qt import BoardPainter
from tests.layout.maps import Draft

FOLDER = Path(__file__).parent / "data" / "snapshots"
SHOWN = Shown(today="2026-03-01")
PICTURE = "5" * 64


def photo(_sha256: str) -> bytes:
    """A picture wider than its place: a horizon with a sun, to see how it is cropped."""
    image = Image.new("RGB", (480, 160), "#7FA6C9")
    image.paste("#D9B26A", (0, 110, 480, 160))
    image.paste("#F4E3A1", (220, 40, 260, 80))
    image.paste("#B3261E", (0, 0, 40, 160))  # cropped off
    data = io.BytesIO()
    image.save(data, "PNG")
    return data.getvalue()


class Gallery(Draft):
    """A small map with every kind of lane, and every sign a kind can carry."""

    def __init__(self) -> None:
        super().__init__(title="Getting a passport")
        stage = self.stage(
            "Apply", goal="A passport before the summer", owner="Citizen services", locked=True
        )
        self.step(stage, "Find the form", description="At home, in the evening")
        self.step(stage, "Bring a photo")
        self.stage("Wait", "Be told", recheck="2026-02-01")
        self.ada, self.ben = self.persona("Ada Byron"), self.persona("Ben Okri")
        self.site = self.keep(Channel(id="channel-w", name="Website", icon="globe"))
        self.desk = self.keep(Channel(id="channel-d", name="Counter", icon="store"))
        self.tag = self.keep(Tag(id="tag-f", name="family"))
        self.lanes: dict[str, Lane] = {}
        for kind in KINDS:
            self.lanes[kind] = self.lane(kind, "" if kind == "divider" else kind.capitalize())
        self._fill()

    def put(self, kind: str, step: int, text: str, **values: object) -> Card:
        """A card of a lane's own kind."""
        return self.card(self.lanes[kind], self.steps[step], text, **values)

    def _fill(self) -> None:
        self.put("text", 0, "Which of the four forms is it?")
        self.put("text", 2, "No news is good news", evidence="assumed")
        self._touchpoints()
        self.put("channel", 0, "Website and app", channel=self.site.id, span=2)
        self.put("channel", 2, "", channel=self.desk.id)
        self._curves()
        self.put("picture", 0, "On the sofa, nine o'clock", picture=PICTURE)
        self.put("picture", 1, "")
        self._metrics()
        self.put("pain", 0, "Four forms that look alike", evidence="measured", tags=(self.tag.id,))
        self.put("pain", 2, "Silence for five weeks", evidence="assumed")
        idea = self.keep(Opportunity(id="opportunity-o", title="One form that asks"))
        self.put("opportunity", 0, "Ask what it is for, then show one form", refs=(idea.id,))
        self.put("opportunity", 2, "Say where it lies", evidence="researched", owner="Product")
        self.put("quote", 0, "I gave up and took a day off.", personas=(self.ada.id,))
        self.put("quote", 2, "Is it lost?", evidence="observed", personas=(self.ben.id,))
        self.put("backstage", 0, "Forms are changed by decree", span=2)
        self.put("backstage", 2, "Three offices sign one after the other", locked=True)
        self.put("support", 1, "Register of residents")

    def _touchpoints(self) -> None:
        first = self.put(
            "touchpoint", 0, "Looks for the form", channel=self.site.id, evidence="observed",
            personas=(self.ada.id, self.ben.id), tags=(self.tag.id,),
        )  # fmt: skip
        second = self.put(
            "touchpoint", 1, "Brings a photo of the right size", channel=self.desk.id,
            moment_of_truth=True, evidence="measured", recheck="2026-02-01",
            links=(Link("Which photos are right", "https://example.org/photo"),),
        )  # fmt: skip
        insight = self.keep(Insight(id="insight-i", title="Nobody reads the second page"))
        third = self.put("touchpoint", 2, "Hears that it is ready", refs=(insight.id,))
        self.keep(Comment(id="comment-c", on=second.id, text="And children?"))
        self.connect(first, second)
        self.connect(second, third, "five weeks")
        self.connect(second, first, "photo refused")

    def _curves(self) -> None:
        curve, arc = self.lanes["curve"], self.lanes["arc"]
        for step, value in zip(self.steps, (0.4, -0.9, 0.7), strict=True):
            self.point(curve, step, value, self.ada.id, note="Turned away" if value < 0 else "")
        for step, value in zip(self.steps, (-0.2, 0.3, 0.1), strict=True):
            evidence = "assumed" if value == 0.1 else ""
            self.point(curve, step, value, self.ben.id, evidence=evidence)
        for step, value in zip(self.steps, (-0.6, 0.8, 0.2), strict=True):
            self.point(arc, step, value)

    def _metrics(self) -> None:
        done = self.keep(Metric(id="metric-d", name="Done at first try", unit="%", target=80))
        for number, value in enumerate((41, 52, 49, 63)):
            day = f"2026-0{number + 1}-01"
            self.keep(Reading(id=f"reading-{number}", metric=done.id, day=day, value=value))
        days = self.keep(Metric(id="metric-w", name="Days to wait", target=10))
        self.keep(Reading(id="reading-w", metric=days.id, day="2026-01-01", value=35))
        self.put("metric", 0, "", metric=done.id, evidence="measured")
        self.put("metric", 2, "", metric=days.id)


KINDS = (
    "text", "touchpoint", "channel", "curve", "arc", "picture", "metric", "pain", "opportunity",
    "quote", "backstage", "support", "divider",
)  # fmt: skip


@cache
def gallery() -> Gallery:
    """The map, made once."""
    return Gallery()


def painted(groups: list[Placed], box: Box, ground: str, scale: float = 1) -> QImage:
    """A part of a board at `scale` px per board px."""
    size = round(box.w * scale), round(box.h * scale)
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(ground)
    painter = QPainter(image)
    painter.scale(scale, scale)
    painter.translate(-box.x, -box.y)
    BoardPainter(photo).paint_placed(painter, groups)
    painter.end()
    return image


def board_of(theme: ThemeName, *kinds: str, shown: Shown = SHOWN) -> Board:
    """The board of the gallery with lanes of some kinds only; of all where none is named."""
    wanted = frozenset(kinds) if kinds else None
    return gallery().board(theme, LayoutOptions(lanes=wanted, shown=shown))


def lane(theme: ThemeName, kind: str) -> QImage:
    """One lane with its head."""
    board = board_of(theme, kind)
    row = board.rows[0]
    box = Box(0, row.y, board.width, board.height - row.y)
    return painted(list(board.everything()), box, board.ground_colour)


def heads(theme: ThemeName) -> QImage:
    """The heads of stages and steps, and the corner."""
    board = board_of(theme, "text")
    return painted(list(board.everything()), Box(0, 0, board.width, board.head_height), "#808080")


def band(theme: ThemeName) -> QImage:
    """The band where answers spread, without faces."""
    board = board_of(theme, "curve", shown=SHOWN._replace(faces=False, band=True))
    row = board.rows[0]
    box = Box(0, row.y, board.width, row.h)
    return painted(list(board.everything()), box, board.ground_colour)


def far(theme: ThemeName) -> QImage:
    """A map as it is seen from across a room."""
    zoom = 0.3
    board = board_of(theme, "touchpoint", "curve", "picture", "pain", "quote", "divider")
    shown = heads_far(board, zoom)
    groups: tuple[Group, ...] = (
        *points_far(board, zoom), *shown.lanes, *shown.heads, shown.corner
    )  # fmt: skip
    body = [placed for placed in board.body() if placed.group.role != "note"]
    placed = [*body, *(Placed(0, 0, group) for group in groups)]
    return painted(placed, whole_box(board, zoom), board.ground_colour, zoom)


def _lane_of(kind: str) -> Callable[[ThemeName], QImage]:
    return lambda theme: lane(theme, kind)


MOTIFS: dict[str, Callable[[ThemeName], QImage]] = {
    "heads": heads,
    "band": band,
    "far": far,
    **{kind: _lane_of(kind) for kind in KINDS},
}


def path_of(motif: str, theme: ThemeName) -> Path:
    """Where a picture is kept."""
    return FOLDER / f"{motif}-{theme}.png"


def main() -> None:
    """Paint all of them."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QGuiApplication.instance() or QGuiApplication([])
    FOLDER.mkdir(parents=True, exist_ok=True)
    for motif, paint in MOTIFS.items():
        for theme in THEMES:
            image = paint(theme).convertToFormat(QImage.Format.Format_RGB888)
            size = (image.width(), image.height())
            data = bytes(image.constBits())
            plain = Image.frombytes("RGB", size, data, "raw", "RGB", image.bytesPerLine())
            plain.save(path_of(motif, theme), optimize=True)
    del app


if __name__ == "__main__":
    main()
