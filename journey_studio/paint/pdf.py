# SPDX-License-Identifier: Apache-2.0
"""Draws the display list on ReportLab pages, with operators of our own.

ReportLab numbers the objects and writes the file; shapes and texts bypass its drawing calls, which
cost twice the time and know no kerning. Its internals used here are those of 5.1.
"""

from collections.abc import Iterable, Sequence
from typing import BinaryIO

from reportlab import rl_config
from reportlab.pdfbase.pdfdoc import PDFDate, PDFDictionary, PDFDocument, PDFInfo, PDFString
from reportlab.pdfgen.canvas import Canvas

from journey_studio.layout.display import (
    Colour,
    Hyperlink,
    Item,
    Path,
    Picture,
    Placed,
    Rect,
    TextLine,
)
from journey_studio.layout.geometry import Box
from journey_studio.layout.pages import OVERHANG
from journey_studio.layout.text import Run
from journey_studio.paint.carried import ATTACHMENT
from journey_studio.paint.links import live_address
from journey_studio.paint.pdf_attachment import attach
from journey_studio.paint.pdf_fonts import PdfFace
from journey_studio.paint.pdf_pictures import PdfPictures
from journey_studio.paint.pdf_shapes import alpha_of, outline, path, rect, rgb
from journey_studio.paint.pictures import PictureSource, placeholder, placement

# Nothing here opens files or addresses for ReportLab; its doors are shut all the same.
rl_config.trustedHosts = []
rl_config.trustedSchemes = []
rl_config.toColorCanUse = None
rl_config.useA85 = 0

_MAKER = "Journey Studio"
_WHOLE = Box(0, 0, 1, 1)


class _Info(PDFInfo):  # type: ignore[misc]  # ReportLab has no types
    """What the document says of itself: no author, since a poster may leave the house."""

    def format(self, document: PDFDocument) -> bytes:
        date = PDFDate(ts=document._timeStamp)  # noqa: SLF001 - pinned
        entries = {
            "Title": PDFString(self.title),
            "Producer": PDFString(_MAKER),
            "Creator": PDFString(_MAKER),
            "CreationDate": date,
            "ModDate": date,
        }
        formatted: bytes = PDFDictionary(entries).format(document)
        return formatted


class _Canvas(Canvas):  # type: ignore[misc]  # ReportLab has no types
    """A canvas that names no font until one is used; ReportLab would list Helvetica."""

    def _make_preamble(self) -> None:
        self._preamble = "1 0 0 1 0 0 cm"


def pdf_canvas(target: BinaryIO | str, *, title: str, language: str) -> Canvas:
    """A document to draw on. `language` is a BCP 47 tag, "" where unknown.

    Set the page with `canvas.setPageSize((width, height))` in points, end it with
    `canvas.showPage()`, the document with `canvas.save()`.
    """
    canvas = _Canvas(target, pageCompression=1, pdfVersion=(1, 7), lang=language or None)
    document = canvas._doc  # noqa: SLF001 - pinned
    document.info = _Info()
    document.info.title = title
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return canvas


def attach_source(canvas: Canvas, description: str, source: bytes) -> None:
    """Let a document carry the JSON of the maps it shows."""
    attach(canvas._doc, ATTACHMENT, description, source)  # noqa: SLF001 - pinned


class PdfPainter:
    """Draws groups on the pages of one canvas and keeps the faces and pictures they share."""

    def __init__(self, canvas: Canvas, pictures: PictureSource) -> None:
        self._canvas = canvas
        self._document = canvas._doc  # noqa: SLF001 - pinned
        self._faces: dict[str, PdfFace] = {}
        self._pictures = PdfPictures(self._document, pictures)
        self._alphas: set[str] = set()
        self._scale = 1.0

    def paint(
        self,
        placed: Iterable[Placed],
        scale: float,
        x: float = 0,
        y: float = 0,
        clip: Box | None = None,
    ) -> None:
        """Draw groups on the current page at `scale` points for each px of the board.

        The board's origin lies `x` points from the left and `y` points from the top of the page.
        With `clip`, in board px, only what lies in it is drawn.
        """
        height = self._canvas._pagesize[1]  # noqa: SLF001 - pinned
        code = self._canvas._code  # noqa: SLF001 - pinned
        self._scale = scale
        code.append(f"q {scale:.6f} 0 0 {-scale:.6f} {x:.4f} {height - y:.4f} cm")
        if clip is not None:
            code.append(outline(clip, 0) + " W n")
        for dx, dy, group in placed:
            box = group.box.moved(dx, dy).inset(-OVERHANG, -OVERHANG)
            if clip is None or box.meets(clip):
                code.append(f"q 1 0 0 1 {dx:.3f} {dy:.3f} cm")
                self._items(group.items, code)
                code.append("Q")
                self._links(Placed(dx, dy, group), clip, x, height - y)
        code.append("Q")
        self._register_alphas()

    def _items(self, items: Iterable[Item], code: list[str]) -> None:
        texts: list[TextLine] = []
        for item in items:
            if isinstance(item, TextLine):
                texts.append(item)
                continue
            if texts:
                self._texts(texts, code)
                texts = []
            if isinstance(item, Rect):
                code.append(rect(item))
                self._note_alphas(item.fill, item.line)
            elif isinstance(item, Path):
                code.append(path(item))
                self._note_alphas(item.fill, item.line)
            elif isinstance(item, Picture):
                self._picture(item, code)
        if texts:
            self._texts(texts, code)

    def _texts(self, lines: list[TextLine], code: list[str]) -> None:
        """Lines one after the other as one text object, size and place in its matrix."""
        faint = any(alpha_of(line.colour) for line in lines)
        code.append("q BT" if faint else "BT")
        colour = face = None
        for line in lines:
            if line.colour != colour:
                colour = line.colour
                code.append(f"{rgb(colour)} rg")
                if faint:
                    self._note_alphas(colour)
                    code.append(f"/ca{alpha_of(colour) or 'ff'} gs")
            x, y, size = line.x, line.y, line.size
            for run in _logical(line):
                if run.face != face:
                    face = run.face
                    pdf_face = self._face(face)
                    code.append(f"/{pdf_face.name} 1 Tf")
                place = f"{size:.4g} 0 0 {-size:.4g} {x + run.x:.3f} {y:.3f} Tm"
                code.append(f"{place} {pdf_face.show(run)}")
        code.append("ET Q" if faint else "ET")

    def _face(self, key: str) -> PdfFace:
        face = self._faces.get(key)
        if face is None or face.is_full:
            fonts = self._document.delayedFonts
            face = self._faces[key] = PdfFace(key, f"J{len(fonts)}")
            fonts.append(face)
        return face

    def _picture(self, item: Picture, code: list[str]) -> None:
        found = self._pictures.get(item, self._scale)
        if found is None:
            self._items(placeholder(item), code)
            return
        self._canvas._currentPageHasImages = 1  # noqa: SLF001 - pinned
        if found.name not in self._canvas._formsinuse:  # noqa: SLF001 - pinned
            self._canvas._formsinuse.append(found.name)  # noqa: SLF001 - pinned
        at = placement(item._replace(crop=_WHOLE), found.width, found.height)
        code.append(
            f"q {outline(item.box, item.radius)} W n "
            f"{at.w:.3f} 0 0 {-at.h:.3f} {at.x:.3f} {at.bottom:.3f} cm /FormXob.{found.name} Do Q"
        )

    def _links(self, placed: Placed, clip: Box | None, x: float, top: float) -> None:
        """Make the addresses of a group live, cut to `clip`; (x, top) is the board's origin."""
        for item in placed.group.items:
            if not isinstance(item, Hyperlink):
                continue
            address = live_address(item.url)
            box = item.box.moved(placed.dx, placed.dy)
            if clip is not None:
                box = _common(box, clip)
            if address is not None and box.w > 0 and box.h > 0:
                scale = self._scale
                left, right = x + box.x * scale, x + box.right * scale
                lower, upper = top - box.bottom * scale, top - box.y * scale
                self._canvas.linkURL(address, (left, lower, right, upper))

    def _note_alphas(self, *colours: Colour | None) -> None:
        for colour in colours:
            if colour is not None and len(colour) > 7:
                self._alphas.add(colour[7:])

    def _register_alphas(self) -> None:
        """Name the graphics states of every transparency met so far, for this page."""
        states = self._canvas._extgstate._c  # noqa: SLF001 - pinned
        for alpha in self._alphas | {"ff"}:
            for entry in ("ca", "CA"):
                states[entry, f"{int(alpha, 16) / 255:.4f}"] = f"{entry}{alpha}"


def _common(one: Box, other: Box) -> Box:
    """What two boxes share; without area where they do not meet."""
    x, y = max(one.x, other.x), max(one.y, other.y)
    return Box(x, y, min(one.right, other.right) - x, min(one.bottom, other.bottom) - y)


def _logical(line: TextLine) -> Sequence[Run]:
    """The runs in the order in which they are read, which is that of `line.text`."""
    if len(line.runs) < 2:
        return line.runs
    left, text = list(line.runs), line.text
    order: list[Run] = []
    while left:
        near = order[-1].x if order else 0
        fitting = [run for run in left if text.startswith(run.text)]
        if not fitting:
            return line.runs
        order.append(min(fitting, key=lambda run: abs(run.x - near)))
        left.remove(order[-1])
        text = text[len(order[-1].text) :]
    return order
