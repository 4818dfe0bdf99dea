# SPDX-License-Identifier: Apache-2.0
"""What the steps of one round share."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

from journey_studio.sync.errors import folder_error
from journey_studio.sync.folder import SharedFolder
from journey_studio.sync.memory import Memory
from journey_studio.sync.replica import Replica

Step = Literal["reading", "pictures", "sending", "packing"]
Progress = Callable[[Step, int, int], None]  # what is being done, how much of it, of how much


class Stopped(Exception):
    """Somebody wanted the round to end. What was done until then is whole."""


@dataclass
class Round:
    """One round under way. `due` is when to put back what is found gone in it."""

    replica: Replica
    folder: SharedFolder
    progress: Progress | None
    stopped: Callable[[], bool] | None
    repair: bool
    done: Counter[str] = field(default_factory=Counter)
    trouble: Exception | None = None
    wanted: set[str] = field(default_factory=set)  # pictures that are referred to and not here

    def __post_init__(self) -> None:
        self.now = self.folder.now()
        self.due = self.folder.due()

    @property
    def memory(self) -> Memory:
        """What is remembered of the folder."""
        return self.folder.memory

    def at(self, step: Step, done: int, total: int) -> None:
        """Tell how far the round is. Raises Stopped where it is to end here."""
        if self.stopped is not None and self.stopped():
            raise Stopped
        if self.progress is not None:
            self.progress(step, done, total)

    @contextmanager
    def going_on(self) -> Iterator[None]:
        """Trouble with the folder ends what is inside, and is told at the end of the round."""
        try:
            yield
        except OSError as error:
            self.trouble = self.trouble or folder_error(error, self.folder.chosen)
