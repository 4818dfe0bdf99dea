# SPDX-License-Identifier: Apache-2.0
"""What the Edit and Insert menus do beyond what the canvas does itself."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Literal

from journey_studio.i18n import t
from journey_studio.ui.dialogs import which_picture
from journey_studio.ui.workbench import Workbench

if TYPE_CHECKING:
    from journey_studio.model.history import UndoResult
    from journey_studio.model.snapshot import RegisterKey, Snapshot

_MOST_NAMES = 3


def undo(bench: Workbench) -> None:
    """Take the last edit back."""
    assert bench.session is not None
    _step(bench, bench.session.document.undo, "undo")


def redo(bench: Workbench) -> None:
    """Do again what was taken back."""
    assert bench.session is not None
    _step(bench, bench.session.document.redo, "redo")


def _step(
    bench: Workbench, step: Callable[[], "UndoResult | None"], verb: Literal["undo", "redo"]
) -> None:
    if bench.canvas is not None:
        bench.canvas.finish_writing()
    result = step()
    if result is None:
        return
    name = result.label.text
    if not result.skipped:
        bench.status.say(t("ui.undone" if verb == "undo" else "ui.redone", name=name))
        return
    assert bench.session is not None
    kept = names_of(bench.session.snapshot, result.skipped)
    how = "part" if result.change is not None else "nothing"
    text = t(f"ui.{verb}.{how}", name=name, kept=kept)
    bench.status.say(text)
    bench.notices.tell(text)


def names_of(snapshot: "Snapshot", keys: "Iterable[RegisterKey]") -> str:
    """What people call the records these registers belong to, the first few of them."""
    from journey_studio.model.commands.base import name_of

    names = []
    for record_id in dict.fromkeys(record for record, _ in keys):
        record = snapshot.records.get(record_id)
        name = name_of(record) if record is not None else ""
        names.append(t("ui.quoted", name=name) if name else t("ui.unnamed"))
    shown = names[:_MOST_NAMES]
    text = ", ".join(shown)
    more = len(names) - len(shown)
    return t("ui.names_and_more", names=text, count=more) if more else text


def write_title(bench: Workbench) -> None:
    """Write the title of the map."""
    from journey_studio.canvas.selection import only

    if bench.canvas is not None:
        map_id = bench.canvas.showing.map_id
        bench.canvas.select(only(map_id))
        bench.canvas.edit(map_id)


def add_map(bench: Workbench) -> None:
    """Add an empty map to the project and show it."""
    from journey_studio.model.commands import Add

    assert bench.session is not None
    added = Add(kind="map", values={"title": t("ui.new_map")})
    change = bench.session.document.apply(added)
    bench.show_map(added.id)
    if change is not None:
        bench.status.say(change.label.text)
    write_title(bench)


def add_picture(bench: Workbench) -> None:
    """Put a picture from a file on the selected card, or on a new one."""
    path = which_picture(bench.widget, bench.desk.preferences.start_folder())
    if path is not None and bench.canvas is not None:
        from PySide6.QtCore import QMimeData, QUrl

        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path))])
        bench.canvas.paste(mime)
