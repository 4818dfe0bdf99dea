# SPDX-License-Identifier: Apache-2.0
"""The other end of an `ExportJob`: paints one poster, tells how far it is, and ends.

It stops when it is asked to (SIGTERM) or when nobody listens any more, and leaves no file then.
"""

import contextlib
import json
import os
import pickle
import signal
import sys
import threading
import time
from typing import Any, BinaryIO

from journey_studio.errors import JourneyError
from journey_studio.export.job import Request, as_data
from journey_studio.export.options import PosterReport
from journey_studio.export.poster import export_poster, look_ahead
from journey_studio.i18n import t

_PAUSE = 0.05  # s between two lines of progress


class _Speaker:
    """Writes JSON lines; a listener who has gone stops the export."""

    def __init__(self, pipe: BinaryIO, stop: threading.Event) -> None:
        self._pipe = pipe
        self._stop = stop
        self._last = -1.0

    def say(self, **what: Any) -> None:
        try:
            self._pipe.write(json.dumps(what).encode() + b"\n")
            self._pipe.flush()
        except OSError:
            self._stop.set()

    def progress(self, done: float, text: str) -> None:
        now = time.monotonic()
        if now - self._last >= _PAUSE:
            self._last = now
            self.say(done=round(done, 4), text=text)


def main() -> int:
    """Read a request from standard input, answer on standard output."""
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    # Whatever a library prints must not get between the lines.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    sys.stdout = sys.stderr
    size = int.from_bytes(sys.stdin.buffer.read(8), "big")
    # The pickle comes from the process that started this one, through a pipe of its own.
    request: Request = pickle.loads(sys.stdin.buffer.read(size))  # noqa: S301
    threading.Thread(target=_watch_listener, args=(stop,), daemon=True).start()
    speaker = _Speaker(answers, stop)
    try:
        report = _carry_out(request, speaker, stop)
    except JourneyError as error:
        speaker.say(error=str(error))
        return 1
    speaker.say(report=as_data(report), text=t("export.progress_done"))
    return 0


def _carry_out(request: Request, speaker: _Speaker, stop: threading.Event) -> PosterReport:
    if request.out is None:
        return look_ahead(request.snapshot, request.options, speaker.progress, stop.is_set)
    return export_poster(
        request.snapshot,
        request.out,
        request.options,
        request.pictures.get,
        speaker.progress,
        stop.is_set,
        request.token,
        request.source,
    )


def _watch_listener(stop: threading.Event) -> None:
    """Standard input stays open as long as somebody waits for the poster."""
    with contextlib.suppress(OSError, ValueError):
        os.read(sys.stdin.fileno(), 1)
    stop.set()


if __name__ == "__main__":
    sys.exit(main())
