# SPDX-License-Identifier: Apache-2.0
"""Two people, two processes, one folder: what both wrote at once is settled in the real panel.

The other person's process shares nothing with the window but the folder; what it ends with is read
from its file by commands, and compared with what the window holds.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton

from journey_studio.model.canonical import map_hashes
from journey_studio.model.digest import content
from journey_studio.model.records import Card
from journey_studio.model.snapshot import Snapshot
from journey_studio.session import Settings, open_session
from journey_studio.session.settings import settings_file
from journey_studio.sync import seen
from journey_studio.sync.envelope import unwrap
from journey_studio.ui.sharing.share_dialog import ShareDialog
from tests.cli.processes import process, succeeded
from tests.e2e.colleague import Colleague, Member
from tests.e2e.pilot import Answers, Pilot, button
from tests.e2e.teaming import Teaming
from tests.hands import wait_until

ANOTHER = "Finds that the nice dates are sold out"
FRIEND = "Sees a friend's photo"
QUEUE = "Reads that the train leaves"
BEN = Settings("Ben Okafor", "Marketing", "Laptop")


@pytest.fixture
def team(tmp_path: Path) -> Path:
    """The folder that both have."""
    folder = tmp_path / "Team maps"
    folder.mkdir()
    return folder


@pytest.fixture
def anna(pilot: Pilot, answers: Answers, team: Path) -> Iterator[Teaming]:
    """Anna, at the window, has shared the project."""
    settings_file().unlink(missing_ok=True)

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, ShareDialog)
        dialog.folder.path.setText(str(team))
        dialog.who.name.setText("Anna Berg")
        dialog.who.department.setText("Customer service")
        button(dialog, "Share").click()

    answers.do(fill)
    found = Teaming.at(pilot)
    found.choose("file.share")
    wait_until(lambda: state(found) == "up_to_date")
    yield found
    settings_file().unlink(missing_ok=True)


@pytest.fixture
def ben(anna: Teaming, team: Path, tmp_path: Path) -> Colleague:
    """Ben has joined, on a computer of his own."""
    assert anna.window.sharing is not None
    home = tmp_path / "ben"
    found = Colleague(home, home / "Ben.journey", BEN)
    found.joins(team)
    return found


def state(anna: Pilot) -> str:
    part = anna.window.sharing_part
    standing = part.standing() if part is not None else None
    return standing.state if standing is not None else ""


def writes(anna: Teaming, card: str, text: str) -> None:
    """Write another text on a card, as a person does."""
    anna.show_at_full_size(card)
    anna.double_click(card)
    anna.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    anna.type(text)
    anna.press(Qt.Key.Key_Return)
    assert text_of(anna, card) == text


def text_of(anna: Teaming, card: str) -> str | None:
    found = anna.snapshot.get(Card, card)
    return None if found is None else found.text


def told(folder: Path) -> dict[str, str]:
    """What each person's copy has last told in the folder: the digest of all it shows, by name."""
    frames = []
    for path in folder.rglob("k-*.jsf"):
        with suppress(FileNotFoundError):  # a newer one has just taken its place
            frames.append(seen.read(unwrap(path.read_bytes())))
    return {each.author.name: each.states[-1].content for each in seen.newest(frames)}


def sent(anna: Teaming, folder: Path) -> None:
    """Let everything of Anna's get to the folder."""
    assert anna.window.sharing is not None
    anna.window.sharing.sync_now()
    digest = digest_of(anna.snapshot)
    wait_until(lambda: told(folder).get("Anna Berg") == digest)


def digest_of(snapshot: Snapshot) -> str:
    return f"{content(snapshot):x}"


def conflict(anna: Teaming, ben: Colleague, folder: Path, *cards: str) -> None:
    """Both rewrite cards before they hear of one another; then both hear."""
    ben.does(*({"do": "edit", "id": card, "values": {"text": "Ben's words"}} for card in cards))
    for card in cards:
        writes(anna, card, "Anna's words")
    sent(anna, folder)
    ben.syncs()
    wait_until(lambda: state(anna) == "needs_you")


def settled_for_both(anna: Teaming, ben: Colleague, folder: Path) -> None:
    """Let everything get everywhere; then both have the same content, by every hash there is."""
    sent(anna, folder)
    ben.syncs()
    wait_until(lambda: state(anna) == "up_to_date")
    assert anna.window.sharing is not None
    digest = digest_of(anna.snapshot)
    for _ in range(6):  # one may look just as the other tidies up: the next look finds everything
        anna.window.sharing.sync_now()
        with suppress(AssertionError):
            wait_until(lambda: _heard_of(anna, BEN.name) == digest, seconds=5)
            break
        ben.syncs()
    assert _heard_of(anna, BEN.name) == digest
    wait_until(lambda: told(folder) == {"Anna Berg": digest, BEN.name: digest})
    with open_session(ben.file, read_only=True) as session:
        assert map_hashes(session.snapshot) == map_hashes(anna.snapshot)
        assert digest_of(session.snapshot) == digest
        assert not session.snapshot.contested
    assert not anna.snapshot.contested
    assert succeeded(process("dump", anna.session.path)).out == ben.dump()


def _heard_of(anna: Teaming, name: str) -> str:
    """The digest that Anna's window has heard of somebody's copy."""
    assert anna.window.sharing is not None
    others = anna.window.sharing.status.others
    return next((each.states[-1].content for each in others if each.author.name == name), "")


def test_what_two_processes_wrote_at_once_is_settled_by_clicking(
    anna: Teaming, ben: Colleague, team: Path
) -> None:
    cards = [anna.card(FRIEND), anna.card(ANOTHER), anna.card(QUEUE)]
    conflict(anna, ben, team, *cards)
    assert anna.window.sharing_part is not None
    assert anna.window.sharing_part.pill.text().strip() == "3 conflicts to settle"
    anna.press_button(_in_sheet(anna, "Show conflicts"))
    wait_until(lambda: len(anna.conflicts) == 3)
    for entry in anna.conflicts:
        assert {offer.text for offer in entry.question.offers} == {"Anna's words", "Ben's words"}
        assert any(each.who.startswith("Ben Okafor, Marketing") for each in entry.question.offers)
        assert any(each.who.startswith("You") for each in entry.question.offers)
    for deed in ("Take mine", "Take theirs"):
        anna.press_button(next(each for each in anna.conflicts[0].taking if each.text() == deed))
    (entry,) = anna.conflicts
    anna.press_button(entry.edit)
    anna.type("Words of both")
    anna.press(Qt.Key.Key_Return)
    assert anna.conflicts == []
    texts = sorted(str(text_of(anna, card)) for card in cards)
    assert texts == ["Anna's words", "Ben's words", "Words of both"]
    settled_for_both(anna, ben, team)
    assert all(f'"{text}"' in ben.dump() for text in texts)


def test_the_other_one_may_settle_it_and_the_panel_empties_by_itself(
    anna: Teaming, ben: Colleague, team: Path
) -> None:
    card = anna.card(FRIEND)
    conflict(anna, ben, team, card)
    anna.open("conflicts")
    assert len(anna.conflicts) == 1
    ben.does({"do": "edit", "id": card, "values": {"text": "Ben has settled it"}})
    ben.syncs()
    wait_until(lambda: text_of(anna, card) == "Ben has settled it")
    wait_until(lambda: not anna.conflicts)
    settled_for_both(anna, ben, team)


def test_both_settle_the_same_conflict_at_once_and_are_asked_once_more(
    anna: Teaming, ben: Colleague, team: Path
) -> None:
    card = anna.card(FRIEND)
    conflict(anna, ben, team, card)
    ben.does({"do": "edit", "id": card, "values": {"text": "Ben's way"}})
    anna.open("conflicts")
    anna.press_button(anna.conflicts[0].taking[0])
    sent(anna, team)
    ben.syncs()
    wait_until(lambda: anna.conflicts)
    (entry,) = anna.conflicts
    assert "Ben's way" in {offer.text for offer in entry.question.offers}
    anna.press_button(next(each for each in entry.taking if each.text() == "Take theirs"))
    assert text_of(anna, card) == "Ben's way"
    settled_for_both(anna, ben, team)


def test_deleted_here_and_edited_in_another_process_is_restored_or_let_go(
    anna: Teaming, ben: Colleague, team: Path
) -> None:
    kept, gone = anna.card(FRIEND), anna.card(ANOTHER)
    ben.does(
        {"do": "edit", "id": kept, "values": {"text": "Ben still needs it"}},
        {"do": "edit", "id": gone, "values": {"text": "Ben has polished it"}},
    )
    for card in (kept, gone):
        anna.show_at_full_size(card)
        anna.click(card)
        anna.press(Qt.Key.Key_Delete)
        assert text_of(anna, card) is None
    sent(anna, team)
    ben.syncs()
    anna.open("conflicts")
    wait_until(lambda: len(anna.departed) == 2)
    wait_until(lambda: state(anna) == "needs_you")
    assert anna.window.sharing_part is not None
    assert anna.window.sharing_part.pill.text().strip() == "2 conflicts to settle"
    for entry in anna.departed:
        assert any("Ben Okafor" in each for each in entry.lost.edits)
        needed = any("Ben still needs it" in each for each in entry.lost.edits)
        anna.press_button(entry.restore if needed else entry.let_go)
    assert anna.departed == []
    assert text_of(anna, kept) == "Ben still needs it"
    assert text_of(anna, gone) is None
    settled_for_both(anna, ben, team)
    assert '"Ben still needs it"' in ben.dump()


def test_deleted_in_another_process_and_edited_here_is_restored(
    anna: Teaming, ben: Colleague, team: Path
) -> None:
    card = anna.card(FRIEND)
    ben.does({"do": "delete", "ids": [card]})
    writes(anna, card, "Anna still needs it")
    sent(anna, team)
    ben.syncs()
    anna.open("conflicts")
    wait_until(lambda: anna.departed)
    (entry,) = anna.departed
    assert "Ben Okafor" in entry.lost.deleted
    anna.press_button(entry.restore)
    assert text_of(anna, card) == "Anna still needs it"
    settled_for_both(anna, ben, team)


def test_two_programs_that_run_meet_again_after_the_folder_was_away(
    anna: Teaming, ben: Colleague, team: Path
) -> None:
    """Both programs keep running; the folder is unplugged, both go on, and it comes back."""
    one, other = anna.card(FRIEND), anna.card(ANOTHER)
    assert anna.window.sharing is not None
    with Member(ben) as member:
        wait_until(lambda: member.ask("facts")["state"] == "up_to_date")
        away = team.with_name("Unplugged")
        team.rename(away)
        member.ask("sync")
        anna.window.sharing.sync_now()
        wait_until(lambda: state(anna) == member.ask("facts")["state"] == "offline")
        member.ask("apply", {"do": "edit", "id": one, "values": {"text": "Ben, on a train"}})
        member.ask("apply", {"do": "edit", "id": other, "values": {"text": "Only Ben"}})
        writes(anna, one, "Anna, in a tunnel")
        away.rename(team)
        member.ask("sync")
        anna.window.sharing.sync_now()
        wait_until(lambda: state(anna) == "needs_you")
        wait_until(lambda: member.ask("facts")["contested"] == 1)
        wait_until(lambda: text_of(anna, other) == "Only Ben")  # each edit comes on its own
        anna.open("conflicts")
        (entry,) = anna.conflicts
        anna.press_button(next(each for each in entry.taking if each.text() == "Take theirs"))
        wait_until(lambda: member.ask("facts")["contested"] == 0)
        facts = member.ask("facts")
        assert facts["maps"] == map_hashes(anna.snapshot)
        assert facts["content"] == digest_of(anna.snapshot)
    settled_for_both(anna, ben, team)


def _in_sheet(anna: Teaming, text: str) -> QPushButton:
    """A button of the sheet that a click on the status opens."""
    part = anna.window.sharing_part
    assert part is not None
    part.pill.click()
    wait_until(lambda: part._sheet is not None and part._sheet.isVisible())
    assert part._sheet is not None
    found = button(part._sheet, text)
    assert isinstance(found, QPushButton)
    return found
