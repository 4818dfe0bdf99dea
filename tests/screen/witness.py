# SPDX-License-Identifier: Apache-2.0
"""The whole program in a process of its own, which tells how things stand.

Every line on its standard input is answered by one line of JSON: null as long as no map is on show.
Places are in px of the screen.
"""

import json
import sys
import threading
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget

from journey_studio.app import run
from journey_studio.canvas.view import CanvasView
from journey_studio.layout.hit import group_box


class Witness(QObject):
    """Answers in the thread of the window."""

    asked = Signal()

    def answer(self) -> None:
        """Tell how things stand."""
        found = None
        for window in QApplication.topLevelWidgets():
            canvas = getattr(window, "canvas", None)
            if isinstance(canvas, CanvasView) and window.isVisible():
                found = {"active": window.isActiveWindow(), **_seen(canvas)}
                found |= {"previewed": canvas.showing.previewed, **_beside(window)}
        print(json.dumps(found), flush=True)

    def listen(self) -> None:
        """Ask for an answer to every line that comes in."""
        for _ in sys.stdin:
            self.asked.emit()


def _seen(canvas: CanvasView) -> dict[str, Any]:
    focus = QApplication.focusWidget()
    corner = canvas.viewport().mapToGlobal(QPoint(0, 0))
    width, height = canvas.view_size
    records = {}
    for record in canvas.document.snapshot.records.values():
        box = None if record.deleted else group_box(canvas.board, record.id)
        if box is not None:
            x, y, w, h = canvas.view_box(box)
            words = getattr(record, "text", "") or getattr(record, "title", "")
            place = [corner.x() + x, corner.y() + y, w, h]
            records[record.id] = {"kind": record.KIND, "words": words, "box": place}
    return {
        "focus": type(focus).__name__ if focus else "",
        "writing": canvas.editor is not None,
        "camera": list(canvas.camera),
        "selection": list(canvas.selection.ids),
        "view": [corner.x(), corner.y(), width, height],
        "records": records,
    }


def _beside(window: Any) -> dict[str, Any]:
    """What stands in the panels: the things to drag, and what one can write in, by their names."""
    things = [thing for thing in window.panels.palette_panel.things if thing.isVisible()]
    edits = window.panels.inspector.findChildren(QTextEdit)
    named = [edit for edit in edits if edit.isVisible()]
    return {
        "things": {each.text(): _place(each) for each in things},
        "fields": {each.accessibleName(): _place(each) for each in named},
    }


def _place(widget: QWidget) -> list[int]:
    corner = widget.mapToGlobal(QPoint(0, 0))
    return [corner.x(), corner.y(), widget.width(), widget.height()]


def main() -> int:
    """Run the program on the project that is named."""
    _application = QApplication(sys.argv[:1])
    witness = Witness()
    witness.asked.connect(witness.answer)
    threading.Thread(target=witness.listen, daemon=True).start()
    return run(Path(sys.argv[1]))


if __name__ == "__main__":
    sys.exit(main())
