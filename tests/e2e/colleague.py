# SPDX-License-Identifier: Apache-2.0
"""A colleague at a computer of their own: a process that has nothing in common with the window.

`Colleague` starts the commands a person would type. `Member` keeps one process at work, run as a
module with FILE: a session that shares all the time, told line by line what to do.
"""

import json
import os
import select
import subprocess
import sys
from pathlib import Path
from typing import Any, Self

from journey_studio.model.canonical import map_hashes
from journey_studio.model.commands import read_commands
from journey_studio.model.digest import content
from journey_studio.session import Settings, open_session
from tests.cli.processes import PROJECT, Run, process, succeeded
from tests.session.sharers import Loop, sharing

_FOLDERS = ("CONFIG", "DATA", "STATE", "CACHE")


class Colleague:
    """Works with the command line, at home in `home`, on the copy `file`."""

    def __init__(self, home: Path, file: Path, who: Settings) -> None:
        self.file = file
        self.surroundings = {"HOME": str(home)} | {
            f"XDG_{name}_HOME": str(home / name.lower()) for name in _FOLDERS
        }
        settings = home / "config" / "journey-studio" / "settings.json"
        settings.parent.mkdir(parents=True)
        said = {"name": who.name, "department": who.department, "device": who.device}
        settings.write_text(json.dumps(said), encoding="utf-8")

    def runs(self, *words: str | Path) -> Run:
        """Run a command that must go well."""
        return succeeded(process(*words, **self.surroundings))

    def joins(self, folder: Path) -> None:
        self.runs("join", folder, self.file)

    def does(self, *commands: dict[str, Any]) -> None:
        """Work, while nothing is carried anywhere."""
        script = self.file.with_suffix(".json")
        script.write_text(json.dumps(commands), encoding="utf-8")
        self.runs("apply", self.file, script)

    def syncs(self) -> str:
        return self.runs("sync", self.file).out

    def dump(self) -> str:
        """The whole content as canonical JSON."""
        return self.runs("dump", self.file).out


class Member:
    """A colleague whose program is running while the block is."""

    def __init__(self, colleague: Colleague) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.e2e.colleague", str(colleague.file)],
            cwd=PROJECT,
            env=os.environ | colleague.surroundings | {"PYTHONPATH": str(PROJECT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._answer() == "open"

    def _answer(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the colleague's program has ended"
        return json.loads(line)

    def ask(self, what: str, *commands: dict[str, Any]) -> Any:
        """Ask for an `apply`, a `sync`, or for `facts`."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([what, *commands]) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate(timeout=30)
        assert self._process.returncode == 0


def _work(path: Path) -> None:
    loop = Loop()
    with open_session(path) as session, sharing(session, loop) as (kept, told):
        print(json.dumps("open"), flush=True)
        while True:
            loop.until(lambda: select.select([sys.stdin], [], [], 0)[0])
            line = sys.stdin.readline()
            if not line:
                return
            what, *commands = json.loads(line)
            for command in read_commands(commands):
                session.document.apply(command)
            if what == "sync":
                kept.sync_now()
            facts = {
                "state": told.state,
                "maps": map_hashes(session.snapshot),
                "content": f"{content(session.snapshot):x}",
                "contested": len(session.snapshot.contested),
            }
            print(json.dumps(facts), flush=True)


if __name__ == "__main__":
    _work(Path(sys.argv[1]))
