# SPDX-License-Identifier: Apache-2.0
"""The window of the program on a real project file, with a pilot at its wheel."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from journey_studio.session import new_sample
from journey_studio.ui.preferences import Preferences
from journey_studio.ui.style import prepare
from journey_studio.ui.windows import Windows
from tests.e2e.pilot import Answers, Pilot, settle


@pytest.fixture(scope="session")
def sample_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample as a project file, made once."""
    path = tmp_path_factory.mktemp("sample") / "sample.journey"
    new_sample(path).close()
    return path


@pytest.fixture
def sample(sample_project: Path, tmp_path: Path) -> Path:
    """A copy of the sample that a test may change."""
    return Path(shutil.copy(sample_project, tmp_path / "Night train.journey"))


@pytest.fixture
def answers(qapp: QApplication) -> Iterator[Answers]:
    """What the person will say to dialogs; every answer must be used."""
    found = Answers(qapp)
    yield found
    found.stop()
    assert found.left == [], f"{len(found.left)} answers were never asked for"


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Windows]:
    """The program without a window."""
    prepare(qapp)
    found = Windows(qapp, Preferences(look="light"))
    yield found
    found.leave()
    settle()
    assert found.windows == [], "a window did not close"
    found.retire()


@pytest.fixture
def start(desk: Windows) -> Callable[[Path | None], Pilot]:
    """Starts the program, with a project or without."""

    def begin(path: Path | None = None) -> Pilot:
        desk.start(path)
        settle()
        window = desk.windows[-1]
        window.resize(1280, 800)
        settle()
        if window.canvas is not None:
            window.canvas.fit_map()
        return Pilot(desk, window)

    return begin


@pytest.fixture
def pilot(start: Callable[[Path | None], Pilot], sample: Path) -> Pilot:
    """The sample is open, at full size."""
    found = start(sample)
    found.show_at_full_size()
    return found
