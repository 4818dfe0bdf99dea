# SPDX-License-Identifier: Apache-2.0
"""Foreign files, read in a process of their own: what comes back is checked word by word.

`read_foreign` waits for the answer; `start_reading` is for a window, which looks now and then. The
other process ends by itself when this one does, and is ended when it takes too long.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from journey_studio.errors import JourneyError
from journey_studio.exchange.child import MOST_LOSSES, MOST_SECONDS, MOST_WARNINGS
from journey_studio.exchange.formats import Choices, Found, Offer
from journey_studio.exchange.interchange import read
from journey_studio.exchange.registry import by_name
from journey_studio.exchange.reporting import report_of_reading
from journey_studio.i18n import t
from journey_studio.model.loss import Loss, LossReport
from journey_studio.model.values import reader
from journey_studio.session.child_job import Answer, CancelledJob, ChildJob, ChildState, Words
from journey_studio.session.scripts import read_file

MOST_BYTES = 256 * 1024 * 1024  # of a foreign file
_MOST_SENTENCE = 4_000


class CancelledReading(CancelledJob):
    """The person does not want the file any more; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a file holds, before it is taken into a project.

    `report` says what of the file is in it; `format` is a name of the registry, and `called` the
    title for maps that have none.
    """

    found: Found
    report: LossReport
    format: str
    called: str = ""


ReadingState = ChildState[Draft]


class ReadingJob(ChildJob[Draft]):
    """A file that is being read."""

    def __init__(self, data: bytes, name: str, format: str, choices: Choices) -> None:  # noqa: A002
        called = Path(name).stem.encode("utf-8", "replace").decode()
        told = Path(name).name.encode("utf-8", "replace").decode()
        head = json.dumps({"name": told, "format": format, "choices": choices}).encode()
        words = Words(
            CancelledReading(t("session.import.cancelled")),
            JourneyError(t("session.import.slow", seconds=MOST_SECONDS)),
            JourneyError(t("session.import.stopped")),
        )
        super().__init__(
            lambda: (head, data), lambda answer: _state_of(answer, called), words, MOST_SECONDS
        )


def start_reading(
    source: Path | bytes,
    format: str = "",  # noqa: A002
    choices: Choices | None = None,
    name: str = "",
) -> ReadingJob:
    """Begin to read a foreign file, or bytes that would be in one of that name.

    Raises JourneyError where the file cannot be read or the format is none.
    """
    if format:
        by_name(format).reader()
    data = read_file(source, MOST_BYTES) if isinstance(source, Path) else source
    name = name or (source.name if isinstance(source, Path) else "")
    return ReadingJob(data, name, format, choices or Choices())


def read_foreign(
    source: Path | bytes,
    format: str = "",  # noqa: A002
    choices: Choices | None = None,
    name: str = "",
) -> Draft:
    """Read a foreign file and wait for it. Raises JourneyError where it cannot be read."""
    job = start_reading(source, format, choices, name)
    try:
        state = job.wait()
    finally:
        job.cancel()
    if state.error is not None:
        raise state.error
    assert state.result is not None
    return state.result


def _state_of(answer: Answer, called: str) -> ReadingState:
    try:
        head = json.loads(answer[0])
        if isinstance(head, dict) and isinstance(head.get("error"), str):
            return ReadingState(error=JourneyError(_plain(head["error"])))
        return ReadingState(_draft(head, answer[1], called))
    except (ValueError, KeyError, TypeError, RecursionError, JourneyError):
        # What answers may have been taken over by what it read: nothing it says is believed.
        return ReadingState(error=JourneyError(t("session.import.stopped")))


def _draft(head: Mapping[str, Any], body: bytes, called: str) -> Draft:
    """The draft that an answer holds; an error of any kind where a word of it is not as agreed."""
    losses = reader(tuple[Loss, ...])(head["losses"])
    warnings = reader(tuple[str, ...])(head["warnings"])
    offer = reader(Offer)(head["offer"])
    if len(losses) > MOST_LOSSES * 2 or len(warnings) > MOST_WARNINGS + 2:
        raise ValueError(len(losses))
    found = replace(
        read(body, "", Choices()),
        losses=tuple(_plain_loss(each) for each in losses),
        warnings=tuple(map(_plain, warnings)),
        offer=offer,
    )
    return Draft(found, report_of_reading(found), by_name(str(head["format"])).name, called)


def _plain_loss(loss: Loss) -> Loss:
    what, place, reason = map(_plain, (loss.what, loss.place, loss.reason))
    return Loss(loss.fate, what, place, reason)


def _plain(sentence: str) -> str:
    """A sentence on one line, without anything that a terminal or a window would obey."""
    words = " ".join(sentence[:_MOST_SENTENCE].split())
    return (
        words if words.isprintable() else "".join(s if s.isprintable() else "\ufffd" for s in words)
    )
