# SPDX-License-Identifier: Apache-2.0
"""Making a poster: ask how, ask where, begin, and let the work go on."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from journey_studio.i18n import t
from journey_studio.ui.dialogs import where_to
from journey_studio.ui.workbench import Workbench, waiting

if TYPE_CHECKING:
    from journey_studio.export.options import ComparedSides
    from journey_studio.model.snapshot import Snapshot

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
    from journey_studio.export.job import start_export
    from journey_studio.store.errors import StoreError
    from journey_studio.ui.export_dialog import ExportDialog
    from journey_studio.ui.export_task import ExportTask

    session, canvas = bench.session, bench.canvas
    if session is None or canvas is None:
        return
    preferences = bench.desk.preferences
    dialog = ExportDialog(bench.widget, snapshot, map_id, preferences, compared)
    if not dialog.exec():
        return
    options, kind = dialog.options, dialog.form.file_format()
    preferences.poster = dialog.form.choices()
    dialog.deleteLater()
    suggested = session.place.with_suffix(f".{kind}")
    if compared is not None:
        suggested = suggested.with_stem(t("compare.file", name=suggested.stem))
    what = t(f"ui.poster.format.{kind}")
    path = where_to(bench.widget, t("ui.poster.title"), suggested, what, f".{kind}")
    if path is None:
        return

    def picture(sha256: str) -> bytes | None:
        try:
            return session.picture(sha256) or lent.get(sha256)
        except StoreError as error:  # a damaged picture is told of and left out
            bench.notices.fail(str(error))
            return None

    with waiting():
        job = start_export(snapshot, path, options, picture)
    bench.notices.add(ExportTask(job, bench.theme))
    canvas.setFocus()
