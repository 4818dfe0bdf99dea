# SPDX-License-Identifier: Apache-2.0
"""Opening a project for a command that edits it, wherever the project lies."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from journey_studio.cli.terminal import warn
from journey_studio.errors import JourneyError
from journey_studio.i18n import t
from journey_studio.session.keeping import open_kept
from journey_studio.session.session import Session
from journey_studio.session.working_copy import NotBroughtBack, Taken


@contextmanager
def opened(file: Path) -> Iterator[Session]:
    """A project, opened as a window opens it: one that lies in a synced folder or on another
    computer through its working copy, which is merged and written back whole at the end.

    Where nothing can be edited, `read_only_reason` of the session says why. Raises JourneyError:
    where it could not be written back, one that says where the work is safe.
    """
    with open_kept(file) as session:
        if session.project.notice:
            warn(session.project.notice)
        working = session.working if session.read_only_reason is None else None
        if working is None:
            yield session
            return
        if working.blocked and not working.damaged:
            raise NotBroughtBack(working.blocked)
        warn_of(working.opened)
        try:
            yield session
        except JourneyError:
            with suppress(JourneyError):  # what failed is told; this is done the next time
                working.finish()
            raise
        warn_of(working.finish())


def warn_of(taken: Taken, problem: str = "") -> None:
    """Say which copies were merged, and what is in the way."""
    if taken.copies:
        names = ", ".join(path.name for path in taken.copies)
        warn(t("sharing.strip.copies", count=len(taken.copies), names=names))
    for each in filter(None, (*taken.problems, problem)):
        warn(each)
