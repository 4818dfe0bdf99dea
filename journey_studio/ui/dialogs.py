# SPDX-License-Identifier: Apache-2.0
"""Plain questions and plain words: a sentence, and buttons that say what they do."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton, QWidget

from journey_studio.i18n import t

PROJECTS = "*.journey"


def _box(parent: QWidget | None, head: str, text: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setWindowTitle(t("ui.program"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(head)
    box.setInformativeText(text)
    # Qt draws the first text alone as wide as it is long.
    box.setMinimumWidth(480)
    return box


def tell(parent: QWidget | None, head: str, text: str) -> None:
    """Say something that has to be read before going on."""
    box = _box(parent, head, text)
    box.addButton(t("ui.dialog.close"), QMessageBox.ButtonRole.AcceptRole)
    box.exec()


def ask(parent: QWidget | None, head: str, text: str, answers: Sequence[str]) -> int:
    """Which answer a person gives, by its place; -1 where they leave it. The first is usual."""
    box = _box(parent, head, text)
    buttons: list[QPushButton] = []
    for at, answer in enumerate(answers):
        role = QMessageBox.ButtonRole.ActionRole if at else QMessageBox.ButtonRole.AcceptRole
        buttons.append(box.addButton(answer, role))
    cancel = box.addButton(t("ui.dialog.cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(buttons[0])
    box.setEscapeButton(cancel)
    box.exec()
    chosen = box.clickedButton()
    return next((at for at, button in enumerate(buttons) if button is chosen), -1)


def _filters(*names: tuple[str, str]) -> str:
    return ";;".join(f"{text} ({patterns})" for text, patterns in names)


def which_project(parent: QWidget | None, folder: Path) -> Path | None:
    """The project a person wants to open."""
    kinds = _filters((t("ui.files.projects"), PROJECTS), (t("ui.files.all"), "*"))
    name, _ = QFileDialog.getOpenFileName(parent, t("ui.files.open"), str(folder), kinds)
    return Path(name) if name else None


def which_picture(parent: QWidget | None, folder: Path) -> Path | None:
    """The picture a person wants to add."""
    kinds = _filters((t("ui.files.pictures"), "*.png *.jpg *.jpeg *.webp *.gif"))
    name, _ = QFileDialog.getOpenFileName(parent, t("ui.files.picture"), str(folder), kinds)
    return Path(name) if name else None


def where_to(
    parent: QWidget | None, title: str, suggested: Path, text: str, ending: str, new: bool = False
) -> Path | None:
    """Where a person wants a file of this kind; the name ends as it should.

    They have been asked about a file of that name, unless it must be `new`.
    """
    dialog = QFileDialog(parent, title, str(suggested.parent), _filters((text, f"*{ending}")))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    # Qt would ask before the ending is added, about another file.
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
    dialog.setDefaultSuffix(ending.removeprefix("."))
    dialog.selectFile(suggested.name)
    if not dialog.exec():
        return None
    path = Path(dialog.selectedFiles()[0])
    if path.suffix.lower() != ending:
        path = path.with_name(path.name + ending)
    if new or not path.exists():
        return path
    head = t("ui.files.exists", name=path.name)
    text = t("ui.files.exists.more", folder=path.parent)
    return path if ask(parent, head, text, [t("ui.files.replace")]) == 0 else None
