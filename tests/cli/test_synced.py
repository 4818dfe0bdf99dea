# SPDX-License-Identifier: Apache-2.0
"""Commands on projects that lie in a synced folder: through the working copy, as in a window."""

import json
import os
import shutil
import signal
from pathlib import Path

import pytest

from journey_studio.model.commands import Edit
from journey_studio.session import new_project, open_session
from journey_studio.session.keeping import open_kept
from journey_studio.store.working import kept_for
from tests.cli.processes import fails, hear, journey_studio, process, succeeded, succeeds, watching
from tests.store.projects import names

DIAGRAM = "journey\n  title Going by bus\n  Wait: 2\n"


@pytest.fixture
def original(tmp_path: Path) -> Path:
    """A project in a folder that Syncthing looks after."""
    folder = tmp_path / "team"
    (folder / ".stfolder").mkdir(parents=True)
    path = folder / "plan.journey"
    new_project(path).close()
    return path


def _script(tmp_path: Path, title: str) -> Path:
    """A command file that makes one map."""
    path = tmp_path / f"{title}.json"
    path.write_text(json.dumps([{"do": "add", "kind": "map", "values": {"title": title}}]))
    return path


def _titles(path: Path) -> list[str]:
    """The maps in the file as it lies there."""
    with open_session(path, read_only=True) as session:
        return sorted(each.title for each in session.snapshot.maps())


def test_what_a_command_edits_is_written_back_whole(tmp_path: Path, original: Path) -> None:
    there = original.stat().st_ino
    succeeds("apply", original, _script(tmp_path, "By train"))
    assert _titles(original) == ["By train"]
    assert original.stat().st_ino != there, "edited elsewhere, and put in its place at once"
    (kept,) = kept_for(original)
    assert _titles(kept) == ["By train"]
    assert names(original.parent) == [".stfolder", "plan.journey"]


def test_a_diagram_is_added_to_it(tmp_path: Path, original: Path) -> None:
    diagram = tmp_path / "bus.mmd"
    diagram.write_text(DIAGRAM, encoding="utf-8")
    succeeds("import", diagram, original, "--add")
    assert _titles(original) == ["Going by bus"]


def test_what_a_colleague_left_beside_it_comes_along(tmp_path: Path, original: Path) -> None:
    succeeds("apply", original, _script(tmp_path, "Mine"))
    beside = original.with_name("plan.sync-conflict-20261122-101010-ABCDEFG.journey")
    colleague = tmp_path / "colleague.journey"
    shutil.copy(original, colleague)
    succeeds("apply", colleague, _script(tmp_path, "Theirs"))
    shutil.copy(colleague, beside)
    run = succeeded(journey_studio("apply", original, _script(tmp_path, "Mine too")))
    assert beside.name in run.err
    assert _titles(original) == ["Mine", "Mine too", "Theirs"]
    assert beside.exists(), "it is put away by a person"


def test_what_is_refused_takes_nothing_from_it(tmp_path: Path, original: Path) -> None:
    succeeds("apply", original, _script(tmp_path, "One"))
    wrong = tmp_path / "wrong.json"
    wrong.write_text(json.dumps([{"do": "edit", "id": "map-none", "values": {"title": "Two"}}]))
    fails("apply", original, wrong)
    assert _titles(original) == ["One"]


def test_one_that_is_open_in_a_window_is_left_alone(tmp_path: Path, original: Path) -> None:
    with open_kept(original):
        before = original.read_bytes()
        line = fails("apply", original, _script(tmp_path, "Meanwhile"))
        assert "open" in line
        assert original.read_bytes() == before


def test_where_it_is_gone_nothing_is_done(tmp_path: Path, original: Path) -> None:
    succeeds("apply", original, _script(tmp_path, "One"))
    (kept,) = kept_for(original)
    original.unlink()
    line = fails("apply", original, _script(tmp_path, "Two"))
    assert "is not in" in line
    assert str(kept) in line
    assert _titles(kept) == ["One"]
    assert not original.exists()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_where_it_cannot_be_written_the_reason_is_told(tmp_path: Path, original: Path) -> None:
    original.parent.chmod(0o500)
    try:
        fails("apply", original, _script(tmp_path, "One"))
    finally:
        original.parent.chmod(0o700)
    assert _titles(original) == []


def test_it_is_shared_and_takes_what_comes(tmp_path: Path, original: Path) -> None:
    shared, other = tmp_path / "shared", tmp_path / "other.journey"
    shared.mkdir()
    succeeds("sync", original, "--folder", shared)
    succeeds("join", shared, other)
    succeeds("apply", other, _script(tmp_path, "From elsewhere"))
    succeeds("sync", other)
    assert "Received 1 change" in succeeds("sync", original).out
    assert _titles(original) == ["From elsewhere"]
    assert "Received 0 changes" in succeeded(process("sync", original)).out


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_watching_writes_back_what_has_come(tmp_path: Path, original: Path) -> None:
    shared, other = tmp_path / "shared", tmp_path / "other.journey"
    shared.mkdir()
    succeeds("sync", original, "--folder", shared)
    succeeds("join", shared, other)
    program = watching(original)
    succeeds("apply", other, _script(tmp_path, "While it watches"))
    succeeds("sync", other)
    hear(program, "Received 1 change")
    program.send_signal(signal.SIGINT)
    _, err = program.communicate(timeout=60)
    assert program.returncode == 0, err
    assert _titles(original) == ["While it watches"]
    with open_kept(original) as session:
        (made,) = session.snapshot.maps()
        session.document.apply(Edit(id=made.id, values={"goal": "Nobody holds it any more"}))
