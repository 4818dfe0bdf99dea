# SPDX-License-Identifier: Apache-2.0
"""A canvas on a real project file, with a hand at it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journey_studio.canvas.view import CanvasView
from journey_studio.layout.theme import ThemeName, load_theme
from journey_studio.session import Session, new_sample, open_session
from tests.canvas.hand import Hand

SIZE = (1300, 860)
OpenCanvas = Callable[..., Hand]


@pytest.fixture(scope="session")
def sample_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample as a project file, made once."""
    path = tmp_path_factory.mktemp("sample") / "sample.journey"
    new_sample(path).close()
    return path


@pytest.fixture
def open_canvas(
    qapp: QApplication, qtbot: QtBot, sample_project: Path, tmp_path: Path
) -> Iterator[OpenCanvas]:
    """Opens the sample in a window, as often as wanted."""
    opened: list[tuple[CanvasView, Session]] = []

    def begin(theme: ThemeName = "light", *, read_only: bool = False) -> Hand:
        path = tmp_path / f"{len(opened)}.journey"
        shutil.copy(sample_project, path)
        session = open_session(path, read_only)
        view = CanvasView(
            session.document,
            session.map_ids[0],
            load_theme(theme),
            session.picture,
            writable=not read_only,
            add_picture=session.add_picture,
        )
        opened.append((view, session))
        view.resize(*SIZE)
        view.show()
        with qtbot.waitActive(view):
            view.activateWindow()
        view.setFocus()
        hand = Hand(view, session)
        hand.settle()
        return hand

    yield begin
    for view, session in opened:
        view.close_view()
        view.close()
        view.deleteLater()
        session.close()
    qapp.processEvents()


@pytest.fixture
def hand(open_canvas: OpenCanvas) -> Hand:
    """The sample at 100 %, in light, with the stage Book and the first lanes well in view."""
    found = open_canvas()
    found.look_at_cell((found.lane("What they do"), found.step("Choose a berth")))
    return found
