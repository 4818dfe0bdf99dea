# SPDX-License-Identifier: Apache-2.0
"""doctor tells what is missing, with the line that installs it."""

import re
import sys
from pathlib import Path

import pytest

from journey_studio.cli import libraries
from tests.cli.processes import failed, fails, process, succeeded, succeeds

LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Qt brings all elsewhere")


def test_on_this_computer_nothing_is_missing() -> None:
    run = succeeded(process("doctor"))
    for word in ("Python 3.", "pyside6", "Qt: starts", "Journey Inter", "Backups: ", "Clock: "):
        assert word in run.out
    assert run.out.endswith("Nothing is missing.\n")


@LINUX
def test_a_missing_library_is_named_with_the_line_that_installs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(libraries.DRAWING, "libnothing-like-this.so.1", "libnothing1")
    line = fails("doctor")
    assert "libnothing-like-this.so.1" in line
    assert line.endswith("apt-get install -y --no-install-recommends libnothing1")


def test_the_libraries_are_those_the_set_up_installs(project: Path) -> None:
    script = (project / "packaging" / "setup.sh").read_text(encoding="utf-8")
    listed = re.search(r"LIBRARIES='\n(.*?)'", script, re.DOTALL)
    assert listed
    assert dict(line.split() for line in listed[1].splitlines()) == libraries.DRAWING


def test_a_broken_qt_is_told(tmp_path: Path) -> None:
    (tmp_path / "PySide6").mkdir()
    (tmp_path / "PySide6" / "__init__.py").write_text("")
    run = process("doctor", PYTHONPATH=f"{tmp_path}:{Path(__file__).parents[2]}")
    assert run.code == 1
    assert "Qt does not start" in run.err
    assert len([line for line in run.err.splitlines() if line.startswith("error: ")]) == 1


def test_a_library_that_is_missing_when_it_is_needed_is_named(tmp_path: Path) -> None:
    project = tmp_path / "x.journey"
    succeeds("new", project, "--sample")
    (tmp_path / "PySide6").mkdir()
    (tmp_path / "PySide6" / "__init__.py").write_text(
        "raise ImportError('libEGL.so.1: cannot open shared object file: No such file')"
    )
    path = f"{tmp_path}:{Path(__file__).parents[2]}"
    line = failed(process("export", project, tmp_path / "x.png", PYTHONPATH=path))
    assert line.startswith("error: A library of the system is missing (libEGL.so.1")
    assert line.endswith("libegl1")
    assert not (tmp_path / "x.png").exists()
