# SPDX-License-Identifier: Apache-2.0
"""People at work on one project in processes of their own, who are killed, cloned, or long away."""

import os
import random
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

from journey_studio.model.canonical import map_hashes
from journey_studio.model.commands import Edit
from journey_studio.model.records import Card
from journey_studio.session import Session, open_session
from journey_studio.session.errands import Errands, at_once
from journey_studio.session.joining import join
from journey_studio.session.replica import SessionReplica
from journey_studio.session.sharing import sync_once
from journey_studio.store.check import check
from journey_studio.sync.folder import SharedFolder
from journey_studio.sync.report import Report as RoundReport
from journey_studio.sync.round import exchange
from tests.cli.processes import command, environment, process, succeeded
from tests.faults.conftest import Report
from tests.faults.sharing_work import start
from tests.faults.tally import Tally
from tests.paint.samples import picture
from tests.session.sharers import Loop, agree, cards, sharing, text, write
from tests.store.projects import small_project

KILLS = 4 * int(os.environ.get("FAULTS", "1"))
DAY = 86_400.0


def _shared(tmp_path: Path) -> tuple[Path, Path, Path]:
    """The folder, and two copies of a project in it."""
    folder = tmp_path / "shared"
    folder.mkdir()
    one, other = small_project(tmp_path / "ada.journey"), tmp_path / "grace.journey"
    with open_session(one) as session:
        sync_once(session, folder)
        join(folder, other).close()
    return folder, one, other


def _texts(session: Session) -> set[str]:
    return {record.text for record in session.snapshot.records.values() if isinstance(record, Card)}


def _settle(*paths: Path) -> None:
    for path in (*paths, *paths):
        with open_session(path) as session:
            assert sync_once(session).trouble is None


def test_two_at_work_at_once_end_with_the_same_map(tmp_path: Path, report: Report) -> None:
    """Two real processes edit the same cards for a while, with pictures; then all is compared."""
    _, one, other = _shared(tmp_path)
    people = [
        start(path, name, 0, 40, tmp_path / name) for path, name in ((one, "Ada"), (other, "Grace"))
    ]
    said = []
    for person in people:
        assert person.stdout is not None
        for line in person.stdout:
            said.append(line.strip())
            if line == "done\n":
                break
    for person in people:
        person.communicate("")
        assert person.returncode == 0
    hashes = []
    for path in (one, other, one):
        told = process("sync", path)
        assert told.code == 0, told.err
        hashes.append(process("dump", path).out)
    assert hashes[1] == hashes[2]
    tally = Tally({"edits lost": 0})
    with open_session(one) as ada, open_session(other) as grace:
        assert agree(ada, grace)
        assert map_hashes(ada.snapshot) == map_hashes(grace.snapshot)
        acknowledged = {line for line in said if line not in ("open", "done")}
        tally["edits"] = len(acknowledged)
        tally["edits lost"] += len(acknowledged - _texts(ada))
        tally["pictures"] = len(grace.project.pictures.names())
        assert tally["pictures"] >= 4
    report("two at work at once", tally)
    assert tally["edits"] == 80
    assert tally["edits lost"] == 0


def test_killed_at_work_and_started_again(tmp_path: Path, report: Report) -> None:
    """Both are killed at random moments, sending and receiving; what was saved arrives."""
    _, one, other = _shared(tmp_path)
    rng = random.Random(11)
    acknowledged: set[str] = set()
    tally = Tally({"edits lost": 0, "damaged": 0})
    for number in range(KILLS):
        people = [
            start(path, name, 100 * number, 60, tmp_path / name)
            for path, name in ((one, "Ada"), (other, "Grace"))
        ]
        for person in people:
            assert person.stdout is not None
            assert person.stdout.readline() == "open\n"
            acknowledged.add(person.stdout.readline().strip())
        time.sleep(rng.random() * 2.5)
        for person in people:
            person.send_signal(signal.SIGKILL)
            out = person.communicate()[0]
            acknowledged.update(re.findall(r"^\w+ \d+$", out, re.MULTILINE))
            tally["faults injected"] += 1
            tally["survived"] += 1
    _settle(one, other)
    tally["damaged"] = len(check(one)) + len(check(other))
    with open_session(one) as ada, open_session(other) as grace:
        tally["edits"] = len(acknowledged)
        tally["edits lost"] = len(acknowledged - _texts(ada)) + len(acknowledged - _texts(grace))
        assert agree(ada, grace)
    report("kill -9 of two at work", tally)
    assert tally["edits"] > KILLS
    assert tally["edits lost"] == tally["damaged"] == 0


def test_killed_between_a_picture_and_its_card(tmp_path: Path) -> None:
    """A picture nobody put on a card stays where it is, and copies agree all the same."""
    _, one, other = _shared(tmp_path)
    with open_session(one) as ada:
        left = ada.add_picture(picture("PNG"))
    _settle(one, other)
    with open_session(one) as ada, open_session(other) as grace:
        assert left in ada.project.pictures.names()
        assert left not in grace.project.pictures.names()
        assert agree(ada, grace)
        ada.document.apply(Edit(id="card-x", values={"picture": left}))
    _settle(one, other)
    with open_session(one) as ada, open_session(other) as grace:
        assert left in grace.project.pictures.names()
        assert agree(ada, grace)


def test_two_processes_of_one_person_on_one_project(tmp_path: Path, report: Report) -> None:
    """A window edits and shares while the command line syncs the same file over and over."""
    folder, one, other = _shared(tmp_path)
    loop = Loop()
    tally = Tally({"edits lost": 0})
    with open_session(one) as ada, sharing(ada, loop) as (_, told):
        running: list[subprocess.Popen[bytes]] = []
        for number in range(30):
            write(ada, f"window {number}", number)
            if number % 6 == 0:
                running += [
                    subprocess.Popen(
                        command("sync", one),
                        env=environment(),
                        stdout=subprocess.PIPE,
                        stderr=subprocess.PIPE,
                    )
                    for _ in range(2)
                ]
            loop.rest(0.1)
        for each in running:
            _, err = each.communicate(timeout=120)
            assert each.returncode == 0, err
            assert b"takes changes by itself" in err
            tally["faults injected"] += 1
            tally["survived"] += 1
        loop.until(lambda: told.state == "up_to_date")
    _settle(other, one, other)
    with open_session(one) as ada, open_session(other) as grace:
        assert agree(ada, grace)
        for number in range(30):
            card = cards(grace)[number]
            tally["edits lost"] += int(text(grace, card) != f"window {number}")
    report("two processes of one person", tally)
    assert tally["edits lost"] == 0
    writers = [path for path in folder.glob("journey-*/changes/*") if list(path.iterdir())]
    assert len(writers) <= 4
    assert check(one) == check(other) == []


def test_a_computer_cloned_while_it_shares(tmp_path: Path, report: Report) -> None:
    """Project, memory and all: two computers believe to be the same one, and both go on."""
    folder, one, other = _shared(tmp_path)
    tally = Tally({"edits lost": 0})
    homes = [tmp_path / "home", tmp_path / "clone"]
    work, same = tmp_path / "work", tmp_path / "same"
    work.mkdir()
    shutil.copy(one, work / "a.journey")
    homes[0].mkdir()

    def run(home: Path, *words: str | Path) -> None:
        succeeded(process(*words, XDG_DATA_HOME=str(home)))

    work.rename(same)
    run(homes[0], "sync", same / "a.journey")
    same.rename(work)
    shutil.copytree(homes[0], homes[1])
    shutil.copytree(work, tmp_path / "twin")
    for turn in range(2):
        for home, place in zip(homes, (work, tmp_path / "twin"), strict=True):
            # Each works under the same path on a computer of its own.
            place.rename(same)
            with open_session(same / "a.journey") as session:
                assert session.folder == folder
                for number in range(12):
                    write(session, f"{place.name} {turn}", number + 12 * (place == work))
            run(home, "sync", same / "a.journey")
            same.rename(place)
            tally["faults injected"] += 1
    for home, place in zip(homes * 2, (work, tmp_path / "twin") * 2, strict=True):
        run(home, "sync", place / "a.journey")
    with (
        open_session(work / "a.journey") as first,
        open_session(tmp_path / "twin" / "a.journey") as second,
    ):
        assert agree(first, second)
        for number in range(24):
            wanted = "work 1" if number >= 12 else "twin 1"
            tally["edits lost"] += int(text(first, cards(first)[number]) != wanted)
        tally["survived"] = tally["faults injected"]
    _settle(other)
    report("a cloned computer", tally)
    assert tally["edits lost"] == 0


class _Member:
    """A session and its folder, with a clock that is set by hand."""

    def __init__(self, session: Session, chosen: Path, memory: Path) -> None:
        self.session = session
        self.now = 1_700_000_000.0
        self._replica = SessionReplica(session, Errands(at_once))
        project = session.document.project
        place = SharedFolder.at(chosen, project, memory).path
        self.folder = SharedFolder(place, project, "", memory, lambda: self.now)

    def sync(self) -> RoundReport:
        return exchange(self._replica, self.folder)

    def close(self) -> None:
        self._replica.close()


def test_a_colleague_is_away_for_a_month_while_all_is_tidied_up(
    tmp_path: Path, report: Report
) -> None:
    folder, one, other = _shared(tmp_path)
    tally = Tally({"edits lost": 0})
    with open_session(one) as ada, open_session(other) as grace:
        here, away = _Member(ada, folder, tmp_path / "h1"), _Member(grace, folder, tmp_path / "h2")
        here.sync()
        away.sync()
        mine = write(grace, "written on the train", 20)
        for day in range(31):
            here.now += DAY
            for number in range(5):
                ada.document.apply(Edit(id=cards(ada)[number], values={"text": f"day {day}"}))
                here.sync()
            tally["faults injected"] += 1
        loose = list(here.folder.path.glob(f"changes/{here.folder.writer}/c-*"))
        assert len(loose) < 64  # of 155: the rest is in packs
        assert list(here.folder.path.glob(f"changes/{here.folder.writer}/p-*"))
        away.now = here.now + DAY
        back = away.sync()
        assert back.trouble is None
        assert not back.missing
        assert back.received == 155
        here.sync()
        assert agree(ada, grace)
        tally["edits lost"] += int(text(ada, mine) != "written on the train")
        tally["edits lost"] += sum(text(grace, cards(grace)[n]) != "day 30" for n in range(5))
        tally["survived"] = tally["faults injected"]
        for member in (here, away):
            member.close()
    report("a month away", tally)
    assert tally["edits lost"] == 0
