# SPDX-License-Identifier: Apache-2.0
"""Foreign files are read in a process of their own, which is bounded and believed in nothing."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journey_studio.errors import JourneyError
from journey_studio.exchange import interchange
from journey_studio.exchange.formats import Choices
from journey_studio.model.canonical import map_hash
from journey_studio.session import child_job, reading
from journey_studio.session.reading import (
    CancelledReading,
    Draft,
    ReadingState,
    read_foreign,
    start_reading,
)
from tests.exchange.laws import PICTURES, MadeMap, maps
from tests.model.test_canonical import rich

DIAGRAM = b"journey\n title A trip\n section Go\n  Walk: 9: Ada\n  Ride: 2\n"


def until(true: Callable[[], bool]) -> None:
    """Wait for something another process does."""
    end = time.monotonic() + 60
    while not true():
        assert time.monotonic() < end, "nothing happened for a minute"
        time.sleep(0.01)


def is_gone(pid: int) -> bool:
    """Whether no process of that number does anything any more."""
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat")
        return state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z"
    except (ProcessLookupError, FileNotFoundError):
        return True


def json_of_a_project() -> bytes:
    snapshot = rich().snapshot
    ids = tuple(each.id for each in snapshot.maps())
    return interchange.write(snapshot, ids, Choices(), PICTURES.get).data


def big_json() -> bytes:
    """Something that takes a while to read."""
    return json_of_a_project().replace(b"\n", b"\n" + b" " * 100_000, 400)


def test_a_file_is_read_with_its_report(tmp_path: Path) -> None:
    source = tmp_path / "trip.mmd"
    source.write_bytes(DIAGRAM)
    draft = read_foreign(source)
    assert (draft.format, draft.called) == ("mermaid", "trip")
    (found,) = draft.found.snapshot.maps()
    assert found.title == "A trip"
    assert draft.report.kept["step.title"] == 2
    (loss,) = draft.report.losses
    assert (loss.fate, loss.place) == ("changed", "line 4")
    assert "0-5 neutral 3" in draft.found.offer.scales


def test_a_choice_reaches_the_reader() -> None:
    draft = read_foreign(DIAGRAM, "mermaid", Choices(scale="0-10", language="fr"), "trip.mmd")
    (found,) = draft.found.snapshot.maps()
    assert (found.scale, found.language) == ("0-10", "fr")


@settings(max_examples=5, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(maps(full=True))
def test_nothing_is_lost_between_the_two_processes(made: MadeMap) -> None:
    ids = tuple(each.id for each in made.snapshot.maps())
    data = interchange.write(made.snapshot, ids, Choices(), PICTURES.get).data
    draft = read_foreign(data)
    assert draft.format == "journey"
    for each in ids:
        assert map_hash(draft.found.snapshot, each) == map_hash(made.snapshot, each)
    assert draft.found.pictures == interchange.read(data, "", Choices()).pictures


@pytest.mark.parametrize(
    ("data", "name", "word"),
    [
        (b"\x00\x01\x02", "odd.bin", "no format"),
        (b"journey\n title A\n T 3", "bad.mmd", "line 3"),
        (b'{"format": "journey-studio"', "bad.json", "JSON"),
    ],
)
def test_a_refusal_arrives_as_its_sentence(data: bytes, name: str, word: str) -> None:
    with pytest.raises(JourneyError, match=word):
        read_foreign(data, name=name)


def test_a_format_that_there_is_not_is_refused_before_anything_is_read() -> None:
    with pytest.raises(JourneyError, match="no format called"):
        start_reading(b"", "nonsense")
    with pytest.raises(JourneyError, match="not read"):
        start_reading(b"", "html")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(JourneyError, match="Nothing was changed"):
            read_foreign(path)


def test_reading_can_be_cancelled() -> None:
    job = start_reading(big_json())
    assert not job.poll().is_over
    job.cancel()
    assert isinstance(job.poll().error, CancelledReading)
    assert is_gone(job.pid)


def test_reading_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_SECONDS", 0.05)
    job = start_reading(big_json())
    state = job.wait()
    assert state.error is not None
    assert "seconds" in str(state.error)
    assert is_gone(job.pid)


def test_the_reader_ends_with_the_program_that_waits_for_it(tmp_path: Path) -> None:
    source = tmp_path / "big.json"
    source.write_bytes(big_json())
    waiting = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from journey_studio.session.reading import start_reading\n"
        f"job = start_reading(Path({str(source)!r}))\n"
        "print(job.pid, flush=True)\n"
        "time.sleep(600)\n"
    )
    with subprocess.Popen([sys.executable, "-c", waiting], stdout=subprocess.PIPE) as program:
        assert program.stdout
        pid = int(program.stdout.readline())
        program.send_signal(signal.SIGKILL)
        until(lambda: is_gone(pid))


@pytest.mark.skipif(sys.platform != "linux", reason="other systems bind memory in other ways")
def test_no_reader_gets_more_memory_than_is_safe_or_writes_a_file(tmp_path: Path) -> None:
    greedy = (
        "from journey_studio.exchange import child\n"
        "child._bind_hands()\n"
        "try:\n"
        "    bytearray(child.MOST_MEMORY + 1)\n"
        "except MemoryError:\n"
        "    print('bounded')\n"
        f"file = open({str(tmp_path / 'file')!r}, 'wb', buffering=0)\n"
        "try:\n"
        "    file.write(b'x')\n"
        "except OSError:\n"
        "    print('unwritten')\n"
    )
    done = subprocess.run([sys.executable, "-c", greedy], capture_output=True, check=True)
    assert done.stdout.split() == [b"bounded", b"unwritten"]


def answered(monkeypatch: pytest.MonkeyPatch, *parts: bytes) -> ReadingState:
    """What is made of the answer of a process that somebody else has got hold of."""
    said = b"".join(len(part).to_bytes(8, "big") + part for part in parts)
    taken_over = f"import sys; sys.stdout.buffer.write({said!r})"

    def start() -> "subprocess.Popen[bytes]":
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        return subprocess.Popen([sys.executable, "-c", taken_over], **pipes)  # type: ignore[call-overload,no-any-return]

    monkeypatch.setattr(child_job, "_started", start)
    return start_reading(b"x").wait()


GOOD = {"format": "mermaid", "losses": [], "warnings": [], "offer": [[""] * 2 + [[], "", [], None]
        + [""] * 3 + [[], True], [], [], [], [], [], [], []]}  # fmt: skip


def test_an_answer_as_agreed_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    state = answered(monkeypatch, json.dumps(GOOD).encode(), json_of_a_project())
    assert isinstance(state.result, Draft)


@pytest.mark.parametrize(
    "change",
    [
        {"losses": [["eaten", "a", "b", "c", "", ""]]},
        {"losses": [["changed", "a", "b"]]},
        {"losses": None},
        {"warnings": [5]},
        {"warnings": ["x"] * 2000},
        {"offer": []},
        {"format": "nonsense"},
        {"format": None},
    ],
)
def test_an_answer_that_is_not_as_agreed_is_none(
    monkeypatch: pytest.MonkeyPatch, change: dict[str, object]
) -> None:
    state = answered(monkeypatch, json.dumps({**GOOD, **change}).encode(), json_of_a_project())
    assert state.result is None
    assert "unexpected end" in str(state.error)


@pytest.mark.parametrize(
    "parts",
    [
        (),
        (b"{}",),
        (b"[]", b""),
        (b"\xff", b""),
        (json.dumps(GOOD).encode(), b"journey"),
        (json.dumps(GOOD).encode(), b'{"format": "journey-studio", "version": 1, "maps": [{}]}'),
        (b"[" * 100_000, b""),
    ],
)
def test_half_an_answer_is_none(monkeypatch: pytest.MonkeyPatch, parts: tuple[bytes, ...]) -> None:
    state = answered(monkeypatch, *parts)
    assert "unexpected end" in str(state.error)


def test_what_a_stranger_says_cannot_move_a_cursor(monkeypatch: pytest.MonkeyPatch) -> None:
    said = json.dumps({"error": "red \x1b[31m\nand \u202e more"}).encode()
    error = str(answered(monkeypatch, said, b"").error)
    assert error.isprintable()


@given(st.binary(max_size=60))
@settings(max_examples=5, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    error = start_reading(data, name="file").wait().error
    assert error is None or "unexpected" not in str(error)
