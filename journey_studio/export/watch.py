# SPDX-License-Identifier: Apache-2.0
"""Progress and cancelling of one export."""

from collections.abc import Callable
from typing import NamedTuple

from journey_studio.errors import JourneyError
from journey_studio.i18n import t

Progress = Callable[[float, str], None]  # how much is done, 0 to 1, and what is being done


class CancelledError(JourneyError):
    """The person does not want the export any more; nothing was written."""


def no_progress(_done: float, _text: str) -> None:
    """For callers that do not want to know."""


def never() -> bool:
    """For callers that do not cancel."""
    return False


class Watch(NamedTuple):
    """Where the work reports and looks whether to go on; covers `start` to `end` of the whole."""

    progress: Progress = no_progress
    cancelled: Callable[[], bool] = never
    start: float = 0.0
    end: float = 1.0

    def at(self, done: float, text: str) -> None:
        """Report that `done` (0 to 1) of this part is done; raises CancelledError."""
        if self.cancelled():
            raise CancelledError(t("export.cancelled"))
        self.progress(self.start + (self.end - self.start) * done, text)

    def part(self, start: float, end: float) -> "Watch":
        """The watch of the part from `start` to `end` (0 to 1) of this one."""
        span = self.end - self.start
        return self._replace(start=self.start + span * start, end=self.start + span * end)
