# SPDX-License-Identifier: Apache-2.0
"""What can be compared: a project file as it is now, a named version of it, a moment of its past.

On the command line a side is written FILE, FILE@VERSION TITLE or FILE@MOMENT.
"""

from datetime import datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple

from journey_studio.errors import JourneyError
from journey_studio.i18n import t
from journey_studio.model.records import Project, Version
from journey_studio.model.snapshot import Snapshot
from journey_studio.model.timeline import Timeline
from journey_studio.session.session import Session, open_session

_SIGN = "@"


class Named(NamedTuple):
    """A side as it was written: a file, and the version or moment meant, "" for now."""

    path: Path
    when: str = ""


class Found(NamedTuple):
    """A side: what the project was, and what a person calls that."""

    snapshot: Snapshot
    name: str


def named(text: str) -> Named:
    """What somebody wrote for a side. A file whose own name holds an @ is a file."""
    whole = Path(text)
    if _SIGN not in text or whole.exists():
        return Named(whole)
    path, _, when = text.rpartition(_SIGN)
    while _SIGN in path and not Path(path).exists():
        path, _, more = path.rpartition(_SIGN)
        when = f"{more}{_SIGN}{when}"
    return Named(Path(path), when.strip())


def read_side(side: Named) -> Found:
    """The snapshot a side stands for; the file is only read.

    Raises JourneyError where it cannot be, and where it has no such version or moment.
    """
    with open_session(side.path, read_only=True) as session:
        snapshot = at(session, side.when)
    name = side.path.name
    return Found(snapshot, t("compare.side.at", file=name, when=side.when) if side.when else name)


def at(session: Session, when: str) -> Snapshot:
    """The project now (""), as a version of that title, or at a moment (ISO 8601, local time).

    A day stands for its end. JourneyError where neither is meant by it.
    """
    now = session.snapshot
    if not when:
        return now
    versions = [each for each in now.under(Version) if _same(each.title, when)]
    if len(versions) > 1:
        raise JourneyError(t("compare.side.several", title=when, count=len(versions)))
    timeline = Timeline(session.project.journal.changes(), now)
    if versions:
        return timeline.at_version(versions[0])
    moment = _moment(when)
    if moment is None:
        raise JourneyError(_unknown(session, when))
    limit = moment.timestamp() * 1000
    count = sum(each.stamp.time <= limit for each in timeline.moments)
    snapshot = timeline.at(count)
    if not list(snapshot.under(Project)) and not snapshot.maps():
        raise JourneyError(t("compare.side.before", file=session.path.name, moment=when))
    return snapshot


def _same(one: str, other: str) -> bool:
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    try:
        if len(text) <= len("2026-03-01"):
            found = datetime.combine(found.date(), time.min) + timedelta(days=1, microseconds=-1)
        return found.astimezone()
    except (OverflowError, OSError, ValueError):  # no calendar has it
        return None


def _unknown(session: Session, when: str) -> str:
    titles = [each.title for each in session.snapshot.under(Version) if each.title]
    name = session.path.name
    if not titles:
        return t("compare.side.no_versions", file=name, when=when)
    return t("compare.side.unknown", file=name, when=when, known=", ".join(titles))
