# SPDX-License-Identifier: Apache-2.0
"""Maps as Excalidraw scenes, one frame for each map, that look like the map.

What belongs to one card is a group; connections are arrows bound to their cards. The maps travel
in the data of the first frame; texts that somebody edited in Excalidraw come back with them.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from journey_studio.exchange.drawings.drawing import (
    BACKGROUND,
    Drawing,
    Figure,
    Part,
    Words,
    corners,
    drawn,
)
from journey_studio.exchange.drawings.outlines import Points, outlines
from journey_studio.exchange.drawings.pictures import shown_part
from journey_studio.exchange.drawings.source import (
    CARRIES,
    DrawingError,
    found_in,
    packed_source,
)
from journey_studio.exchange.formats import Choices, Found, Pictures, Written
from journey_studio.exchange.strict import json as strict_json
from journey_studio.i18n import t
from journey_studio.layout.display import Hyperlink, Path, Picture, Rect
from journey_studio.layout.geometry import Box
from journey_studio.model.snapshot import Snapshot
from journey_studio.paint.links import live_address
from journey_studio.paint.pictures import placeholder

__all__ = ["CARRIES", "read", "recognises", "write"]

_KEY = "journeyStudio"  # of our data on an element
_GAP = 160.0  # px between two maps
_HELVETICA = 2  # as Excalidraw counts its faces
_ASCENT, _DESCENT = 0.905, 0.212  # of that face
_CLEAR = "transparent"
_ROUND = 3  # Excalidraw's word for corners of a given radius

_Json = dict[str, Any]


def write(
    snapshot: Snapshot, map_ids: tuple[str, ...], choices: Choices, pictures: Pictures
) -> Written:
    """The maps as one scene, below one another."""
    scene = _Scene(pictures)
    source = packed_source(snapshot, map_ids, choices, pictures)
    top = 0.0
    for count, map_id in enumerate(map_ids):
        drawing = drawn(snapshot, map_id)
        scene.add(drawing, top, "" if count else source.line)
        top += drawing.height + _GAP
    whole = {
        "type": "excalidraw",
        "version": 2,
        "source": "Journey Studio",
        "elements": scene.elements,
        "appState": {"gridSize": None, "viewBackgroundColor": "white"},
        "files": scene.files,
    }
    data = json.dumps(whole, ensure_ascii=False, indent=1).encode() + b"\n"
    return Written(data, source.losses)


class _Scene:
    """The elements and files of a scene."""

    def __init__(self, pictures: Pictures) -> None:
        self.elements: list[_Json] = []
        self.files: dict[str, _Json] = {}
        self._pictures = pictures
        self._by_id: dict[str, _Json] = {}
        self._frame = ""
        self._top = 0.0

    def add(self, drawing: Drawing, top: float, source: str) -> None:
        """Draw a map with its upper edge at `top`."""
        self._frame, self._top = drawing.map_id + "-frame", top
        for figure in drawing.figures:
            self._figure(figure)
        box = Box(0, 0, drawing.width, drawing.height)
        frame = self._element("frame", self._frame, box)
        name = drawing.title or t("exchange.drawing.untitled")
        frame |= {"name": name, "frameId": None, "groupIds": []}
        frame["backgroundColor"] = drawing.ground
        if source:
            frame["customData"] = {_KEY: {"source": source}}
        self.elements.append(frame)

    def _figure(self, figure: Figure) -> None:
        if figure.ends is not None:
            self._connection(figure)
            return
        name = figure.id
        group = [f"{name}-group"] if len(figure.parts) + (figure.base is not None) > 1 else []
        first = len(self.elements)
        if figure.base is not None:
            self._rect(figure.base, name)
        for count, part in enumerate(figure.parts):
            self._part(part, f"{name}-{count}", figure.record)
        for element in self.elements[first:]:
            element["groupIds"] = group
            element["locked"] = figure.role in BACKGROUND

    def _part(self, part: Part, name: str, record: str) -> None:
        match part:
            case Words():
                self._words(part, name, record)
            case Rect():
                self._rect(part, name)
            case Path():
                for count, points in enumerate(outlines(part)):
                    self._line(part, points, f"{name}-{count}")
            case Picture():
                self._picture(part, name)
            case Hyperlink():
                address = live_address(part.url)
                if address is not None:
                    self._rect(Rect(part.box), name)["link"] = address

    def _element(self, kind: str, name: str, box: Box) -> _Json:
        """What every element says. Seeds only shake lines that are drawn by hand, as none is."""
        count = len(self.elements) + 1
        x, y, w, h = (round(value, 2) for value in box.moved(0, self._top))
        made: _Json = {
            "id": name, "type": kind, "x": x, "y": y, "width": w, "height": h, "angle": 0,
            "strokeColor": _CLEAR, "backgroundColor": _CLEAR, "fillStyle": "solid",
            "strokeWidth": 1, "strokeStyle": "solid", "roughness": 0, "opacity": 100,
            "groupIds": [], "frameId": self._frame, "roundness": None, "seed": count,
            "version": 1, "versionNonce": count, "isDeleted": False, "boundElements": [],
            "updated": 1, "link": None, "locked": False,
            "strokeSharpness": "sharp",  # what versions before roundness ask for
        }  # fmt: skip
        self._by_id[name] = made
        return made

    def _rect(self, rect: Rect, name: str) -> _Json:
        made = self._element("rectangle", name, rect.box)
        made |= _looks(rect)
        if rect.radius:
            made["roundness"] = {"type": _ROUND, "value": rect.radius}
            made["strokeSharpness"] = "round"
        self.elements.append(made)
        return made

    def _line(self, path: Path, points: Points, name: str) -> None:
        made = self._element("line", name, _around(points))
        made |= _looks(path) | _way(points, self._top)
        made |= {"startArrowhead": None, "endArrowhead": None}
        self.elements.append(made)

    def _words(self, words: Words, name: str, record: str) -> None:
        lines = words.baselines
        step = lines[1] - lines[0] if len(lines) > 1 else 1.25 * words.size
        top = lines[0] - (step - (_ASCENT + _DESCENT) * words.size) / 2 - _ASCENT * words.size
        made = self._element("text", name, Box(words.x, top, words.width, step * len(lines)))
        made |= {
            "strokeColor": words.colour, "text": "\n".join(words.lines),
            "originalText": words.text, "fontSize": words.size, "fontFamily": _HELVETICA,
            "textAlign": "right" if words.rtl else "left", "verticalAlign": "top",
            "containerId": None, "autoResize": len(lines) == 1, "lineHeight": step / words.size,
            "baseline": lines[-1] - top,  # where versions before line heights look for it
        }  # fmt: skip
        if words.register:
            said = {"record": record, "register": words.register, "shown": made["text"]}
            made["customData"] = {_KEY: said}
        self.elements.append(made)

    def _picture(self, picture: Picture, name: str) -> None:
        found = shown_part(picture, self._pictures)
        if found is None:
            for count, part in enumerate(placeholder(picture)):
                self._part(part, f"{name}-{count}", "")  # type: ignore[arg-type]
            return
        kind, data = found
        file = f"{picture.sha256[:32]}-{len(self.files)}"
        address = f"data:{kind};base64,{data}"
        self.files[file] = {"mimeType": kind, "id": file, "dataURL": address, "created": 1}
        made = self._element("image", name, picture.box)
        made |= {"fileId": file, "status": "saved", "scale": [1, 1], "crop": None}
        self.elements.append(made)

    def _connection(self, figure: Figure) -> None:
        (path, *_) = (part for part in figure.parts if isinstance(part, Path))
        points = corners(path)
        made = self._element("arrow", figure.id, _around(points))
        made |= _looks(path) | _way(points, self._top)
        made |= {"startArrowhead": None, "endArrowhead": "triangle", "elbowed": False}
        for end, card in zip(("start", "end"), figure.ends or (), strict=True):
            made[f"{end}Binding"] = {"elementId": card, "focus": 0, "gap": 1}
            self._by_id[card]["boundElements"].append({"id": figure.id, "type": "arrow"})
        self.elements.append(made)


def _looks(item: Rect | Path) -> _Json:
    return {
        "strokeColor": item.line or _CLEAR,
        "backgroundColor": item.fill or _CLEAR,
        "strokeWidth": item.line_width if item.line else 1,
        "strokeStyle": "dashed" if item.line and item.dash else "solid",
    }


def _way(points: Points, top: float) -> _Json:
    x, y = points[0]
    way = [[round(px - x, 2), round(py - y, 2)] for px, py in points]
    return {
        "x": round(x, 2), "y": round(y + top, 2), "points": way, "lastCommittedPoint": None,
        "startBinding": None, "endBinding": None,
    }  # fmt: skip


def _around(points: Points) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def recognises(data: bytes) -> bool:
    """Whether this is an Excalidraw scene."""
    head = data[:2000].lstrip()
    return head.startswith(b"{") and b'"excalidraw"' in head and b'"type"' in head


def read(data: bytes, name: str, choices: Choices) -> Found:
    """The maps in a scene that Journey Studio wrote, with the texts as they are there now."""
    whole = strict_json.parse(data)
    elements = whole.get("elements") if isinstance(whole, dict) else None
    source, texts = "", dict[tuple[str, str], str]()
    for element in elements if isinstance(elements, list) else ():
        if not isinstance(element, dict) or element.get("isDeleted"):
            continue
        own = _own(element)
        source = source or str(own.get("source", ""))
        texts.update(_text(element, own))
    if not source:
        raise DrawingError(t("exchange.drawing.none", name=name))
    return found_in(source, texts, name, choices)


def _own(element: Mapping[str, Any]) -> Mapping[str, Any]:
    data = element.get("customData")
    own = data.get(_KEY) if isinstance(data, dict) else None
    return own if isinstance(own, dict) else {}


def _text(element: Mapping[str, Any], own: Mapping[str, Any]) -> Iterator[Any]:
    """The text of an element by record and register, where somebody changed it."""
    text, shown = element.get("text"), own.get("shown")
    if isinstance(text, str) and text != shown:
        original = element.get("originalText")
        said = original if isinstance(original, str) else text
        yield (str(own.get("record", "")), str(own.get("register", ""))), said
