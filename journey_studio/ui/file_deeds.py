# SPDX-License-Identifier: Apache-2.0
"""What the File menu does."""

from functools import partial
from pathlib import Path

from platformdirs import user_data_path
from PySide6.QtCore import QTimer

from journey_studio.errors import JourneyError
from journey_studio.i18n import t
from journey_studio.ui.dialogs import where_to, which_project
from journey_studio.ui.edit_deeds import write_title
from journey_studio.ui.notices import Answer
from journey_studio.ui.workbench import Workbench, waiting

ENDING = ".journey"


def new_project(bench: Workbench) -> None:
    """Make a project with one empty map, where the person says."""
    folder = bench.desk.preferences.start_folder()
    suggested = free_path(folder / (t("ui.files.new.name") + ENDING))
    path = where_to(
        bench.widget, t("ui.files.new"), suggested, t("ui.files.projects"), ENDING, new=True
    )
    if path is not None:
        _make(bench, path)


def blank_map(bench: Workbench) -> None:
    """Begin a map at once, in a project of a name nobody has to think of."""
    folder = folder_of_maps(bench)
    _make(bench, free_path(folder / (t("ui.files.new.name") + ENDING)))


def folder_of_maps(bench: Workbench) -> Path:
    """Where the person keeps their projects, or where documents lie on this computer."""
    used = bench.desk.preferences.start_folder()
    if bench.desk.preferences.folder and used != sample_file().parent:
        return used
    from PySide6.QtCore import QStandardPaths  # with many enumerations, which take Python long

    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents) if documents and Path(documents).is_dir() else Path.home()


def _make(bench: Workbench, path: Path) -> None:
    """Make a project with one empty map and show it, its title under the cursor."""
    from journey_studio.model.commands import Add
    from journey_studio.session import new_project as make_project

    with make_project(path) as session:
        project = session.snapshot.project()
        values = {"title": project.title if project is not None else ""}
        session.document.apply(Add(kind="map", values=values))
    # Opened anew, so that undo does not begin before the map.
    window = bench.desk.open(path, bench.widget)
    if window is not None and window.canvas is not None:
        window.status.say(t("ui.files.blank.made", name=path.name, folder=path.parent))
        # After the map has been fitted into the window.
        QTimer.singleShot(0, window.canvas, partial(write_title, window))


def free_path(path: Path) -> Path:
    """The path, or the first numbered one that is not taken."""
    number = 2
    found = path
    while found.exists():
        found = path.with_stem(f"{path.stem} {number}")
        number += 1
    return found


def open_project(bench: Workbench) -> None:
    """Open a project the person chooses."""
    path = which_project(bench.widget, bench.desk.preferences.start_folder())
    if path is not None:
        bench.desk.open(path, bench.widget)


def sample_file() -> Path:
    """Where the person's own copy of the sample lies."""
    folder = user_data_path("journey-studio", appauthor=False) / "samples"
    return folder / (t("ui.files.sample.name") + ENDING)


def open_sample(bench: Workbench) -> None:
    """Open the person's own copy of the sample, made the first time."""
    path = sample_file()
    if not path.exists():
        from journey_studio.session import new_sample

        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            reason = error.strerror or error
            raise JourneyError(t("ui.files.no_sample", path=path, reason=reason)) from error
        with waiting():
            new_sample(path).close()
    bench.desk.open(path, bench.widget)


def save(bench: Workbench) -> None:
    """Answer: everything is saved already."""
    assert bench.session is not None
    reason = bench.session.read_only_reason
    if bench.canvas is not None:
        bench.canvas.finish_writing()
    key = "ui.saved" if reason is None else "ui.saved.read_only"
    bench.status.say(t(key))
    if bench.sharing_part is not None:
        bench.sharing_part.link.carry_now()


def save_copy_as(bench: Workbench) -> None:
    """Write a copy of the project elsewhere; work goes on in this one."""
    from journey_studio.store.copying import save_copy

    assert bench.session is not None
    source, place = bench.session.path, bench.session.place
    if bench.canvas is not None:
        bench.canvas.finish_writing()
    suggested = free_path(place.with_stem(t("ui.files.copy.name", name=place.stem)))
    path = where_to(bench.widget, t("ui.files.copy"), suggested, t("ui.files.projects"), ENDING)
    if path is None:
        return
    with waiting():
        save_copy(source, path)
    answer = Answer(t("ui.files.copy.open"), lambda: bench.desk.open(path, bench.widget))
    bench.notices.tell(t("ui.files.copied", path=path), answer, kind="good")


def close_project(bench: Workbench) -> None:
    """Put the project away."""
    bench.close_project()


def quit_program(bench: Workbench) -> None:
    """Close every window."""
    bench.desk.quit()


def show_folder(path: Path) -> None:
    """Open the folder of a file in the file manager of the computer."""
    show_file(path.parent)


def show_file(path: Path) -> None:
    """Open a file with the program the computer has for it."""
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
