# SPDX-License-Identifier: Apache-2.0
"""The program is killed, and the next one offers what was open."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox

from journey_studio.store.places import open_folder
from journey_studio.ui.windows import Windows
from tests.e2e.pilot import Answers, Pilot, settle
from tests.hands import wait_until

Start = Callable[[Path | None], Pilot]

# The whole program, with one edit made through its window as soon as it shows the map.
PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from journey_studio.app import run

app = QApplication([])

def edit():
    windows = [each for each in app.topLevelWidgets() if getattr(each, "canvas", None)]
    if not windows:
        QTimer.singleShot(20, edit)
        return
    windows[0].canvas.add_stage()
    windows[0].canvas.finish_writing()
    print("edited", flush=True)

QTimer.singleShot(0, edit)
sys.exit(run(Path(sys.argv[1])))
"""


@pytest.fixture
def running(sample: Path) -> subprocess.Popen[str]:
    """The program in a process of its own, after an edit."""
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(sample)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "edited\n"
    return process


def test_after_a_crash_the_next_start_offers_what_was_open(
    running: subprocess.Popen[str], start: Start, answers: Answers, sample: Path
) -> None:
    running.kill()
    running.communicate()
    answers.press("Open again")
    pilot = start(None)
    assert "ended without closing this project" in answers.seen[0]
    assert "Nothing is lost" in answers.seen[0]
    assert str(sample.parent) in answers.seen[0]
    assert pilot.session.path == sample
    titles = [stage.title for stage in pilot.snapshot.stages(pilot.map_id)]
    assert "New stage" in titles, "the edit before the crash is there"


def test_what_is_not_wanted_again_is_not_offered_again(
    running: subprocess.Popen[str], start: Start, desk: Windows, answers: Answers
) -> None:
    running.kill()
    running.communicate()
    answers.press("Not now")
    pilot = start(None)
    assert pilot.window.session is None
    desk.start(None)
    settle()
    assert len(answers.seen) == 1
    assert list(open_folder().glob("*.json")) == []


def test_a_project_that_is_not_ticked_stays_closed(
    running: subprocess.Popen[str], start: Start, answers: Answers
) -> None:
    running.kill()
    running.communicate()

    def untick(dialog: object) -> None:
        dialog.findChildren(QCheckBox)[0].click()  # type: ignore[attr-defined]
        dialog.accept()  # type: ignore[attr-defined]

    answers.do(untick)
    pilot = start(None)
    assert pilot.window.session is None


def test_the_project_asked_for_is_simply_opened(
    running: subprocess.Popen[str], start: Start, sample: Path
) -> None:
    running.kill()
    running.communicate()
    assert start(sample).session.path == sample


def test_a_program_that_runs_keeps_its_project_to_itself(
    running: subprocess.Popen[str], start: Start, answers: Answers, sample: Path
) -> None:
    try:
        pilot = start(None)
        assert answers.seen == [], "what is open elsewhere was not left open by a crash"
        answers.press("Cancel")
        pilot.desk.open(sample)
        assert "already being edited" in answers.seen[0]
    finally:
        running.kill()
        running.communicate()


@pytest.mark.skipif(os.name != "posix", reason="signals of this kind are Unix")
def test_a_polite_kill_closes_the_project(running: subprocess.Popen[str], sample: Path) -> None:
    running.send_signal(signal.SIGTERM)
    assert running.wait(20) == 0
    running.communicate()
    assert list(open_folder().glob("*.json")) == []
    assert not sample.with_name(sample.name + "-journal").exists()
    wait_until(lambda: True)
