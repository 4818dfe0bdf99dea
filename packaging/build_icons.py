# SPDX-License-Identifier: Apache-2.0
"""Makes resources/built/icons.json: the Lucide icons the program shows, as plain path data.

One file, {name: {"paths": [...]}}, one path for each shape of the icon, in a box of 24 x 24 with
y downwards, to be stroked and not filled. The commands are M, L, C and Z, absolute, one space
between all tokens, so that a reader needs no SVG: lines, circles and rounded rectangles have
become paths, arcs and quadratic curves have become cubic ones.

The icons are Lucide's, ISC licence, a part of them from Feather, MIT licence:
resources/licences/lucide.txt.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from fontTools.pens.basePen import BasePen
from fontTools.svgLib.path.parser import parse_path
from fontTools.svgLib.path.shapes import PathBuilder
from lucide import lucide_icon

# The name the program uses: the name Lucide has for it, which changed more than once upstream.
ICONS = {
    # Edit
    "undo": "undo-2",
    "redo": "redo-2",
    "plus": "plus",
    "minus": "minus",
    "close": "x",
    "check": "check",
    "trash": "trash",
    "copy": "copy",
    "paste": "clipboard",
    "cut": "scissors",
    "pencil": "pencil",
    "move": "move",
    "pointer": "mouse-pointer-2",
    "hand": "hand",
    "grip": "grip-vertical",
    "keyboard": "keyboard",
    "repeat": "repeat",
    # View
    "zoom-in": "zoom-in",
    "zoom-out": "zoom-out",
    "fit": "maximize",
    "search": "search",
    "filter": "funnel",
    "eye": "eye",
    "eye-off": "eye-off",
    "panel-left": "panel-left",
    "panel-right": "panel-right",
    "sun": "sun",
    "moon": "moon",
    "chevron-down": "chevron-down",
    "chevron-right": "chevron-right",
    "chevron-left": "chevron-left",
    "chevron-up": "chevron-up",
    "arrow-left": "arrow-left",
    "arrow-right": "arrow-right",
    "arrow-up": "arrow-up",
    "arrow-down": "arrow-down",
    "more": "ellipsis",
    "menu": "menu",
    # Files and sharing
    "file": "file",
    "file-plus": "file-plus",
    "folder-open": "folder-open",
    "save": "save",
    "download": "download",
    "upload": "upload",
    "share": "share-2",
    "offline": "cloud-off",
    "merge": "merge",
    "presentation": "presentation",
    "printer": "printer",
    "history": "rotate-ccw-clock",
    "play": "play",
    "pause": "pause",
    "version": "bookmark",
    "compare": "diff",
    "swap": "arrow-left-right",
    "restore": "rotate-ccw",
    "settings": "settings",
    "refresh": "refresh-cw",
    # What a map is made of
    "map": "map",
    "stage": "columns-3",
    "step": "columns-2",
    "lane": "rows-3",
    "card": "square",
    "text": "text-align-start",
    "curve": "spline",
    "divider": "separator-horizontal",
    "layers": "layers",
    "branch": "split",
    "link": "link",
    "external-link": "external-link",
    "paperclip": "paperclip",
    "image": "image",
    "tag": "tag",
    "comment": "message-square",
    "lock": "lock",
    "calendar": "calendar",
    "user": "user",
    "users": "users",
    "department": "building-complex",
    # Kinds of cards
    "touchpoint": "circle-dot",
    "quote": "quote",
    "pain": "zap",
    "opportunity": "lightbulb",
    "metric": "gauge",
    "chart": "trending-up",
    "solution": "wrench",
    "backstage": "cog",
    "moment-of-truth": "star",
    "goal": "target",
    "evidence": "badge-check",
    "drama": "drama",
    "heart": "heart",
    # Channels
    "globe": "globe",
    "smartphone": "smartphone",
    "tablet": "tablet",
    "monitor": "monitor",
    "phone": "phone",
    "pin": "pin",
    "mail": "mail",
    "message": "message-circle",
    "letter": "mailbox",
    "send": "send",
    "bell": "bell",
    "bot": "bot",
    "headset": "headset",
    "video": "video",
    "tv": "tv",
    "radio": "radio",
    "newspaper": "newspaper",
    "megaphone": "megaphone",
    "store": "store",
    "house": "house",
    "building": "building",
    "landmark": "landmark",
    "book": "book-open",
    "kiosk": "qr-code",
    "credit-card": "credit-card",
    "receipt": "receipt",
    "ticket": "ticket",
    "shopping-cart": "shopping-cart",
    "package": "package",
    "truck": "truck",
    "car": "car",
    "bus": "bus",
    "train": "train-front",
    "plane": "plane",
    "map-pin": "map-pin",
    # Feelings and states
    "smile": "face-slightly-smiling",
    "neutral": "face-neutral",
    "frown": "face-slightly-frowning",
    "info": "info",
    "help": "circle-question-mark",
    "warning": "triangle-alert",
    "alert": "circle-alert",
    "done": "circle-check",
    "clock": "clock",
}


class _PathPen(BasePen):  # type: ignore[misc]  # fontTools has no types
    """Writes what is drawn as path data with M, L, C and Z only."""

    def __init__(self) -> None:
        super().__init__(None)
        self.tokens: list[str] = []

    def _add(self, command: str, *points: tuple[float, float]) -> None:
        numbers = (f"{round(value, 3) + 0.0:g}" for point in points for value in point)
        self.tokens.extend((command, *numbers))

    def _moveTo(self, pt: tuple[float, float]) -> None:  # noqa: N802  named by BasePen
        self._add("M", pt)

    def _lineTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
        self._add("L", pt)

    def _curveToOne(  # noqa: N802
        self, pt1: tuple[float, float], pt2: tuple[float, float], pt3: tuple[float, float]
    ) -> None:
        self._add("C", pt1, pt2, pt3)

    def _closePath(self) -> None:  # noqa: N802
        self._add("Z")


def _paths(svg: str) -> Iterator[str]:
    """The path data of each shape of an SVG picture made of plain shapes."""
    shapes = PathBuilder()
    for element in ET.fromstring(svg).iter():  # noqa: S314  from a pinned package
        shapes.add_path_from_element(element)
    for data in shapes.paths:
        pen = _PathPen()
        parse_path(data, pen)
        yield " ".join(pen.tokens)


def build_icons(target: Path) -> None:
    """Write every icon of ICONS into the file `target`."""
    icons = {name: {"paths": list(_paths(lucide_icon(of)))} for name, of in ICONS.items()}
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(icons, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    build_icons(Path(sys.argv[1]))
