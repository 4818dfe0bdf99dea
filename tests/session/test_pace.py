# SPDX-License-Identifier: Apache-2.0
"""When a round with the shared folder is due, by a clock that is set by hand."""

import time
from pathlib import Path
from threading import Event, Thread

import pytest

from journey_studio.session.errands import Errands, Stopped, at_once
from journey_studio.session.pace import LATEST, REST, Pace
from journey_studio.session.watching import Watch, is_remote, poll_of


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def _resting(clock: Clock, poll: float = 15.0) -> Pace:
    pace = Pace(poll, clock)
    assert pace.wait()  # the first round is due at once
    pace.done(well=True)
    return pace


def test_an_edit_is_sent_after_a_moment_of_rest(clock: Clock) -> None:
    pace = _resting(clock)
    assert pace.left() == 15.0
    pace.edited()
    assert pace.left() == REST
    clock.now += 0.7
    pace.edited()
    assert pace.left() == REST
    clock.now += REST
    assert pace.wait()
    assert not pace.unsent


def test_somebody_who_never_rests_is_sent_all_the_same(clock: Clock) -> None:
    pace = _resting(clock)
    began = clock.now
    while pace.left() > 0:
        pace.edited()
        clock.now += 0.25
    assert clock.now - began == LATEST


def test_a_hint_brings_a_round_soon_and_edits_do_not_delay_it(clock: Clock) -> None:
    pace = _resting(clock)
    pace.hinted()
    assert 0 < pace.left() < 0.5
    pace.edited()
    assert 0 < pace.left() < 0.5


def test_after_a_failure_rounds_are_seldomer_whatever_happens(clock: Clock) -> None:
    pace = _resting(clock)
    waits = []
    for _ in range(5):
        pace.done(well=False)
        pace.edited()
        pace.hinted()
        waits.append(pace.left())
    assert waits == [2, 4, 8, 15, 15]
    pace.asked()
    assert pace.left() == 0  # but for somebody who asks
    assert pace.wait()
    pace.done(well=True)
    assert pace.left() == 15


def test_what_is_told_while_a_round_goes_on_is_for_the_next_one(clock: Clock) -> None:
    pace = _resting(clock)
    clock.now += 15
    assert pace.wait()
    pace.hinted()
    clock.now += 0.1
    pace.done(well=True)
    assert 0 < pace.left() < 0.5
    clock.now += 0.5
    assert pace.wait()
    pace.asked()
    pace.done(well=True)
    assert pace.left() == 0
    assert pace.wait()
    pace.hinted()
    pace.done(well=False)
    assert pace.left() == 2  # a hint is no reason to try again what has just failed
    clock.now += 2
    assert pace.wait()
    pace.asked()
    pace.done(well=False)
    assert pace.left() == 0


def test_the_end_leaves_what_was_not_sent_to_be_seen(clock: Clock) -> None:
    pace = _resting(clock)
    pace.edited()
    pace.end()
    assert not pace.wait()
    assert pace.unsent


def test_a_round_wakes_up_for_an_edit() -> None:
    pace = Pace(600.0)
    assert pace.wait()
    pace.done(well=True)
    woken = Event()

    def wait() -> None:
        if pace.wait():
            woken.set()

    Thread(target=wait, daemon=True).start()
    pace.asked()
    assert woken.wait(10)


def test_errands_are_done_by_the_thread_they_are_for() -> None:
    calls: list[object] = []
    errands = Errands(calls.append)
    results: list[object] = []

    def work() -> None:
        results.append(errands.do(lambda: 42))
        for failing in (lambda: 1 / 0, lambda: None):
            try:
                errands.do(failing)
            except (ZeroDivisionError, Stopped) as error:
                results.append(type(error))
        with pytest.raises(Stopped):
            errands.do(lambda: results.append("never"))
        errands.post(lambda: results.append("never"))

    worker = Thread(target=work)
    worker.start()
    while len(calls) < 2:
        errands.run()
    while len(calls) < 3:
        time.sleep(0.001)
    errands.end()
    worker.join(10)
    assert results == [42, ZeroDivisionError, Stopped]
    errands.run()


def test_one_thread_alone_does_its_errands_at_once() -> None:
    assert Errands(at_once).do(lambda: "done") == "done"


def test_a_watch_tells_of_new_files_and_of_nothing_after_its_end(tmp_path: Path) -> None:
    changed = Event()
    watch = Watch(tmp_path, changed.set)
    watch.keep()
    for number in range(100):
        (tmp_path / f"{number}").write_text("x")
        if changed.wait(0.1):
            break
    assert changed.is_set()
    watch.keep()
    watch.close()
    watch.keep()


def test_what_came_before_the_watch_began_is_told(tmp_path: Path) -> None:
    (tmp_path / "there already").write_text("x")
    changed = Event()
    watch = Watch(tmp_path, changed.set)
    watch.keep()
    assert changed.wait(20)
    watch.close()


def test_a_watch_of_nothing_is_no_failure(tmp_path: Path) -> None:
    watch = Watch(tmp_path / "none", lambda: None)
    watch.keep()
    watch.close()


def test_a_folder_here_is_looked_at_more_often_than_one_elsewhere(tmp_path: Path) -> None:
    assert not is_remote(tmp_path)
    assert poll_of(tmp_path) < 5
