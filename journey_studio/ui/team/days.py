# SPDX-License-Identifier: Apache-2.0
"""Days some months from now, as people count them."""

from calendar import monthrange
from datetime import date


def later(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where it has no such day.

    The latest day there is where that lies beyond all years.
    """
    years, month = divmod(day.month - 1 + months, 12)
    if day.year + years > date.max.year:
        return date.max
    most = monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, most))
