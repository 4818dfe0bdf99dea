# SPDX-License-Identifier: Apache-2.0
"""The commands that make and change projects: new, apply, check."""

from pathlib import Path

from journey_studio.cli.opening import opened
from journey_studio.cli.terminal import say
from journey_studio.errors import JourneyError
from journey_studio.i18n import t
from journey_studio.session import new_project, new_sample


def new(file: Path, sample: bool, title: str) -> None:
    """Make a project; refuses a name that is taken."""
    make = new_sample if sample else new_project
    make(file, title).close()
    say(t("cli.made", path=file))


def apply(file: Path, commands: Path) -> None:
    """Carry out a command file, all of it or nothing."""
    with opened(file) as session:
        session.require_writable()
        count = session.apply_file(commands)
    say(t("cli.applied", count=count, path=file))


def check(file: Path) -> None:
    """Look through a whole project file; an error where something in it is not as it should be."""
    from journey_studio.store.check import check as look_through
    from journey_studio.store.screen import screen

    screen(file)  # what is no project at all is refused, not checked
    found = look_through(file)
    for problem in found:
        say(problem)
    if found:
        raise JourneyError(t("cli.check.bad", path=file, count=len(found)))
    say(t("cli.check.good", path=file))
