# SPDX-License-Identifier: Apache-2.0
"""What the sheet tells of the sharing of one window, and what it offers to do."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from journey_studio.i18n import t
from journey_studio.ui.file_deeds import show_file
from journey_studio.ui.sharing.sheet import Deed, Facts

if TYPE_CHECKING:
    from journey_studio.session import Session
    from journey_studio.ui.sharing.part import SharingPart


def facts_of(part: "SharingPart", session: "Session", conflicts: int) -> Facts:
    """Everything the sheet shows now."""
    status, standing = part.link.status, part.standing()
    said = status.problems if status is not None else ()
    alarm = status.alarm if status is not None else ""
    away = status is not None and status.state == "offline"
    return Facts(
        standing.words if standing is not None else t("sharing.sheet.off"),
        part.link.folder,
        status.others if status is not None else (),
        part.place(),
        t("sharing.sheet.kept") if away else "",
        tuple(filter(None, (alarm, *said, part.link.unwritten))),
        tuple(_urgent(part, away, alarm, conflicts)),
        tuple(_deeds(part, session)),
    )


def _urgent(part: "SharingPart", away: bool, alarm: str, conflicts: int) -> list[Deed]:
    found = []
    if away:
        found.append(Deed(t("sharing.do.choose"), _then(part, part.choose_folder)))
    if alarm:
        found.append(Deed(t("sharing.do.rebuild"), _then(part, part.rebuild)))
    if conflicts:
        found.append(Deed(t("sharing.do.conflicts"), _then(part, part.show_conflicts)))
    return found


def _deeds(part: "SharingPart", session: "Session") -> list[Deed]:
    link, commands = part.link, part.window.commands
    found = []
    if link.sharing is not None:
        found += [
            Deed(t("sharing.do.sync"), link.sharing.sync_now),
            Deed(t("sharing.do.repair"), link.sharing.repair),
        ]
    elif session.read_only_reason is None:
        found.append(Deed(t("sharing.do.share"), _then(part, commands["file.share"].trigger)))
    if link.keeper is not None:
        found.append(Deed(t("sharing.do.write"), link.keeper.write_soon))
    place = link.folder or session.place.parent
    found.append(Deed(t("sharing.do.folder"), _then(part, partial(show_file, place))))
    if link.folder is not None:
        found.append(Deed(t("sharing.do.who"), _then(part, commands["file.who"].trigger)))
        found.append(Deed(t("sharing.do.stop"), _then(part, part.ask_to_stop)))
    return found


def _then(part: "SharingPart", call: Callable[[], object]) -> Callable[[], object]:
    """Something that is done when the sheet has gone."""
    return partial(part.close_and, call)
