# SPDX-License-Identifier: Apache-2.0
"""The first half of a round: what is new in the folder is read, verified and taken."""

import errno
import hashlib
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import Any

from journey_studio.collector import resting
from journey_studio.errors import JourneyError
from journey_studio.i18n import t
from journey_studio.model.change import Change
from journey_studio.sync import seen
from journey_studio.sync.envelope import Frame, Newer, NotWhole, Refused, unwrap
from journey_studio.sync.errors import FolderTooLarge
from journey_studio.sync.files import Listing, Stat
from journey_studio.sync.folder import title_in
from journey_studio.sync.memory import Known
from journey_studio.sync.packing import unpack
from journey_studio.sync.screening import read_foreign
from journey_studio.sync.working import Round

# What comes from several people is taken at once: a card they all touched is then merged, and its
# row written, only once.
_SLICE_CHANGES = 10_000
_SLICE_BYTES = 8 * 1024 * 1024
_SHORTEST_WAIT, _LONGEST_WAIT = 5.0, 3600.0
_PICTURES_AGAIN = 60.0  # s
_NOT_HERE = {errno.ENOENT, errno.ENOTDIR, errno.ELOOP}


@dataclass
class _Arrivals:
    """Change sets read and not taken yet, and the files that they came in."""

    round: Round
    have: AbstractSet[str]
    changes: dict[str, Change] = field(default_factory=dict)
    files: list[tuple[str, Known]] = field(default_factory=list)
    size: int = 0

    def add(self, change: Change) -> None:
        self.changes[change.sha256] = change
        self.size += len(change.data)
        if len(self.changes) >= _SLICE_CHANGES or self.size >= _SLICE_BYTES:
            self.take()

    def take(self) -> None:
        """Hand them over; their files are remembered only when that is durable."""
        if self.changes:
            try:
                self.round.replica.take(list(self.changes.values()))
            finally:  # what was taken before it failed has come all the same
                self.have = self.round.replica.names()
                self.round.done["received"] += sum(name in self.have for name in self.changes)
        for path, known in self.files:
            self.round.memory.note(path, known, self.round.due)
        self.changes.clear()
        self.files.clear()
        self.size = 0


def receive(work: Round) -> None:
    """Take what is new in the folder."""
    with_pictures = _looks_for_pictures(work)
    listing = _listing(work, with_pictures)
    arrivals = _Arrivals(work, work.replica.names())
    paths = _to_read(work, listing, arrivals.have)
    pictures: list[str] = []
    with resting(lasting=True):  # very many change sets, records and rows
        for number, path in enumerate(paths):
            work.at("reading", number, len(paths))
            if _kind(work, path) == "b":
                pictures.append(path)
            else:
                _read(work, path, listing.files[path], arrivals)
        arrivals.take()
    work.wanted = set(work.replica.wanted())
    if not with_pictures and work.wanted - work.folder.unfit.keys():
        listing = _listing(work, with_pictures=True)
        new = _to_read(work, listing, arrivals.have)
        pictures = [path for path in new if _kind(work, path) == "b"]
    _receive_pictures(work, listing, pictures)
    _forget_the_gone(work, listing)


def _looks_for_pictures(work: Round) -> bool:
    """Whether to look for pictures before anybody is found to want one.

    They lie in up to 256 folders, each a question to a server where the share is on one, and they
    change seldom.
    """
    since = work.now - work.folder.pictures_listed
    if work.repair or not 0 <= since < _PICTURES_AGAIN:
        return True
    return not work.replica.pictures() <= work.memory.pictures.keys()


def _listing(work: Round, with_pictures: bool) -> Listing:
    listing = work.folder.listing(pictures=with_pictures)
    if listing.overfull:
        work.trouble = FolderTooLarge(t("sync.too_large", folder=work.folder.path))
    return listing


def _to_read(work: Round, listing: Listing, have: AbstractSet[str]) -> list[str]:
    """The files that are new, or changed, or hold what is not here."""
    known = work.memory.files
    paths = [
        path
        for path, stat in listing.files.items()
        if work.repair or _is_new(known.get(path), stat, work.now)
    ]
    if not work.folder.balance.all_here(work.replica, work.memory):
        there = set(paths)
        paths += (
            path
            for path, file in known.items()
            if file.kind in ("c", "p") and path in listing.files and path not in there
            if not all(name in have for name in file.names)
        )
    return paths


def _is_new(known: Known | None, stat: Stat, now: float) -> bool:
    if known is None or known.stat != stat:
        return True
    if known.condition != "waiting":
        return False
    # Some tools fill a file and show no sign of it; the longer it has waited, the seldomer it is
    # read again.
    pause = min(max(known.tried - known.since, _SHORTEST_WAIT), _LONGEST_WAIT)
    return not known.tried <= now < known.tried + pause


def _kind(work: Round, path: str) -> str:
    try:
        return work.folder.kind(path)
    except OSError:
        return ""


def _read(work: Round, path: str, stat: Stat, arrivals: _Arrivals) -> None:
    frame, known = _frame(work, path, stat)
    if known is None:
        return
    if frame is not None and frame.kind == "b":
        return  # its kind could not be told a moment ago; it is taken with the pictures next time
    if frame is None or frame.kind not in ("c", "p"):
        work.memory.note(path, known, work.due)
        return
    try:
        contents = [frame.payload] if frame.kind == "c" else unpack(frame)
    except Refused as refused:
        work.memory.note(path, replace(known, refused=(str(refused),)), work.due)
        return
    names: dict[str, None] = {}
    reasons: dict[str, None] = {}
    for data in contents:
        name = hashlib.sha256(data).hexdigest()
        try:
            if name not in arrivals.have and name not in arrivals.changes:
                arrivals.add(read_foreign(data, work.replica.project, name))
            names[name] = None
        except Refused as refused:
            reasons[str(refused)] = None
    arrivals.files.append((path, replace(known, names=tuple(names), refused=tuple(reasons))))


def _frame(work: Round, path: str, stat: Stat) -> tuple[Frame | None, Known | None]:
    """What a file is; (None, None) where it is gone since it was listed."""
    try:
        frame = unwrap(work.folder.read(path, stat.size))
    except NotWhole:
        return None, _waiting(work, path, stat)
    except Newer:
        return None, Known(stat, "newer")
    except Refused as refused:
        return None, Known(stat, "whole", refused=(str(refused),))
    except OSError as error:
        if error.errno in _NOT_HERE:
            return None, None
        work.folder.look()  # raises where it is the whole folder that cannot be read
        return None, _waiting(work, path, stat)
    if frame.project != work.replica.project:
        return None, Known(stat, "foreign")
    return frame, Known(stat, "whole", frame.kind, note=_note(frame))


def _waiting(work: Round, path: str, stat: Stat) -> Known:
    before = work.memory.files.get(path)
    was_waiting = before is not None and before.condition == "waiting"
    since = before.since if before is not None and was_waiting else work.now
    return Known(stat, "waiting", since=min(since, work.now), tried=work.now)


def _note(frame: Frame) -> Any:
    if frame.kind == "s":
        return title_in(frame)
    if frame.kind == "k":
        try:
            return seen.to_json(seen.read(frame))
        except ValueError:
            return None
    return None


def _receive_pictures(work: Round, listing: Listing, fresh: list[str]) -> None:
    """Read what pictures are new, and take those that somebody here is waiting for."""
    wanted = work.wanted - work.folder.unfit.keys()
    again = _holding(work, listing, wanted, set(fresh)) if wanted else []
    for number, path in enumerate((*fresh, *again)):
        work.at("pictures", number, len(fresh) + len(again))
        frame, known = _frame(work, path, listing.files[path])
        if frame is not None and known is not None:
            name = hashlib.sha256(frame.payload).hexdigest()
            known = replace(known, names=(name,))
            if name in wanted:
                wanted.discard(name)
                work.wanted.discard(name)
                _take_picture(work, name, frame.payload)
        if known is not None:
            work.memory.note(path, known, work.due)


def _holding(work: Round, listing: Listing, wanted: set[str], but: set[str]) -> list[str]:
    """The files read earlier that hold one of these pictures."""
    return [
        path
        for path, file in work.memory.files.items()
        if file.kind == "b" and path in listing.files and path not in but
        if not wanted.isdisjoint(file.names)
    ]


def _take_picture(work: Round, name: str, data: bytes) -> None:
    try:
        work.replica.take_picture(name, data)
    except JourneyError as error:
        work.folder.unfit[name] = str(error)
    else:
        work.done["pictures_received"] += 1


def _forget_the_gone(work: Round, listing: Listing) -> None:
    """What is not listed any more is gone, but for folders that nobody could look into."""
    if listing.overfull:
        return
    unread = tuple(f"{folder}/" for folder in listing.unread)
    for path in [path for path in work.memory.files if path not in listing.files]:
        if not path.startswith(unread):
            work.memory.forget(path, work.due)
