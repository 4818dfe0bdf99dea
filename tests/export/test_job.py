# SPDX-License-Identifier: Apache-2.0
"""Exports in a second process: they answer, they stop, they leave nothing behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from journey_studio.errors import JourneyError
from journey_studio.export.job import ExportJob, start_export
from journey_studio.export.options import PosterOptions
from journey_studio.export.watch import CancelledError
from tests.export.projects import sample, small_maps

LONG = PosterOptions(paper="A0", dpi=300)


def until(true: Callable[[], bool]) -> None:
    """Wait for something another process does."""
    end = time.monotonic() + 60
    while not true():
        assert time.monotonic() < end, "nothing happened for a minute"
        time.sleep(0.01)


def is_gone(pid: int) -> bool:
    """Whether there is no such process any more, not even a dead one nobody has asked after."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def started(tmp_path: Path) -> tuple[ExportJob, Path]:
    """An export that takes seconds, over an older file, at the moment it begins to write."""
    out = tmp_path / "poster.png"
    out.write_bytes(b"older")
    project = sample()
    job = start_export(project.snapshot, out, LONG, project.pictures.get)
    until(lambda: len(list(tmp_path.iterdir())) == 2)
    return job, out


def test_a_poster_is_made_while_this_process_does_something_else(tmp_path: Path) -> None:
    out = tmp_path / "poster.pdf"
    project = sample()
    job = start_export(project.snapshot, out, PosterOptions(paper="A1"), project.pictures.get)
    told: list[float] = []
    state = job.wait(lambda state: told.append(state.done))
    assert state.error is None
    assert state.report is not None
    assert state.report.files == (out,)
    assert told == sorted(told)
    assert told[-1] == 1
    assert "/Image" in str(PdfReader(out).pages[0]["/Resources"]) or PdfReader(out).pages[0].images
    assert is_gone(job.pid)
    assert job.poll() is state


def test_the_report_arrives_whole(tmp_path: Path) -> None:
    project = small_maps(1, 30, 4)
    state = start_export(project.snapshot, tmp_path / "p.pdf", PosterOptions(paper="A5")).wait()
    assert state.report is not None
    assert state.report.small
    assert state.report.small[0].points < 8
    assert state.report.suggestion
    assert state.report.warnings


def test_a_refusal_arrives_as_its_sentence(tmp_path: Path) -> None:
    options = PosterOptions(paper="A6", strict=True)
    state = start_export(sample().snapshot, tmp_path / "poster.pdf", options).wait()
    assert isinstance(state.error, JourneyError)
    assert "8 pt" in str(state.error)
    assert list(tmp_path.iterdir()) == []


def test_cancelling_leaves_the_older_file_and_no_process(tmp_path: Path) -> None:
    job, out = started(tmp_path)
    job.cancel()
    assert isinstance(job.poll().error, CancelledError)
    assert out.read_bytes() == b"older"
    assert list(tmp_path.iterdir()) == [out]
    assert is_gone(job.pid)
    job.cancel()  # twice does no harm


@pytest.mark.parametrize("size", range(30_000, 74_000, 4_000))  # about what a pipe holds
def test_an_export_is_cancelled_before_the_worker_has_read_it(tmp_path: Path, size: int) -> None:
    job = start_export(small_maps().snapshot, tmp_path / "a.pdf", LONG, source=bytes(size))
    job.cancel()
    assert isinstance(job.poll().error, CancelledError)
    assert list(tmp_path.iterdir()) == []
    assert is_gone(job.pid)


def test_a_worker_that_is_killed_leaves_the_older_file(tmp_path: Path) -> None:
    job, out = started(tmp_path)
    os.kill(job.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
    state = job.wait()
    assert "Export again" in str(state.error)
    assert out.read_bytes() == b"older"
    assert list(tmp_path.iterdir()) == [out]
    assert is_gone(job.pid)


@pytest.mark.skipif(os.name != "posix", reason="Windows ends processes without asking them")
def test_a_worker_that_is_asked_to_stop_cleans_up_itself(tmp_path: Path) -> None:
    job, out = started(tmp_path)
    os.kill(job.pid, signal.SIGTERM)
    state = job.wait()
    assert "cancelled" in str(state.error)
    assert out.read_bytes() == b"older"
    assert list(tmp_path.iterdir()) == [out]


ORPHAN = """
import os, sys, time
from pathlib import Path
from journey_studio.export.job import start_export
from tests.export.projects import sample
from tests.export.test_job import LONG
job = start_export(sample().snapshot, Path(sys.argv[1]), LONG)
print(job.pid, flush=True)
time.sleep(600)
"""


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
def test_a_window_that_dies_takes_its_export_along(tmp_path: Path, project: Path) -> None:
    out = tmp_path / "poster.png"
    out.write_bytes(b"older")
    command = [sys.executable, "-c", ORPHAN, str(out)]
    with subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, text=True) as window:
        assert window.stdout
        worker = int(window.stdout.readline())
        until(lambda: len(list(tmp_path.iterdir())) == 2)
        window.kill()
    until(lambda: len(list(tmp_path.iterdir())) == 1 or is_gone(worker))
    until(lambda: list(tmp_path.iterdir()) == [out])
    assert out.read_bytes() == b"older"
