# SPDX-License-Identifier: Apache-2.0
"""A project shared through a folder: what one person does is there for the other, by itself."""

import io
import os
import shutil
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

import pytest
from PIL import Image

from journey_studio.errors import JourneyError
from journey_studio.model.change import (
    Author,
    Change,
    Clock,
    Label,
    Stamp,
    Write,
    make_change,
    read_change,
)
from journey_studio.model.commands import Add, Edit
from journey_studio.model.document import Delta
from journey_studio.session import new_project, new_sample, open_session
from journey_studio.session.agreement import Verdict
from journey_studio.session.errands import Errands, Stopped
from journey_studio.session.sharing import share, sync_once
from journey_studio.session.sharing_status import problems_of
from journey_studio.store.errors import PictureRefused, ReadOnlyProject
from journey_studio.sync.envelope import name_of, wrap
from journey_studio.sync.errors import NotShared
from tests.session.sharers import (
    Loop,
    agree,
    cards,
    shared_folder,
    sharing,
    spoil_rows,
    text,
    two,
    write,
)


def _picture(colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (30, 20), colour).save(out, "PNG")
    return out.getvalue()


def test_edits_and_pictures_go_both_ways(tmp_path: Path) -> None:
    with two(tmp_path) as (ada, grace):
        assert agree(ada, grace)
        card = write(ada, "from Ada")
        other = write(grace, "from Grace", 1)
        picture = grace.add_picture(_picture("teal"))
        grace.document.apply(Edit(id=cards(grace)[2], values={"picture": picture}))
        sent = sync_once(grace)
        assert (sent.sent, sent.pictures_sent) == (2, 1)
        report = sync_once(ada)
        assert (report.sent, report.received, report.pictures_received) == (1, 2, 1)
        assert sync_once(grace).received == 1
        assert agree(ada, grace)
        assert (text(grace, card), text(ada, other)) == ("from Ada", "from Grace")
        assert [other.author.name for other in sync_once(ada).others] == ["Grace"]
        assert sync_once(ada).complete


def test_what_both_write_at_once_is_the_same_conflict_on_both(tmp_path: Path) -> None:
    with two(tmp_path) as (ada, grace):
        card = write(ada, "Ada's word")
        write(grace, "Grace's word")
        for session in (ada, grace, ada):
            sync_once(session)
        assert agree(ada, grace)
        contested = ada.snapshot.contested[card, "text"]
        assert contested == grace.snapshot.contested[card, "text"]
        assert {head.value for head in contested.heads} == {"Ada's word", "Grace's word"}


def test_the_folder_is_remembered_in_the_file(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"gr\xfc\xdfe 100%")
    folder.mkdir()
    with new_project(tmp_path / "a.journey") as session:
        assert not session.folder
        share(session, folder)
        assert session.folder == folder
    with open_session(tmp_path / "a.journey") as session:
        assert session.folder == folder
        session.keep_folder(None)
    with open_session(tmp_path / "a.journey") as session:
        assert session.folder is None
        with pytest.raises(NotShared, match="not shared yet"):
            sync_once(session)


def test_a_colleagues_edit_arrives_while_both_work(tmp_path: Path) -> None:
    loop = Loop()
    heard: list[Delta] = []
    with two(tmp_path) as (ada, grace):
        grace.document.subscribe(heard.append)
        with sharing(ada, loop) as (_, told), sharing(grace, loop) as (_, hers):
            loop.until(lambda: told.state == hers.state == "up_to_date")
            card = write(ada, "seen at once")
            loop.until(lambda: text(grace, card) == "seen at once")
            write(grace, "answered", 1)
            loop.until(lambda: agree(ada, grace))
            loop.until(lambda: told.state == "up_to_date" and told.last.others)
            assert told.last.others[0].author.name == "Grace"
        assert [delta.changes[0].author.name for delta in heard] == ["Ada", "Grace"]
        assert {threading.current_thread().name} == {"MainThread"}


def test_what_came_is_told_to_everybody_though_one_of_them_fails(tmp_path: Path) -> None:
    loop = Loop()
    heard: list[Delta] = []

    def failing(_delta: Delta) -> None:
        raise ZeroDivisionError("a panel")

    with two(tmp_path) as (ada, grace):
        leave = grace.document.subscribe(failing)
        with sharing(grace, loop) as (_, told):
            grace.document.subscribe(heard.append)
            loop.until(lambda: told.state == "up_to_date")
            card = write(ada, "seen all the same")
            sync_once(ada)
            loop.until(lambda: told.state == "needs_you")
            assert text(grace, card) == "seen all the same"
            assert [delta.after for delta in heard] == [grace.snapshot]
            assert told.last.report is not None
            assert told.last.report.received == 1
            assert "a panel" in told.last.problems[0]
            leave()
            loop.until(lambda: told.state == "up_to_date")
        sync_once(ada)
        assert not sync_once(ada).alarms
        assert agree(ada, grace)


def test_what_came_is_told_though_the_log_cannot_be_read_for_an_alarm(tmp_path: Path) -> None:
    loop = Loop()
    with two(tmp_path) as (ada, grace):
        path = grace.path
        grace.close()
        spoil_rows(path)
        for folder in (tmp_path / "shared").rglob("seen/*"):
            shutil.rmtree(folder)  # Ada has not told of hers yet
        with open_session(path, author=grace.document.author) as again:
            write(again, "from a copy that is wrong", 1)
            sync_once(again)
        with ada.project._database.saving() as writer:
            writer.run("UPDATE change SET data = zeroblob(3) WHERE number = 1")
        with sharing(ada, loop) as (_, told):
            loop.until(lambda: told.state == "needs_you")
            assert told.last.report is not None
            assert told.last.report.received == 1
            assert "damaged" in told.last.problems[0]
        report = sync_once(ada)
        assert "damaged" in str(report.trouble)


def test_closing_sends_what_was_edited_last(tmp_path: Path) -> None:
    loop = Loop()
    with two(tmp_path) as (ada, grace):
        with sharing(ada, loop) as (_, told):
            loop.until(lambda: told.state == "up_to_date")
            card = write(ada, "at the last moment")
        sync_once(grace)
        assert text(grace, card) == "at the last moment"


def test_many_arrivals_come_in_slices_and_all_of_them(tmp_path: Path) -> None:
    loop = Loop()
    slices: list[Delta] = []
    with two(tmp_path) as (ada, grace):
        for number in range(900):
            write(ada, f"edit {number}", number % 7)
        sync_once(ada)
        grace.document.subscribe(slices.append)
        with sharing(grace, loop):
            loop.until(lambda: agree(ada, grace))
        assert len(slices) > 1
        assert sum(len(delta.changes) for delta in slices) == 900


def test_a_folder_that_goes_away_comes_back_by_itself(tmp_path: Path) -> None:
    loop = Loop()
    with two(tmp_path) as (ada, grace):
        folder = ada.folder
        assert folder is not None
        with sharing(ada, loop) as (kept, told):
            loop.until(lambda: told.state == "up_to_date")
            folder.rename(tmp_path / "unplugged")
            card = write(ada, "while it was away")
            loop.until(lambda: told.state == "offline")
            assert f"{folder} is not there" in told.last.problems[0], "as the person knows it"
            (tmp_path / "unplugged").rename(folder)
            loop.until(lambda: told.state == "up_to_date")
            assert kept.status == told.last
        sync_once(grace)
        assert text(grace, card) == "while it was away"
        assert agree(ada, grace)


def test_a_share_that_is_called_otherwise_now_is_found_again(tmp_path: Path) -> None:
    loop = Loop()
    with two(tmp_path) as (ada, grace):
        assert ada.folder is not None
        (share,) = ada.folder.iterdir()
        with sharing(ada, loop) as (kept, told):
            loop.until(lambda: told.state == "up_to_date")
            share.rename(share.with_name(f"{share.name} (1)"))
            card = write(grace, "from Grace")
            assert sync_once(grace).sent == 1
            kept.sync_now()
            loop.until(lambda: text(ada, card) == "from Grace")
        assert agree(ada, grace)


def test_ctrl_c_while_something_is_merged_ends_the_program_and_not_the_sharing_alone() -> None:
    waiting: SimpleQueue[Callable[[], None]] = SimpleQueue()
    errands = Errands(waiting.put)

    def interrupted() -> None:
        raise KeyboardInterrupt

    with ThreadPoolExecutor(1) as others:
        asked = others.submit(errands.do, interrupted)
        with pytest.raises(KeyboardInterrupt):
            waiting.get(timeout=10)()
        with pytest.raises(Stopped):
            asked.result(10)


def test_a_share_that_vanished_is_put_back_by_a_repair(tmp_path: Path) -> None:
    loop = Loop()
    with two(tmp_path) as (ada, grace):
        folder = ada.folder
        assert folder is not None
        with sharing(ada, loop) as (kept, told):
            loop.until(lambda: told.state == "up_to_date")
            shutil.rmtree(next(folder.iterdir()))
            kept.sync_now()
            loop.until(lambda: told.state in ("needs_you", "offline"))
            assert list(folder.iterdir()) == []  # perhaps only a drive that is not connected
            kept.repair()
            loop.until(lambda: told.state == "up_to_date")
        write(grace, "after the repair")
        sync_once(grace)
        sync_once(ada)
        assert agree(ada, grace)


def test_one_who_may_only_read_the_project_only_sends(tmp_path: Path) -> None:
    with two(tmp_path) as (ada, grace):
        card = write(ada, "of the window")
        write(grace, "of a colleague", 1)
        sync_once(grace)
        with open_session(ada.path) as second:
            before = second.snapshot
            report = sync_once(second)
            assert report.sent == 1
            assert second.snapshot is before
            with pytest.raises(ReadOnlyProject):
                share(second, tmp_path)
        sync_once(grace)
        assert text(grace, card) == "of the window"
        assert sync_once(ada).received == 1
        assert agree(ada, grace)
        assert len(sync_once(ada).others) == 1  # no copy of Ada's own tells of itself


def test_one_who_only_sends_reads_the_same_only_once(tmp_path: Path) -> None:
    loop = Loop()
    with two(tmp_path) as (ada, grace):
        write(grace, "of a colleague")
        sync_once(grace)
        with open_session(ada.path) as second, sharing(second, loop) as (kept, told):
            loop.until(lambda: told.state == "up_to_date")
            assert told.last.report is not None
            assert told.last.report.received == 1
            for _ in range(3):
                kept.sync_now()
                loop.rest(0.3)
            reports = [status.report for status in told if status.report is not None]
            assert sum(report.received for report in reports) == 1


def test_a_picture_that_does_not_come_is_told_and_holds_nothing_up(tmp_path: Path) -> None:
    with two(tmp_path) as (ada, grace):
        name = grace.add_picture(_picture("teal"))
        grace.document.apply(Edit(id=cards(grace)[2], values={"picture": name}))
        card = write(grace, "and a word")
        sync_once(grace)
        assert ada.folder is not None
        (place,) = ada.folder.iterdir()
        for pictures in list((place / "pictures").iterdir()):
            if name.startswith(pictures.name):
                pictures.rename(tmp_path / "not yet")
                break
        report = sync_once(ada)
        assert report.received == 2
        assert report.awaited == {name}
        assert text(ada, card) == "and a word"
        assert [sentence for sentence in problems_of(report) if "has not arrived" in sentence]
        (tmp_path / "not yet").rename(pictures)
        report = sync_once(ada)
        assert (report.pictures_received, list(problems_of(report))) == (1, [])


def test_a_wrong_copy_is_noticed_and_made_right(tmp_path: Path) -> None:
    with two(tmp_path) as (ada, grace):
        path, author = grace.path, grace.document.author
        sync_once(grace)
        sync_once(ada)
        right = map(ada.snapshot.records.get, [cards(ada)[0]])
        grace.close()
        card = spoil_rows(path)
        verdicts: list[Verdict] = []
        with open_session(path, author=author) as again:
            assert text(again, card) == "never written"
            sync_once(again, judged=verdicts.append)
            assert verdicts[-1].healed
            assert again.snapshot.records[card] == next(right)
            assert agree(ada, again)
        with open_session(path, author=author) as again:
            assert agree(ada, again)
            sync_once(again, judged=verdicts.append)
            sync_once(ada, judged=verdicts.append)
            assert verdicts[-2:] == [Verdict(), Verdict()]


def test_the_right_copy_is_told_that_the_other_one_differs(tmp_path: Path) -> None:
    loop = Loop()
    with two(tmp_path) as (ada, grace):
        path = grace.path
        sync_once(grace)
        grace.close()
        spoil_rows(path)
        with open_session(path, author=grace.document.author) as again:
            for folder in (path.parent / "shared").rglob("seen/*"):
                shutil.rmtree(folder)  # Ada has not told of hers yet
            sync_once(again)
            with sharing(ada, loop) as (_, told):
                loop.until(lambda: any(status.alarm for status in told))
                assert told.state == "needs_you"
                assert "Grace" in told.last.alarm
                with sharing(again, loop) as (_, hers):
                    loop.until(lambda: agree(ada, again))
                    loop.until(lambda: told.state == hers.state == "up_to_date")
                assert any("made anew" in status.alarm for status in hers)


def test_a_project_made_anew_says_the_same_and_tells_nobody(tmp_path: Path) -> None:
    heard: list[Delta] = []
    with new_sample(tmp_path / "a.journey") as session:
        session.document.subscribe(heard.append)
        assert session.rebuild() is False
        assert heard == []


def test_a_restored_backup_gets_back_what_came_later(tmp_path: Path) -> None:
    with two(tmp_path) as (ada, grace):
        path = grace.path
        shutil.copy(path, tmp_path / "backup.journey")
        write(ada, "after the backup")
        write(grace, "lost with the disk, but sent", 1)
        for session in (grace, ada, grace):
            sync_once(session)
        grace.close()
        shutil.copy(tmp_path / "backup.journey", path)
        with open_session(path) as restored:
            assert sync_once(restored).received == 2
            assert agree(ada, restored)


def test_a_project_file_copied_by_hand_is_one_more_copy(tmp_path: Path) -> None:
    with two(tmp_path) as (ada, grace):
        shutil.copy(grace.path, tmp_path / "clone.journey")
        with open_session(tmp_path / "clone.journey") as clone:
            write(clone, "in the clone", 1)
            write(grace, "in the original", 1)
            for session in (clone, grace, ada, clone, grace):
                sync_once(session)
            assert agree(ada, grace, clone)
            assert len(sync_once(ada).others) == 2


def test_a_copied_folder_is_as_good_as_the_first(tmp_path: Path) -> None:
    with two(tmp_path) as (ada, grace):
        shutil.copytree(tmp_path / "shared", tmp_path / "copied")
        write(ada, "into the first")
        write(grace, "into the copy", 1)
        sync_once(ada)
        sync_once(grace, tmp_path / "copied")
        assert grace.folder == tmp_path / "copied"
        sync_once(ada, tmp_path / "copied")
        sync_once(grace)
        assert agree(ada, grace)


def _foreign(project: str, record: str, register: str, value: object) -> Change:
    stamp = Stamp(1_700_000_000_000, 0, "newer")
    writes = {(record, register): Write(value)}
    return make_change(project, stamp, Author("Newer"), Label("newer.deed"), writes)


def test_what_a_newer_program_wrote_passes_through_unharmed(tmp_path: Path) -> None:
    with two(tmp_path) as (ada, grace):
        project = ada.document.project
        newer = read_change(
            make_change(
                project, Stamp(1, 0, "n"), ada.document.author, Label("x"), {}
            ).data.replace(b'"v":1', b'"v":99')
        )
        strange = [
            newer,
            _foreign(project, "hologram-abc", "depth", [1, {"a": None}]),
            _foreign(project, cards(ada)[0], "hologram", "a register nobody knows"),
        ]
        before = ada.snapshot.records
        ada.document.receive(strange)
        assert ada.snapshot.records == before
        sync_once(ada)
        assert sync_once(grace).received == 3
        stored = set(grace.project.journal.data_of([each.sha256 for each in strange]))
        assert stored == {each.data for each in strange}
        assert agree(ada, grace)
        assert not sync_once(ada).alarms


@pytest.mark.parametrize("days", [-400, 400])
def test_a_clock_that_is_a_year_off_loses_nothing(tmp_path: Path, days: int) -> None:
    with two(tmp_path) as (ada, grace):
        wrong = Clock(lambda: ada.document.clock._now() + days * 86_400_000)
        wrong.observe(Stamp(*grace.project.journal.latest, ""))
        grace.document.clock = wrong
        card = write(grace, "with the wrong clock")
        for session in (grace, ada):
            sync_once(session)
        assert text(ada, card) == "with the wrong clock"
        write(ada, "and written over")  # later than what it has seen, whatever the clocks say
        for session in (ada, grace):
            sync_once(session)
        assert text(grace, card) == "and written over"
        assert agree(ada, grace)
        assert not ada.snapshot.contested


def test_a_picture_that_is_none_is_refused(tmp_path: Path) -> None:
    import hashlib

    with new_project(tmp_path / "a.journey") as session:
        pictures = session.project.pictures
        whole = _picture("red")
        for bad in (b"no picture at all", whole[:-30], b""):
            with pytest.raises(PictureRefused):
                pictures.take(hashlib.sha256(bad).hexdigest(), bad)
        with pytest.raises(PictureRefused):
            pictures.take("0" * 64, whole)
        name = hashlib.sha256(whole).hexdigest()
        pictures.take(name, whole)
        pictures.take(name, whole)
        assert pictures.get(name) == whole
        assert pictures.names() == {name}


def test_thousands_of_refused_files_are_told_in_a_few_sentences(tmp_path: Path) -> None:
    with two(tmp_path) as (ada, grace):
        card = write(grace, "from Grace")
        sync_once(grace)
        assert ada.folder is not None
        (place,) = ada.folder.iterdir()
        for number in range(300):
            data = wrap("c", ada.document.project, b"%d" % number)
            (place / "changes" / name_of(data)).write_bytes(data)
        report = sync_once(ada)
        assert (len(report.refused), text(ada, card)) == (300, "from Grace")
        told = list(problems_of(report))
        assert len(told) == 6
        assert "295 more" in told[-1]


def test_a_picture_only_the_history_shows_comes_along(tmp_path: Path) -> None:
    with two(tmp_path) as (ada, grace):
        name = ada.add_picture(_picture("gold"))
        card = cards(ada)[0]
        ada.document.apply(Edit(id=card, values={"picture": name}))
        ada.document.apply(Edit(id=card, values={"picture": ""}))
        arrived: list[str] = []
        grace.on_picture(arrived.append)
        sync_once(ada)
        sync_once(grace)
        assert grace.picture(name) == _picture("gold")
        assert arrived == [name]


def test_another_project_in_the_folder_is_let_be(tmp_path: Path) -> None:
    with two(tmp_path) as (ada, grace), new_project(tmp_path / "third.journey") as third:
        assert ada.folder is not None
        sync_once(third, ada.folder)
        third.document.apply(Add(kind="tag", values={"name": "of the third"}))
        sync_once(third)
        assert sync_once(grace).received == 0
        assert agree(ada, grace)


def test_a_folder_without_the_project_is_a_clear_word(tmp_path: Path) -> None:
    folder = shared_folder(tmp_path)
    with new_project(tmp_path / "a.journey") as session:
        session.keep_folder(folder)
        with pytest.raises(NotShared, match="No shared project"):
            sync_once(session)
        session.keep_folder(tmp_path / "never")
        with pytest.raises(JourneyError, match="not there"):
            sync_once(session)
