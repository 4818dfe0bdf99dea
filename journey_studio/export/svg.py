# SPDX-License-Identifier: Apache-2.0
"""A page as an SVG of its real size."""

from typing import BinaryIO

from journey_studio.export.watch import Watch
from journey_studio.i18n import t
from journey_studio.layout.pages import Page
from journey_studio.paint.pictures import PictureSource
from journey_studio.paint.svg import svg_document

_STEP = 200  # pieces between two looks at whether to go on


def write_svg(
    file: BinaryIO,
    page: Page,
    title: str,
    language: str,
    pictures: PictureSource,
    watch: Watch,
    source: bytes | None = None,
) -> None:
    """Write `page` with its title and language, and inside it `source`, the JSON of its map."""
    text = t("export.progress_writing", name=title)
    count = sum(len(placement.groups) for placement in page.placements) or 1
    pieces = svg_document(
        page.width,
        page.height,
        page.placements,
        pictures,
        title=title,
        language=language,
        source=source,
    )
    for number, piece in enumerate(pieces):
        if number % _STEP == 0:
            watch.at(min(number / count, 0.95), text)
        file.write(piece.encode())
    watch.at(1, text)
