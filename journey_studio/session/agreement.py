# SPDX-License-Identifier: Apache-2.0
"""What is done when two copies hold the same change sets and show different maps.

One of them is wrong. The change sets are right by their hashes, so this copy is made anew from
them and compared: where it was the wrong one it is put right, and if not, the other one is.
"""

from collections.abc import Sequence
from typing import NamedTuple

from journey_studio.i18n import t
from journey_studio.session.replica import SendOnly, SessionReplica
from journey_studio.sync.seen import Alarm


class Verdict(NamedTuple):
    """What became of alarms: `healed` where this copy was put right just now, and a sentence."""

    healed: bool = False
    words: str = ""


class Agreement:
    """Looks into the alarms of one copy; the same alarm is not looked into twice."""

    def __init__(self, replica: SessionReplica) -> None:
        self._replica = replica
        self._found_right: set[tuple[str, str]] = set()

    def judge(self, alarms: Sequence[Alarm]) -> Verdict:
        """What is to be told of these alarms. Raises JourneyError where the log cannot be read."""
        if not alarms:
            return Verdict()
        ours = {(alarm.ours.names, alarm.ours.content) for alarm in alarms}
        if not ours <= self._found_right:
            if not self._replica.is_right():
                return self._heal()
            self._found_right |= ours
        names = sorted({alarm.other.author.name for alarm in alarms} - {""})
        who = ", ".join(names) or t("session.sharing.somebody")
        return Verdict(words=t("session.sharing.other_differs", who=who))

    def _heal(self) -> Verdict:
        if isinstance(self._replica, SendOnly):
            return Verdict(words=t("session.sharing.wrong_elsewhere"))
        self._replica.put_right()
        return Verdict(healed=True, words=t("session.sharing.healed"))
