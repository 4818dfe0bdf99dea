# SPDX-License-Identifier: Apache-2.0
"""kill -9 anywhere in sending, receiving, tidying up and joining: nothing is lost, ever."""

import os
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from journey_studio.errors import JourneyError
from journey_studio.model.change import Author
from journey_studio.model.commands import Edit
from journey_studio.model.records import Card
from journey_studio.session import Session, open_session
from journey_studio.store.check import check
from tests.faults.carrying import Programs, can_trace
from tests.faults.conftest import Report
from tests.faults.tally import Tally
from tests.session.sharers import agree
from tests.store.projects import small_project
from tests.store.test_pictures import TELLING

# FAULTS=50 in the environment kills at every call.
POINTS = 6 * int(os.environ.get("FAULTS", "1"))

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals and named pipes of POSIX")


class World:
    """Two people's files, their folder and what their computer remembers, set back at will."""

    def __init__(self, tmp_path: Path) -> None:
        self.base = tmp_path / "work"
        self._kept = tmp_path / "kept"
        self.home = self.base / "home"
        self.folder = self.base / "shared"
        self.ada, self.grace = self.base / "ada.journey", self.base / "grace.journey"
        self.late = self.base / "late.journey"
        self.folder.mkdir(parents=True)
        self.home.mkdir()
        self.edits: dict[str, str] = {}

    def edit(self, path: Path, count: int, picture: bool = False) -> None:
        """Write on cards, every edit acknowledged."""
        with open_session(path, author=Author(path.stem)) as session:
            cards = sorted(i for i, r in session.snapshot.records.items() if isinstance(r, Card))
            for number in range(count):
                card = cards[len(self.edits) % len(cards)]
                self.edits[card] = f"{path.stem} {number}"
                session.document.apply(Edit(id=card, values={"text": self.edits[card]}))
            if picture:
                name = session.add_picture(TELLING["jpeg"])
                session.document.apply(Edit(id=cards[0], values={"picture": name}))

    def keep(self) -> None:
        """Come back to how it is now, every time."""
        shutil.copytree(self.base, self._kept)

    def set_back(self) -> None:
        shutil.rmtree(self.base)
        shutil.copytree(self._kept, self.base)

    def lost(self, session: Session) -> int:
        """How many acknowledged edits a copy does not show."""
        found = ((session.snapshot.get(Card, card), said) for card, said in self.edits.items())
        return sum(card is None or card.text != said for card, said in found)


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


@pytest.fixture
def programs(world: World, tmp_path: Path) -> Iterator[Programs]:
    if not can_trace():
        pytest.skip("this system cannot follow system calls")
    with Programs(world.home, tmp_path) as started:
        small_project(world.ada)
        assert started.run("sync", world.ada, world.folder) == 0
        assert started.run("join", world.grace, world.folder) == 0
        assert started.run("sync", world.ada) == 0
        yield started


def _sending(world: World, _programs: Programs) -> None:
    world.edit(world.ada, 3, picture=True)


def _sending_a_pack(world: World, _programs: Programs) -> None:
    world.edit(world.ada, 30)


def _receiving(world: World, programs: Programs) -> None:
    world.edit(world.grace, 12, picture=True)
    assert programs.run("sync", world.grace) == 0


def _tidying_up(world: World, programs: Programs) -> None:
    for _ in range(8):
        world.edit(world.ada, 8)
        assert programs.run("sync", world.ada) == 0
    world.edit(world.ada, 1)


def _points(programs: Programs, world: World, do: str, file: Path) -> list[tuple[str, int]]:
    """Some of all the calls that a job makes, or all of them."""
    counts = programs.count(do, file, world.folder if do == "join" else None)
    points = [(call, n) for call, count in sorted(counts.items()) for n in range(1, count + 1)]
    assert len(points) > 10, counts
    rng = random.Random(do)
    return sorted(rng.sample(points, min(POINTS, len(points))))


def _settle(programs: Programs, world: World) -> int:
    """Let everybody sync as often as it takes; how often that failed."""
    turns = (world.ada, world.grace, world.ada, world.grace)
    return sum(programs.run("sync", path) != 0 for path in turns)


@pytest.mark.parametrize("begin", [_sending, _sending_a_pack, _receiving, _tidying_up])
def test_a_round_may_be_killed_anywhere(
    world: World, programs: Programs, report: Report, begin: Callable[[World, Programs], None]
) -> None:
    begin(world, programs)
    world.keep()
    tally = Tally({"edits lost": 0, "diverged": 0, "damaged": 0, "refused": 0})
    for call, number in _points(programs, world, "sync", world.ada):
        world.set_back()
        tally["faults injected"] += int(programs.kill(call, number, "sync", world.ada))
        tally["refused"] += _settle(programs, world)
        with open_session(world.ada) as ada, open_session(world.grace) as grace:
            tally["edits lost"] += world.lost(ada) + world.lost(grace)
            tally["diverged"] += int(not agree(ada, grace))
            tally["survived"] += 1
        tally["damaged"] += len(check(world.ada)) + len(check(world.grace))
    report(f"kill -9 while {begin.__name__.strip('_').replace('_', ' ')}", tally)
    assert tally["faults injected"] > 0
    assert not any(tally[name] for name in ("edits lost", "diverged", "damaged", "refused"))


def test_joining_may_be_killed_anywhere(world: World, programs: Programs, report: Report) -> None:
    world.edit(world.ada, 20, picture=True)
    assert programs.run("sync", world.ada) == 0
    world.keep()
    tally = Tally({"half made": 0, "edits lost": 0})
    for call, number in _points(programs, world, "join", world.late):
        world.set_back()
        killed = programs.kill(call, number, "join", world.late, world.folder)
        tally["faults injected"] += int(killed)
        try:
            with open_session(world.late) as late, open_session(world.ada) as ada:
                tally["whole" if agree(ada, late) else "half made"] += 1
        except JourneyError:
            tally["none"] += 1
            assert programs.run("join", world.late, world.folder) == 0
        assert check(world.late) == []
        with open_session(world.late) as late:
            tally["edits lost"] += world.lost(late)
        tally["survived"] += 1
    report("kill -9 while joining", tally)
    assert tally["half made"] == tally["edits lost"] == 0
    assert tally["none"] > 0
