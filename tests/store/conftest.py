# SPDX-License-Identifier: Apache-2.0
"""A home of its own for every test: its backups and notes about open projects are its own."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that backups and notes go to."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setattr("journey_studio.store.places.user_data_path", lambda *_, **__: folder)
    monkeypatch.setattr("journey_studio.store.places.user_state_path", lambda *_, **__: folder)
    return folder
