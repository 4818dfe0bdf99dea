# SPDX-License-Identifier: Apache-2.0
"""What can be compared from a window: now, a version, the moment on show, a copy, another file."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol, TypeVar

from journey_studio.errors import JourneyError
from journey_studio.export.facts import picture_hashes
from journey_studio.i18n import t
from journey_studio.model.map_pairs import map_pairs
from journey_studio.model.records import Map, Version
from journey_studio.model.snapshot import Snapshot
from journey_studio.model.timeline import Timeline
from journey_studio.session import Session, open_session
from journey_studio.store.conflicted import conflicted_copies

Kind = Literal["now", "version", "moment", "file"]
Result = TypeVar("Result")


class Reading(Protocol):
    """How what takes a while is read: on a thread of its own. None where nobody waits for it."""

    def timeline(self) -> Timeline | None:
        """The timeline of the project."""

    def do(self, call: Callable[[], Result]) -> Result | None:
        """The result of a call."""


@dataclass(frozen=True)
class Source:
    """Where a side comes from. `name` is what a person calls it, `at` the id of a version or the
    path of a file; the snapshot of a moment is at hand.
    """

    kind: Kind
    name: str
    at: str = ""
    snapshot: Snapshot | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Chosen:
    """One side: where it comes from, its snapshot, one of its maps, and pictures of its own."""

    source: Source
    snapshot: Snapshot
    map_id: str
    pictures: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The title of the map."""
        found = self.snapshot.get(Map, self.map_id)
        return found.title if found and found.title else t("compare.unnamed")


def now() -> Source:
    """The project as it is."""
    return Source("now", t("compare.now"))


def sources_of(session: Session, moment: Source | None) -> list[Source]:
    """What of a project can be a side, but for other files, of which there are many."""
    found = [now()]
    if moment is not None:
        found.append(moment)
    versions = list(session.snapshot.under(Version))
    for version in reversed(versions):
        title = version.title or t("compare.unnamed")
        found.append(Source("version", t("compare.version", title=title), version.id))
    found += [copy_source(path) for path in conflicted_copies(session.place)]
    return found


def copy_source(path: Path) -> Source:
    """A conflicted copy that lies beside the project."""
    return Source("file", t("compare.copy", file=path.name), str(path))


def file_source(path: Path) -> Source:
    """Another project file."""
    return Source("file", path.name, str(path))


class Reader:
    """Reads sources once and keeps them while somebody chooses. Raises JourneyError, also where
    somebody did not want to wait.
    """

    def __init__(self, session: Session, reading: Reading) -> None:
        self._session = session
        self._reading = reading
        self._read: dict[Source, tuple[Snapshot, dict[str, bytes]]] = {}

    def snapshot(self, source: Source) -> Snapshot:
        """The snapshot of a source."""
        if source.kind == "now":
            return self._session.snapshot
        if source.snapshot is not None:
            return source.snapshot
        if source not in self._read:
            self._read[source] = self._fetched(source)
        return self._read[source][0]

    def pictures(self, source: Source) -> dict[str, bytes]:
        """The pictures of a source that the project itself may not have."""
        return self._read[source][1] if source in self._read else {}

    def _fetched(self, source: Source) -> tuple[Snapshot, dict[str, bytes]]:
        if source.kind == "version":
            return self._version(source.at), {}
        found = self._reading.do(lambda: _read(Path(source.at)))
        if found is None:
            raise JourneyError(t("compare.not_read"))
        return found

    def _version(self, version_id: str) -> Snapshot:
        version = self._session.snapshot.get(Version, version_id)
        if version is None:  # deleted meanwhile, by a colleague perhaps
            return Snapshot()
        timeline = self._reading.timeline()
        found = None
        if timeline is not None:
            found = self._reading.do(lambda: timeline.at_version(version))
        if found is None:
            raise JourneyError(t("compare.not_read"))
        return found


def _read(path: Path) -> tuple[Snapshot, dict[str, bytes]]:
    """The snapshot of another file, and the pictures it shows."""
    with open_session(path, read_only=True) as other:
        snapshot = other.snapshot
        wanted = picture_hashes(snapshot, snapshot.maps())
        found = {name: data for name in wanted if (data := other.picture(name)) is not None}
        return snapshot, found


def like(before: Snapshot, map_id: str, after: Snapshot) -> str:
    """The map of `after` that is the same as one of `before`, else its first; "" without any."""
    pairs = map_pairs(before, after).both
    same = next((new.id for old, new in pairs if old.id == map_id), "")
    maps: Sequence[Map] = after.maps()
    return same or (maps[0].id if maps else "")
