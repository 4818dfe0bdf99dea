# SPDX-License-Identifier: Apache-2.0
"""Makes what the README shows, with the program itself: the window, a poster, the keyboard page.

Run without a screen; the pictures go to docs/pictures, the page to docs/keyboard.md.
"""

import os
import sys
import tempfile
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
MOST_MOMENTS = 25
MOST_BYTES = 300_000
WINDOW = (1440, 900)
POSTER_DPI = 66


def _picture(image: object, name: str) -> None:
    """Write a QImage as a small PNG."""
    from PIL import Image
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QImage

    assert isinstance(image, QImage)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    drawn = Image.open(BytesIO(buffer.data().data())).convert("RGB")
    path = PICTURES / name
    drawn.save(path, optimize=True)
    assert path.stat().st_size <= MOST_BYTES, "a README that loads slowly is not read"
    print(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1000} kB")


def draw_windows(project: Path) -> None:
    """The window with the sample, light and dark."""
    from PySide6.QtWidgets import QApplication

    from journey_studio.canvas.camera import Camera
    from journey_studio.canvas.selection import only
    from journey_studio.model.records import Card
    from journey_studio.ui.preferences import Look, Preferences
    from journey_studio.ui.style import prepare
    from journey_studio.ui.windows import Windows

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    prepare(app)
    desk = Windows(app, Preferences(look="light"))
    window = desk.new_window()
    window.resize(*WINDOW)
    window.show()
    desk.open(project)
    _let_it_work()
    canvas = window.canvas
    assert canvas is not None
    cards = list(canvas.document.snapshot.under(Card, *_cell(canvas)))
    looks: tuple[tuple[Look, str], ...] = (("light", "window.png"), ("dark", "window-dark.png"))
    for look, name in looks:
        desk.set_look(look)
        canvas.look(Camera(0, 0, 0.62))
        canvas.select(only(cards[0].id))
        window.grab()  # what is painted for the first time is completed in idle moments
        for _ in range(MOST_MOMENTS):
            _let_it_work()
            if canvas.complete:
                break
        _picture(window.grab().toImage(), name)
    desk.leave()
    app.processEvents()


def _let_it_work() -> None:
    """Give the window the idle moments in which it completes what it shows."""
    from PySide6.QtCore import QEventLoop, QTimer

    moment = QEventLoop()
    QTimer.singleShot(400, moment.quit)
    moment.exec()


def _cell(canvas: object) -> tuple[str, str]:
    """The first cell that holds a card in the second lane."""
    from journey_studio.canvas.view import CanvasView

    assert isinstance(canvas, CanvasView)
    board = canvas.board
    row, column = min(cell for cell in board.cells if cell[0] >= 1)
    return board.rows[row].lane, board.columns[column].step


def draw_poster(project: Path) -> None:
    """The first map as a poster, drawn small."""
    from PySide6.QtGui import QImage

    from journey_studio.export.options import PosterOptions
    from journey_studio.export.poster import export_poster
    from journey_studio.session import open_session

    out = project.with_name("poster.png")
    options = PosterOptions(paper="A2", dpi=POSTER_DPI)
    with open_session(project, read_only=True) as session:
        export_poster(session.snapshot, out, options, session.picture)
    _picture(QImage(str(out)), "poster.png")


def write_keyboard_page() -> None:
    """docs/keyboard.md, from the table of actions."""
    from journey_studio.ui.keyboard import page

    (ROOT / "docs" / "keyboard.md").write_text(page(), encoding="utf-8")


def main() -> int:
    """Make everything anew."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory(prefix="journey-studio-") as folder:
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
            os.environ[name] = folder
        from journey_studio.session import new_sample

        project = Path(folder) / "Night train.journey"
        new_sample(project).close()
        PICTURES.mkdir(parents=True, exist_ok=True)
        draw_windows(project)
        draw_poster(project)
        write_keyboard_page()
    return 0


if __name__ == "__main__":
    sys.exit(main())
