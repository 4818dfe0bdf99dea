# SPDX-License-Identifier: Apache-2.0
"""Taking in a file of another program: show what it would become, and where the person wants it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from journey_studio.errors import JourneyError
from journey_studio.i18n import t
from journey_studio.ui.dialogs import ask, which_file
from journey_studio.ui.drops import carries_map
from journey_studio.ui.file_deeds import ENDING, folder_of_maps, free_path
from journey_studio.ui.notices import Answer
from journey_studio.ui.workbench import Workbench, waiting, writable

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF

    from journey_studio.canvas.view import CanvasView
    from journey_studio.exchange.formats import Choices
    from journey_studio.model.snapshot import Snapshot
    from journey_studio.session.importing import Imported
    from journey_studio.session.reading import Draft
    from journey_studio.ui.importing.places import Home, Taken

_LOOK = 0.02  # s between two looks at the process that reads


def import_file(bench: Workbench) -> None:
    """Take in a file the person chooses."""
    from journey_studio.exchange.registry import FORMATS

    endings = dict.fromkeys(each for kind in FORMATS if kind.reads for each in kind.endings)
    patterns = " ".join(f"*{ending}" for ending in endings)
    path = which_file(bench.widget, bench.desk.preferences.start_folder(), patterns)
    if path is not None:
        import_path(bench, path)


def import_path(bench: Workbench, path: Path) -> None:
    """Show what is in this file, and take it in if the person wants it. Raises JourneyError."""
    import_paths(bench, [path])


def import_paths(bench: Workbench, paths: Sequence[Path]) -> None:
    """Show one file after the other, and take in those the person wants. Raises JourneyError where
    the last of them cannot be taken; of the others it is told.
    """
    from journey_studio.exchange.registry import by_name
    from journey_studio.ui.importing.dialog import SKIPPED, ImportDialog

    for number, path in enumerate(paths, 1):
        dialog = ImportDialog(
            bench.widget,
            path.name,
            bench.theme,
            _reader_of(path),
            _home(bench, path),
            lambda name: by_name(name).label,
            (number, len(paths)),
        )
        answer, draft, taken = dialog.exec(), dialog.draft, dialog.taken
        dialog.deleteLater()
        if answer not in (SKIPPED, dialog.DialogCode.Accepted):
            return
        if answer == SKIPPED or draft is None:
            continue
        try:
            bench = _take(bench, path, draft, taken)
        except JourneyError as error:
            if number == len(paths):
                raise
            bench.notices.fail(str(error))


def drop_files(bench: Workbench, paths: Sequence[Path], at: "QPointF") -> None:
    """Take in files that were dropped at a point of the window; a picture may be meant for the map
    that is on show.
    """
    canvas, path = bench.canvas, paths[0]
    if len(paths) == 1 and canvas is not None and writable(bench) and carries_map(path):
        head, more = t("transfer.drop.head", name=path.name), t("transfer.drop.more")
        answer = ask(bench.widget, head, more, [t("transfer.drop.map"), t("transfer.drop.picture")])
        if answer == 1:
            _put_picture(bench, canvas, path, at)
        if answer != 0:
            return
    import_paths(bench, paths)


def _put_picture(bench: Workbench, canvas: "CanvasView", path: Path, at: "QPointF") -> None:
    """Where it was let go, or else where what is pasted goes."""
    from PySide6.QtCore import QMimeData, QUrl

    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    view = canvas.viewport()
    inside = view.mapFrom(bench.widget, at)
    if not (view.rect().contains(inside.toPoint()) and canvas.hand_at(mime, inside)):
        canvas.paste(mime)


def _reader_of(path: Path) -> "Callable[[Choices, Callable[[], bool]], Draft]":
    """Reads the file in a process of its own, until nobody wants it any more."""
    from time import sleep

    from journey_studio.session.reading import start_reading

    def read(choices: "Choices", stopped: Callable[[], bool]) -> "Draft":
        job = start_reading(path, choices=choices)
        try:
            while not job.poll().is_over and not stopped():
                sleep(_LOOK)
        finally:
            job.cancel()
        state = job.poll()
        if state.result is None:
            assert state.error is not None
            raise state.error
        return state.result

    return read


def _home(bench: Workbench, path: Path) -> "Home":
    """Where the maps could go."""
    from journey_studio.ui.importing.places import Home

    own = free_path(folder_of_maps(bench) / (path.stem + ENDING))
    session, canvas = bench.session, bench.canvas
    if session is None or not writable(bench):
        return Home(own)
    map_id = canvas.showing.home if canvas is not None else ""
    document = session.document

    def merged(found: "Snapshot", found_map: str, removing: bool) -> "Snapshot":
        from journey_studio.model.commands.merge_into import MergeInto

        return document.preview(MergeInto(found, found_map, map_id, removing))

    picture = canvas.pictures if canvas is not None else session.picture
    return Home(own, session.place.stem, session.snapshot, map_id, merged, picture)


def _take(bench: Workbench, path: Path, draft: "Draft", taken: "Taken") -> Workbench:
    """Take it in, and return the window to go on in."""
    from journey_studio.session.importing import Imported

    if taken.way == "own":
        window = _take_alone(bench, path, draft, taken)
        return bench if bench.session is not None or window is None else window
    assert bench.session is not None
    session = bench.session
    into = bench.canvas.showing.home if bench.canvas is not None and taken.way == "into" else ""
    with waiting():
        result = session.take_in(draft.found, into, draft.called, taken.maps, removing=taken.remove)
    if not into and result.map_ids:
        bench.show_map(result.map_ids[0])
    if result.map_ids:
        key = "transfer.import.merged" if into else "transfer.import.done"
        said = t(key, name=path.name, count=len(result.map_ids))
    else:
        said = t("transfer.import.library_done", name=path.name, content=result.library)
    _tell(bench, said, Imported(draft, result))
    return bench


def _take_alone(bench: Workbench, path: Path, draft: "Draft", taken: "Taken") -> Workbench | None:
    """Make a project of its own of it, and show that; the result is its window."""
    from journey_studio.session.importing import Imported
    from journey_studio.session.starting import project_of
    from journey_studio.ui.importing.places import all_maps

    own = free_path(folder_of_maps(bench) / (path.stem + ENDING))
    maps = () if taken.maps == all_maps(draft.found.snapshot) else taken.maps
    with waiting():
        session, result = project_of(own, draft, maps)
    # Closed and opened anew, so that undo does not begin before the map.
    session.close()
    window = bench.desk.open(own, bench.widget)
    if window is not None:
        text = t("transfer.import.own", name=path.name, file=own.name, folder=own.parent)
        _tell(window, text, Imported(draft, result), undo=False)
    return window


def _tell(bench: Workbench, text: str, done: "Imported", *, undo: bool = True) -> None:
    """Say what was done, what is not in it, and how to take it back."""
    from journey_studio.ui.transfer.words import fate_words

    answers = [Answer(t("transfer.import.undo"), _undoing(bench))] if undo else []
    said = t("transfer.import.told", done=text, words=fate_words(done.report))
    bench.notices.tell(said, *answers, kind="good")
    for sentence in done.taken.warnings:
        bench.notices.fail(sentence)


def _undoing(bench: Workbench) -> Callable[[], object]:
    """Takes the import back that was just made, and nothing that was done since."""
    from journey_studio.ui.edit_deeds import undo

    session = bench.session
    mine = session.document.history.done[-1:] if session is not None else []

    def take_back() -> None:
        if bench.session is None or bench.session.document.history.done[-1:] != mine:
            bench.notices.refuse(t("transfer.import.undo_late"))
        else:
            bench.do(lambda: undo(bench))

    return take_back
