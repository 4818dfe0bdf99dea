# SPDX-License-Identifier: Apache-2.0
"""A project file made from a shared folder appears with everything in it, or not at all."""

from pathlib import Path

import pytest

from journey_studio.errors import JourneyError
from journey_studio.model.canonical import map_hashes
from journey_studio.model.commands import Edit
from journey_studio.session import new_project, new_sample, open_session
from journey_studio.session.joining import JoiningStopped, join, shared_in
from journey_studio.session.sharing import share, sync_once
from journey_studio.store.check import check
from journey_studio.store.errors import ProjectExists
from journey_studio.sync.errors import FolderGone, NotShared
from tests.session.sharers import agree, shared_folder, text, two, write
from tests.store.projects import names


def test_everything_is_there_and_stays_shared(tmp_path: Path) -> None:
    folder = shared_folder(tmp_path)
    with new_sample(tmp_path / "a.journey", "Night train") as first:
        sync_once(first, folder)
        steps: list[str] = []
        with join(folder, tmp_path / "b.journey", lambda step, *_: steps.append(step)) as second:
            assert agree(first, second)
            assert map_hashes(first.snapshot) == map_hashes(second.snapshot)
            assert second.folder == folder
            assert second.read_only_reason is None
            assert sync_once(second).complete
            assert second.document.apply(Edit(id=first.map_ids[0], values={"title": "New"}))
    assert set(steps) >= {"reading", "pictures"}
    assert check(tmp_path / "b.journey") == []
    assert [found.title for found in shared_in(folder)] == ["Night train"]


def test_change_sets_lie_in_the_order_they_were_made(tmp_path: Path) -> None:
    with two(tmp_path) as (ada, grace):
        for number in range(20):
            write(ada if number % 3 else grace, f"text {number}", number % 4)
            if not number % 5:
                sync_once(grace)
                sync_once(ada)
        for session in (ada, grace, ada):
            sync_once(session)
        assert ada.folder is not None
        with join(ada.folder, tmp_path / "c.journey") as third:
            assert agree(ada, third)
            stamps = [change.order for change in third.project.journal.changes()]
            assert stamps == sorted(stamps)


def test_a_name_that_is_taken_is_refused(tmp_path: Path) -> None:
    with two(tmp_path) as (ada, _):
        assert ada.folder is not None
        before = ada.path.read_bytes()
        with pytest.raises(ProjectExists):
            join(ada.folder, ada.path)
        assert ada.path.read_bytes() == before


@pytest.mark.parametrize("after", [0, 1, 5, 9])
def test_who_changes_their_mind_gets_no_file(tmp_path: Path, after: int) -> None:
    folder = shared_folder(tmp_path)
    new_sample(tmp_path / "a.journey").close()
    with open_session(tmp_path / "a.journey") as first:
        sync_once(first, folder)
    asked: list[int] = []

    def stopped() -> bool:
        asked.append(1)
        return len(asked) > after

    with pytest.raises(JoiningStopped):
        join(folder, tmp_path / "b.journey", stopped=stopped)
    assert names(tmp_path) == ["a.journey", "shared"]


def test_several_projects_in_a_folder_are_named(tmp_path: Path) -> None:
    folder = shared_folder(tmp_path)
    for title in ("Library", "Night train"):
        with new_project(tmp_path / f"{title}.journey", title) as session:
            sync_once(session, folder)
            project = session.document.project
    with pytest.raises(NotShared, match=r"“Library” in .*; “Night train” in"):
        join(folder, tmp_path / "b.journey")
    assert not (tmp_path / "b.journey").exists()
    with join(folder, tmp_path / "b.journey", project=project) as chosen:
        assert chosen.document.project == project
    place = next(found.path for found in shared_in(folder) if found.project == project)
    with join(place, tmp_path / "c.journey") as chosen:
        assert chosen.document.project == project
        assert sync_once(chosen).complete


def test_a_folder_with_nothing_to_join_is_told(tmp_path: Path) -> None:
    folder = shared_folder(tmp_path)
    file = tmp_path / "b.journey"
    with pytest.raises(NotShared, match="No shared project"):
        join(folder, file)
    with pytest.raises(FolderGone):
        join(tmp_path / "none", file)
    with new_project(tmp_path / "a.journey") as session:
        share(session, folder)  # and nothing was sent
    with pytest.raises(NotShared, match="not arrived"):
        join(folder, file)
    with pytest.raises(JourneyError):
        join(folder, tmp_path / "no such folder" / "b.journey")
    assert names(tmp_path) == ["a.journey", "shared"]


def test_a_damaged_pack_is_left_out_until_it_is_whole(tmp_path: Path) -> None:
    folder = shared_folder(tmp_path)
    new_sample(tmp_path / "a.journey").close()
    with open_session(tmp_path / "a.journey") as first:
        sync_once(first, folder)
        card = write(first, "late")
        sync_once(first)
        late = max(folder.rglob("c-*.jsf"), key=lambda path: path.stat().st_mtime_ns)
        whole = late.read_bytes()
        late.write_bytes(whole[: len(whole) // 2])
        with join(folder, tmp_path / "b.journey") as second:
            assert text(second, card) != "late"
            late.write_bytes(whole)
            sync_once(second)
            assert agree(first, second)
