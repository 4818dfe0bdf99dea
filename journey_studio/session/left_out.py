# SPDX-License-Identifier: Apache-2.0
"""What of a file a project did not take: its own library stays, and some things lead nowhere.

Found by comparing each record of the file with what it became, so that nothing is left out that
nobody thought of.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from journey_studio.exchange.reporting import called, words_of
from journey_studio.i18n import t
from journey_studio.model.commands.merge_into import MergeInto
from journey_studio.model.commands.take_in import TakeIn
from journey_studio.model.fragments import LIBRARY_KINDS
from journey_studio.model.loss import Loss, LossReport
from journey_studio.model.records import Record
from journey_studio.model.references import REFERENCES
from journey_studio.model.snapshot import Snapshot

_PICTURES = ("picture", "photo")


def left_out(command: TakeIn | MergeInto, before: Snapshot, after: Snapshot) -> tuple[Loss, ...]:
    """What of the file is not in the project after `command`, which led from `before` to `after`.

    Of pictures that were refused somebody else tells.
    """
    return tuple(_losses(command, before, after))


def report_with(report: LossReport, losses: tuple[Loss, ...]) -> LossReport:
    """The report of a file, with what of it the project did not take."""
    kept = dict(report.kept)
    for loss in losses:
        if kept.get(loss.what):
            kept[loss.what] -= 1
    return LossReport(
        {what: count for what, count in kept.items() if count}, report.losses + losses
    )


def _losses(command: TakeIn | MergeInto, before: Snapshot, after: Snapshot) -> Iterator[Loss]:
    found = command.found
    names = command.names_in(before)
    for record in command.wanted():
        if record.deleted:
            continue
        here = after.records.get(names.get(record.id, ""))
        there = {} if here is None else words_of(here)
        for register, held in _renamed(record, names).items():
            refused = register in _PICTURES and held in command.pictures
            if there.get(register) != held and not refused:
                reason = _reason(record, register, here, before)
                fate = "changed" if register in there else "dropped"
                what = f"{record.KIND}.{register}"
                yield Loss(fate, what, called(found, record), reason)  # type: ignore[arg-type]


def _renamed(record: Record, names: Mapping[str, str]) -> dict[str, Any]:
    """What a record of the file says, with the ids of the project."""
    words: dict[str, Any] = dict(words_of(record))
    for register in REFERENCES.get(record.KIND, {}):
        held = words.get(register)
        if isinstance(held, list | tuple):
            words[register] = list(dict.fromkeys(names.get(each, each) for each in held))
        elif isinstance(held, str):
            words[register] = names.get(held, held)
    return words


def _reason(record: Record, register: str, here: Record | None, before: Snapshot) -> str:
    if here is None:
        return t("session.import.left.nowhere")
    if record.KIND in (*LIBRARY_KINDS, "reading") and here.id in before.records:
        return t("session.import.left.own")
    if register in REFERENCES.get(record.KIND, {}):
        return t("session.import.left.elsewhere")
    return t("session.import.left.differs")
