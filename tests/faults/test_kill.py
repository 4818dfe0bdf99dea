# SPDX-License-Identifier: Apache-2.0
"""kill -9 at any moment: no acknowledged edit is lost, no file is unreadable, none is half made."""

import os
import random
import re
import signal
import time
from pathlib import Path

from journey_studio.model.records import Card
from journey_studio.store.check import check
from journey_studio.store.errors import MissingProject
from journey_studio.store.project import open_project
from journey_studio.store.recovery import left_open
from tests.faults.conftest import Report
from tests.faults.crash import leave_a_hot_journal, start
from tests.faults.tally import Tally
from tests.store.projects import names, small_project

# FAULTS=50 in the environment makes a long run of it.
KILLS = 3 * int(os.environ.get("FAULTS", "1"))
EDITS = 200


def _kill_while_editing(path: Path, first: int, rng: random.Random) -> list[tuple[str, int]]:
    """Let a program edit and kill it; what it said was saved, and at the end what may be."""
    process = start("edits", path, first, EDITS)
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    saved: list[tuple[str, int]] = []
    stop = rng.randrange(EDITS)
    while len(saved) < stop:
        card, _, number = process.stdout.readline().partition(" ")
        saved.append((card, int(number)))
    time.sleep(rng.random() * 0.004)
    process.send_signal(signal.SIGKILL)
    rest = process.communicate()[0]
    saved += [(card, int(number)) for card, number in re.findall(r"(card-\S+) (\d+)\n", rest)]
    return saved


def test_no_acknowledged_edit_is_lost(tmp_path: Path, report: Report) -> None:
    path = small_project(tmp_path / "a.journey")
    rng = random.Random(5)
    latest: dict[str, int] = {}
    tally = Tally(killed=0, acknowledged=0, lost=0, unreadable=0)
    first = 0
    for _ in range(KILLS):
        saved = _kill_while_editing(path, first, rng)
        latest.update(saved)
        first = saved[-1][1] + 1 if saved else first
        tally["killed"] += 1
        tally["acknowledged"] += len(saved)
        tally["hot journals"] += int(path.with_name("a.journey-journal").is_file())
        with open_project(path) as project:
            assert project.read_only_reason is None
            assert project.notice == ""
            for card, number in latest.items():
                record = project.snapshot.get(Card, card)
                found = int(record.text.split()[0]) if record else -1
                # The edit under way when the program died may have become durable unsaid.
                tally["lost"] += int(found not in (number, first))
                if found == first:
                    latest[card] = first
        tally["unreadable"] += len(check(path))
        first += 1
    report("kill -9 during 200 edits", tally)
    assert tally["lost"] == tally["unreadable"] == 0
    assert tally["acknowledged"] > EDITS
    assert names(tmp_path) == ["a.journey"]
    assert path not in [left.path for left in left_open()]


def test_a_save_cut_short_is_put_right(tmp_path: Path, report: Report) -> None:
    path = small_project(tmp_path / "a.journey")
    with open_project(path) as project:
        before = project.snapshot
    tally = Tally()
    for _ in range(3):
        leave_a_hot_journal(path)
        tally["killed with pages in the file"] += 1
        with open_project(path) as project:
            assert project.snapshot == before
            tally["put right"] += 1
        assert check(path) == []
    report("kill -9 in the middle of a save", tally)


def test_a_project_is_made_whole_or_not_at_all(tmp_path: Path, report: Report) -> None:
    rng = random.Random(3)
    tally = Tally(none=0, whole=0, half=0)
    for number in range(KILLS):
        path = tmp_path / f"{number}.journey"
        process = start("create", path, 100)
        assert process.stdout is not None
        assert process.stdout.readline() == "go\n"
        time.sleep(rng.random() * 0.12)
        process.kill()
        process.communicate()
        try:
            with open_project(path) as project:
                complete = len(project.snapshot.records) == 100
            tally["whole" if complete and check(path) == [] else "half"] += 1
        except MissingProject:
            tally["none"] += 1
    report("kill -9 while a project is made", tally)
    assert tally["half"] == 0
