# SPDX-License-Identifier: Apache-2.0
"""Every real file is read, told of and written in every format, or refused in words that help."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import cast

import pytest
import yaml

from journey_studio.errors import JourneyError
from journey_studio.exchange.formats import Found
from journey_studio.exchange.registry import FORMATS, Format, recognise
from journey_studio.exchange.reporting import report_of_reading, report_of_writing, words_of
from journey_studio.exchange.tasks import NoTasks
from journey_studio.model.contents import contents
from journey_studio.model.renaming import with_other_ids
from journey_studio.model.snapshot import Snapshot
from tests.exchange.laws import AS_IT_LOOKS, PICTURES, round_trips
from tests.source import PROJECT

_FOLDER = PROJECT.parent / "shared" / "data"  # as the fixture `real_data` has it
_FILES = sorted(str(each.relative_to(_FOLDER)) for each in _FOLDER.rglob("*") if each.is_file())
_SENTENCE = re.compile(r"[^a-z\s].*[.!?]", re.DOTALL)
_REFUSED = re.compile(r".{3,}\. Nothing was imported[.;].*", re.DOTALL)
_RICH = [name for name in _FILES if name.endswith((".ojf", ".yaml")) or "/wild/" in name]
_WORD = re.compile(r"\w{3,}")
_SYNTAX = re.compile(r"^\s*%%.*$|^---[\s\S]*?^---", re.MULTILINE)
_KEYWORDS = set("journey title section acctitle accdescr".split())
_OUT = [each for each in FORMATS if each.writes]
_SLOW = ("drawio", "excalidraw")  # and their law is that of the map inside
_DROPS = "theydo"  # what looks personal, on its way in

pytestmark = [pytest.mark.real_data, pytest.mark.timeout(60)]


@cache
def _read(name: str) -> tuple[Format, Found]:
    data = (_FOLDER / name).read_bytes()
    known = recognise(data, name)
    return known, known.reader().read(data, Path(name).name, AS_IT_LOOKS)


def _found(name: str) -> Found | str:
    """What is in a file, or the words it is refused with."""
    try:
        return _read(name)[1]
    except JourneyError as error:
        return str(error)


@pytest.mark.parametrize("name", _FILES)
def test_a_real_file_becomes_maps_or_is_refused_in_words(name: str, real_data: Path) -> None:
    assert real_data.is_dir()
    found = _found(name)
    if isinstance(found, str):
        assert _REFUSED.fullmatch(found), found
        return
    for sentence in (*found.warnings, *(loss.reason for loss in found.losses)):
        assert _SENTENCE.fullmatch(sentence.partition(": ")[2] or sentence), sentence
    assert all(loss.place for loss in found.losses)
    if not found.snapshot.maps():
        assert found.warnings, "nothing came of it, and nobody says why"
    kept = report_of_reading(found).kept
    said = [words for each in found.snapshot.records.values() for words in words_of(each)]
    assert sum(kept.values()) == len(said)


def _maps(name: str) -> tuple[Snapshot, str]:
    """The first map of a file, under ids as a project gives them. Skips where there is none."""
    found = _found(name)
    if isinstance(found, str) or not found.snapshot.maps():
        pytest.skip("no map comes of it")
    other = with_other_ids(found.snapshot, lambda record_id: record_id.replace("-", "-real", 1))
    return other, other.maps()[0].id


def _wording(name: str) -> set[str]:
    """The words that people wrote in a file."""
    text = (_FOLDER / name).read_text(encoding="utf-8")
    if name.endswith(".mmd"):
        return set(_WORD.findall(_SYNTAX.sub(" ", text).casefold())) - _KEYWORDS
    sentences = [each for each in _texts(list(yaml.safe_load_all(text))) if " " in each]
    return set(_WORD.findall(" ".join(sentences).casefold()))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)


@pytest.mark.parametrize("name", _RICH)
def test_no_word_of_a_real_map_is_lost_in_silence(name: str, real_data: Path) -> None:
    assert real_data.is_dir()
    found = _read(name)[1]
    held = [words_of(each) for each in found.snapshot.records.values()]
    told = [*found.warnings, *(f"{each.what} {each.reason}" for each in found.losses)]
    there = set(_WORD.findall("\n".join(_texts([held, told])).casefold()))
    assert _wording(name) - there == set()


@pytest.mark.parametrize("name", _FILES)
def test_a_real_map_comes_back_from_what_it_is_written_in(name: str, real_data: Path) -> None:
    """Those people drew from every format that is read, the others from their own."""
    assert real_data.is_dir()
    snapshot, map_id = _maps(name)
    own = ("journey", _read(name)[0].name)
    for each in _OUT:
        if each.name in own or (name in _RICH and each.reads and each.name not in (*_SLOW, _DROPS)):
            module = cast("ModuleType", each.writer())
            round_trips(module, snapshot, map_id, name=f"map{each.endings[0]}", makes=("lane",))


@pytest.mark.parametrize("name", _RICH)
def test_the_report_of_a_real_map_is_of_all_it_says(name: str, real_data: Path) -> None:
    assert real_data.is_dir()
    snapshot, map_id = _maps(name)
    records = contents(snapshot, (map_id,))
    said = {(each.id, register) for each in records for register in words_of(each)}
    for each in _OUT:
        writer = each.writer()
        try:
            made = writer.write(snapshot, (map_id,), AS_IT_LOOKS, PICTURES.get)
        except NoTasks:
            continue
        report = report_of_writing(snapshot, (map_id,), writer.CARRIES, made)
        lost = {(loss.record, loss.register) for loss in report.losses}
        assert len(lost) == len(report.losses)
        assert sum(report.kept.values()) + len(lost & said) == len(said), each.name
        assert all(_SENTENCE.fullmatch(loss.reason) for loss in report.losses), each.name
