# SPDX-License-Identifier: Apache-2.0
"""Other processes of this program: begun with pipes to and from them, and brought to an end."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

_PATIENCE = 2.0  # s, for a process that has said its last word or been told to end


def begin(module: str, word: str) -> subprocess.Popen[bytes]:
    """The main function of a module in a process of its own, without a screen. Raises OSError.

    A frozen program has no `-m`: its own entry point answers to `word`.
    """
    how = [word] if getattr(sys, "frozen", False) else ["-m", module]
    # It must find the package where this process has found it.
    package = str(Path(__file__).resolve().parents[1])
    paths = [package, *filter(None, [os.environ.get("PYTHONPATH")])]
    return subprocess.Popen(  # noqa: S603 - this program itself
        [sys.executable, *how],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def end(process: subprocess.Popen[bytes], threads: Iterable[threading.Thread]) -> None:
    """Close the pipe to a process, which tells it to stop, and wait for its end and that of the
    threads that talk to it; kill it if need be.
    """
    if process.stdin:
        with suppress(OSError, ValueError):  # of what was not read in time
            process.stdin.close()
    try:
        process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for thread in threads:
        thread.join()
    if process.stdout:
        process.stdout.close()
