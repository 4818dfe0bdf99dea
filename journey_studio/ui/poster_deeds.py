# SPDX-License-Identifier: Apache-2.0
"""Making a poster: ask how, ask where, begin, and let the work go on."""

from journey_studio.i18n import t
from journey_studio.ui.dialogs import where_to
from journey_studio.ui.workbench import Workbench, waiting


def export(bench: Workbench) -> None:
    """Make a poster of the map, or of all maps."""
    from journey_studio.export.job import start_export
    from journey_studio.store.errors import StoreError
    from journey_studio.ui.export_dialog import ExportDialog
    from journey_studio.ui.export_task import ExportTask

    session, canvas = bench.session, bench.canvas
    if session is None or canvas is None:
        return
    snapshot = session.snapshot
    preferences = bench.desk.preferences
    dialog = ExportDialog(bench.widget, snapshot, canvas.showing.map_id, preferences)
    if not dialog.exec():
        return
    options, kind = dialog.options, dialog.form.file_format()
    preferences.poster = dialog.form.choices()
    dialog.deleteLater()
    suggested = session.place.with_suffix(f".{kind}")
    what = t(f"ui.poster.format.{kind}")
    path = where_to(bench.widget, t("ui.poster.title"), suggested, what, f".{kind}")
    if path is None:
        return

    def picture(sha256: str) -> bytes | None:
        try:
            return session.picture(sha256)
        except StoreError as error:  # a damaged picture is told of and left out
            bench.notices.fail(str(error))
            return None

    with waiting():
        job = start_export(snapshot, path, options, picture)
    bench.notices.add(ExportTask(job, bench.theme))
    canvas.setFocus()
