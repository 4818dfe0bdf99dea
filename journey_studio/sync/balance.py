# SPDX-License-Identifier: Apache-2.0
"""Which change sets are here and not in the folder: kept along from round to round.

A round has to do with the few that are new. Going through all names of a long log once more would
take longer than everything else in it.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from journey_studio.sync.memory import Memory
from journey_studio.sync.replica import Replica


class Balance:
    """Compares one copy with what is remembered of one folder."""

    def __init__(self) -> None:
        self._counted = 0
        self._lacking: set[str] = set()

    def lacking(self, replica: Replica, memory: Memory) -> AbstractSet[str]:
        """What is here and not in the folder: never sent, or gone from there."""
        self._lacking.update(self._fresh(replica))
        if memory.gone:
            here = replica.names()
            self._lacking.update(name for name in memory.gone if name in here)
        self._lacking = self._lacking.difference(memory.changes)
        return self._lacking

    def _fresh(self, replica: Replica) -> Sequence[str]:
        """What has come since it was counted last; all where a backup was restored meanwhile."""
        if len(replica.names()) < self._counted:
            self._counted, self._lacking = 0, set()
        fresh = replica.names_from(self._counted)
        self._counted += len(fresh)
        return fresh

    def all_here(self, replica: Replica, memory: Memory) -> bool:
        """Whether all of the folder is here, too: as many are in both then as are there."""
        lacking = self.lacking(replica, memory)
        return self._counted - len(lacking) == len(memory.changes)
