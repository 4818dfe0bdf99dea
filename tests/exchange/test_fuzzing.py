# SPDX-License-Identifier: Apache-2.0
"""A short run of what `make soak` does for hours, and that it would see what it looks for."""

import io
import sys
import zipfile
from pathlib import Path
from random import Random

import pytest

from tests.soak.fuzzed import Job, case_of, parted
from tests.soak.fuzzing import _batch, put_seeds, run
from tests.soak.mutators import mutate
from tests.soak.seeds import READERS
from tests.soak.smaller import smaller

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="bounds are those of Linux")
INPUTS = 300


@pytest.mark.parametrize("name", READERS)
def test_no_changed_file_hurts_a_reader(name: str, tmp_path: Path) -> None:
    put_seeds(name, tmp_path)
    outcome = run(name, INPUTS, tmp_path, seed=7)
    assert outcome.findings == ()
    assert outcome.inputs == INPUTS
    assert outcome.read > 0, "of all changed files none was read: the changes are too rough"
    assert outcome.read < INPUTS, "all changed files were read: the changes do nothing"


@pytest.mark.parametrize(
    ("word", "kind"),
    [("raise", "KeyError"), ("loop", "slow"), ("eat", "memory"), ("abort", "died")],
)
def test_what_hurts_is_found_and_made_small(tmp_path: Path, word: str, kind: str) -> None:
    seed = b"hurt " + word.encode() + b"\nand so on" * 9
    (tmp_path / "seed-00").write_bytes(b"hurt refuse")
    (tmp_path / "seed-01").write_bytes(seed)
    outcome = _batch("tests.exchange.hurting", Job("hurting", 3, 0, 3, str(tmp_path)))
    assert kind in {each.kind for each in outcome.findings}
    (case,) = {Path(each.case) for each in outcome.findings if each.kind == kind}
    data, request = parted(case.read_bytes())
    assert request["format"] == "hurting"
    assert word.encode() in data
    assert word != "raise" or data == b" raise"


def test_an_archive_that_says_it_is_longer_than_it_is_can_be_changed_further() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("sheet", b"a" * 50)
    data = bytearray(packed.getvalue())
    sizes = data.rindex(b"PK\x01\x02") + 20
    data[sizes : sizes + 8] = (10**6).to_bytes(4, "little") * 2
    changed = {mutate(Random(number), bytes(data), (bytes(data),)) for number in range(50)}
    assert len(changed) > 25


def test_a_case_is_a_request_and_a_file() -> None:
    data = b"any\nbytes\0"
    assert parted(case_of(data, {"format": "csv"})) == (data, {"format": "csv"})


def test_a_file_is_made_as_small_as_it_goes() -> None:
    data = bytes(range(256)) * 4
    assert smaller(data, lambda less: b"\x07" in less and b"\xf0" in less) in (
        b"\x07\xf0",
        b"\xf0\x07",
    )
