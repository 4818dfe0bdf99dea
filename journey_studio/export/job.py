# SPDX-License-Identifier: Apache-2.0
"""An export in a process of its own, so that a window stays quick while a poster is painted.

The other process gets the snapshot and the pictures through its standard input and answers with one
JSON line for each step. It never opens the project file. Closing the pipe, which also happens when
this process dies, stops it.
"""

import json
import pickle
import subprocess
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from journey_studio import processes
from journey_studio.errors import JourneyError
from journey_studio.export.delivery import new_token, sweep
from journey_studio.export.facts import chosen_maps, picture_hashes
from journey_studio.export.options import Better, PosterOptions, PosterReport, SmallText
from journey_studio.export.watch import CancelledError
from journey_studio.i18n import t
from journey_studio.model.snapshot import Snapshot
from journey_studio.paint.pictures import PictureSource, no_pictures

# A frozen program has no `-m`: its own entry point answers to this word.
WORKER_WORD = "--poster-worker"


@dataclass(frozen=True, slots=True)
class Request:
    """What the other process is told; without `out` it only looks what an export would say."""

    snapshot: Snapshot
    out: Path | None
    options: PosterOptions
    pictures: Mapping[str, bytes]
    token: str
    source: bytes | None = None


@dataclass(frozen=True, slots=True)
class JobState:
    """How far an export is. `report` or `error` is set when it is over."""

    done: float = 0.0
    text: str = ""
    report: PosterReport | None = None
    error: JourneyError | None = None

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self.report is not None or self.error is not None


class ExportJob:
    """A running export. Ask `poll` now and then, from the thread that made it."""

    def __init__(self, request: Request) -> None:
        out = request.out
        self._folder = out.expanduser().resolve().parent if out is not None else None
        self._token = request.token
        self._lines: SimpleQueue[bytes | None] = SimpleQueue()
        self._state = JobState()
        self._process = _started()
        self._threads = [
            threading.Thread(target=_feed, args=(self._process, request), daemon=True),
            threading.Thread(target=_listen, args=(self._process, self._lines), daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    @property
    def pid(self) -> int:
        """The number of the other process."""
        return self._process.pid

    def poll(self) -> JobState:
        """How far the export is; returns at once."""
        while not self._state.is_over:
            try:
                line = self._lines.get_nowait()
            except Empty:
                break
            self._take(line)
        return self._state

    def wait(self, told: Callable[[JobState], None] | None = None) -> JobState:
        """Wait until the export is over; `told` gets every state on the way."""
        while not self._state.is_over:
            self._take(self._lines.get())
            if told:
                told(self._state)
        return self._state

    def cancel(self) -> None:
        """Stop the export; returns when the other process is gone and nothing is left of it."""
        if not self.poll().is_over:
            self._process.kill()  # it holds nothing but unfinished files, which are swept
            self._end(JobState(error=CancelledError(t("export.cancelled"))))

    def _take(self, line: bytes | None) -> None:
        """Follow one line of the other process; None is its end."""
        if line is None:
            self._end(JobState(error=JourneyError(t("export.worker_lost"))))
            return
        said = json.loads(line)
        if "report" in said:
            self._end(JobState(1.0, said["text"], report=_report(said["report"])))
        elif "error" in said:
            self._end(JobState(error=JourneyError(said["error"])))
        else:
            self._state = JobState(said["done"], said["text"])

    def _end(self, state: JobState) -> None:
        processes.end(self._process, self._threads)
        if self._folder is not None:
            sweep(self._folder, self._token)
        self._state = state


def start_export(
    snapshot: Snapshot,
    out: Path,
    options: PosterOptions,
    pictures: PictureSource = no_pictures,
    source: bytes | None = None,
) -> ExportJob:
    """Begin to export in another process; the arguments are those of `export_poster`.

    Raises JourneyError where that cannot be begun.
    """
    wanted = picture_hashes(snapshot, chosen_maps(snapshot, options.map))
    found = {name: data for name in wanted if (data := pictures(name)) is not None}
    return ExportJob(Request(snapshot, out, options, found, new_token(), source))


def start_looking(snapshot: Snapshot, options: PosterOptions) -> ExportJob:
    """Begin to find out what an export would say about its pages and texts; nothing is written."""
    return ExportJob(Request(snapshot, None, options, {}, new_token()))


def _started() -> subprocess.Popen[bytes]:
    try:
        return processes.begin("journey_studio.export.worker", WORKER_WORD)
    except OSError as error:
        raise JourneyError(t("export.worker_not_started", reason=error.strerror)) from error


def _feed(process: subprocess.Popen[bytes], request: Request) -> None:
    """Hand the request over, and keep the pipe open: its end tells the worker to stop."""
    assert process.stdin
    data = pickle.dumps(request, pickle.HIGHEST_PROTOCOL)
    with suppress(OSError, ValueError):  # where it is gone, the end of its answers says so
        process.stdin.write(len(data).to_bytes(8, "big") + data)
        process.stdin.flush()


def _listen(process: subprocess.Popen[bytes], lines: "SimpleQueue[bytes | None]") -> None:
    assert process.stdout
    for line in process.stdout:
        lines.put(line)
    lines.put(None)


def as_data(report: PosterReport) -> dict[str, Any]:
    """A report in JSON's terms."""
    return {**asdict(report), "files": [str(path) for path in report.files]}


def _report(data: dict[str, Any]) -> PosterReport:
    return PosterReport(
        **{
            **data,
            "files": tuple(map(Path, data["files"])),
            "small": tuple(SmallText(*entry) for entry in data["small"]),
            "warnings": tuple(data["warnings"]),
            "better": Better(*data["better"]),
        }
    )
