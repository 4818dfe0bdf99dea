# SPDX-License-Identifier: Apache-2.0
"""Maps as files of other formats: made, reported on, and put where they belong whole or not.

`outgoing` makes a file here and now; `start_writing` is for a window, which looks now and then.
"""

import json
import pickle
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from journey_studio.errors import JourneyError
from journey_studio.exchange.child import ToWrite
from journey_studio.exchange.formats import Choices, Pictures
from journey_studio.exchange.making import Outgoing, outgoing
from journey_studio.exchange.registry import Format
from journey_studio.export.delivery import Delivery, checked
from journey_studio.i18n import t
from journey_studio.model.contents import contents
from journey_studio.model.loss import Loss, LossReport
from journey_studio.model.snapshot import Snapshot
from journey_studio.session.child_job import Answer, CancelledJob, ChildJob, ChildState, Words
from journey_studio.session.importing import pictures_shown

__all__ = ["Outgoing", "WritingJob", "deliver", "outgoing", "start_writing"]

_PIECE = 1 << 20  # bytes written between two looks whether they are still wanted


class WritingJob(ChildJob[Outgoing]):
    """A file that is being made."""

    def __init__(self, asked: ToWrite, pictures: Pictures) -> None:
        words = Words(
            CancelledJob(t("session.write.cancelled")),
            JourneyError(t("session.write.stopped")),
            JourneyError(t("session.write.stopped")),
        )
        super().__init__(lambda: _request(asked, pictures), _state_of, words, tells=True)


def start_writing(
    snapshot: Snapshot,
    map_ids: tuple[str, ...],
    format: Format,  # noqa: A002
    choices: Choices,
    pictures: Pictures,
) -> WritingJob:
    """Begin to make a file in another process; the arguments are those of `outgoing`.

    `pictures` is asked on another thread. Raises JourneyError where that cannot be begun.
    """
    return WritingJob(ToWrite(snapshot, map_ids, format.name, choices, {}), pictures)


def _request(asked: ToWrite, pictures: Pictures) -> tuple[bytes, bytes]:
    """The blocks of a request, with the pictures that the maps show."""
    names = pictures_shown(contents(asked.snapshot, asked.map_ids))
    found = {name: data for name in sorted(names) if (data := pictures(name)) is not None}
    told = pickle.dumps(replace(asked, pictures=found), pickle.HIGHEST_PROTOCOL)
    return json.dumps({"write": True}).encode(), told


def _state_of(answer: Answer) -> ChildState[Outgoing]:
    head = json.loads(answer[0])
    if "error" in head:
        return ChildState(error=JourneyError(head["error"]))
    losses = tuple(Loss(*each) for each in head["losses"])
    return ChildState(Outgoing(answer[1], LossReport(head["kept"], losses)))


def deliver(data: bytes, out: Path, stopped: Callable[[], bool] = lambda: False) -> Path:
    """Write a file whole or not at all, and say where.

    Raises JourneyError; CancelledJob once `stopped` says so, with nothing written.
    """
    target = checked(out)
    with Delivery() as delivery:
        with delivery.writing(target) as file:
            for at in range(0, len(data), _PIECE):
                file.write(data[at : at + _PIECE])
                if stopped():
                    raise CancelledJob(t("session.write.cancelled"))
        if stopped():
            raise CancelledJob(t("session.write.cancelled"))
        delivery.finish()
    return target
