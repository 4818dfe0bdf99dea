# SPDX-License-Identifier: Apache-2.0
"""What can be made can be shared; what says little in very many bytes is not listened to."""

import errno
import json
from pathlib import Path

import pytest

from journey_studio.model.change import (
    Author,
    Change,
    ChangeError,
    Label,
    Stamp,
    Write,
    make_change,
)
from journey_studio.sync import files
from journey_studio.sync.envelope import name_of, wrap
from journey_studio.sync.folder import SharedFolder, place_of
from journey_studio.sync.screening import read_foreign
from tests.sync.conftest import Join
from tests.sync.copies import PROJECT
from tests.sync.statements import proves
from tests.sync.test_screening import in_a_small_room


def made(writes: dict[tuple[str, str], Write]) -> Change:
    return make_change(PROJECT, Stamp(1, 0, "ada"), Author("Ada"), Label("x"), writes)


@proves("S6")
@pytest.mark.parametrize(
    ("value", "fits", "too_many"),
    [(list(range(100)), 9_000, 9_700), ('"' * 20_000, 99, 101), ("x" * 20_000, 836, 840)],
)
def test_what_can_be_made_is_taken_by_others(value: object, fits: int, too_many: int) -> None:
    change = made({(f"card-{n}", "text"): Write(value) for n in range(fits)})
    assert read_foreign(change.data, PROJECT) == change
    with pytest.raises(ChangeError, match="Nothing was changed"):
        made({(f"card-{n}", "text"): Write(value) for n in range(too_many)})


@proves("S6")
def test_an_import_of_twenty_thousand_cards_reaches_a_colleague(join: Join) -> None:
    ada, bob = join("Ada"), join("Bob")
    registers = ("place", "lane", "step", "kind", "title", "text", "colour", "deleted")
    change = made(
        {(f"card-{n}", name): Write(f"{name} of {n}") for n in range(20_000) for name in registers}
    )
    assert len(change.data) > 4_000_000
    ada.log[change.sha256] = change
    ada.sync()
    assert bob.sync().refused == ()
    assert bob.log[change.sha256].data == change.data


@proves("L7")
def test_a_title_in_very_many_bytes_is_none(shared: Path) -> None:
    place = place_of(shared, PROJECT)
    place.mkdir()
    said = json.dumps({"title": "Borrow a book", "more": "x" * 65_536}).encode()
    data = wrap("s", PROJECT, said)
    (place / name_of(data)).write_bytes(data)
    ((project, title, _),) = SharedFolder.find(shared)
    assert (project, title) == (PROJECT, "")


def test_a_title_of_very_many_values_asks_for_no_memory() -> None:
    in_a_small_room(
        "from journey_studio.sync.envelope import Frame\n"
        "from journey_studio.sync.folder import title_in\n"
        "data = b'[' + b'[],' * 15_000_000 + b'[]]'\n"
        "refused = lambda deed: deed()",
        "assert title_in(Frame('s', {'v': 1, 'project': 'p'}, data)) == ''",
    )


@proves("R1")
def test_a_picture_that_could_not_be_opened_for_a_moment_is_taken_later(
    join: Join, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, bob = join("Ada"), join("Bob")
    name = ada.picture_of(b"a picture")
    bob.referred.add(name)
    ada.sync()

    def held(*_: object) -> bytes:
        raise PermissionError(errno.EACCES, "held by another program")

    with monkeypatch.context() as patched:
        patched.setattr(files, "read_start", held)
        bob.sync()
    bob.sync()
    assert bob.kept == {name: b"a picture"}


@proves("L4")
def test_two_who_use_folders_of_other_names_hear_of_one_another(join: Join, shared: Path) -> None:
    ada = join("Ada")
    ada.edit()
    ada.sync()
    ada.folder.path.rename(shared / f"{ada.folder.path.name} (1)")
    ada.folder = SharedFolder.open(shared, ada.project, ada.home)
    bob = join("Bob")  # who makes the usual one again
    bob.edit()
    assert bob.sync().received == 1
    assert ada.folder.path != bob.folder.path
    assert ada.sync().received == 1
    assert ada.log.keys() == bob.log.keys()
