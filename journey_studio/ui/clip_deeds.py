# SPDX-License-Identifier: Apache-2.0
"""Cut, copy and paste as the Edit menu means them: of the words being written, or of the map."""

from typing import TYPE_CHECKING

from journey_studio.i18n import t
from journey_studio.ui.dialogs import ask
from journey_studio.ui.workbench import Workbench

if TYPE_CHECKING:  # the boxes for words are imported when there is one
    from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget

    from journey_studio.canvas.tables import TableChoice


def _text(bench: Workbench) -> "QLineEdit | QTextEdit | QPlainTextEdit | None":
    """The text box of this window that the keyboard is in."""
    from PySide6.QtWidgets import (
        QAbstractSpinBox,
        QApplication,
        QComboBox,
        QLineEdit,
        QPlainTextEdit,
        QTextEdit,
    )

    found = QApplication.focusWidget()
    if isinstance(found, QAbstractSpinBox | QComboBox):  # the keyboard is said to be in the whole
        found = found.lineEdit()
    if isinstance(found, QLineEdit | QTextEdit | QPlainTextEdit):
        return found if found.window() is bench.widget.window() else None
    return None


def cut(bench: Workbench) -> None:
    """Cut the selected words, or what is selected on the map."""
    text = _text(bench)
    if text is not None:
        text.cut()
    elif bench.canvas is not None:
        bench.canvas.cut()


def copy(bench: Workbench) -> None:
    """Copy the selected words, or what is selected on the map."""
    text = _text(bench)
    if text is not None:
        text.copy()
    elif bench.canvas is not None:
        bench.canvas.copy()


def paste(bench: Workbench) -> None:
    """Paste into the words being written, or on the map."""
    text = _text(bench)
    if text is not None:
        text.paste()
    elif bench.canvas is not None:
        bench.canvas.paste()


def paste_text(bench: Workbench) -> None:
    """Paste nothing but words."""
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QLineEdit

    text, words = _text(bench), QGuiApplication.clipboard().text()
    if isinstance(text, QLineEdit):
        text.insert(words)
    elif text is not None:
        text.insertPlainText(words)
    elif bench.canvas is not None:
        bench.canvas.paste(plain=True)


def ask_table(over: "QWidget", rows: int, columns: int) -> "TableChoice | None":
    """What to do with a table that does not fit into the map; None for nothing."""
    from journey_studio.canvas.tables import TableChoice

    choices = tuple(TableChoice)
    answers = [t(f"ui.table.{choice.value}") for choice in choices]
    head = t("ui.table.head", rows=rows, columns=columns)
    chosen = ask(over, head, t("ui.table.more"), answers)
    return choices[chosen] if chosen >= 0 else None
