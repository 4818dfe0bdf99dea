# SPDX-License-Identifier: Apache-2.0
"""The digest of a project follows every edit, and is the same wherever the content is."""

import random
import subprocess
import sys

from hypothesis import given, settings
from hypothesis import strategies as st

from journey_studio.model import digest
from journey_studio.model.commands import Delete, Edit, SetPoint
from journey_studio.model.document import Delta
from journey_studio.model.merge import rebuild
from journey_studio.model.snapshot import Snapshot
from tests.model.worlds import bold_commands, commands, library, log_of, new_document, try_to_apply


@settings(max_examples=60)
@given(st.data())
def test_the_digest_follows_edits_undo_and_a_colleagues_changes(data: st.DataObject) -> None:
    mine, theirs = library(), new_document("Theirs")
    theirs.receive(log_of(mine).values())
    found = [digest.content(mine.snapshot)]

    def follow(delta: Delta) -> None:
        written = {key for change in delta.changes for key in change.writes}
        found.append(digest.updated(found[-1], delta.before, delta.after, written))

    mine.subscribe(follow)
    for _ in range(data.draw(st.integers(1, 14))):
        deed = data.draw(st.sampled_from("mine mine theirs theirs arrive undo redo".split()))
        if deed in ("mine", "theirs"):
            document = mine if deed == "mine" else theirs
            small, bold = commands(document.snapshot), bold_commands(document.snapshot)
            try_to_apply(document, data.draw(small | bold))
        elif deed == "arrive":
            mine.receive(log_of(theirs).values())
        else:
            (mine.undo if deed == "undo" else mine.redo)()
        assert found[-1] == digest.content(mine.snapshot)


@settings(max_examples=40)
@given(st.data())
def test_copies_with_the_same_changes_have_the_same_digest(data: st.DataObject) -> None:
    mine, theirs = library(), new_document("Theirs")
    theirs.receive(log_of(mine).values())
    for document in (mine, theirs):
        for _ in range(data.draw(st.integers(0, 6))):
            try_to_apply(document, data.draw(commands(document.snapshot)))
    whole = list({**log_of(mine), **log_of(theirs)}.values())
    random.Random(data.draw(st.integers())).shuffle(whole)
    assert digest.content(rebuild(whole)) == digest.content(rebuild(reversed(whole)))
    mine.receive(whole)
    assert digest.content(mine.snapshot) == digest.content(rebuild(whole))


def test_every_sort_of_difference_makes_another_digest() -> None:
    document = library()
    found = {digest.content(Snapshot()), digest.content(document.snapshot)}
    for command in (
        Edit(id="card-x", values={"text": "else"}),
        Edit(id="card-y", values={"text": "else"}),
        SetPoint(lane="lane-c", step="step-1", value=0.5),
        SetPoint(lane="lane-c", step="step-1", value=None),
        Delete(ids=("card-x",)),
    ):
        document.apply(command)
        found.add(digest.content(document.snapshot))
    assert len(found) == 7


def test_who_wrote_a_contested_register_counts_though_the_same_shows() -> None:
    one, other = library(), new_document("Other")
    other.receive(log_of(one).values())
    before = digest.content(one.snapshot)
    one.apply(Edit(id="map-m", values={"title": "Ours"}))
    agreed = digest.content(one.snapshot)
    other.apply(Edit(id="map-m", values={"title": "Ours"}))
    one.receive(log_of(other).values())
    assert len({before, agreed, digest.content(one.snapshot)}) == 3


def test_the_form_is_the_same_in_every_run_of_the_program() -> None:
    code = "from journey_studio.model.digest import form; print(form())"
    for seed in ("1", "2"):
        said = subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        )
        assert said.stdout.strip() == digest.form()
