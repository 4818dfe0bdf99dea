# SPDX-License-Identifier: Apache-2.0
"""Pages as a PDF: vector, with live links, a title and a language, each page its exact size."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, BinaryIO

from journey_studio.export.watch import Watch
from journey_studio.i18n import t
from journey_studio.layout.display import Placed
from journey_studio.layout.geometry import Box
from journey_studio.layout.pages import Page, Placement
from journey_studio.paint.pictures import PictureSource

_POINT = 72 / 25.4
_STEP = 200  # groups between two looks at whether to go on


def write_pdf(
    file: BinaryIO,
    pages: Sequence[Page],
    title: str,
    language: str,
    pictures: PictureSource,
    watch: Watch,
    source: bytes | None = None,
) -> None:
    """Write all `pages` into one document, with `source`, the JSON of its maps, attached."""
    from journey_studio.paint.pdf import PdfPainter, attach_source, pdf_canvas

    canvas = pdf_canvas(file, title=title, language=language)
    painter = PdfPainter(canvas, pictures)
    for number, page in enumerate(pages):
        text = t("export.progress_page", number=number + 1, count=len(pages))
        part = watch.part(0.9 * number / len(pages), 0.9 * (number + 1) / len(pages))
        canvas.setPageSize((page.width * _POINT, page.height * _POINT))
        _set_boxes(canvas, page)
        _paint(painter, page, part, text)
        canvas.showPage()
    watch.at(0.9, t("export.progress_writing", name=title))
    if source is not None:
        attach_source(canvas, t("export.carried"), source)
    canvas.save()
    watch.at(1, t("export.progress_writing", name=title))


def _set_boxes(canvas: Any, page: Page) -> None:
    """Tell the printer what is cut off and how far the print goes on beyond."""
    for name, box in (("trim", page.trim), ("bleed", page.bleed)):
        corners = (box.x, page.height - box.bottom, box.right, page.height - box.y)
        canvas.setCropBox(tuple(mm * _POINT for mm in corners), name)


def _paint(painter: Any, page: Page, watch: Watch, text: str) -> None:
    count = max(sum(len(placement.groups) for placement in page.placements), 1)
    done = 0
    for placement in page.placements:
        clip = _on_board(placement)
        scale, x, y = (mm * _POINT for mm in (placement.scale, placement.dx, placement.dy))
        for groups in _batches(placement.groups):
            watch.at(done / count, text)
            painter.paint(groups, scale, x, y, clip)
            done += len(groups)


def _batches(groups: Sequence[Placed]) -> Iterator[list[Placed]]:
    left = iter(groups)
    while batch := list(islice(left, _STEP)):
        yield batch


def _on_board(placement: Placement) -> Box | None:
    """The clip of a placement in the px of its board."""
    clip, scale = placement.clip, placement.scale
    if clip is None:
        return None
    return Box(
        (clip.x - placement.dx) / scale,
        (clip.y - placement.dy) / scale,
        clip.w / scale,
        clip.h / scale,
    )
