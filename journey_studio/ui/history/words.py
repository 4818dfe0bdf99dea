# SPDX-License-Identifier: Apache-2.0
"""Moments, sittings and versions in words."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta

from PySide6.QtCore import QDate, QLocale, QTime

from journey_studio.i18n import t
from journey_studio.model.change import Stamp
from journey_studio.model.records import Version
from journey_studio.model.timeline import Moment
from journey_studio.ui.history.moments import Sitting
from journey_studio.ui.team.telling import author_in_words, day_in_words, moment_in_words

IsOwn = Callable[[Moment], bool]  # whether it is what the person at this window did


def moment_words(moment: Moment, place: int, last: int, own: IsOwn) -> tuple[str, str]:
    """What happened at a moment; and who did it, when, and how far along that is."""
    who = author_in_words(moment.author, own=own(moment))
    more = t(
        "history.moment",
        who=who,
        when=moment_in_words(moment.stamp),
        place=place + 1,
        count=last + 1,
    )
    return moment.label.text, more


def deed_words(moment: Moment, own: IsOwn) -> tuple[str, str]:
    """What a change did as a whole; and who made it, when."""
    who = author_in_words(moment.author, own=own(moment))
    more = t("history.who_when", who=who, when=moment_in_words(moment.stamp))
    return moment.label.text, more


def when_words(moment: Moment) -> str:
    """When a moment was."""
    return moment_in_words(moment.stamp)


def version_words(version: Version, moment: Moment, own: IsOwn) -> tuple[str, str]:
    """What a version is called, and who named it when."""
    who = author_in_words(moment.author, own=own(moment))
    more = t("history.version.named", who=who, when=moment_in_words(moment.stamp))
    if version.note:
        more = t("history.version.more", named=more, note=" ".join(version.note.split()))
    return t("history.version.head", name=version.title), more


def now_words(moments: Sequence[Moment], life: Sequence[int], own: IsOwn) -> tuple[str, str]:
    """That the map is on show as it is now, and when it was changed last."""
    if not life:
        return t("history.now"), ""
    last = moments[life[-1] - 1]
    who = author_in_words(last.author, own=own(last))
    more = t("history.now.more", count=len(life), who=who, when=moment_in_words(last.stamp))
    return t("history.now"), more


def sitting_words(moments: Sequence[Moment], sitting: Sitting, own: IsOwn) -> tuple[str, str]:
    """Who sat down, and when and for how many changes."""
    first, last = moments[sitting.first - 1], moments[sitting.last - 1]
    head = author_in_words(last.author, own=own(last))
    start, end = _time(first.stamp), _time(last.stamp)
    text = "history.sitting.at" if start == end else "history.sitting.from"
    return head, t(text, count=sitting.number, start=start, end=end)


def _time(stamp: Stamp) -> str:
    try:
        then = datetime.fromtimestamp(stamp.time / 1000, UTC).astimezone()
    except (ValueError, OverflowError, OSError):
        return t("team.when.unknown")
    return QLocale().toString(QTime(then.hour, then.minute), QLocale.FormatType.ShortFormat)


def day_words(day: date | None, today: date | None = None) -> str:
    """A day as a heading: today, yesterday, or with its weekday."""
    if day is None:
        return t("team.when.unknown")
    now = today or datetime.now(UTC).astimezone().date()
    if day == now:
        return t("history.today")
    if day == now - timedelta(days=1):
        return t("history.yesterday")
    name = QLocale().toString(QDate(day.year, day.month, day.day), "dddd")
    return t("history.weekday", weekday=name, day=day_in_words(day.isoformat()))


def day_short(day: date) -> str:
    """A day as it fits under a slider."""
    found = QDate(day.year, day.month, day.day)
    this_year = day.year == datetime.now(UTC).astimezone().year
    if this_year:
        return QLocale().toString(found, "d MMM")
    return QLocale().toString(found, "d MMM yyyy")
