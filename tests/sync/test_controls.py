# SPDX-License-Identifier: Apache-2.0
"""Tests of the tests: the program broken in one place, and the simulation that must notice."""

import random
from typing import Any, NamedTuple

import pytest

from journey_studio.errors import JourneyError
from journey_studio.model import merge
from journey_studio.model.change import read_change
from journey_studio.model.history import History
from journey_studio.model.snapshot import RegisterKey
from journey_studio.sync import files, gathering, packing, receiving, sending
from journey_studio.sync.envelope import START, Frame, NotWhole, name_of, unwrap
from journey_studio.sync.folder import SharedFolder
from journey_studio.sync.working import Round
from tests.sync.simulation import faults
from tests.sync.simulation.edits import PROJECT
from tests.sync.simulation.oracle import Lost
from tests.sync.simulation.runs import run, seeds

MOST_TRIES = 8  # runs of 120 edits in which a bug must be noticed


class Bug(NamedTuple):
    """What is put in place of what, which faults bring it to light, and what the oracle says."""

    owner: Any
    name: str
    variant: Any
    faults: set[str]
    noticed: str


def _unsealed(data: bytes) -> Frame:
    try:
        return unwrap(data)
    except NotWhole:
        if not data.startswith(b"JSF1c") or len(data) < START.size:
            raise
    _, _, header, payload = START.unpack_from(data)
    body = data[START.size + header : START.size + header + payload]
    try:
        read_change(body)
    except JourneyError:
        raise NotWhole from None
    return Frame("c", {"v": 1, "project": PROJECT}, body)


def _flipped_letter(data: bytes, chance: random.Random) -> bytes:
    """One bit of a word in it, so that all around it still makes sense."""
    at = data.find(b'"text":["')
    if at < 0:
        return faults.flip(data, chance)
    return data[: at + 9] + bytes([data[at + 9] ^ 1]) + data[at + 10 :]


def _latest_only(self: Any, key: RegisterKey, _known: Any, fresh: Any) -> None:
    self.several[key] = {fresh[-1][0]}


def _emptied(records: Any, children: Any, moved: Any) -> None:
    _stand(records, children, moved)
    for record_id in moved:
        if records[record_id].deleted:
            records[record_id] = merge.make_record(record_id, {"deleted": True})


def _in_place(self: SharedFolder, place: str, data: bytes) -> str:
    folder = files.real_folder(self.path, place) if place else self.path
    name = "changes.jsf" if place.startswith("changes") else name_of(data)
    written = files.write_file(folder, name, data, self.writer)
    return "/".join(filter(None, (self.path.name, place, written.name)))


def _taken_for_granted(work: Round, path: str) -> dict[str, bytes]:
    return dict(work.replica.changes(work.memory.files[path].names))


def _never_again(work: Round, lacking: Any) -> list[str]:
    return [name for name in lacking if name not in work.memory.gone]


def _of_the_past(known: Any, stat: files.Stat, now: float) -> bool:
    return _is_new(known, stat, now) and stat.mtime_ns / 1e9 <= now


def _anybodys(_self: SharedFolder, path: str, kind: str) -> bool:
    return f"/{kind}/" in path


def _half_a_pack(frame: Frame) -> list[bytes]:
    return _unpack(frame)[:-1]


def _as_named(work: Round, listing: Any, have: Any) -> list[str]:
    paths = _to_read(work, listing, have)
    return [path for path in paths if not work.memory.files.get(path)]


_stand, _unpack = merge._stand, packing.unpack
_to_read, _is_new = receiving._to_read, receiving._is_new
BUGS = {
    "envelope check skipped": Bug(
        receiving, "unwrap", _unsealed, {"damage"}, "nobody made|damaged"),
    "undo that clobbers": Bug(
        History, "_still_stands", lambda *_: True, set(), "undo of .* wrote over"),
    "heads ignored: what came last shows": Bug(
        merge._Merger, "write", _latest_only, set(), "heads of|different things|wrote over"),
    "a file edited in place": Bug(
        SharedFolder, "write", _in_place, set(), "edited in place|only copy"),
    "own files deleted before the pack was read back": Bug(
        gathering, "_read_back", _taken_for_granted, {"lie"}, "only copy"),
    "a deletion that drops a concurrent edit": Bug(
        merge, "_stand", _emptied, set(), "shows|different things|differs"),
    "what has vanished is never put back": Bug(
        sending, "_due", _never_again, {"wipe", "strike"}, "lacks|still something"),
    "the clock decides what is read": Bug(
        receiving, "_is_new", _of_the_past, set(), "lacks|still something"),
    "files of others are tidied up": Bug(
        SharedFolder, "is_own", _anybodys, {"wipe"}, "files of others|only copy"),
    "the last of a pack is forgotten": Bug(
        receiving, "unpack", _half_a_pack, set(), "lacks|still something"),
    "a file is read once and never again": Bug(
        receiving, "_to_read", _as_named, {"damage"}, "lacks|still something"),
}  # fmt: skip


@pytest.mark.parametrize("bug", BUGS)
def test_the_simulation_notices(bug: str, monkeypatch: pytest.MonkeyPatch) -> None:
    owner, name, variant, kinds, noticed = BUGS[bug]
    if bug == "envelope check skipped":
        for kind in list(faults.SPOIL):
            monkeypatch.setitem(faults.SPOIL, kind, _flipped_letter)
    monkeypatch.setattr(owner, name, variant)
    with pytest.raises(Lost, match=noticed):
        _some_runs(frozenset(kinds))


def _some_runs(kinds: frozenset[str]) -> None:
    for seed in seeds(5, MOST_TRIES):
        run(seed, people=4, edits=120, only=kinds)
