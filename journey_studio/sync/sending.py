# SPDX-License-Identifier: Apache-2.0
"""The second half of a round: what the folder lacks is put there, pictures before what names them.

What was never seen there is sent at once. What was there and has vanished is put back after a
while that differs from copy to copy, so that not everybody does it; a repair does it at once.
"""

from collections.abc import Collection, Iterable, Iterator

from journey_studio.collector import resting
from journey_studio.errors import JourneyError
from journey_studio.i18n import t
from journey_studio.sync.envelope import MOST_PAYLOAD, Refused, wrap
from journey_studio.sync.memory import Known
from journey_studio.sync.packing import QUICKLY, Named, pack, split
from journey_studio.sync.screening import screen
from journey_studio.sync.working import Round

MOST_LOOSE = 8


def send(work: Round) -> None:
    """Put into the folder what it lacks."""
    with work.going_on():
        _send_title(work)
    with work.going_on():
        _send_pictures(work)
    with work.going_on():
        _send_changes(work)


def _send_title(work: Round) -> None:
    titles = [file.note for file in work.memory.files.values() if file.kind == "s"]
    if titles:
        work.folder.title = work.folder.title or next(filter(None, titles), "")
    else:
        remember(work, work.folder.write_title(), "s", (), work.folder.title)


def _due(work: Round, lacking: Iterable[str]) -> list[str]:
    """What the folder lacks, but for what is to wait."""
    gone, unfit = work.memory.gone, work.folder.unfit
    if not gone and not unfit:  # nearly always
        return list(lacking)
    return [
        name
        for name in lacking
        if name not in unfit and (work.repair or gone.get(name, 0.0) <= work.now)
    ]


def _send_pictures(work: Round) -> None:
    there = work.memory.pictures
    lacking = sorted(_due(work, (name for name in work.replica.pictures() if name not in there)))
    for number, name in enumerate(lacking):
        work.at("pictures", number, len(lacking))
        try:
            data = work.replica.picture(name)
        except JourneyError:
            continue  # damaged here; whoever has it whole sends it
        if data is None or len(data) > MOST_PAYLOAD:
            continue
        frame = wrap("b", work.replica.project, data)
        remember(work, work.folder.write(f"pictures/{name[:2]}", frame), "b", (name,))
        work.done["pictures_sent"] += 1


def _send_changes(work: Round) -> None:
    lacking = _due(work, work.folder.balance.lacking(work.replica, work.memory))
    if len(lacking) <= MOST_LOOSE:
        groups: Iterator[list[Named]] = ([each] for each in _fit(work, lacking))
    else:
        groups = split(_fit(work, lacking))
    sent = 0
    with resting():  # very many names and bytes, gone in a moment
        for group in groups:
            work.at("sending", sent, len(lacking))
            send_group(work, group)
            sent += len(group)
    work.done["sent"] += sent


def send_group(work: Round, group: list[Named], level: int = QUICKLY) -> str:
    """Put change sets into the folder as one file; the result is its path."""
    project = work.replica.project
    names, contents = zip(*group, strict=True)
    one = len(group) == 1
    frame = wrap("c", project, contents[0]) if one else pack(project, contents, level)
    path = work.folder.write(work.folder.own("changes"), frame)
    remember(work, path, "c" if one else "p", names)
    return path


def remember(work: Round, path: str, kind: str, names: Iterable[str], note: object = None) -> None:
    """Take note of a file that this round has written."""
    known = Known(work.folder.stat(path), "whole", kind, tuple(names), note=note)
    work.memory.note(path, known, work.due)


def _fit(work: Round, names: Collection[str]) -> Iterator[Named]:
    """The change sets that others will take."""
    for each in work.replica.changes(names):
        try:
            screen(each[1])
        except Refused as refused:
            work.folder.unfit[each[0]] = t("sync.refused.own", reason=refused)
        else:
            yield each
