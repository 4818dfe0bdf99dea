# SPDX-License-Identifier: Apache-2.0
"""This copy's own files in the folder, kept few: loose ones become packs, small packs larger ones.

Nothing is removed but what this copy put there itself, and only after the pack that holds all of
it was read back from the folder. That pack is the larger of the two, or comes first by name, so
that two programs that tidy up at once never each remove a file in favour of the other's.
"""

import hashlib

from journey_studio.sync.envelope import Newer, NotWhole, Refused, unwrap
from journey_studio.sync.memory import Known
from journey_studio.sync.packing import MOST_BYTES, MOST_CHANGES, WELL, unpack
from journey_studio.sync.sending import send_group
from journey_studio.sync.working import Round

LOOSE_FILES = 64
LOOSE_BYTES = 1024 * 1024
LOOSE_AGE = 24 * 3600.0
SMALL_PACKS = 16
SMALL_BYTES = 1024 * 1024
_GATHERED_BYTES = MOST_BYTES // 2
_FRAME_LENGTH = 4


def gather(work: Round) -> None:
    """Put loose files and small packs together where there are many, and remove what is doubled."""
    with work.going_on():
        own = _own(work)
        if _remove_doubled(work, own):
            own = _own(work)
        if _put_together_many(work, own):
            _remove_doubled(work, _own(work))


def _put_together_many(work: Round, own: dict[str, Known]) -> bool:
    """Whether there was enough to put together."""
    loose = {path: known for path, known in own.items() if known.kind == "c"}
    small = {
        path: known
        for path, known in own.items()
        if known.kind == "p" and known.stat.size < SMALL_BYTES
    }
    crowded = [files for files in (loose, small) if _many(files, work.now)]
    for files in crowded:
        _put_together(work, files)
    return bool(crowded)


def _own(work: Round) -> dict[str, Known]:
    """Files of this copy that hold change sets, and nothing that was refused."""
    return {
        path: known
        for path, known in work.memory.files.items()
        if known.kind in ("c", "p") and known.names and not known.refused
        if work.folder.is_own(path, "changes")
    }


def _many(files: dict[str, Known], now: float) -> bool:
    """Whether there are so many loose files, or so many small packs, that one should hold them."""
    if not files:
        return False
    if any(known.kind == "p" for known in files.values()):
        enough = len(files) >= SMALL_PACKS
    else:
        size = sum(known.stat.size for known in files.values())
        oldest = min(known.stat.mtime_ns for known in files.values()) / 1e9
        old = now - oldest > LOOSE_AGE
        enough = len(files) >= LOOSE_FILES or size >= LOOSE_BYTES or old
    return enough and len({name for known in files.values() for name in known.names}) > 1


def _put_together(work: Round, files: dict[str, Known]) -> None:
    """One pack of what these files hold; as much of it as fits, the smallest first."""
    held: dict[str, bytes] = {}
    size = 0
    for path in sorted(files, key=lambda path: (files[path].stat.size, path)):
        work.at("packing", len(held), len(files))
        found = _read_back(work, path)
        more = sum(len(data) + _FRAME_LENGTH for data in found.values())
        if size + more > _GATHERED_BYTES or len(held) + len(found) > MOST_CHANGES:
            break
        held |= found
        size += more
    is_held = any(held.keys() <= set(known.names) for known in _own(work).values())
    if len(held) > 1 and not is_held:
        send_group(work, sorted(held.items()), WELL)


def _read_back(work: Round, path: str) -> dict[str, bytes]:
    """The change sets that a file holds at this moment, by name; none where it is not whole."""
    try:
        frame = unwrap(work.folder.read(path))
        contents = unpack(frame) if frame.kind == "p" else [frame.payload]
    except (NotWhole, Newer, Refused, FileNotFoundError):
        return {}
    if frame.kind not in ("c", "p") or frame.project != work.replica.project:
        return {}
    return {hashlib.sha256(data).hexdigest(): data for data in contents}


def _remove_doubled(work: Round, own: dict[str, Known]) -> bool:
    """Remove each own file whose change sets all lie in a larger own pack, or in the same again.

    Whether there was anything to look into.
    """
    held = work.memory.changes
    if not any(all(held[name] > 1 for name in known.names) for known in own.values()):
        return False  # nearly always
    packs = sorted(
        (path for path, known in own.items() if known.kind == "p"),
        key=lambda path: (-len(own[path].names), len(path), path),
    )
    rank = {path: number for number, path in enumerate(packs)}
    holder: dict[str, str] = {}
    for path in packs:
        for name in own[path].names:
            holder.setdefault(name, path)
    sure: dict[str, frozenset[str]] = {}
    for path in sorted(own):
        names = frozenset(own[path].names)
        pack = holder.get(own[path].names[0])
        if pack is None or pack == path:
            continue
        if pack not in sure:
            sure[pack] = frozenset(_read_back(work, pack))
            if sure[pack] != set(own[pack].names):
                work.memory.forget(pack, work.due)  # it is another than was written: read it anew
        doubled = names == sure[pack] and rank[pack] < rank.get(path, len(rank))
        if names < sure[pack] or doubled:
            work.folder.delete(path)
            work.memory.forget(path, work.due)
    return True
