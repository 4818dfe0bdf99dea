# SPDX-License-Identifier: Apache-2.0
"""The second half of a round: what the folder lacks is put there, pictures before what names them.

What was never seen there is sent at once. What was there and has vanished is put back after a
while that differs from copy to copy, so that not everybody does it; a repair does it at once.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator
from collections.abc import Set as AbstractSet

from journey_studio.errors import JourneyError
from journey_studio.i18n import t
from journey_studio.sync.envelope import MOST_PAYLOAD, Refused, wrap
from journey_studio.sync.memory import Known
from journey_studio.sync.packing import pack, split
from journey_studio.sync.screening import screen
from journey_studio.sync.working import Round

MOST_LOOSE = 8


def send(work: Round, have: AbstractSet[str]) -> None:
    """Put into the folder what it lacks."""
    with work.going_on():
        _send_title(work)
    with work.going_on():
        _send_pictures(work)
    with work.going_on():
        _send_changes(work, have)


def _send_title(work: Round) -> None:
    titles = [file.note for file in work.memory.files.values() if file.kind == "s"]
    if titles:
        work.folder.title = work.folder.title or next(filter(None, titles), "")
    else:
        remember(work, work.folder.write_title(), "s", (), work.folder.title)


def _lacking(work: Round, here: AbstractSet[str], there: Collection[str]) -> list[str]:
    """What is here and not there, but for what is to wait."""
    gone, unfit = work.memory.gone, work.folder.unfit
    lacking = [name for name in here if name not in there]
    if not gone and not unfit:  # nearly always
        return lacking
    return [
        name
        for name in lacking
        if name not in unfit and (work.repair or gone.get(name, 0.0) <= work.now)
    ]


def _send_pictures(work: Round) -> None:
    lacking = sorted(_lacking(work, work.replica.pictures(), work.memory.pictures))
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


def _send_changes(work: Round, have: AbstractSet[str]) -> None:
    if have <= work.memory.changes.keys():
        return
    lacking = _lacking(work, have, work.memory.changes)
    if len(lacking) <= MOST_LOOSE:
        groups: Iterator[list[bytes]] = ([data] for data in _fit(work, lacking))
    else:
        groups = split(_fit(work, lacking))
    sent = 0
    for group in groups:
        work.at("sending", sent, len(lacking))
        send_group(work, group)
        sent += len(group)
    work.done["sent"] += sent


def send_group(work: Round, group: list[bytes]) -> str:
    """Put change sets into the folder as one file; the result is its path."""
    project = work.replica.project
    one = len(group) == 1
    frame = wrap("c", project, group[0]) if one else pack(project, group)
    path = work.folder.write(work.folder.own("changes"), frame)
    remember(work, path, "c" if one else "p", (hashlib.sha256(data).hexdigest() for data in group))
    return path


def remember(work: Round, path: str, kind: str, names: Iterable[str], note: object = None) -> None:
    """Take note of a file that this round has written."""
    known = Known(work.folder.stat(path), "whole", kind, tuple(names), note=note)
    work.memory.note(path, known, work.due)


def _fit(work: Round, names: Collection[str]) -> Iterator[bytes]:
    """The change sets that others will take."""
    for data in work.replica.changes(names):
        try:
            screen(data)
        except Refused as refused:
            work.folder.unfit[hashlib.sha256(data).hexdigest()] = t(
                "sync.refused.own", reason=refused
            )
        else:
            yield data
