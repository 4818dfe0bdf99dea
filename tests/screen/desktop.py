# SPDX-License-Identifier: Apache-2.0
"""A screen with a window manager, the program on it, and a hand that knows nothing of Qt.

The keyboard and the mouse are those of the X server; what the program made of them, the witness
tells over a pipe.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

# What a bare machine needs besides the program's own libraries, by their Debian names.
TOOLS = {"Xvfb": "xvfb", "xdotool": "xdotool", "openbox": "openbox", "setxkbmap": "x11-xkb-utils"}
_WIDTH, _HEIGHT = 1400, 900


def missing_tools() -> list[str]:
    """The packages that are needed and not there."""
    return [package for tool, package in TOOLS.items() if shutil.which(tool) is None]


@contextmanager
def screen() -> Iterator[dict[str, str]]:
    """An X server and a window manager; the result is the environment that leads to them."""
    reading, writing = os.pipe()
    size = f"{_WIDTH}x{_HEIGHT}x24"
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-nolisten", "tcp"],
        pass_fds=[writing], stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writing)
    manager = None
    try:
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()
        assert number, "the X server did not start"
        where = {**os.environ, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
        manager = subprocess.Popen(["openbox"], env=where, stderr=subprocess.DEVNULL)
        yield where
    finally:
        for process in (manager, server):
            if process is not None:
                process.terminate()
                process.wait(10)


class Person:
    """Sits before the screen, with the program open on a project."""

    def __init__(self, where: dict[str, str], path: Path, home: Path) -> None:
        folders = ("CONFIG", "DATA", "STATE", "CACHE")
        self._where = where = {**where, **{f"XDG_{name}_HOME": str(home) for name in folders}}
        self._program = subprocess.Popen(
            [sys.executable, "-m", "tests.screen.witness", str(path)],
            env=where, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def look(self) -> dict[str, Any]:
        """How things stand; empty as long as no map is on show."""
        assert self._program.stdin is not None
        assert self._program.stdout is not None
        self._program.stdin.write("?\n")
        self._program.stdin.flush()
        answer = self._program.stdout.readline()
        assert answer, "the program has ended"
        found: dict[str, Any] = json.loads(answer) or {}
        return found

    def wait_until(self, true: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
        """Wait until something is so."""
        end = time.monotonic() + 60
        while True:
            seen = self.look()
            if seen and true(seen):
                return seen
            assert time.monotonic() < end, f"waited in vain; {_without_records(seen)}"
            time.sleep(0.05)

    def hand(self, *words: object) -> None:
        """Do something with the mouse or the keyboard of the screen."""
        subprocess.run(["xdotool", *map(str, words)], env=self._where, check=True, timeout=30)

    def keyboard(self, layout: str) -> None:
        """Put another keyboard on the table."""
        subprocess.run(["setxkbmap", layout], env=self._where, check=True, timeout=30)

    def leave(self) -> int:
        """Close the window by the window manager; the result is the exit code."""
        self.hand("key", "alt+F4")
        return self._program.wait(30)

    def stop(self) -> None:
        """End the program where a test has not."""
        if self._program.poll() is None:
            self._program.kill()
            self._program.wait(10)
        for pipe in (self._program.stdin, self._program.stdout):
            if pipe is not None:
                pipe.close()


def _without_records(seen: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in seen.items() if name != "records"}


def record(seen: dict[str, Any], words: str) -> tuple[str, dict[str, Any]]:
    """Id and looks of the record whose words begin so."""
    records = seen["records"].items()
    return next((i, each) for i, each in records if each["words"].startswith(words))


def middle(box: list[float]) -> tuple[int, int]:
    """The middle of a box on the screen."""
    x, y, w, h = box
    return round(x + w / 2), round(y + h / 2)
