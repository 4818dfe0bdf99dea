# SPDX-License-Identifier: Apache-2.0
"""The process in which readers meet changed files: `python -m tests.soak.fuzzed JOB`, or a case.

JOB is JSON: the format, the seed of chance, the first input and how many, and the folder in which
the files to begin with are. Each input is made of its number alone, so any can be made again. What
is at work lies as a case in the file `at` of the folder, for whoever started this process, which
may die or stand still; what is found lies there as a case, too, and is told in a line of JSON.
A case is a line of JSON, the request, and under it the bytes. Given the path of one, it is tried.
"""

import json
import os
import resource
import signal
import struct
import sys
import time
import traceback
import warnings
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any, NamedTuple

from journey_studio.errors import JourneyError
from journey_studio.exchange import child
from journey_studio.exchange.formats import Choices
from journey_studio.exchange.registry import by_name
from journey_studio.exchange.scales import SCALES
from journey_studio.session.reading import _draft
from tests.soak.mutators import mutate
from tests.soak.smaller import smaller

MOST_SECONDS = 2.0  # of work for one file, whatever else the machine does
MOST_MEMORY = 300 << 20
WELL = ("read", "refused")
_TOLD = 40  # findings; those of one line are one


class Job(NamedTuple):
    """What to do: `inputs` files from number `first`."""

    format: str
    seed: int
    first: int
    inputs: int
    folder: str


class Finding(NamedTuple):
    """Something a reader did that it must not do, with the number and the path of the case."""

    number: int
    kind: str
    where: str
    case: str = ""

    @property
    def line(self) -> tuple[str, str]:
        """What is the same for all findings that are one."""
        return self.kind, self.where.partition(": ")[0]


class TooSlow(BaseException):
    """The time is over. No reader can take it for something it foresaw."""


def seeds_in(folder: Path) -> tuple[bytes, ...]:
    """The files to begin with."""
    return tuple(path.read_bytes() for path in sorted(folder.glob("seed-*")))


def made(job: Job, number: int, seeds: tuple[bytes, ...]) -> tuple[bytes, dict[str, Any]]:
    """The input of that number, and the request it comes with."""
    random = Random(zlib.crc32(f"{job.format} {job.seed} {number}".encode()))
    data = mutate(random, random.choice(seeds), seeds)
    return data, request_of(job.format, random)


def request_of(name: str, random: Random) -> dict[str, Any]:
    """What is asked for: mostly what looks best, else what a person might choose."""
    choices = Choices()
    if random.random() < 0.2:
        choices = Choices(
            scale=random.choice((*SCALES, "", "nonsense")),
            language=random.choice(("", "fr", "x")),
            shape=random.choice(("", "matrix", "long", "odd")),
            columns=random.choice(((), ("text",), ("stage", "step", "lane", "text"), ("",) * 30)),
            steps_row=random.choice((None, True, False)),
            encoding=random.choice(("", "utf-16", "cp1252", "shift-jis", "odd")),
            separator=random.choice(("", ",", ";", "\t", "odd")),
            decimal=random.choice(("", ",", ".")),
        )
    ending = random.choice(by_name(name).endings)
    asked = {"name": f"file{ending}", "format": name, "choices": choices}
    return dict(json.loads(json.dumps(asked)))


def tried(data: bytes, request: dict[str, Any]) -> tuple[str, str]:
    """Read a file as the program does, to the end: what became of it, and where.

    "read" and "refused" are well: a file is read, or refused in words, and what was read passes
    the way back into the program.
    """
    try:
        by_name(request["format"]).reader().recognises(data)
        try:
            head, body = child._read(request, data)
        except JourneyError as error:
            return ("refused" if str(error).strip() else "no words"), ""
        _draft(json.loads(json.dumps(head)), body, "")
    except TooSlow as error:
        return "slow", place_of(error)
    except MemoryError as error:
        return "memory", place_of(error)
    except BaseException as error:  # noqa: BLE001 - that is what is looked for
        return type(error).__name__, place_of(error)
    return "read", ""


def place_of(error: BaseException) -> str:
    """The innermost line of ours that an error came through."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [each for each in frames if "journey_studio" in each.filename]
    if not own:
        return str(error)[:200]
    last = own[-1]
    path = last.filename.rpartition("journey_studio/")[2]
    return f"{path}:{last.lineno} {last.name}: {str(error)[:160]}"


def watched(data: bytes, request: dict[str, Any]) -> tuple[tuple[str, str], float, int]:
    """`tried` with its seconds of work and its bytes of memory at most."""
    before = _peak(reset=True)
    signal.signal(signal.SIGPROF, _over)
    signal.setitimer(signal.ITIMER_PROF, MOST_SECONDS)
    began = time.process_time()
    try:
        became = tried(data, request)
    except TooSlow as error:
        became = "slow", place_of(error)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    seconds = time.process_time() - began
    grown = max(_peak() - before, 0)
    if became[0] in WELL and seconds > MOST_SECONDS:
        became = "slow", f"{seconds:.1f} s"
    if became[0] in WELL and grown > MOST_MEMORY:
        became = "memory", f"{grown >> 20} MB"
    return became, seconds, grown


def _over(_signal: int, _frame: FrameType | None) -> None:
    raise TooSlow


def _peak(reset: bool = False) -> int:
    """The most memory this process ever had, or has had since it was set back: bytes."""
    if reset:
        with suppress(OSError):
            Path("/proc/self/clear_refs").write_text("5")
    with suppress(OSError):
        for line in Path("/proc/self/status").read_bytes().splitlines():
            if line.startswith(b"VmHWM"):
                return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def bound() -> None:
    """No more memory than readers may have on top of what this process has, no core, no files."""
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        size = int(Path("/proc/self/statm").read_text().split()[5]) * resource.getpagesize()
        most = size + MOST_MEMORY + (64 << 20)
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


class Log:
    """Takes down what became of the inputs of a job."""

    def __init__(self, job: Job, tell: Callable[[Mapping[str, Any]], None]) -> None:
        self._folder = Path(job.folder)
        self._tell = tell
        self._at = os.open(self._folder / "at", os.O_WRONLY | os.O_CREAT)
        self._told: set[tuple[str, str]] = set()
        self._read = 0
        self._slowest, self._largest = (0.0, job.first), (0, job.first)

    def watch(self, number: int, data: bytes, request: dict[str, Any]) -> None:
        """Try an input."""
        case = case_of(data, request)
        os.pwrite(self._at, struct.pack(">QQ", number, len(case)) + case, 0)
        became, seconds, grown = watched(data, request)
        self._slowest = max(self._slowest, (seconds, number))
        self._largest = max(self._largest, (grown, number))
        self._read += became[0] == "read"
        if number % 50 == 0:
            self._tell({"at": number})
        finding = Finding(number, *became, str(self._folder / f"found-{number}"))
        if became[0] in WELL or finding.line in self._told or len(self._told) >= _TOLD:
            return
        self._told.add(finding.line)
        rest = smaller(data, lambda less: watched(less, request)[0][0] == became[0])
        Path(finding.case).write_bytes(case_of(rest, request))
        self._tell({"finding": finding})

    def end(self) -> None:
        """Say what the whole came to."""
        done = {"read": self._read, "slowest": self._slowest, "largest": self._largest}
        self._tell(done)


def case_of(data: bytes, request: Mapping[str, Any]) -> bytes:
    """A file and what is asked for, in one."""
    return json.dumps(request).encode() + b"\n" + data


def parted(case: bytes) -> tuple[bytes, dict[str, Any]]:
    """What `case_of` put together."""
    head, _, data = case.partition(b"\n")
    return data, dict(json.loads(head))


def work(job: Job, log: Log) -> None:
    """All inputs of a job, one after the other."""
    seeds = ready(job)
    for number in range(job.first, job.first + job.inputs):
        log.watch(number, *made(job, number, seeds))
    log.end()


def ready(job: Job) -> tuple[bytes, ...]:
    """The files to begin with, in a process that is bound and has the reader loaded."""
    warnings.simplefilter("ignore")  # of libraries, about files as they are here
    tried(b"", request_of(job.format, Random(0)))
    bound()
    return seeds_in(Path(job.folder))


def say(line: Mapping[str, Any]) -> None:
    """Tell whoever started this process."""
    print(json.dumps(line), flush=True)


def main(words: list[str]) -> int:
    """Do the job in the first word, or try the case at that path and say what becomes of it."""
    if not words[0].startswith("{"):
        data, request = parted(Path(words[0]).read_bytes())
        bound()
        became, seconds, grown = watched(data, request)
        say({"became": became, "seconds": seconds, "bytes": grown})
        return became[0] not in WELL
    job = Job(**json.loads(words[0]))
    work(job, Log(job, say))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
