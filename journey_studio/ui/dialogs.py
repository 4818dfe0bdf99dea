# SPDX-License-Identifier: Apache-2.0
"""Plain questions and plain words, and which file. Dialogs are imported when one is shown: the
start page is there before anybody is asked anything.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from journey_studio.i18n import t

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

PROJECTS = "*.journey"


def tell(parent: "QWidget | None", head: str, text: str) -> None:
    """Say something that has to be read before going on."""
    from journey_studio.ui.question import Question

    Question(parent, head, text, (), t("ui.dialog.close")).exec()


def ask(parent: "QWidget | None", head: str, text: str, answers: Sequence[str]) -> int:
    """Which answer a person gives, by its place; -1 where they leave it. The first is usual."""
    from journey_studio.ui.question import Question

    question = Question(parent, head, text, answers, t("ui.dialog.cancel"))
    question.exec()
    return question.chosen


def _filters(*names: tuple[str, str]) -> str:
    return ";;".join(f"{text} ({patterns})" for text, patterns in names)


def which_project(parent: "QWidget | None", folder: Path) -> Path | None:
    """The project a person wants to open."""
    from PySide6.QtWidgets import QFileDialog

    kinds = _filters((t("ui.files.projects"), PROJECTS), (t("ui.files.all"), "*"))
    name, _ = QFileDialog.getOpenFileName(parent, t("ui.files.open"), str(folder), kinds)
    return Path(name) if name else None


def which_file(parent: "QWidget | None", folder: Path, patterns: str) -> Path | None:
    """The file of another program that a person wants to import; `patterns` are of those known."""
    from PySide6.QtWidgets import QFileDialog

    kinds = _filters((t("transfer.import.files"), patterns), (t("ui.files.all"), "*"))
    name, _ = QFileDialog.getOpenFileName(parent, t("transfer.import.title"), str(folder), kinds)
    return Path(name) if name else None


def which_picture(parent: "QWidget | None", folder: Path) -> Path | None:
    """The picture a person wants to add."""
    from PySide6.QtWidgets import QFileDialog

    kinds = _filters((t("ui.files.pictures"), "*.png *.jpg *.jpeg *.webp *.gif"))
    name, _ = QFileDialog.getOpenFileName(parent, t("ui.files.picture"), str(folder), kinds)
    return Path(name) if name else None


def where_to(
    parent: "QWidget | None", title: str, suggested: Path, text: str, ending: str, new: bool = False
) -> Path | None:
    """Where a person wants a file of this kind; the name ends as it should.

    They have been asked about a file of that name, unless it must be `new`.
    """
    from PySide6.QtWidgets import QFileDialog

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
