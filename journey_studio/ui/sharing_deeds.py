# SPDX-License-Identifier: Apache-2.0
"""What the File menu does with other copies of a project: share, join, merge, and who one is."""

from pathlib import Path

from journey_studio.i18n import t
from journey_studio.ui.workbench import Workbench, waiting


def share(bench: Workbench) -> None:
    """Share the project through a folder, or see to the sharing there is."""
    from journey_studio.ui.sharing.share_dialog import ShareDialog

    part = bench.sharing_part
    if part is None or bench.session is None:
        return
    before = part.link.folder
    dialog = ShareDialog(part.window, part)
    done = dialog.exec()
    folder = part.link.folder
    dialog.deleteLater()
    if done and folder is not None and folder != before:
        bench.notices.tell(t("sharing.share.shared", folder=folder), kind="good")


def who(bench: Workbench) -> None:
    """Ask who the person is."""
    from journey_studio.ui.sharing.who import WhoDialog, take_author

    dialog = WhoDialog(bench.widget)
    if dialog.exec():
        take_author()
        bench.status.say(t("sharing.who.saved"))
    dialog.deleteLater()


def join(bench: Workbench) -> None:
    """Open a project that colleagues share, in a folder the person chooses."""
    join_from(bench, None)


def join_from(bench: Workbench, folder: Path | None) -> None:
    """The same, with the folder known."""
    from journey_studio.ui.sharing.join_dialog import JoinDialog

    dialog = JoinDialog(bench.widget, bench.theme, bench.desk.preferences, folder)
    dialog.exec()
    found = dialog.made
    dialog.deleteLater()
    if found is not None:
        bench.desk.open(found, bench.widget)


def merge(bench: Workbench) -> None:
    """Merge another copy of the project, which the person chooses."""
    from journey_studio.ui.dialogs import which_project

    assert bench.session is not None
    path = which_project(bench.widget, bench.session.place.parent)
    if path is not None:
        merge_in(bench, path)


def merge_in(bench: Workbench, path: Path) -> None:
    """Merge this file. Raises JourneyError."""
    from journey_studio.session.merging import merge_copy

    assert bench.session is not None
    with waiting():
        merged = merge_copy(bench.session, path)
    if merged.changes or merged.pictures:
        changes = t("sharing.merge.changes", count=merged.changes)
        pictures = t("sharing.merge.pictures", count=merged.pictures) if merged.pictures else ""
        text = t("sharing.merge.done", name=path.name, changes=changes, pictures=pictures)
    else:
        text = t("sharing.merge.nothing", name=path.name)
    bench.notices.tell(text, kind="good")


def offer_to_merge(bench: Workbench, path: Path) -> bool:
    """Ask about a file that was dropped where it is a copy of the open project.

    False where it is none, or is to be opened by itself.
    """
    from journey_studio.session.merging import is_copy
    from journey_studio.ui.dialogs import ask
    from journey_studio.ui.workbench import writable

    if bench.session is None or not writable(bench):
        return False
    with waiting():
        copy = is_copy(bench.session, path)
    if not copy:
        return False
    head, more = t("sharing.merge.head", name=path.name), t("sharing.merge.more")
    answers = [t("sharing.merge.do"), t("sharing.merge.open")]
    answer = ask(bench.widget, head, more, answers)
    if answer == 0:
        bench.do(lambda: merge_in(bench, path))
    return answer != 1
