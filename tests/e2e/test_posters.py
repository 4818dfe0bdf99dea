# SPDX-License-Identifier: Apache-2.0
"""A person makes a poster from the window, while the work goes on."""

from pathlib import Path

from pypdf import PdfReader
from PySide6.QtWidgets import QDialog, QPushButton

from journey_studio.ui.exporting.dialog import ExportDialog
from journey_studio.ui.exporting.task import ExportTask
from tests.e2e.pilot import Answers, Pilot, button, settle
from tests.hands import wait_until

FRIEND = "Sees a friend's photo"


def _task(pilot: Pilot) -> ExportTask:
    found = [strip for strip in pilot.window.notices.strips() if isinstance(strip, ExportTask)]
    assert len(found) == 1
    return found[0]


def _looked(dialog: QDialog) -> ExportDialog:
    assert isinstance(dialog, ExportDialog)
    wait_until(lambda: dialog.report is not None)
    return dialog


def test_a_poster_is_made_beside_the_work(pilot: Pilot, answers: Answers, tmp_path: Path) -> None:
    card = pilot.card(FRIEND)
    pilot.click(card)
    selection = pilot.canvas.selection
    out = tmp_path / "poster.pdf"

    def choose_a0(dialog: QDialog) -> None:
        asked = _looked(dialog)
        asked.choose("pdf")
        form = asked.form
        form.choose_paper("A0")
        button(dialog, "Export…").click()

    answers.do(choose_a0)
    answers.save_as(out)
    pilot.choose("file.export")
    task = _task(pilot)
    assert pilot.canvas.selection == selection, "an export leaves the selection alone"
    pilot.choose("edit.delete")
    assert pilot.cards(FRIEND) == [], "the window works while the poster is made"
    wait_until(lambda: not task.running, 60)
    assert task.text.startswith("poster.pdf is ready.")
    assert [each.text() for each in task.findChildren(QPushButton) if each.isVisible()] == [
        "Open",
        "Open folder",
    ]
    page = PdfReader(out).pages[0]
    assert sorted(round(float(side) / 72 * 25.4) for side in page.mediabox[2:]) == [841, 1189]
    assert FRIEND in page.extract_text().replace("\n", " ").replace("’", "'")


def test_cancel_stops_a_poster_and_leaves_nothing(
    pilot: Pilot, answers: Answers, tmp_path: Path
) -> None:
    out = tmp_path / "large.png"
    out.write_bytes(b"an older poster")

    def choose_png(dialog: QDialog) -> None:
        assert isinstance(dialog, ExportDialog)
        dialog.choose("png")
        dialog.form.choose_paper("A0")
        dialog.form.dots.choose(600)
        button(dialog, "Export…").click()

    answers.do(choose_png)
    answers.save_as(out)
    answers.press("Replace")
    pilot.choose("file.export")
    task = _task(pilot)
    wait_until(lambda: task.bar.value() > 0, 60)
    assert task.text != "The poster is being made"
    button(task, "Cancel").click()
    settle()
    assert not task.running
    assert task.text.startswith("The export was cancelled")
    assert out.read_bytes() == b"an older poster"
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix != ".journey") == [
        "large.png"
    ]


def test_the_dialog_says_how_small_texts_print_and_offers_better(
    pilot: Pilot, answers: Answers
) -> None:
    seen: list[str] = []

    def look(dialog: QDialog) -> None:
        asked = _looked(dialog)
        asked.form.choose_paper("A4")
        wait_until(lambda: asked.report is None)
        _looked(dialog)
        seen.append(asked.found)
        offers = [each.text() for each in asked.offers]
        assert offers[0] == "Use A0"
        assert offers[1].startswith("Put together from ")
        assert offers[1].endswith(" sheets of A3")
        asked.offers[0].click()
        assert asked.form.paper.currentData() == "A0"
        wait_until(lambda: asked.report is None)
        _looked(dialog)
        seen.append(asked.found)
        asked.form.choose_paper("A4")
        wait_until(lambda: asked.report is None)
        _looked(dialog)
        asked.offers[1].click()
        assert asked.form.tile.currentData() == "A3"
        wait_until(lambda: asked.report is None)
        _looked(dialog)
        seen.append(asked.found)
        dialog.reject()

    answers.do(look)
    pilot.choose("file.export")
    assert "prints at" in seen[0]
    assert "hard to read" in seen[0]
    assert seen[1].startswith("One page. The smallest text prints at ")
    assert "hard to read" not in seen[1]
    assert "hard to read" not in seen[2]


def test_choices_that_do_not_go_together_cannot_be_exported(pilot: Pilot, answers: Answers) -> None:
    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, ExportDialog)
        dialog.form.choose_paper("5080x5080mm", "A4")
        wait_until(lambda: "at most" in dialog.found)
        assert not button(dialog, "Export…").isEnabled()
        dialog.form.choose_paper("A1")
        _looked(dialog)
        assert button(dialog, "Export…").isEnabled()
        dialog.reject()

    answers.do(look)
    pilot.choose("file.export")


def test_a_folder_that_is_gone_is_told_in_words(
    pilot: Pilot, answers: Answers, tmp_path: Path
) -> None:
    answers.do(lambda dialog: button(dialog, "Export…").click())
    answers.save_as(tmp_path / "gone" / "poster.pdf")
    pilot.choose("file.export")
    task = _task(pilot)
    wait_until(lambda: not task.running)
    assert "does not exist" in task.text
    assert task.kind == "failure"


def test_closing_asks_before_it_stops_a_poster(
    pilot: Pilot, answers: Answers, tmp_path: Path
) -> None:
    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, ExportDialog)
        dialog.choose("png")
        dialog.form.choose_paper("A0")
        button(dialog, "Export…").click()

    answers.do(choose)
    answers.save_as(tmp_path / "poster.png")
    pilot.choose("file.export")
    answers.press("Cancel")
    pilot.window.close()
    assert pilot.window.isVisible()
    assert answers.seen[-1].startswith("A poster is still being made.")
    answers.press("Stop and close")
    pilot.window.close()
    settle()
    assert pilot.desk.windows == []
    assert not (tmp_path / "poster.png").exists()
