# SPDX-License-Identifier: Apache-2.0
"""The report of what travelled: of a file that was read, or of maps that were written.

A register that says something travels whole where its format always carries it and the writer did
not name it as lost. There is no third.
"""

from collections.abc import Iterable, Iterator

from journey_studio.exchange.formats import Carries, Found, Written
from journey_studio.i18n import t
from journey_studio.model.commands.base import name_of
from journey_studio.model.contents import contents
from journey_studio.model.fragments import said
from journey_studio.model.loss import Loss, LossReport, counted
from journey_studio.model.records import Comment, Connection, Point, Reading, Record
from journey_studio.model.snapshot import Snapshot

# What a record is by where it stands, and not what it says.
STANDING: dict[str, frozenset[str]] = {
    "point": frozenset(("lane", "step")),
    "reading": frozenset(("metric",)),
}
_NONE: frozenset[str] = frozenset()


def words_of(record: Record) -> dict[str, object]:
    """What a record says, by register: without where it stands, and what it says at first."""
    standing = STANDING.get(record.KIND, _NONE)
    return {name: value for name, value in said(record).items() if name not in standing}


def report_of_writing(
    snapshot: Snapshot, map_ids: Iterable[str], carries: Carries, written: Written
) -> LossReport:
    """What of these maps is in a file that was written, and what is not."""
    named = {(loss.record, loss.register) for loss in written.losses}
    kept: list[tuple[str, str]] = []
    missing: list[Loss] = []
    for record in contents(snapshot, map_ids):
        carried = carries.get(record.KIND, _NONE)
        for register in words_of(record):
            if (record.id, register) in named:
                continue
            if register in carried:
                kept.append((record.KIND, register))
            else:
                missing.append(not_carried(snapshot, record, register))
    return LossReport(counted(kept), (*written.losses, *missing))


def not_carried(snapshot: Snapshot, record: Record, register: str) -> Loss:
    """The loss of a register for which a format has no room."""
    reason = t("exchange.loss.no_room")
    what = f"{record.KIND}.{register}"
    return Loss("dropped", what, called(snapshot, record), reason, record.id, register)


def report_of_reading(found: Found) -> LossReport:
    """What a file held that is in what was found, and what is not."""
    kept = [
        (record.KIND, register)
        for record in found.snapshot.records.values()
        if not record.deleted
        for register in words_of(record)
    ]
    return LossReport(counted(kept), found.losses)


def called(snapshot: Snapshot, record: Record) -> str:
    """What a person would call a record, to find it: by its words, else by what it belongs to."""
    own = name_of(record)
    if own and not isinstance(record, Comment):
        return own
    about = " · ".join(filter(None, _about(snapshot, record)))
    return about or own or t(f"model.kind.{record.KIND}", count=1)


def _about(snapshot: Snapshot, record: Record) -> Iterator[str]:
    match record:
        case Point():
            ids: tuple[str | None, ...] = (record.step, record.persona)
        case Connection():
            ids = (record.source, record.target)
        case Reading():
            yield record.day
            ids = (record.metric,)
        case Comment():
            ids = (record.on,)
        case _:
            return
    for each in ids:
        target = snapshot.records.get(each) if each else None
        if target is not None:
            yield name_of(target)
