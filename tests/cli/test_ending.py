# SPDX-License-Identifier: Apache-2.0
"""Ctrl+C, and the end that the system asks for, in the midst of work."""

import os
import signal
import sys

import pytest

from journey_studio.cli.ending import Stop, Terminated

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


@pytest.mark.parametrize(
    ("number", "meaning"), [(signal.SIGINT, KeyboardInterrupt), (signal.SIGTERM, Terminated)]
)
def test_an_end_is_heard_when_the_work_in_hand_is_done(
    number: signal.Signals, meaning: type[BaseException]
) -> None:
    stop = Stop()
    done = []
    with stop.listening():
        while not stop.asked():
            os.kill(os.getpid(), number)
            done.append("all of it")
    assert done == ["all of it"]
    with pytest.raises(meaning):
        stop.end()


def test_where_nobody_wants_an_end_there_is_none() -> None:
    stop = Stop()
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    with stop.listening():
        assert not stop.asked()
    stop.end()
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] == before
