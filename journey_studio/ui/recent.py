# SPDX-License-Identifier: Apache-2.0
"""The projects that were open lately, as the start page shows them, and when in plain words."""

from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from journey_studio.i18n import t
from journey_studio.store.working import kept_for
from journey_studio.ui.preferences import Preferences

_DAYS = 7  # up to here days are counted, then weeks
_WEEKS = 5  # and from here on the date is clearer


class Recent(NamedTuple):
    """One project: where it lies, what to call it, when it was open last (None: not known), whether
    a person has pinned it, and whether there is still a file.
    """

    path: Path
    name: str
    opened: datetime | None
    pinned: bool
    there: bool


def recents(preferences: Preferences) -> list[Recent]:
    """The projects, pinned ones first in the order of their pins, then the latest first."""
    pinned = preferences.pinned
    loose = [name for name in preferences.recent if name not in pinned]
    return [
        Recent(
            Path(name),
            name_of(preferences, Path(name)),
            _moment(preferences.opened.get(name)),
            name in pinned,
            _is_there(name),
        )
        for name in (*pinned, *loose)
    ]


def name_of(preferences: Preferences, path: Path) -> str:
    """The name of a project's file, or the title of its map where we have named the file."""
    ours, stem = t("ui.files.new.name"), path.stem
    number = stem.removeprefix(ours).strip()
    title = preferences.titles.get(str(path))
    if stem.startswith(ours) and (not number or number.isdecimal()) and title:
        return str(title)
    return stem


def _moment(text: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


def _is_there(name: str) -> bool:
    try:
        # Where the original is away, the working copy of it can be opened.
        return Path(name).is_file() or bool(kept_for(Path(name)))
    except (OSError, ValueError):
        return False


def when(opened: datetime, now: datetime) -> str:
    """How long ago that was, as people say it; the date where it is long ago."""
    if now < opened:
        return t("ui.when.today")
    days = (now.astimezone().date() - opened.astimezone().date()).days
    if days == 0:
        minutes = int((now - opened).total_seconds() // 60)
        if minutes < 2:
            return t("ui.when.now")
        if minutes < 60:
            return t("ui.when.minutes", count=minutes)
        return t("ui.when.hours", count=minutes // 60)
    if days == 1:
        return t("ui.when.yesterday")
    if days < _DAYS:
        return t("ui.when.days", count=days)
    if days < _WEEKS * 7:
        return t("ui.when.weeks", count=days // 7)
    from PySide6.QtCore import QDate, QLocale  # Python knows a thousand names of it: seldom needed

    day = opened.astimezone().date()
    return QLocale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.LongFormat)


def folder_of(path: Path) -> str:
    """The folder of a project, from the person's home where it lies there."""
    try:
        below = path.parent.relative_to(Path.home())
    except (ValueError, RuntimeError):
        return str(path.parent)
    return str(Path("~") / below)
