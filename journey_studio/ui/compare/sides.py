# SPDX-License-Identifier: Apache-2.0
"""What can be compared from a window: now, a version, the moment on show, a copy, another file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from journey_studio.export.facts import picture_hashes
from journey_studio.i18n import t
from journey_studio.model.map_pairs import map_pairs
from journey_studio.model.records import Map, Version
from journey_studio.model.snapshot import Snapshot
from journey_studio.model.timeline import Timeline
from journey_studio.session import Session, open_session
from journey_studio.store.conflicted import conflicted_copies

Kind = Literal["now", "version", "moment", "file"]


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
    """Reads sources once and keeps them while somebody chooses. Raises JourneyError."""

    def __init__(self, session: Session, timeline: Timeline | None) -> None:
        self._session = session
        self._timeline = timeline
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
        with open_session(Path(source.at), read_only=True) as other:
            snapshot = other.snapshot
            wanted = picture_hashes(snapshot, snapshot.maps())
            found = {name: data for name in wanted if (data := other.picture(name)) is not None}
            return snapshot, found

    def _version(self, version_id: str) -> Snapshot:
        version = self._session.snapshot.get(Version, version_id)
        if version is None:  # deleted meanwhile, by a colleague perhaps
            return Snapshot()
        if self._timeline is None:
            journal = self._session.project.journal
            self._timeline = Timeline(journal.changes(), self._session.snapshot)
        return self._timeline.at_version(version)


def like(before: Snapshot, map_id: str, after: Snapshot) -> str:
    """The map of `after` that is the same as one of `before`, else its first; "" without any."""
    pairs = map_pairs(before, after).both
    same = next((new.id for old, new in pairs if old.id == map_id), "")
    maps: Sequence[Map] = after.maps()
    return same or (maps[0].id if maps else "")
