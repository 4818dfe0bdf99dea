# SPDX-License-Identifier: Apache-2.0
"""Many people for a long time: the simulation of tests/sync, one run for each seed.

SOAK_EDITS and SOAK_PEOPLE in the environment make it shorter or longer.
"""

import os
import time
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed

from tests.sync.simulation.runs import figures, run

SEEDS = (101, 202, 303, 404, 505)
_PEOPLE = int(os.environ.get("SOAK_PEOPLE", "10"))
_EDITS = int(os.environ.get("SOAK_EDITS", "10000"))  # of each of them
_BUSY = 300  # edits that somebody makes in a go at most: a day of work between two rounds
_AT_ONCE = 2
_CHECKED = 0.02  # of the rounds are watched file by file: it takes longer than the round


def main(seeds: Iterable[int]) -> int:
    """Run all seeds, each with its line as soon as it is done; how many failed."""
    failed = 0
    # A process keeps the memory of what it ran, some gigabytes: each run has one of its own.
    with ProcessPoolExecutor(_AT_ONCE, max_tasks_per_child=1) as pool:
        runs = {pool.submit(simulate, seed): seed for seed in seeds}
        for done in as_completed(runs):
            error = done.exception()
            if error is None:
                print(done.result(), flush=True)
            else:
                failed += 1
                notes = getattr(error, "__notes__", "")
                print(f"seed {runs[done]} FAILED: {error} {notes}", flush=True)
    return failed


def simulate(seed: int) -> str:
    """One seed; the line to print. Raises what the oracle raises."""
    began = time.monotonic()
    tally = figures(run(seed, _PEOPLE, _PEOPLE * _EDITS, _CHECKED, busy=_BUSY))
    what = f"seed {seed}, {_PEOPLE} people, {_EDITS} edits each"
    return f"{tally.line(what)}, seconds {time.monotonic() - began:.0f}"
