# SPDX-License-Identifier: Apache-2.0
"""Starting and ending the writing on a record."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from journey_studio.canvas.inline_edit import InlineEdit, Then
from journey_studio.layout.text import TextStyle
from journey_studio.layout.theme import Theme
from journey_studio.model.commands import Edit
from journey_studio.model.ids import kind_of
from journey_studio.model.registers import find
from journey_studio.model.snapshot import Snapshot

_REGISTER = {"card": "text", "stage": "title", "step": "title", "lane": "title", "map": "title"}


def can_write_on(record_id: str) -> bool:
    """Whether a record of this kind is written on in place."""
    return kind_of(record_id) in _REGISTER


def style_for(theme: Theme, record_id: str) -> TextStyle:
    """The type style its words are in."""
    styles = {
        "card": theme.type.card,
        "stage": theme.type.stage,
        "step": theme.type.step,
        "lane": theme.type.lane,
        "map": theme.type.map_title,
    }
    return styles[kind_of(record_id)]


def words_of(snapshot: Snapshot, record_id: str) -> str:
    """What is written on the record now."""
    return str(getattr(snapshot.records[record_id], _REGISTER[kind_of(record_id)]))


def edit_command(record_id: str, text: str) -> Edit:
    """The command that writes this text; titles are one line, and as long as titles may be."""
    register = _REGISTER[kind_of(record_id)]
    if register != "text":
        text = " ".join(text.split())[:500]
    assert find(kind_of(record_id), register) is not None, "every register in the table exists"
    return Edit(id=record_id, values={register: text.replace("\r\n", "\n")})


def open_editor(
    parent: QWidget,
    theme: Theme,
    record_id: str,
    text: str,
    done: Callable[[str, Then], None],
    cancelled: Callable[[], None],
) -> InlineEdit:
    """A text box for a record's words, not yet placed."""
    editor = InlineEdit(parent, theme, style_for(theme, record_id), text)
    editor.done.connect(done)
    editor.cancelled.connect(cancelled)
    return editor
