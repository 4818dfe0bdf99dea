# SPDX-License-Identifier: Apache-2.0
"""What tests of the carrier begin with: people, and a folder they share."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.conftest import report
from tests.sync.copies import Copy

__all__ = ["join", "report", "shared"]

Join = Callable[[str], Copy]


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A folder that everybody has."""
    folder = tmp_path / "shared"
    folder.mkdir()
    return folder


@pytest.fixture
def join(tmp_path: Path, shared: Path) -> Join:
    """A person with a copy of the project; the first one shares it."""

    def joined(name: str) -> Copy:
        copy = Copy(tmp_path / "homes", name, shared)
        copy.share()
        copy.open()
        return copy

    return joined
