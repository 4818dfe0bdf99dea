# SPDX-License-Identifier: Apache-2.0
"""A program that shares projects and can be killed at any system call: `python -m tests.faults...`.

It imports everything once and does each job in a child, so that a kill costs no start of Python. A
job is a line of JSON on stdin. Its child is stopped at a gate, a named pipe, until somebody opens
that; then it works. Back come two lines: the child's number, and how it ended.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any, Self

ROOT = Path(__file__).parents[2]
# What changes a disk. Everything else may be cut short without anybody noticing.
CALLS = ("write", "pwrite64", "fsync", "fdatasync", "rename", "link", "unlink", "ftruncate")
_WELL, _REFUSED = 0, 3


def _work(job: dict[str, Any]) -> None:
    from journey_studio.session import open_session
    from journey_studio.session.joining import join
    from journey_studio.session.sharing import sync_once

    file, folder = Path(job["file"]), job.get("folder")
    if job["do"] == "join":
        join(Path(str(folder)), file).close()
    else:
        with open_session(file) as session:
            report = sync_once(session, Path(folder) if folder else None)
            if report.trouble is not None:
                raise report.trouble


def _child(job: dict[str, Any]) -> None:
    from journey_studio.errors import JourneyError

    Path(job["gate"]).read_bytes()
    try:
        _work(job)
    except JourneyError as error:
        os.write(2, f"{error}\n".encode())
        os._exit(_REFUSED)
    os._exit(_WELL)


def _serve() -> None:
    _import_everything()
    os.write(1, b"ready\n")
    for line in sys.stdin:
        child = os.fork()
        if not child:
            _child(json.loads(line))
        os.write(1, f"{child}\n".encode())
        _, status = os.waitpid(child, 0)
        os.write(1, f"{os.waitstatus_to_exitcode(status)}\n".encode())


def _import_everything() -> None:
    from journey_studio.session import new_sample
    from journey_studio.session.sharing import sync_once

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "shared").mkdir()
        with new_sample(folder / "a.journey") as session:
            sync_once(session, folder / "shared")
        _work({"do": "join", "file": folder / "b.journey", "folder": folder / "shared"})


class Programs:
    """Starts jobs, one after the other, in a program whose data lie in `home`."""

    def __init__(self, home: Path, scratch: Path) -> None:
        self._gate = scratch / "gate"
        self._log = scratch / "calls"
        os.mkfifo(self._gate)
        surroundings = {
            "PYTHONPATH": str(ROOT),
            "XDG_DATA_HOME": str(home),
            "XDG_STATE_HOME": str(home),
        }
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.carrying"],
            cwd=ROOT,
            env=os.environ | surroundings,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._line() == "ready"

    def _line(self) -> str:
        assert self._server.stdout is not None
        return self._server.stdout.readline().strip()

    def _begin(self, job: dict[str, object]) -> int:
        assert self._server.stdin is not None
        said = {"gate": self._gate, **job}
        self._server.stdin.write(json.dumps(said, default=str) + "\n")
        self._server.stdin.flush()
        return int(self._line())

    def _end(self) -> int:
        self._gate.write_bytes(b"")
        return int(self._line())

    def run(self, do: str, file: Path, folder: Path | None = None) -> int:
        """Do a job to its end; 0 where it went well."""
        self._begin({"do": do, "file": file, "folder": folder})
        return self._end()

    def count(self, do: str, file: Path, folder: Path | None = None) -> Counter[str]:
        """How often a job makes each of the calls."""
        _, log = self._traced({"do": do, "file": file, "folder": folder}, [])
        return Counter(re.findall(r"^\d+ +(\w+)\(", log, re.MULTILINE))

    def kill(self, call: str, number: int, do: str, file: Path, folder: Path | None = None) -> bool:
        """Kill a job when it makes a call for the `number`th time; False where it never did."""
        job: dict[str, object] = {"do": do, "file": file, "folder": folder}
        code, _ = self._traced(job, ["-e", f"inject={call}:signal=KILL:when={number}"])
        return code == -signal.SIGKILL

    def _traced(self, job: dict[str, object], more: list[str]) -> tuple[int, str]:
        child = self._begin(job)
        trace = ["strace", "-f", "-qq", "-o", str(self._log), "-e", f"trace={','.join(CALLS)}"]
        tracer = subprocess.Popen([*trace, *more, "-p", str(child)], stderr=subprocess.DEVNULL)
        status = Path(f"/proc/{child}/status")
        while "TracerPid:\t0\n" in status.read_text():
            assert tracer.poll() is None, "strace did not begin"
            time.sleep(0.001)
        code = self._end()
        tracer.wait()
        return code, self._log.read_text(errors="replace")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._server.communicate(timeout=10)
        except subprocess.TimeoutExpired:
            self._server.kill()
            self._server.communicate()


def can_trace() -> bool:
    """Whether system calls can be followed here."""
    if shutil.which("strace") is None:
        return False
    probe = subprocess.run(["strace", "-qq", "-o", os.devnull, "true"], capture_output=True)
    return probe.returncode == 0


if __name__ == "__main__":
    _serve()
