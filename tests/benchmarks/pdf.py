# SPDX-License-Identifier: Apache-2.0
"""A0 as PDF: whole exports, and our painter next to Qt's PDF writer on the same display list."""

from pathlib import Path

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QApplication

from journey_studio.export.pdf import write_pdf
from journey_studio.export.poster import export_poster
from journey_studio.export.watch import Watch, never, no_progress
from journey_studio.layout.pages import Page
from journey_studio.paint.pictures import PictureSource
from journey_studio.paint.qt import BoardPainter
from journey_studio.session import open_session
from tests.benchmarks.measure import Figure, cpu, in_turn
from tests.benchmarks.posters import (
    A0,
    command_line,
    first_export,
    memory_rows,
    planned_page,
    poster_file,
)
from tests.benchmarks.project import project_file

_DPI = 300


def figures() -> list[Figure]:
    """2,000 cards as a person exports them, then 10,000 on both writers."""
    export = first_export(2_000, "pdf", 5)
    found = [Figure("PDF A0, 2,000 cards: laid out and written", export, "s", 2)]
    spent = command_line(2_000, "pdf", 5)
    note = f"with starting Python and its libraries; {spent.wall:.2f} s wall"
    found.append(Figure("PDF A0, 2,000 cards: the whole command", spent.cpu, "s", note=note))
    found += memory_rows(2_000, "pdf", spent, 150)
    return found + _both_writers()


def _both_writers() -> list[Figure]:
    _application = QApplication.instance() or QApplication([])
    with open_session(project_file(10_000), read_only=True) as session, poster_file("pdf") as out:
        snapshot, picture = session.snapshot, session.picture
        whole = cpu(lambda: export_poster(snapshot, out, A0, picture))
        size = out.stat().st_size / 1e6
        page, title = planned_page(session)
        works = {
            "ours": lambda: _ours(out, page, title, picture),
            "Qt": lambda: _qt(out, page, picture),
        }
        spent = in_turn(3, works)
    return [
        Figure(
            "PDF A0, 10,000 cards: written, next to QPdfWriter",
            spent["ours"],
            "s",
            2.5,
            spent["Qt"],
        ),
        Figure("PDF A0, 10,000 cards: laid out and written", whole, "s", note=f"{size:.1f} MB"),
    ]


def _ours(out: Path, page: Page, title: str, pictures: PictureSource) -> None:
    with out.open("wb") as file:
        write_pdf(file, [page], title, "en", pictures, Watch(no_progress, never))


def _qt(out: Path, page: Page, pictures: PictureSource) -> None:
    writer = QPdfWriter(str(out))
    writer.setResolution(_DPI)
    writer.setPageSize(QPageSize(QSizeF(page.width, page.height), QPageSize.Unit.Millimeter))
    writer.setPageMargins(QMarginsF())
    painter = BoardPainter(pictures)
    brush = QPainter(writer)
    brush.scale(_DPI / 25.4, _DPI / 25.4)
    for placement in page.placements:
        brush.save()
        brush.translate(placement.dx, placement.dy)
        brush.scale(placement.scale, placement.scale)
        painter.paint_placed(brush, placement.groups)
        brush.restore()
    brush.end()
