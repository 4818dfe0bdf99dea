# SPDX-License-Identifier: Apache-2.0
"""Several people, a shared folder, and everything that can go wrong with it at once.

Each run is one seed: `run(seed, people, edits)` repeats it. `make soak` does the same for longer.
"""

import os

import pytest

from tests.faults.conftest import Report
from tests.faults.tally import Tally
from tests.sync.simulation.runs import figures, run, seeds

LONGER = int(os.environ.get("FAULTS", "1"))
"""FAULTS=50 in the environment makes a long run of it."""

TOGETHER = {
    "files spoilt, lost, renamed, doubled, misplaced": {"strike", "damage"},
    "files half there at first, nothing else": set(),
    "folder wiped, rolled back, deleted files restored": {"wipe", "roll_back", "bring_back"},
    "clocks wrong by up to 400 days, forward and back": {"jump"},
    "power cuts and kills at any call of the system": {"power_cut", "kill"},
    "disk full, read-only, unplugged half-way, denied": {"refuse"},
    "a disk that spoils what is put together": {"lie"},
    "computers cloned, backups restored, memory lost": {"clone", "back_up", "restore", "forget"},
    "folder copied, service reinstalled, months offline": {
        "move_folder",
        "reinstall",
        "go_offline",
    },
    "colleagues who leave for good while files are lost": {"leave", "strike"},
    "a newer program that writes what this one cannot read": {"newer"},
}


def test_four_people_and_every_fault_at_once(report: Report) -> None:
    total = Tally({"edits lost": 0})
    for seed in seeds(1, 24 * LONGER):
        total.update(run(seed, people=4, edits=100))
    report("shared folder, four people, everything at once", figures(total))
    assert total["edits lost"] == 0


def test_ten_people_and_every_fault_at_once(report: Report) -> None:
    total = Tally({"edits lost": 0})
    for seed in seeds(1_000, LONGER):
        total.update(run(seed, people=10, edits=400, checked=0.3))
    report("shared folder, ten people, everything at once", figures(total))
    assert total["edits lost"] == 0


@pytest.mark.parametrize("what", TOGETHER)
def test_one_kind_of_fault_very_often(what: str, report: Report) -> None:
    total = Tally({"edits lost": 0})
    for seed in seeds(len(what), 2 * LONGER):
        total.update(run(seed, people=4, edits=80, only=frozenset(TOGETHER[what])))
    report(f"shared folder, {what}", figures(total))
    assert total["edits lost"] == 0


def test_a_seed_repeats_a_run_exactly() -> None:
    assert run(7, people=4, edits=60) == run(7, people=4, edits=60)
