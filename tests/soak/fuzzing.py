# SPDX-License-Identifier: Apache-2.0
"""Throw changed files at every reader: `python -m tests.soak fuzz [FORMAT ...]`.

FUZZ_INPUTS in the environment says how many for each reader, FUZZ_SEED where chance begins: the
same seed makes the same inputs. Where atheris is installed, a part of them is led by what of the
code they reach. An input of which a reader makes anything but a map or a sentence is made as small
as it goes and kept in build/fuzz; `python -m tests.soak.fuzzed FILE` tries it again.
"""

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, NamedTuple

from tests.soak.fuzzed import Finding, Job, parted
from tests.soak.seeds import READERS, seeds
from tests.soak.smaller import smaller

INPUTS = int(os.environ.get("FUZZ_INPUTS", "20000"))
SEED = int(os.environ.get("FUZZ_SEED", "1"))
KEPT = Path(__file__).parents[2] / "build" / "fuzz"
GUIDED = 4  # of so many inputs one is led by what is reached
_PLAIN = "tests.soak.fuzzed"
_LED = "tests.soak.guided"
_BATCH = 500  # inputs for one process
_STILL = 120.0  # s without an answer, after which a process stands still
# Behind these stand libraries in other languages, and files of which few bytes say anything.
_BLIND = ("xlsx", "cjml-workbook", "poster")


class Outcome(NamedTuple):
    """What became of a reader: inputs, those read, the longest (s), the largest (bytes)."""

    format: str
    inputs: int
    read: int = 0
    slowest: tuple[float, int] = (0.0, 0)
    largest: tuple[int, int] = (0, 0)
    findings: tuple[Finding, ...] = ()

    def line(self) -> str:
        """The outcome on one line."""
        return (
            f"fuzz {self.format}: {self.inputs} inputs, {self.read} read, "
            f"{len(self.findings)} found, slowest {self.slowest[0] * 1000:.0f} ms "
            f"(input {self.slowest[1]}), largest {self.largest[0] / 1e6:.0f} MB "
            f"(input {self.largest[1]})"
        )


def put_seeds(name: str, folder: Path) -> None:
    """The files to begin with, where the other processes look for them."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(seeds(name)):
        (folder / f"seed-{number:02}").write_bytes(data)


def run(name: str, inputs: int, folder: Path, seed: int = SEED, guided: int = 0) -> Outcome:
    """All inputs of a reader whose seeds are in the folder, batch after batch.

    `guided` of them are led by what they reach.
    """
    outcome = Outcome(name, 0)
    for first in range(0, inputs - guided, _BATCH):
        job = Job(name, seed, first, min(_BATCH, inputs - guided - first), str(folder))
        outcome = _joined(outcome, _batch(_PLAIN, job))
    if guided:
        job = Job(name, seed, inputs - guided, guided, str(folder))
        led = _batch(_LED, job)
        outcome = _joined(outcome, led._replace(findings=tuple(filter(_again, led.findings))))
    return outcome


def _joined(one: Outcome, two: Outcome) -> Outcome:
    known = {each.line for each in one.findings}
    return Outcome(
        one.format,
        one.inputs + two.inputs,
        one.read + two.read,
        max(one.slowest, two.slowest),
        max(one.largest, two.largest),
        (*one.findings, *(each for each in two.findings if each.line not in known)),
    )


def _again(finding: Finding) -> bool:
    """Whether a case is one for a process, too, that does not watch what is reached."""
    return _become(Path(finding.case), _PLAIN) != 0


def _become(case: Path, module: str) -> int:
    """How a process ends that tries a case."""
    words = [sys.executable, "-m", module, str(case)]
    try:
        return subprocess.run(words, capture_output=True, timeout=_STILL).returncode
    except subprocess.TimeoutExpired:
        return -1


def _batch(module: str, job: Job) -> Outcome:
    """One process, and another for the rest where it dies."""
    outcome = Outcome(job.format, 0)
    reached = Path(job.folder) / "at"
    while job.inputs > 0:
        found: list[Finding] = []
        reached.unlink(missing_ok=True)
        ended, how = _watched([module, json.dumps(job._asdict())], found)
        if ended:
            most = (tuple(ended["slowest"]), tuple(ended["largest"]))
            done = Outcome(job.format, job.inputs, ended["read"], *most, tuple(found))
            return _joined(outcome, done)
        if not reached.exists() or not reached.stat().st_size:
            raise RuntimeError(f"{module} {job.format}: {how}")
        at = reached.read_bytes()
        number, size = (int.from_bytes(at[start : start + 8], "big") for start in (0, 8))
        path = Path(job.folder) / f"found-{number}"
        found.append(_dead(module, path, at[16 : 16 + size], Finding(number, "died", how)))
        done = Outcome(job.format, number + 1 - job.first, findings=tuple(found))
        outcome = _joined(outcome, done)
        job = job._replace(first=number + 1, inputs=job.first + job.inputs - number - 1)
    return outcome


def _dead(module: str, path: Path, case: bytes, finding: Finding) -> Finding:
    """The case at which a process died or stood still, made small."""
    data, request = parted(case)
    head = json.dumps(request).encode() + b"\n"
    path.write_bytes(case)

    def still(less: bytes) -> bool:
        path.write_bytes(head + less)
        return _become(path, _PLAIN if module == _LED else module) not in (0, 1)

    path.write_bytes(head + smaller(data, still))
    return finding._replace(case=str(path))


def _watched(words: list[str], found: list[Finding]) -> tuple[dict[str, Any], str]:
    """Run a process and take down what it says; what it said at its end, else how it ended."""
    ended: dict[str, Any] = {}
    how = ""
    with (
        tempfile.TemporaryFile() as errors,
        subprocess.Popen(
            [sys.executable, "-m", *words], stdout=subprocess.PIPE, stderr=errors
        ) as process,
    ):
        lines: SimpleQueue[bytes | None] = SimpleQueue()
        thread = Thread(target=_listen, args=(process, lines), daemon=True)
        thread.start()
        try:
            while line := lines.get(timeout=_STILL):
                said = json.loads(line)
                if "finding" in said:
                    found.append(Finding(*said["finding"]))
                elif "read" in said:
                    ended = said
        except Empty:
            how = "stood still"
        process.kill()
        code = process.wait()
        thread.join()
        errors.seek(0)
        how = how or f"ended with {code}: " + errors.read()[-300:].decode(errors="replace")
    return ended, how


def _listen(process: "subprocess.Popen[bytes]", lines: "SimpleQueue[bytes | None]") -> None:
    assert process.stdout
    for line in process.stdout:
        lines.put(line)
    lines.put(None)


def main(words: Iterable[str]) -> int:
    """Run readers, two at a time; the number of them with findings."""
    names = [word for word in words if word in READERS] or list(READERS)
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        for name in names:  # in this thread, which Qt knows
            put_seeds(name, Path(folder) / name)
        done = pool.map(lambda name: _whole(name, Path(folder) / name), names)
        return sum(outcome is None or bool(outcome.findings) for outcome in done)


def _whole(name: str, folder: Path) -> Outcome | None:
    """All inputs of a reader; what was found is said and kept. None where none could be tried."""
    led = importlib.util.find_spec("atheris") is not None and name not in _BLIND
    try:
        outcome = run(name, INPUTS, folder, guided=INPUTS // GUIDED if led else 0)
    except RuntimeError as error:
        print(f"fuzz {name}: {error}", flush=True)
        return None
    print(outcome.line(), flush=True)
    for each in outcome.findings:
        KEPT.mkdir(parents=True, exist_ok=True)
        kept = KEPT / f"{name}-{SEED}-{each.number}"
        kept.write_bytes(Path(each.case).read_bytes())
        print(f"  {kept.name}: {each.kind}, {each.where}", flush=True)
    return outcome


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
