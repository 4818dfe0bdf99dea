# SPDX-License-Identifier: Apache-2.0
"""The moments of a history by day and person, as people remember them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import NamedTuple

from journey_studio.model.change import Author
from journey_studio.model.timeline import Moment

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST = 253_402_214_400_000  # ms: the last day that a calendar of Python holds


class Sitting(NamedTuple):
    """What one person did on one day: the numbers of the moments, ascending."""

    day: date
    author: Author
    moments: tuple[int, ...]


def when(time: int, zone: tzinfo | None = None) -> datetime:
    """A time of a stamp, in ms since 1970, in a time zone; by default that of this computer."""
    return (_EPOCH + timedelta(milliseconds=min(time, _LATEST))).astimezone(zone)


def sittings(moments: Sequence[Moment], zone: tzinfo | None = None) -> list[Sitting]:
    """The sittings in the order in which they began. A person is a name and a department."""
    groups: dict[tuple[date, str, str], list[int]] = {}
    for index, moment in enumerate(moments):
        who = (moment.author.name.strip(), moment.author.department.strip().casefold())
        day = when(moment.stamp.time, zone).date()
        groups.setdefault((day, *who), []).append(index)
    return [
        Sitting(day, moments[found[0]].author, tuple(found)) for (day, *_), found in groups.items()
    ]
