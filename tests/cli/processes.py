# SPDX-License-Identifier: Apache-2.0
"""The command line as a person starts it.

`process` starts a process of its own, which takes a second. `journey_studio` calls what the
installed command calls, with output streams of its own, for the many cases that are alike.
"""

import io
import json
import os
import signal
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from threading import Timer
from typing import Any, NamedTuple

from journey_studio.cli import main

PROJECT = Path(__file__).parents[2]


class Run(NamedTuple):
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The JSON it wrote."""
        return json.loads(self.out)


def environment(**changes: str | None) -> dict[str, str]:
    """The surroundings of the tests with these changes; None takes a variable away."""
    made = {**os.environ, "PYTHONPATH": str(PROJECT)}
    for name, value in changes.items():
        made.pop(name, None)
        if value is not None:
            made[name] = value
    return made


def command(*arguments: str | Path) -> list[str]:
    """The command line as a list of words."""
    return [sys.executable, "-m", "journey_studio", *map(str, arguments)]


def journey_studio(*arguments: str | Path) -> Run:
    """Run a command to its end, within this process."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    before = signal.getsignal(signal.SIGTERM)
    try:
        with redirect_stdout(out), redirect_stderr(err):
            code = main([str(word) for word in arguments])
    finally:
        signal.signal(signal.SIGTERM, before)
    return Run(code, *(_text(stream) for stream in (out, err)))


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    data: bytes = stream.buffer.getvalue()  # type: ignore[attr-defined]
    return data.decode("utf-8", "backslashreplace")


def process(*arguments: str | Path, **changes: str | None) -> Run:
    """Run a command to its end, in a process of its own and changed surroundings."""
    done = subprocess.run(
        command(*arguments),
        env=environment(**changes),
        capture_output=True,
        timeout=120,
        check=False,
    )
    out, err = (stream.decode("utf-8", "backslashreplace") for stream in (done.stdout, done.stderr))
    return Run(done.returncode, out, err)


def succeeded(run: Run) -> Run:
    """A run that must have done its work and have nothing but warnings to say on stderr."""
    assert run.code == 0, run.err
    assert all(line.startswith("warning: ") for line in run.err.splitlines()), run.err
    return run


def failed(run: Run) -> str:
    """The one clear line of a run that must have failed."""
    assert run.code not in (0, None)
    lines = run.err.splitlines()
    assert len(lines) == 1, run.err
    assert lines[0].startswith("error: ")
    return lines[0]


def succeeds(*arguments: str | Path) -> Run:
    """Run a command that must succeed."""
    return succeeded(journey_studio(*arguments))


def fails(*arguments: str | Path) -> str:
    """Run a command that must fail, and give its line."""
    return failed(journey_studio(*arguments))


def watching(project: Path) -> "subprocess.Popen[str]":
    """A process that shares a project until it is stopped, and has begun to."""
    process = subprocess.Popen(
        command("sync", project, "--watch"),
        env=environment(PYTHONUNBUFFERED="1"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert "until Ctrl+C" in process.stdout.readline()
    return process


def hear(process: "subprocess.Popen[str]", words: str) -> None:
    """Wait until a process says these words; where it does not, show all it has said."""
    assert process.stdout is not None
    heard: list[str] = []
    late = Timer(60, process.kill)
    late.start()
    while not heard or (heard[-1] and words not in heard[-1]):
        heard.append(process.stdout.readline())
    late.cancel()
    assert heard[-1], (heard, process.communicate())
