# SPDX-License-Identifier: Apache-2.0
"""Projects that lie where SQLite had better not work: edited in a working copy on this computer.

The working copy stays here for good. What somebody else brings to the original is merged in, and
the original is written back whole: nothing that was ever known here can be lost to a program that
copies folders about.
"""

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from journey_studio.errors import JourneyError
from journey_studio.i18n import t
from journey_studio.session.merging import Copy, OtherProject, opened_copy, read_copy, take_copy
from journey_studio.store.conflicted import conflicted_copies, put_away
from journey_studio.store.errors import DamagedProject, NotAProject, StoreError
from journey_studio.store.fetching import Mark, bring_back, mark_of
from journey_studio.store.lying import Lying
from journey_studio.store.screen import screen

if TYPE_CHECKING:
    from journey_studio.session.session import Session
    from journey_studio.store.project import OpenProject

_ROUNDS = 5  # of merging what came meanwhile, before a later time is better


class NotBroughtBack(JourneyError):
    """The original does not hold everything yet; the working copy does."""


class Beside(NamedTuple):
    """A conflicted copy: what was read of it, or a sentence why it could not be."""

    path: Path
    mark: Mark | None
    copy: Copy | None
    problem: str = ""


class Look(NamedTuple):
    """What lies at the original and beside it: read, and not merged yet.

    `blocked` is a sentence why the original must not be written over, "" where it may; `damaged`
    says that it may once what lies there has been put away.
    """

    mark: Mark | None
    copy: Copy | None
    beside: tuple[Beside, ...] = ()
    blocked: str = ""
    damaged: bool = False


class Taken(NamedTuple):
    """What a look brought: from the original, from which copies beside it, and what went wrong."""

    changes: int = 0
    copies: tuple[Path, ...] = ()
    problems: tuple[str, ...] = ()

    def and_then(self, more: "Taken") -> "Taken":
        """Both, one after the other."""
        copies, problems = self.copies + more.copies, self.problems + more.problems
        return Taken(self.changes + more.changes, copies, problems)


class WorkingCopy:
    """What a session of a working copy knows of the original.

    `look` and `put` may be called on any thread, one at a time; `take` on that of the document.
    """

    def __init__(self, session: "Session", original: Path, lying: Lying) -> None:
        self.original = original
        self.lying = lying
        self.inner = session.project.path
        self.opened = Taken()  # what opening it brought
        self.merged: list[Path] = []  # conflicted copies that may be put away
        self._session = session
        self._mark: Mark | None = None
        self._changes: frozenset[str] = frozenset()  # those the original is known to hold
        self._pictures: frozenset[str] = frozenset()
        self._beside: dict[Path, Mark | None] = {}
        self._blocked = ""
        self._damaged = False
        self._looked = False

    @property
    def unwritten(self) -> bool:
        """Whether there is something here that the original does not hold, as far as is known."""
        changes, pictures = self._held()
        return not (changes <= self._changes and pictures <= self._pictures)

    @property
    def blocked(self) -> str:
        """Why the original is not written over now, as a sentence, or ""."""
        return self._blocked

    @property
    def damaged(self) -> bool:
        """Whether what lies there is damaged: that much is put away and written over at the end."""
        return self._damaged

    def _held(self) -> tuple[frozenset[str], frozenset[str]]:
        project = self._session.project
        return frozenset(project.journal.hashes), frozenset(project.pictures.names())

    # What came

    def look(self) -> Look | None:
        """What has come to the original or beside it since the last look; None for nothing."""
        return self.look_at(mark_of(self.original))

    def look_at(self, mark: Mark | None, there: "OpenProject | None" = None) -> Look | None:
        """The same, with the original's mark and perhaps a copy of it that is open already."""
        beside = self._look_beside()
        if mark == self._mark and self._looked and not beside:
            return None
        if mark == self._mark and self._looked:
            return Look(mark, None, beside, self._blocked, self._damaged)
        if mark is None:
            return Look(mark, None, beside, self._gone())
        try:
            with opened_copy(self.original) if there is None else nullcontext(there) as project:
                newer = screen(project.path).newer
                blocked = self._unreadable("newer") if newer else ""
                return Look(mark, self.read(project), beside, blocked)
        except (DamagedProject, NotAProject) as error:
            return Look(mark, None, beside, self._unreadable("damaged", error), damaged=True)
        except OtherProject as error:
            return Look(mark, None, beside, self._unreadable("other", error))
        except (JourneyError, OSError) as error:
            return Look(mark, None, beside, self._unreadable("unreadable", error))

    def read(self, project: "OpenProject") -> Copy:
        """What another copy of the project holds beyond what is here."""
        changes, pictures = self._held()
        return read_copy(project, self._session.project.project_id, changes, pictures)

    def _look_beside(self) -> tuple[Beside, ...]:
        found = []
        for path in conflicted_copies(self.original):
            mark = mark_of(path)
            if path in self._beside and self._beside[path] == mark:
                continue
            try:
                with opened_copy(path) as project:
                    found.append(Beside(path, mark, self.read(project)))
            except OtherProject:
                self._beside[path] = mark  # another project of a name like this one's
            except (JourneyError, OSError):
                problem = t("sharing.working.copy_unreadable", name=path.name)
                found.append(Beside(path, mark, None, problem))
        return tuple(found)

    def take(self, look: Look) -> Taken:
        """Merge what was read. Raises NotSaved; it is looked at again then, and not written over
        before it is merged.
        """
        count, problems = 0, []
        brought = None if look.copy is None else take_copy(self._session, look.copy)
        if look.mark != self._mark or not self._looked or look.copy is not None:
            self._looked = True
            self._changes = self._pictures = frozenset()
            self._mark, self._blocked, self._damaged = look.mark, look.blocked, look.damaged
            problems += [look.blocked] if look.blocked else []
        if look.copy is not None and brought is not None:
            count = brought.changes
            self._changes, self._pictures = look.copy.changes, look.copy.pictures
        copies = []
        for each in look.beside:
            if each.copy is None:
                self._beside[each.path] = each.mark
                problems.append(each.problem)
                continue
            brought = take_copy(self._session, each.copy)
            self._beside[each.path] = each.mark
            self.merged.append(each.path)
            copies.append(each.path)
            count += brought.changes
        return Taken(count, tuple(copies), tuple(problems))

    def put_away_merged(self) -> list[Path]:
        """Move the conflicted copies that were merged to the backups; their new places.

        One that has changed since stays where it is. Raises OSError.
        """
        places = []
        while self.merged:
            path = self.merged[-1]
            if mark_of(path) == self._beside.get(path, mark_of(path)) and path.is_file():
                project = self._session.project.project_id
                places.append(put_away(path, self.original, project))
            self.merged.pop()
        return places

    # What goes back

    def put(self, over_damaged: bool = False) -> bool:
        """Write the original back, if it lacks anything; false where something else has come to lie
        there since the last look.

        A damaged one may be half arrived: it is left alone unless asked for, and put away then.
        Raises NotBroughtBack.
        """
        if not self.unwritten:
            return True
        if mark_of(self.original) != self._mark:
            return False
        if self._blocked and not (self._damaged and over_damaged):
            raise NotBroughtBack(self._blocked)
        changes, pictures = self._held()
        try:
            if self._damaged:
                put_away(self.original, self.original, self._session.project.project_id, leave=True)
            mark = bring_back(self.inner, self.original, self._mark)
        except (StoreError, OSError) as error:
            raise NotBroughtBack(self.not_written(error)) from error
        if mark is None:
            return False
        self._mark, self._changes, self._pictures = mark, changes, pictures
        self._blocked, self._damaged = "", False
        return True

    def finish(self) -> Taken:
        """Merge and write back until both hold the same; on the thread of the document.

        Raises NotBroughtBack where that does not come to an end.
        """
        taken = Taken()
        for _ in range(_ROUNDS):
            look = self.look()
            if look is not None:
                more = self.take(look)
                taken = taken.and_then(more)
            if self.put(over_damaged=True):
                return taken
        raise NotBroughtBack(self.not_written(t("sharing.working.changing")))

    # Words

    def _gone(self) -> str:
        return t(
            "sharing.working.gone",
            name=self.original.name,
            folder=self.original.parent,
            inner=self.inner,
        )

    def _unreadable(self, how: str, error: object = "") -> str:
        words = {"name": self.original.name, "inner": self.inner, "reason": _reason(error)}
        return t(f"sharing.working.{how}", **words)

    def not_written(self, reason: object) -> str:
        """That it was not written back, why, and where everything is safe."""
        return t(
            "sharing.working.not_written",
            name=self.original.name,
            folder=self.original.parent,
            reason=_reason(reason),
            inner=self.inner,
        )


def _reason(error: object) -> str:
    return str(getattr(error, "strerror", None) or error).rstrip(".")
