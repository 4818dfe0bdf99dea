# SPDX-License-Identifier: Apache-2.0
"""docs/sync.md says what the program does: each statement has a test, each number its constant."""

import ast
import re
from pathlib import Path

import pytest

from journey_studio.sync import files, folder, gathering, packing, screening, seen, sending
from journey_studio.sync.envelope import KINDS, MOST_HEADER, MOST_PAYLOAD, VERSION, name_of, unwrap


@pytest.fixture(scope="module")
def page(project: Path) -> str:
    return (project / "docs" / "sync.md").read_text(encoding="utf-8")


def _stated(page: str) -> list[str]:
    return re.findall(r"^- \*\*([A-Z]\d+)\.\*\* ", page, re.MULTILINE)


def _proved(project: Path) -> dict[str, list[str]]:
    """The tests that prove each statement."""
    proofs: dict[str, list[str]] = {}
    for path in sorted((project / "tests" / "sync").rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for mark in getattr(node, "decorator_list", []):
                if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "proves":
                    assert isinstance(node, ast.FunctionDef)
                    assert node.name.startswith("test_"), node.name
                    for statement in mark.args:
                        assert isinstance(statement, ast.Constant)
                        proofs.setdefault(str(statement.value), []).append(node.name)
    return proofs


def test_every_statement_is_proved_by_a_test(page: str, project: Path) -> None:
    stated = _stated(page)
    assert len(stated) > 35
    assert len(set(stated)) == len(stated)
    proved = _proved(project)
    assert [each for each in stated if each not in proved] == []
    assert [each for each in proved if each not in stated] == []


def test_statements_are_numbered_one_after_the_other(page: str) -> None:
    counts: dict[str, int] = {}
    for statement in _stated(page):
        letter, number = statement[0], int(statement[1:])
        counts[letter] = counts.get(letter, 0) + 1
        assert number == counts[letter], statement


def test_the_example_is_a_frame_that_this_program_reads(page: str) -> None:
    ((text, payload, name),) = re.findall(
        r"```frame\n([0-9a-f \n]+)\n```[\s\S]*?payload `(.+?)`[\s\S]*?is called `(.+?)`", page
    )
    data = bytes.fromhex(text)
    frame = unwrap(data)
    assert (frame.kind, frame.project, frame.payload) == ("c", "project-example", payload.encode())
    assert frame.header["v"] == VERSION
    assert name_of(data) == name


def test_the_numbers_of_the_page_are_those_of_the_program(page: str) -> None:
    told = re.findall(r"^\| `([a-z])` \w+", page, re.MULTILINE)
    assert told == list(KINDS)
    mebi = 1024 * 1024
    for words in (
        f"`v`, the version of the frame, {VERSION} today",
        f"{MOST_HEADER:,} bytes of header or {MOST_PAYLOAD // mebi} MiB of payload",
        f"1 to {packing.MOST_CHANGES:,} change sets in at most {packing.MOST_BYTES // mebi} MiB",
        f"more than {screening.MOST_BYTES // mebi} MiB",
        f"more than {screening.MOST_QUOTES:,} quotation marks",
        f"more than {screening.MOST_VALUES:,} of the signs",
        f"more than {screening.MOST_DEPTH} deep",
        f"At most {folder.MOST_FILES:,} files",
        f"folders more than {files.MOST_DEEP} deep",
        f"about {sum(files.BACK_OFF):.1f} s",
        f"Up to {sending.MOST_LOOSE} change sets",
        f"packs of about {packing.GOOD_BYTES // mebi} MiB",
        f"{gathering.LOOSE_FILES} files of them, or {gathering.LOOSE_BYTES // mebi} MiB",
        f"{gathering.SMALL_PACKS} packs of less than {gathering.SMALL_BYTES // mebi} MiB",
        f"the last {seen.MOST_STATES} states",
        f"more than {seen.MOST_BYTES:,} bytes of payload, or that holds",
        f"more than {folder.MOST_SAID:,} bytes of payload, or one that holds",
    ):
        assert words in page, words
    assert gathering.LOOSE_AGE == 24 * 3600
