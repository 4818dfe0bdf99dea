# SPDX-License-Identifier: Apache-2.0
"""The page about the keyboard, in the program and in docs/keyboard.md, made from the actions."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from journey_studio.i18n import t
from journey_studio.ui.actions import EDIT, FILE, HELP, INSERT, TEAM, VIEW, Row, plain


class Line(NamedTuple):
    """What some keys do."""

    keys: tuple[str, ...]
    text: str


class Section(NamedTuple):
    """Keys that belong together."""

    title: str
    lines: tuple[Line, ...]


# The keys of the canvas and of the text box are theirs, and stand in no menu.
CANVAS_KEYS = (
    (("Tab", "Shift+Tab"), "ui.key.next_cell"),
    (("Left", "Right", "Up", "Down"), "ui.key.walk"),
    (("Ctrl+Left", "Ctrl+Right", "Ctrl+Up", "Ctrl+Down"), "ui.key.edge"),
    (("Home", "End"), "ui.key.row_ends"),
    (("Ctrl+Home", "Ctrl+End"), "ui.key.map_ends"),
    (("Ctrl+Shift+Left", "Ctrl+Shift+Right", "Ctrl+Shift+Up", "Ctrl+Shift+Down"), "ui.key.resize"),
    (("Shift+Left", "Shift+Right", "Shift+Up", "Shift+Down"), "ui.key.extend"),
    (("PgUp", "PgDown"), "ui.key.page"),
    (("Shift+PgUp", "Shift+PgDown"), "ui.key.page_side"),
    (("Menu", "Shift+F10"), "ui.key.menu"),
    (("Return",), "ui.key.edit"),
    (("Del", "Backspace"), "ui.key.delete"),
    (("Esc",), "ui.key.cancel"),
)
WRITING_KEYS = (
    (("Return",), "ui.key.commit"),
    (("Shift+Return",), "ui.key.new_line"),
    (("Tab", "Shift+Tab"), "ui.key.commit_next"),
    (("Ctrl+Return",), "ui.key.commit_another"),
    (("Esc",), "ui.key.cancel_writing"),
)
# What needs a mouse and a key, or only a mouse: words, not keys.
HANDS = (
    ("ui.hand.type", "ui.key.type"),
    ("ui.hand.double", "ui.key.double"),
    ("ui.hand.drag", "ui.key.drag"),
    ("ui.hand.copy", "ui.key.copy"),
    ("ui.hand.line", "ui.key.line"),
    ("ui.hand.head", "ui.key.head"),
    ("ui.hand.choose", "ui.key.choose"),
    ("ui.hand.range", "ui.key.range"),
    ("ui.hand.band", "ui.key.band"),
    ("ui.hand.menu", "ui.key.menu_mouse"),
    ("ui.hand.point", "ui.key.point"),
    ("ui.hand.curve", "ui.key.curve"),
    ("ui.hand.edge", "ui.key.edge_drag"),
    ("ui.hand.handle", "ui.key.handle"),
    ("ui.hand.pan", "ui.key.pan"),
    ("ui.hand.wheel", "ui.key.wheel"),
    ("ui.hand.zoom", "ui.key.wheel_zoom"),
)


def _from_rows(title: str, rows: Sequence[Row]) -> Section:
    lines = (Line(row.keys, plain(t(row.text))) for row in rows if row.keys)
    return Section(t(title), tuple(lines))


def _from_keys(title: str, keys: Sequence[tuple[tuple[str, ...], str]]) -> Section:
    return Section(t(title), tuple(Line(each, t(text)) for each, text in keys))


def sections() -> list[Section]:
    """Everything keys and hands do, in the order of the menus."""
    hands = tuple(Line((t(hand),), t(text)) for hand, text in HANDS)
    return [
        _from_rows("ui.keys.file", FILE),
        _from_rows("ui.keys.edit", EDIT),
        _from_rows("ui.keys.insert", INSERT),
        _from_rows("ui.keys.view", (*VIEW, *HELP)),
        _from_rows("team.keys", TEAM),
        _from_keys("ui.keys.canvas", CANVAS_KEYS),
        _from_keys("ui.keys.writing", WRITING_KEYS),
        Section(t("ui.keys.hands"), hands),
    ]


def page() -> str:
    """docs/keyboard.md."""
    parts = [t("ui.keys.page", title=t("ui.keys.title"), intro=t("ui.keys.intro"))]
    for section in sections():
        parts.append(f"## {section.title}\n\n| | |\n|---|---|")
        for line in section.lines:
            keys = ", ".join(f"`{key}`" if _is_key(key) else key for key in line.keys)
            parts.append(f"| {line.text} | {keys} |")
        parts.append("")
    return "\n".join(parts).rstrip() + "\n"


def _is_key(text: str) -> bool:
    return QKeySequence.fromString(text).toString() == text


def shown(key: str) -> str:
    """A key as it is written on this computer."""
    if not _is_key(key):
        return key
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


class KeySheet(QDialog):
    """The page as a window of its own, which can stay open beside the map."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(t("ui.keys.title"))
        inner = QWidget()
        inner.setObjectName("page")
        grid = QGridLayout(inner)
        grid.setContentsMargins(24, 18, 24, 18)
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(6)
        row = 0
        for section in sections():
            head = QLabel(section.title)
            head.setProperty("role", "head")
            head.setContentsMargins(0, 12 if row else 0, 0, 2)
            grid.addWidget(head, row, 0, 1, 2)
            row += 1
            for line in section.lines:
                keys = QLabel(t("ui.keys.between").join(shown(key) for key in line.keys))
                keys.setProperty("role", "quiet")
                words = QLabel(line.text)
                for label in (words, keys):
                    label.setWordWrap(True)
                grid.addWidget(words, row, 0)
                grid.addWidget(keys, row, 1)
                row += 1
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        close = QDialogButtonBox()
        close.addButton(t("ui.dialog.close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(area)
        column.addWidget(close)
        self.resize(620, 640)
