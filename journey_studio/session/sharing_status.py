# SPDX-License-Identifier: Apache-2.0
"""How sharing stands, in one word for the window and in sentences for a person."""

from collections.abc import Iterator
from time import time
from typing import Literal, NamedTuple

from journey_studio.errors import JourneyError
from journey_studio.i18n import t
from journey_studio.session.agreement import Verdict
from journey_studio.sync.errors import FolderGone, FolderTrouble
from journey_studio.sync.report import Report
from journey_studio.sync.seen import Other
from journey_studio.sync.working import Step

State = Literal["off", "up_to_date", "sending", "receiving", "offline", "needs_you"]
_MOST_TOLD = 5  # sentences about what was refused: a stranger may send any number of such files
_LONG = 600.0  # s that a file may take to arrive before anybody is told
_RECEIVING: tuple[Step, ...] = ("reading",)


class Status(NamedTuple):
    """How sharing stands. `words` say it in a few words, `problems` in sentences what is wrong.

    `others` are the copies of colleagues. `alarm` is a sentence where two copies hold the same
    changes and do not show the same, told also when this copy has just been put right. `report` is
    what a round came to, None between rounds; while something comes or goes, `done` of `total`
    parts have.
    """

    state: State
    words: str
    others: tuple[Other, ...] = ()
    problems: tuple[str, ...] = ()
    alarm: str = ""
    report: Report | None = None
    done: int = 0
    total: int = 0

    def says_the_same(self, other: "Status") -> bool:
        """Whether nobody needs to hear of this one after the other."""
        moved = self.report is not None and any(self.report[:4])
        return not moved and self._replace(report=None) == other._replace(report=None)


OFF = Status("off", "")


def busy(before: Status, step: Step, done: int, total: int) -> Status | None:
    """The status while something comes or goes; None where that is not worth a word."""
    if step == "packing" or not total:
        return None
    state: State = "receiving" if step in _RECEIVING else "sending"
    if step == "pictures":
        state = before.state if before.state == "receiving" else "sending"
    words = t(f"session.sharing.{state}", done=done, total=total)
    return Status(state, words, before.others, done=done, total=total)


def told_of(report: Report, verdict: Verdict) -> Status:
    """The status after a round that came to its end."""
    problems = tuple(problems_of(report))
    if report.trouble is not None:
        return Status(
            _state_of(report.trouble), _words_of(report.trouble), report.others, problems,
            verdict.words, report,
        )  # fmt: skip
    if verdict.words and not verdict.healed:
        words = t("session.sharing.needs_you")
        return Status("needs_you", words, report.others, problems, verdict.words, report)
    words = t("session.sharing.up_to_date")
    return Status("up_to_date", words, report.others, problems, verdict.words, report)


def failed(error: Exception, before: Status, report: Report | None = None) -> Status:
    """The status after a round that could not be made, or that came to this `report`."""
    said = (sentence_of(error),)
    return Status(_state_of(error), _words_of(error), before.others, said, report=report)


def sentence_of(error: Exception) -> str:
    """What went wrong, for a person."""
    if isinstance(error, JourneyError):
        return str(error)
    return t("session.sharing.defect", error=f"{type(error).__name__}: {error}")


def problems_of(report: Report) -> Iterator[str]:
    """What is wrong after a round, each in a sentence."""
    if report.trouble is not None:
        yield sentence_of(report.trouble)
    yield from (refusal.text for refusal in report.refused[:_MOST_TOLD])
    if len(report.refused) > _MOST_TOLD:
        yield t("session.sharing.more_refused", count=len(report.refused) - _MOST_TOLD)
    if report.newer:
        yield t("sync.newer", count=report.newer)
    late = sum(1 for each in report.waiting if time() - each.since > _LONG)
    if late:
        yield t("session.sharing.late", count=late)
    if report.awaited:
        yield t("session.sharing.awaited", count=len(report.awaited))
    if report.missing:
        yield t("session.sharing.missing", count=report.missing)


def _is_away(error: Exception) -> bool:
    return isinstance(error, FolderGone | FolderTrouble)


def _state_of(error: Exception) -> State:
    return "offline" if _is_away(error) else "needs_you"


def _words_of(error: Exception) -> str:
    return t("session.sharing.offline" if _is_away(error) else "session.sharing.needs_you")
