# SPDX-License-Identifier: Apache-2.0
"""2,000 cards as slides and as a web page, next to the bare work of writing as much.

The floor of the slides is python-pptx itself: as many cells with a text and as many shapes as our
file has, put into tables and slides one call at a time, and saved. That of the page is escaping
the texts of its cards, encoding the pictures it shows, and writing its bytes to a file.
"""

import base64
import io
from collections.abc import Callable
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Emu

from journey_studio.exchange import powerpoint, web_page
from journey_studio.exchange.formats import Choices
from journey_studio.model.records import Card
from journey_studio.session import open_session
from tests.benchmarks.measure import Figure, in_turn
from tests.benchmarks.project import project_file

_ROWS, _COLUMNS, _SIDE = 20, 5, Emu(400_000)
_OUTSIDERS = Choices(source=False)


class _Amount(NamedTuple):
    """How much a file of slides holds."""

    slides: int
    shapes: int
    cells: int


def figures() -> list[Figure]:
    """Both formats."""
    with open_session(project_file(2_000), read_only=True) as session, TemporaryDirectory() as home:
        snapshot, pictures = session.snapshot, session.picture
        ids = tuple(each.id for each in snapshot.maps())
        texts = [
            record.text
            for record in snapshot.records.values()
            if isinstance(record, Card) and not record.deleted
        ]

        def slides() -> bytes:
            return powerpoint.write(snapshot, ids, Choices(), pictures).data

        def page(choices: Choices) -> bytes:
            return web_page.write(snapshot, ids, choices, pictures).data

        made = slides()
        amount = _amount(made)
        shown = page(_OUTSIDERS)
        images = {card.picture for card in snapshot.records.values() if isinstance(card, Card)}
        blobs = [blob for name in images - {""} if (blob := pictures(name))]
        works: dict[str, Callable[[], object]] = {
            "slides": slides,
            "cells": lambda: _bare(amount, texts),
            "page": lambda: page(_OUTSIDERS),
            "whole": lambda: page(Choices()),
            "bytes": lambda: _write(Path(home) / "page.html", texts, blobs, shown),
        }
        spent = in_turn(3, works)
    size = f"{amount.slides} slides, {amount.cells} cells, {amount.shapes} shapes, {_mb(made)}"
    return [
        Figure("PPTX, 2,000 cards", spent["slides"], "s", 3, spent["cells"], size),
        Figure("HTML, 2,000 cards", spent["page"], "s", 25, spent["bytes"], _mb(shown)),
        Figure("HTML, 2,000 cards, with its map inside", spent["whole"], "s"),
    ]


def _mb(data: bytes) -> str:
    return f"{len(data) / 1e6:.1f} MB"


def _amount(data: bytes) -> _Amount:
    slides = list(Presentation(io.BytesIO(data)).slides)
    shapes: list[Any] = [shape for slide in slides for shape in slide.shapes]
    tables = [shape.table for shape in shapes if shape.has_table]
    cells = sum(len(table.rows) * len(table.columns) for table in tables)
    return _Amount(len(slides), len(shapes) - len(tables), cells)


def _bare(amount: _Amount, texts: list[str]) -> None:
    """As many cells and shapes, by the library's own calls."""
    presentation = Presentation()
    layout = presentation.slide_layouts[5]
    cells, shapes = amount.cells, amount.shapes
    place = 0
    while cells > 0 or shapes > 0:
        slide = presentation.slides.add_slide(layout)
        if cells > 0:
            rows = min(_ROWS, -(-cells // _COLUMNS))
            frame: Any = slide.shapes.add_table(rows, _COLUMNS, _SIDE, _SIDE, _SIDE, _SIDE)
            for row in frame.table.rows:
                for cell in row.cells:
                    cell.text = texts[place % len(texts)]
                    place += 1
            cells -= rows * _COLUMNS
        for _ in range(min(shapes, -(-amount.shapes // amount.slides))):
            slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, _SIDE, _SIDE, _SIDE, _SIDE)
            shapes -= 1
    presentation.save(io.BytesIO())


def _write(path: Path, texts: list[str], blobs: list[bytes], shown: bytes) -> None:
    parts = [escape(text) for text in texts]
    parts += [base64.b64encode(blob).decode() for blob in blobs]
    assert "".join(parts).encode()
    path.write_bytes(shown)
