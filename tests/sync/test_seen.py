# SPDX-License-Identifier: Apache-2.0
"""Copies tell what they have come to, and a copy that comes to something else is noticed."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journey_studio.model.change import Author
from journey_studio.sync import files, seen
from journey_studio.sync.envelope import canonical, name_of, unwrap, wrap
from journey_studio.sync.replica import State
from journey_studio.sync.seen import Other, alarms, newest
from tests.sync.conftest import Join
from tests.sync.copies import Copy
from tests.sync.statements import proves
from tests.sync.test_round import frames

WORDS = st.text(st.characters(codec="utf-8"), max_size=50).filter(str.isprintable)
STATES = st.builds(State, st.integers(0, 10**9), WORDS, WORDS, WORDS)


def state(names: str, content: str, form: str = "1") -> State:
    return State(1, names, content, form)


def other(*states: State, writer: str = "w", number: int = 1) -> Other:
    return Other(writer, Author("Bob"), states, number, 0)


AUTHORS = st.builds(Author, WORDS, WORDS, WORDS)
HISTORIES = st.lists(STATES, max_size=20).map(tuple)


@given(st.builds(Other, WORDS, AUTHORS, HISTORIES, st.integers(0, 9), st.integers(0, 9)))
def test_what_is_told_is_heard(told: Other) -> None:
    heard = seen.read(unwrap(seen.tell("project-test", told)))
    assert heard == told._replace(states=told.states[-16:])
    assert seen.from_json(seen.to_json(heard)) == heard


def test_colleagues_see_what_each_has(join: Join) -> None:
    ada, bob = join("Ada"), join("Bob")
    ada.edit()
    ada.sync()
    (heard,) = bob.sync().others
    assert (heard.author, heard.states[-1].count) == (ada.author, 1)
    assert heard.has(bob.states()[-1])
    bob.edit()
    (heard,) = bob.sync().others
    assert not heard.has(bob.states()[-1])
    ada.sync()
    (heard,) = bob.sync().others
    assert heard.has(bob.states()[-1])


def test_the_same_is_told_once(join: Join) -> None:
    ada = join("Ada")
    ada.edit()
    ada.sync()
    (told,) = frames(ada, "k")
    ada.time += 1000
    ada.sync()
    assert frames(ada, "k") == [told]
    ada.author = Author("Ada Lovelace")
    ada.sync()
    assert frames(ada, "k") != [told]


@proves("A1", "A2")
def test_the_last_word_counts_and_older_ones_go(join: Join) -> None:
    ada, bob = join("Ada"), join("Bob")
    old: list[tuple[Path, bytes]] = []
    for _ in range(4):
        ada.edit()
        ada.sync()
        (told,) = frames(ada, "k")
        old.append((told, told.read_bytes()))
    for path, data in old:
        path.write_bytes(data)
    (heard,) = bob.sync().others
    assert (heard.number, heard.states[-1].count) == (4, 4)
    ada.sync()
    assert len([path for path in frames(ada, "k") if ada.folder.writer in path.parts]) == 1
    assert newest([other(number=3), other(number=7), other(writer="v")]) == [
        other(writer="v"), other(number=7)
    ]  # fmt: skip


@proves("A2")
def test_older_words_stay_until_the_new_one_is_read_back(
    join: Join, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = join("Ada")
    ada.edit()
    ada.sync()
    (old,) = frames(ada, "k")
    write = files.write_file

    def spoil(folder: Path, name: str, data: bytes, writer: str) -> Path:
        path = write(folder, name, data, writer)
        if name.startswith("k-"):
            path.write_bytes(data[:-1])
        return path

    with monkeypatch.context() as patched:
        patched.setattr(files, "write_file", spoil)
        ada.edit()
        ada.sync()
        assert old.exists()
    ada.edit()
    ada.sync()
    assert not old.exists()


@proves("A3")
def test_a_copy_that_comes_to_another_map_is_an_alarm_for_both(join: Join) -> None:
    ada, bob, cem = join("Ada"), join("Bob"), join("Cem")
    for copy in (ada, bob, cem):
        copy.edit()
        copy.sync()
    bob.spoilt = "wrong"
    for copy in (ada, bob, cem, ada, bob, cem):
        copy.sync()
    assert [alarm.other.author.name for alarm in ada.sync().alarms] == ["Bob"]
    assert {alarm.other.author.name for alarm in bob.sync().alarms} == {"Ada", "Cem"}
    (alarm,) = cem.sync().alarms
    assert alarm.ours.names == alarm.theirs.names
    assert alarm.ours.content != alarm.theirs.content
    bob.spoilt = ""
    for copy in (bob, ada, cem, bob):
        report = copy.sync()
    for copy in (ada, bob, cem):
        report = copy.sync()
        assert report.alarms == ()
    assert report.complete


@proves("A3")
def test_what_may_differ_is_no_alarm() -> None:
    ours = [state("a", "1"), state("b", "2")]
    assert alarms(ours, [other(state("a", "1"), state("c", "9"))]) == []
    assert alarms(ours, [other(state("a", "9", form="2"))]) == []
    assert alarms(ours, [other(state("a", "9"), state("a", "1"))]) == []
    assert alarms([state("a", "9"), *ours], [other(state("a", "1"))]) == []
    (alarm,) = alarms(ours, [other(state("a", "9"), state("b", "9"))])
    assert (alarm.ours, alarm.theirs) == (ours[1], state("b", "9"))


@proves("A4")
@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"[]",
        b"{}",
        b"[" * 5000,
        canonical({"writer": "w", "author": ["a", "b"], "number": 1, "time": 1, "states": []}),
        canonical({"writer": "w", "author": ["a"] * 3, "number": -1, "time": 1, "states": []}),
        canonical({"writer": "w", "author": ["a"] * 3, "number": 1, "time": 2**60, "states": []}),
        canonical({"writer": "w", "author": ["a"] * 3, "number": 1, "time": 1, "states": [[1]]}),
        canonical({"writer": "w" * 501, "author": [""] * 3, "number": 1, "time": 1, "states": []}),
        b'{"writer":"\\ud800","author":["","",""],"number":1,"time":1,"states":[]}',
        canonical({"writer": "w", "author": [""] * 3, "number": 1, "time": 1, "states": [],
                   "more": "x" * 65_536}),
    ],
)  # fmt: skip
def test_a_word_that_is_none_is_ignored(join: Join, payload: bytes) -> None:
    ada = join("Ada")
    data = wrap("k", ada.project, payload)
    for place in (ada.folder.path / "seen" / "x", ada.folder.path / ada.folder.own("seen")):
        place.mkdir(parents=True)
        (place / name_of(data)).write_bytes(data)
    ada.edit()
    report = ada.sync()
    assert (report.sent, report.others, report.alarms, report.trouble) == (1, (), (), None)
    ada.open()
    assert ada.sync().others == ()


@proves("A6")
def test_a_name_of_a_stranger_is_shown_without_control_characters(join: Join) -> None:
    ada, bob = join("A\x1b[2Jda"), join("Bob")
    ada.sync()
    assert bob.sync().others[0].author.name == "A\ufffd[2Jda"
    told = frames(ada, "k")
    ada.sync()
    assert frames(ada, "k") == told


@proves("A5")
def test_a_computer_copied_whole_does_not_talk_without_end(join: Join) -> None:
    ada = join("Ada")
    ada.edit()
    ada.sync()
    shutil.copytree(ada.home, ada.home.parent / "twin" / "Ada")
    twin = Copy(ada.home.parent / "twin", "Ada", ada.shared)
    twin.log = dict(ada.log)
    assert twin.folder.writer == ada.folder.writer
    for _ in range(3):
        for copy in (ada, twin):
            copy.edit()
            copy.sync()
    for copy in (ada, twin, ada, twin):
        copy.sync()
    told = [(path, path.stat().st_mtime_ns) for path in frames(ada, "k")]
    for copy in (ada, twin, ada, twin):
        assert copy.sync().complete
    assert [(path, path.stat().st_mtime_ns) for path in frames(ada, "k")] == told
    assert ada.log.keys() == twin.log.keys()
