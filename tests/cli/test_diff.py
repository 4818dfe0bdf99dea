# SPDX-License-Identifier: Apache-2.0
"""Saying on the command line what differs: two files, two maps, a version and now."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from journey_studio.model.change import Author, Clock
from journey_studio.model.commands import Add, Delete, Edit, Move, NameVersion
from journey_studio.session import new_sample, open_session
from tests.cli.processes import failed, fails, journey_studio, process, succeeded, succeeds

MAP = "Basel to the sea by night train"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("diff") / "before.journey"
    new_sample(path).close()
    return path


@pytest.fixture
def before(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(original, tmp_path / "before.journey"))


@pytest.fixture
def after(before: Path, tmp_path: Path) -> Path:
    """A copy in which a card was added, one deleted, one moved and one rewritten."""
    path = Path(shutil.copy(before, tmp_path / "after.journey"))
    with open_session(path) as session:
        map_id = session.map_ids[0]
        snapshot, apply = session.snapshot, session.document.apply
        steps = snapshot.steps_of_map(map_id)
        lane = next(lane for lane in snapshot.lanes(map_id) if lane.title == "What they do")
        cards = [card for step in steps for card in snapshot.cards(lane.id, step.id)]
        apply(NameVersion(title="After the workshop"))
        apply(Add(kind="card", under=(lane.id, steps[0].id), values={"text": "Dreams of it"}))
        apply(Delete(ids=(cards[1].id,)))
        apply(Move(ids=(cards[2].id,), under=(lane.id, steps[-1].id)))
        apply(Edit(id=cards[0].id, values={"text": "Sees a photo from the train"}))
    return path


def test_two_files_are_told_apart_card_by_card(before: Path, after: Path) -> None:
    run = succeeded(process("diff", before, after))
    lines = [line.strip() for line in run.out.splitlines()]
    assert lines[0] == "before.journey compared with after.journey"
    assert "1 added, 1 removed, 1 moved, 1 changed" in lines
    assert "+ Card “Dreams of it” (What they do, at “Get the idea”)" in lines
    assert any(line.startswith("− Card “") for line in lines)
    assert any(line.startswith("> Card “") and "→" in line for line in lines)
    assert (
        "Text: Sees a friend's photo from the train window → Sees a photo from the train" in lines
    )
    assert run.err == ""


def test_a_file_and_itself_say_the_same(before: Path) -> None:
    run = succeeds("diff", before, before)
    assert run.out.count("Both say the same.") == 2  # the sample holds two maps


def test_the_json_has_the_form_that_is_written_down(before: Path, after: Path) -> None:
    found = succeeds("diff", before, after, "--json", "--map", MAP).json
    assert list(found) == ["form", "before", "after", "maps", "removed_maps", "added_maps"]
    assert found["form"] == 1
    (one,) = found["maps"]
    assert one["title"] == [MAP, MAP]
    assert one["counts"] == {"added": 1, "removed": 1, "moved": 1, "changed": 1, "points": 0}
    assert one["hash"][0] != one["hash"][1]
    (added,) = one["added"]
    assert added["id"][0] is None
    assert added["name"] == "Dreams of it"
    assert added["place"][1]["step"]["title"] == "Get the idea"
    (changed,) = one["changed"]
    assert changed["changes"][0]["register"] == "text"
    words = (Path(__file__).parents[2] / "docs" / "comparison.md").read_text(encoding="utf-8")
    for name in (*found, *one, *added, *changed):
        assert f"`{name}`" in words, f"docs/comparison.md does not say what {name} is"


def test_a_named_version_is_compared_with_now(after: Path) -> None:
    found = succeeds("diff", f"{after}@after the workshop", after, "--json").json
    assert found["before"]["at"] == "after the workshop"
    assert found["maps"][0]["counts"]["added"] == 1


def test_a_moment_is_compared_with_now(after: Path) -> None:
    later = datetime.now().astimezone().isoformat()
    assert "Both say the same." in succeeds("diff", f"{after}@{later}", after).out
    error = fails("diff", f"{after}@1999-12-31", after)
    assert "held nothing yet at 1999-12-31" in error


def test_what_a_moment_held_is_what_had_been_written_by_then(tmp_path: Path) -> None:
    path = tmp_path / "slow.journey"
    new_sample(path).close()
    with open_session(path, author=Author("Ada")) as session:
        clock = Clock(lambda: int(datetime(2031, 5, 4, 12, tzinfo=UTC).timestamp() * 1000))
        session.document.clock = clock
        title = {"title": "Renamed in May"}
        session.document.apply(Edit(id=session.map_ids[0], values=title))
    found = succeeds("diff", f"{path}@2031-05-03", path, "--json").json
    assert found["maps"][0]["title"] == [MAP, "Renamed in May"]


def test_two_maps_of_one_file_are_compared_by_their_titles(before: Path) -> None:
    args = ("--map", MAP, "--map", "Refund without a form")
    run = succeeds("diff", before, before, *args)
    assert f"{MAP} → Refund without a form" in run.out


def test_a_poster_is_made_of_what_differs(before: Path, after: Path, tmp_path: Path) -> None:
    out = tmp_path / "diff.svg"
    run = succeeds("diff", before, after, "--map", "1", "--poster", out)
    assert out.exists()
    assert str(out) in run.out
    words = out.read_text(encoding="utf-8")
    assert "What has changed" in words
    assert "1 added" in words


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (["{a}@Nobody named it", "{a}"], "no named versions"),
        (["{a}", "{a}", "--map", "No such map"], "has no map called"),
        (["{a}", "{a}", "--map", "1", "--map", "1", "--map", "1"], "more than twice"),
        (["{a}", "{a}", "--poster", "x.pdf"], "A poster shows one compared map"),
        (["{a}", "nowhere.journey"], "nowhere.journey"),
    ],
)
def test_what_cannot_be_compared_is_said_in_one_line(
    before: Path, wrong: list[str], said: str
) -> None:
    assert said in fails("diff", *(word.format(a=before) for word in wrong))


def test_a_side_too_few_is_a_mistake_of_the_command(before: Path) -> None:
    run = journey_studio("diff", before)
    assert run.code == 2
    assert "journey-studio --help" in failed(run) or "B" in failed(run)
