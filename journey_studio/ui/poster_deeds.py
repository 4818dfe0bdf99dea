# SPDX-License-Identifier: Apache-2.0
"""Making a poster or a file for another program: ask how, ask where, begin, and go on working."""

from collections.abc import Mapping
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from journey_studio.i18n import t
from journey_studio.ui.dialogs import where_to
from journey_studio.ui.workbench import Workbench, waiting

if TYPE_CHECKING:
    from journey_studio.export.options import ComparedSides, PosterOptions
    from journey_studio.model.snapshot import Snapshot
    from journey_studio.paint.pictures import PictureSource
    from journey_studio.session.writing import Outgoing

_AT_ONCE = 0.05  # s of saving for which the window may stand still
_NO_PICTURES: Mapping[str, bytes] = {}


def export(bench: Workbench) -> None:
    """Make a poster of what is on show: of the map, or of all maps, also of an earlier moment; of
    two that are compared, of what differs.
    """
    if bench.panels is not None and bench.panels.compares:
        bench.panels.comparing.export()
    elif bench.session is not None and bench.canvas is not None:
        _export(bench, bench.canvas.showing.snapshot, bench.canvas.showing.map_id)


def export_comparison(
    bench: Workbench,
    snapshot: "Snapshot",
    map_id: str,
    compared: "ComparedSides",
    pictures: Mapping[str, bytes],
) -> None:
    """Make a poster of two maps that were laid over one another, with `pictures` of the other."""
    _export(bench, snapshot, map_id, compared, pictures)


def _export(
    bench: Workbench,
    snapshot: "Snapshot",
    map_id: str,
    compared: "ComparedSides | None" = None,
    lent: Mapping[str, bytes] = _NO_PICTURES,
) -> None:
    from journey_studio.store.errors import StoreError
    from journey_studio.ui.exporting.dialog import ExportDialog

    session, canvas = bench.session, bench.canvas
    if session is None or canvas is None:
        return

    def picture(sha256: str) -> bytes | None:
        try:
            return session.picture(sha256) or lent.get(sha256)
        except StoreError as error:  # a damaged picture is told of and left out
            told.append(str(error))
            return None

    told: list[str] = []
    preferences = bench.desk.preferences
    dialog = ExportDialog(bench.widget, snapshot, map_id, preferences, picture, compared)
    accepted = dialog.exec()
    kind, made = dialog.kind, dialog.made
    options = dialog.options if accepted and kind.format is None else None
    if accepted:
        preferences.poster = dialog.remembered()
    dialog.deleteLater()
    if not accepted:
        return
    suggested = session.place.with_suffix(kind.ending)
    if compared is not None:
        suggested = suggested.with_stem(t("compare.file", name=suggested.stem))
    title = t("transfer.export.save", kind=kind.title)
    path = where_to(bench.widget, title, suggested, kind.title, kind.ending)
    if path is None:
        return
    if options is not None:
        _begin_poster(bench, snapshot, path, options, picture)
    elif made is not None:
        _save(bench, path, made)
    for sentence in dict.fromkeys(told):
        bench.notices.fail(sentence)
    canvas.setFocus()


def _begin_poster(
    bench: Workbench,
    snapshot: "Snapshot",
    path: Path,
    options: "PosterOptions",
    picture: "PictureSource",
) -> None:
    """Paint a poster in a process of its own, while the work goes on."""
    from journey_studio.export.job import start_export
    from journey_studio.session.poster_source import poster_source
    from journey_studio.ui.exporting.task import ExportTask

    with waiting():
        source = poster_source(snapshot, options, picture)
        job = start_export(snapshot, path, options, picture, source.data)
    for sentence in source.warnings:
        bench.notices.tell(sentence)
    bench.notices.add(ExportTask(job, bench.theme))


def _save(bench: Workbench, path: Path, made: "Outgoing") -> None:
    """Save a file that is ready, whole or not at all. Raises JourneyError."""
    from journey_studio.session.child_job import CancelledJob
    from journey_studio.session.writing import deliver
    from journey_studio.ui.beside import Work, meanwhile
    from journey_studio.ui.exporting.task import to_look_at
    from journey_studio.ui.transfer.words import fate_words

    stop = Event()
    work = Work(lambda: deliver(made.data, path, stop.is_set))
    work.join(_AT_ONCE)
    text = t("transfer.export.saving", name=path.name)
    if work.is_alive() and not meanwhile(bench.widget, text, lambda: not work.is_alive()):
        stop.set()
    try:
        work.result()
    except CancelledJob as error:
        bench.notices.tell(str(error))
        return
    words = fate_words(made.report)
    text = t("transfer.export.saved", name=path.name, words=words)
    bench.notices.tell(text, *to_look_at(path), kind="good")
