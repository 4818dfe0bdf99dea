# SPDX-License-Identifier: Apache-2.0
"""Clocks, medians and rows of the table.

Times are CPU seconds of the process, all its threads counted, unless a row says wall: other work on
the machine then matters less. What is compared runs in turn, so that a slow minute slows both.
"""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from statistics import median, quantiles
from typing import Any

ROOT = Path(__file__).resolve().parents[2]

# A process counts its peak memory from that of the one it was forked from: a small one starts it.
_LAUNCHER = """
import json, resource, subprocess, sys, time
start = time.monotonic()
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
wall = time.monotonic() - start
if done.returncode:
    sys.stderr.buffer.write(done.stderr)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
peak = used.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
print(json.dumps([done.returncode, used.ru_utime + used.ru_stime, wall, peak]))
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """One row: what was measured, how much it is, and how much it may be; a ratio has a floor.

    `value` and `floor` are in `unit`; where there is a floor, `budget` is how many times it.
    """

    name: str
    value: float
    unit: str
    budget: float | None = None
    floor: float | None = None
    note: str = ""

    @property
    def judged(self) -> float:
        """What the budget is about."""
        return self.value / self.floor if self.floor else self.value

    @property
    def over(self) -> bool:
        """Whether the budget is not kept."""
        return self.budget is not None and self.judged > self.budget


@dataclass(frozen=True, slots=True)
class Spent:
    """What a whole process took: seconds of CPU and of the clock, peak resident memory in MiB."""

    cpu: float
    wall: float
    peak: float


def cpu(work: Callable[[], object]) -> float:
    """The CPU seconds of one call."""
    start = time.process_time()
    work()
    return time.process_time() - start


def wall(work: Callable[[], object]) -> float:
    """The seconds of one call by the clock."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def in_turn(
    runs: int,
    works: Mapping[str, Callable[[], object]],
    clock: Callable[[Callable[[], object]], float] = cpu,
) -> dict[str, float]:
    """The median of `runs` calls of each, one after the other; a first round is not counted."""
    spent: dict[str, list[float]] = {name: [] for name in works}
    for number in range(runs + 1):
        for name, work in works.items():
            seconds = clock(work)
            if number:
                spent[name].append(seconds)
    return {name: median(all_runs) for name, all_runs in spent.items()}


def p95(values: Sequence[float]) -> float:
    """What nineteen of twenty values are below."""
    return quantiles(values, n=20)[-1]


def p99(values: Sequence[float]) -> float:
    """What ninety-nine of a hundred values are not above."""
    return sorted(values)[ceil(len(values) * 0.99) - 1]


def process(command: Sequence[str]) -> Spent:
    """Run a command to its end in a process of its own."""
    launcher = [sys.executable, "-I", "-S", "-c", _LAUNCHER, *command]
    done = subprocess.run(launcher, stdout=subprocess.PIPE, check=True, cwd=ROOT)
    code, *spent = json.loads(done.stdout)
    if code:
        raise RuntimeError(f"{' '.join(command)} ended with {code}")
    return Spent(*spent)


def processes(runs: int, command: Sequence[str]) -> Spent:
    """The medians of several runs, a first one not counted; the peak is the highest."""
    spent = [process(command) for _ in range(runs + 1)][1:]
    return Spent(
        median(each.cpu for each in spent),
        median(each.wall for each in spent),
        max(each.peak for each in spent),
    )


class PeakWatch:
    """Follows the peak memory of a running process (Linux), for one that cannot be launched."""

    def __init__(self, pid: int) -> None:
        self.peak = 0.0
        self._status = Path(f"/proc/{pid}/status")
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def _watch(self) -> None:
        while not self._done.wait(0.003):
            try:
                lines = self._status.read_text().splitlines()
            except OSError:
                return
            found = [line for line in lines if line.startswith("VmHWM")]
            if found:  # a process that has ended but was not waited for has no memory
                self.peak = int(found[0].split()[1]) / 1024

    def stop(self) -> float:
        """End watching; the peak in MiB."""
        self._done.set()
        self._thread.join()
        return self.peak


def surroundings(home: Path) -> dict[str, str]:
    """The environment of every benchmark: no screen, and no folder of the person who runs it."""
    folders = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
    made: dict[str, Any] = {name: str(home / name.lower()) for name in folders}
    made |= {"HOME": str(home), "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "1"}
    made |= {"QT_LOGGING_RULES": "*=false", "PYTHONDONTWRITEBYTECODE": ""}  # as installed programs
    return {**os.environ, **made}
