# SPDX-License-Identifier: Apache-2.0
"""Run the soak: `python -m tests.soak [SEED ...]`, or only `syncthing` or `fuzz [FORMAT ...]`.

Ten people make ten thousand edits each through a shared folder in which everything goes wrong, once
for each seed; then two people work through two real Syncthing programs. Two runs go on at a time.
Each says what was injected, survived and lost; the result is an error where anything was. Then
every reader of foreign files gets twenty thousand of them that were changed by chance.
SOAK_EDITS and SOAK_PEOPLE in the environment make it shorter or longer.
"""

import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor, as_completed

import tests.conftest  # noqa: F401 - a home of its own, so that nobody's settings are touched
from tests.soak import fuzzing, syncthing
from tests.sync.simulation.runs import figures, run

SEEDS = (101, 202, 303, 404, 505)
PEOPLE = int(os.environ.get("SOAK_PEOPLE", "10"))
EDITS = int(os.environ.get("SOAK_EDITS", "10000"))
_BUSY = 60  # edits that somebody makes in a go at most
_AT_ONCE = 2
_CHECKED = 0.02  # of the rounds are watched file by file: it takes longer than the round


def simulate(seed: int) -> str:
    """One seed; the line to print. Raises what the oracle raises."""
    began = time.monotonic()
    tally = figures(run(seed, PEOPLE, PEOPLE * EDITS, _CHECKED, busy=_BUSY))
    what = f"seed {seed}, {PEOPLE} people, {EDITS} edits each"
    return f"{tally.line(what)}, seconds {time.monotonic() - began:.0f}"


def main(words: list[str]) -> int:
    """The number of runs that failed."""
    if "fuzz" in words:
        return fuzzing.main(words)
    seeds = [int(word) for word in words if word.isdigit()] if words else list(SEEDS)
    failed = 0
    with ProcessPoolExecutor(_AT_ONCE) as pool:
        runs = {pool.submit(simulate, seed): seed for seed in seeds}
        for done in as_completed(runs):
            error = done.exception()
            if error is None:
                print(done.result(), flush=True)
            else:
                failed += 1
                print(f"seed {runs[done]} FAILED: {error} {getattr(error, '__notes__', '')}")
    if not words or "syncthing" in words:
        failed += not syncthing.main(SEEDS[0])
    if not words:
        failed += fuzzing.main(())
    print(f"soak: {failed} failed" if failed else "soak: nothing was lost, nobody fell over")
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
