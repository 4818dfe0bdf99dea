# SPDX-License-Identifier: Apache-2.0
"""Files for other programs are made in a process of their own, and saved whole or not at all."""

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from journey_studio.errors import JourneyError
from journey_studio.exchange.formats import Choices
from journey_studio.exchange.registry import FORMATS, Format, by_name
from journey_studio.model.builder import Builder
from journey_studio.model.snapshot import Snapshot
from journey_studio.session.child_job import CancelledJob
from journey_studio.session.writing import deliver, outgoing, start_writing
from tests.exchange.laws import PICTURES
from tests.model.test_canonical import rich
from tests.session.test_reading import is_gone

SNAPSHOT = rich().snapshot
MAPS = tuple(each.id for each in SNAPSHOT.maps())


def large() -> tuple[Snapshot, tuple[str, ...]]:
    """A map that takes a while to write."""
    made = Builder()
    the_map = made.add("map", title="Large")
    lane = made.add("lane", the_map)
    for number in range(60):
        step = made.add("step", made.add("stage", the_map, title=f"Stage {number}"))
        for card in range(30):
            made.add("card", lane, step, text=f"Card {card} of many " * 8)
    return made.snapshot(), (the_map,)


@pytest.mark.parametrize("format", [each for each in FORMATS if each.writes], ids=lambda f: f.name)
def test_the_other_process_makes_the_same_file_and_report(format: Format) -> None:  # noqa: A002
    def made() -> object:
        return outgoing(SNAPSHOT, MAPS, format, Choices(), PICTURES.get)

    job = start_writing(SNAPSHOT, MAPS, format, Choices(), PICTURES.get)
    state = job.wait()
    assert is_gone(job.pid)
    if state.error is not None:
        with pytest.raises(JourneyError) as refused:
            made()
        assert str(state.error) == str(refused.value)
    else:
        assert state.result == made()


def test_a_long_file_tells_how_far_it_is() -> None:
    job = start_writing(*large(), by_name("pptx"), Choices(), PICTURES.get)
    seen: list[float] = []
    while not (state := job.poll()).is_over:
        if state.done is not None and (not seen or state.done != seen[-1]):
            seen.append(state.done)
        time.sleep(0.002)
    assert state.result is not None
    assert len(seen) > 2
    assert seen == sorted(seen)
    assert 0 < seen[0] < seen[-1] < 1


def test_making_can_be_cancelled() -> None:
    job = start_writing(*large(), by_name("pptx"), Choices(), PICTURES.get)
    assert not job.poll().is_over
    job.cancel()
    assert isinstance(job.poll().error, CancelledJob)
    assert is_gone(job.pid)
    job.cancel()
    assert isinstance(job.wait().error, CancelledJob)


def test_a_process_that_dies_is_told() -> None:
    job = start_writing(*large(), by_name("pptx"), Choices(), PICTURES.get)
    os.kill(job.pid, signal.SIGTERM)
    assert "unexpected end" in str(job.wait().error)


def test_a_picture_that_cannot_be_had_is_left_out() -> None:
    state = start_writing(SNAPSHOT, MAPS, by_name("html"), Choices(), lambda _: None).wait()
    assert state.result is not None


def test_saving_can_be_cancelled_half_way_and_leaves_the_older_file(tmp_path: Path) -> None:
    out, stop = tmp_path / "map.pptx", threading.Event()
    out.write_bytes(b"older")
    seen: list[int] = []

    def stopped() -> bool:
        seen.append(len(list(tmp_path.iterdir())))
        return len(seen) == 2 or stop.is_set()

    with pytest.raises(CancelledJob):
        deliver(b"x" * 5_000_000, out, stopped)
    assert seen == [2, 2], "it was under way"
    assert [path.name for path in tmp_path.iterdir()] == ["map.pptx"]
    assert out.read_bytes() == b"older"
    assert deliver(b"newer", out).read_bytes() == b"newer"
