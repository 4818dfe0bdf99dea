# SPDX-License-Identifier: Apache-2.0
"""Whatever tools, disks and crashes do to the files of a share: no edit is lost, none made up."""

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journey_studio.model.change import Author, Clock, Label, Write, make_change
from journey_studio.sync import files
from journey_studio.sync.envelope import NotWhole, name_of, unwrap, wrap
from journey_studio.sync.packing import pack
from tests.faults.conftest import Report
from tests.faults.tally import Tally
from tests.sync.conftest import Join
from tests.sync.copies import DAY, PROJECT, Copy
from tests.sync.statements import proves
from tests.sync.test_round import frames

TRIES = int(os.environ.get("FAULTS", "1"))
Fault = Callable[[Path, random.Random], None]


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def truncate(path: Path, rng: random.Random) -> None:
    data = path.read_bytes()
    _write(path, data[: rng.randrange(len(data) or 1)])


def zero(path: Path, rng: random.Random) -> None:
    data = path.read_bytes()
    at = rng.randrange(len(data) or 1)
    _write(path, data[:at] + bytes(len(data) - at))


def flip(path: Path, rng: random.Random) -> None:
    data = bytearray(path.read_bytes())
    if data:
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    _write(path, bytes(data))


def empty(path: Path, _: random.Random) -> None:
    _write(path, b"")


def lengthen(path: Path, rng: random.Random) -> None:
    _write(path, path.read_bytes() + rng.randbytes(rng.randrange(1, 5000)))


def rename(path: Path, rng: random.Random) -> None:
    path.rename(path.with_name(f"{rng.randrange(10**9)}.dat"))


def double(path: Path, rng: random.Random) -> None:
    shutil.copy(path, path.with_name(f"{path.stem} ({rng.randrange(9)}){path.suffix}"))


def upper(path: Path, _: random.Random) -> None:
    path.rename(path.with_name(path.name.upper()))


def delete(path: Path, _: random.Random) -> None:
    path.unlink()


def age(path: Path, rng: random.Random) -> None:
    moment = rng.randrange(0, 2**32)
    os.utime(path, (moment, moment))


def move(path: Path, _: random.Random) -> None:
    place = path.parent.with_name(f"{path.parent.name} (conflicted copy)")
    place.mkdir(exist_ok=True)
    path.rename(place / path.name)


def junk(path: Path, rng: random.Random) -> None:
    path.with_name("desktop.ini").write_bytes(rng.randbytes(40))


def foreign(path: Path, rng: random.Random) -> None:
    data = wrap("c", "project-other", rng.randbytes(40))
    path.with_name(name_of(data)).write_bytes(data)


FAULTS: list[Fault] = [
    *(
        truncate,
        zero,
        flip,
        empty,
        lengthen,
        rename,
        double,
        upper,
        delete,
        age,
        move,
        junk,
        foreign,
    )
]


@proves("F2", "L4", "L6", "S2")
@pytest.mark.parametrize(
    "fault", [*FAULTS, None], ids=lambda each: getattr(each, "__name__", "all")
)
def test_what_happens_to_files_costs_no_edit(
    join: Join, report: Report, fault: Fault | None
) -> None:
    rng = random.Random(fault.__name__ if fault else "all")
    people = [join(name) for name in ("Ada", "Bob", "Cem")]
    tally = Tally({"edits lost": 0})
    written: set[str] = set()
    for _ in range(12 * TRIES):
        for copy in people:
            for _ in range(rng.randrange(3)):
                written.update(copy.edit(times=rng.choice((1, 1, 12))))
                copy.referred.add(copy.picture_of(rng.randbytes(50)))
            copy.time += rng.choice((1, 60, DAY / 3))
            copy.sync()
            written_files = frames(copy, "spcbk")
            for path in rng.sample(written_files, min(3, len(written_files))):
                (fault or rng.choice(FAULTS))(path, rng)
                tally["injected"] += 1
            if rng.random() < 0.2:
                copy.open()
    pictures = set().union(*(copy.referred for copy in people))
    for _ in range(4):
        for copy in people:
            copy.referred |= pictures
            copy.time += 2 * DAY
            copy.sync()
    lost = sum(len(written - copy.log.keys()) for copy in people)
    lost += sum(len(pictures - copy.kept.keys()) for copy in people)
    tally["edits lost"] = lost
    tally["survived"] = tally["injected"] if not lost else 0
    report(f"files of a share, {fault.__name__ if fault else 'all of it'}", tally)
    assert lost == 0
    assert all(copy.log.keys() == written for copy in people)
    assert all(copy.sync().alarms == () for copy in people)


@proves("W1", "R2")
def test_a_program_killed_at_any_write_loses_nothing_and_leaves_nothing_half(
    join: Join, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Memory is gone, whatever was being done stays as far as it had come."""

    class Killed(BaseException):
        pass

    calls = {"left": 10**9}
    tally = Tally({"edits lost": 0})

    def dying(deed: Callable[..., object], after: bool) -> Callable[..., object]:
        def done(*given: object, **more: object) -> object:
            calls["left"] -= 1
            if calls["left"] == 0 and not after:
                raise Killed
            result = deed(*given, **more)
            if calls["left"] == 0:
                raise Killed
            return result

        return done

    ada, bob = join("Ada"), join("Bob")
    for place, name in ((os, "fsync"), (Path, "replace"), (Path, "unlink"), (Path, "mkdir")):
        monkeypatch.setattr(place, name, dying(getattr(place, name), after=name != "mkdir"))
    monkeypatch.setattr(Copy, "take", dying(Copy.take, after=False))
    for number in range(1, 67):
        ada.edit(times=8 if number % 3 else 12)
        bob.referred.add(ada.picture_of(bytes([number])))
        for copy in (ada, bob):
            calls["left"] = 1 + number % 22
            try:
                copy.sync()
            except Killed:
                tally["injected"] += 1
                copy.open()
            calls["left"] = 10**9
        for path in ada.folder.path.rglob("*.jsf"):
            unwrap(path.read_bytes())
        if number % 10 == 0:
            ada.sync()
            bob.sync()
            lost = len(ada.log.keys() ^ bob.log.keys()) + len(bob.wanted())
            tally["edits lost"] += lost
    for copy in (ada, bob, ada, bob):
        copy.time += 2 * DAY
        copy.sync()
    tally["edits lost"] += len(ada.log.keys() ^ bob.log.keys()) + len(bob.wanted())
    tally["survived"] = 0 if tally["edits lost"] else tally["injected"]
    report("programs killed in a round", tally)
    assert tally["edits lost"] == 0
    assert tally["injected"] > 60


def _log(count: int) -> list[bytes]:
    clock = Clock(lambda: 1)
    return [
        make_change(
            PROJECT, clock.next(), Author(), Label("x"), {("card-a", "text"): Write(n)}
        ).data
        for n in range(count)
    ]


LOG = _log(12)


@proves("L6")
@settings(max_examples=60)
@given(
    parts=st.lists(st.lists(st.sampled_from(LOG), min_size=1, max_size=8), max_size=12),
    rounds=st.lists(st.integers(0, 3), max_size=12),
    damaged=st.integers(0, 5),
)
def test_any_split_order_and_repetition_comes_to_the_same_set(
    tmp_path_factory: pytest.TempPathFactory,
    parts: list[list[bytes]],
    rounds: list[int],
    damaged: int,
) -> None:
    home = tmp_path_factory.mktemp("union")
    (home / "shared").mkdir()
    people = [Copy(home, name, home / "shared") for name in ("Ada", "Bob")]
    people[0].share()
    place = people[0].folder.path / "changes" / ("0" * 16)
    place.mkdir(parents=True)
    turns = iter(rounds)
    for number, part in enumerate(parts):
        one = len(part) == 1
        data = wrap("c", PROJECT, part[0]) if one else pack(PROJECT, part)
        (place / f"{number}").write_bytes(data[: len(data) - (number < damaged)])
        for _ in range(next(turns, 0)):
            people[number % 2].sync()
        (place / f"{number}").write_bytes(data)
    for copy in (*people, *people):
        copy.sync()
    expected = {data for part in parts for data in part}
    for copy in people:
        assert {change.data for change in copy.log.values()} == expected
        assert copy.sync().complete


def test_listings_that_are_late_or_early_do_no_harm(
    join: Join, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is listed and not there, and one that is there and not listed."""
    ada, bob = join("Ada"), join("Bob")
    ada.edit(times=8)
    before = ada.folder.listing()
    ada.sync()
    after = ada.folder.listing()
    monkeypatch.setattr(bob.folder, "listing", lambda **_: before)
    assert bob.sync().received == 0
    stored = [(path, path.read_bytes()) for path in frames(ada)]
    for path, _ in stored:
        path.unlink()
    monkeypatch.setattr(bob.folder, "listing", lambda **_: after)
    report = bob.sync()
    assert (report.received, report.missing, report.trouble) == (0, 0, None)
    for path, data in stored:
        path.write_bytes(data)
    monkeypatch.undo()
    assert bob.sync().received == 8


def test_a_file_that_is_no_frame_is_never_believed(tmp_path: Path) -> None:
    path = files.write_file(tmp_path, "x", b"JSF1" + bytes(100), "0" * 16)
    with pytest.raises(NotWhole):
        unwrap(path.read_bytes())
