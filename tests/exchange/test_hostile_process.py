# SPDX-License-Identifier: Apache-2.0
"""Whatever a file does to its reader, the program goes on, writes nothing and says so in words."""

import os
import sys
import time
from pathlib import Path

import pytest

from journey_studio.errors import JourneyError
from journey_studio.exchange import registry
from journey_studio.session import reading
from journey_studio.session.reading import CancelledReading, read_foreign, start_reading
from tests.cli.processes import fails, succeeds
from tests.exchange.hurting import FORMAT, sitecustomize

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="bounds are those of Linux")


@pytest.fixture(autouse=True)
def _planted(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path_factory.mktemp("planted")
    sitecustomize(folder)
    monkeypatch.setenv("PYTHONPATH", str(folder))
    monkeypatch.setattr(registry, "FORMATS", (FORMAT, *registry.FORMATS))


def is_gone(pid: int) -> bool:
    """Whether no process of that number does anything any more."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (ProcessLookupError, FileNotFoundError):
        return True


def working(pid: int) -> None:
    """Wait until the process is at the file: it has worked longer than it takes to start."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        times = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
        if sum(map(int, times)) > 4 * os.sysconf("SC_CLK_TCK"):
            return
        time.sleep(0.02)
    raise AssertionError("it did nothing for a minute")


def test_the_planted_reader_is_there_and_reads() -> None:
    draft = read_foreign(b"hurt not", name="map.mmd")
    assert [each.title for each in draft.found.snapshot.maps()] == ["Whole"]


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("abort", "unexpected end"),
        ("eat", "memory"),
        ("raise", "KeyError"),
        ("refuse", "This file is refused"),
    ],
)
def test_a_file_that_ends_its_reader_is_told_of(word: str, says: str) -> None:
    with pytest.raises(JourneyError, match=says):
        read_foreign(b"hurt " + word.encode(), name="map")


def test_what_a_reader_prints_is_no_part_of_its_answer() -> None:
    (the_map,) = read_foreign(b"hurt print", name="map").found.snapshot.maps()
    assert the_map.title == "Whole"


@pytest.mark.parametrize("word", ["loop", "wait", "pattern"])
def test_a_reader_that_never_ends_is_ended(monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    monkeypatch.setattr(reading, "MOST_SECONDS", 3)
    job = start_reading(b"hurt " + word.encode(), name="map")
    state = job.wait()
    assert state.error is not None
    assert "seconds" in str(state.error)
    assert is_gone(job.pid)


@pytest.mark.parametrize("word", ["loop", "pattern"])
def test_cancel_ends_a_reader_at_work(word: str) -> None:
    job = start_reading(b"hurt " + word.encode(), name="map")
    working(job.pid)
    assert not job.poll().is_over
    began = time.monotonic()
    job.cancel()
    assert is_gone(job.pid)
    assert isinstance(job.poll().error, CancelledReading)
    assert time.monotonic() - began < 20


def test_no_reader_writes_into_a_file(tmp_path: Path) -> None:
    path = tmp_path / "written"
    with pytest.raises(JourneyError, match="OSError"):
        read_foreign(f"hurt write {path}".encode(), name="map")
    assert not path.exists() or path.read_bytes() == b""


@pytest.mark.parametrize("word", ["abort", "eat", "raise"])
def test_no_project_comes_of_a_file_that_ends_its_reader(tmp_path: Path, word: str) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    source = folder / "map.hurt"
    source.write_bytes(b"hurt " + word.encode())
    said = fails("import", source, folder / "map.journey")
    assert "Traceback" not in said
    assert [each.name for each in folder.iterdir()] == ["map.hurt"]


@pytest.mark.parametrize("word", ["abort", "eat", "raise"])
def test_a_project_stays_as_it_was(tmp_path: Path, word: str) -> None:
    project = tmp_path / "map.journey"
    succeeds("new", project, "--sample")
    before = project.read_bytes()
    source = tmp_path / "map.hurt"
    source.write_bytes(b"hurt " + word.encode())
    fails("import", source, project, "--add")
    assert project.read_bytes() == before
