# SPDX-License-Identifier: Apache-2.0
"""The law of formats for every format there is, and for every one that is added.

What is read and written comes back as said, with the whole map inside and without. What cannot be
read again shows every text that its report calls kept.
"""

from types import ModuleType
from typing import NamedTuple, cast, get_type_hints

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from journey_studio.exchange.formats import Choices
from journey_studio.exchange.registry import FORMATS, by_name
from journey_studio.exchange.reporting import words_of
from journey_studio.exchange.tasks import NoTasks
from journey_studio.model.contents import contents
from journey_studio.model.records import KINDS, Prose, Url, Word
from tests.exchange.laws import PICTURES, MadeMap, maps, round_trips
from tests.exchange.visible import bare, can_be_read, visible

LANE = ("lane",)
FELT = ("lane", "point")  # what everybody feels becomes what the first persona feels
BRANCHED = ("lane", "card", "connection")  # ways beside the line of steps are states of their own


class Law(NamedTuple):
    """What holds for a format: that it comes back, with its map inside and without, and which
    kinds its reader finds more of without; or else that what it calls kept is visible.
    """

    with_source: bool = True
    without_source: bool = True
    makes: tuple[str, ...] = ()
    examples: int = 30


LAWS: dict[str, Law] = {
    "journey": Law(),
    "drawio": Law(without_source=False),
    "cjml": Law(makes=FELT),
    "cjml-workbook": Law(),
    "excalidraw": Law(without_source=False),
    "ojf": Law(),
    "lanescape": Law(),
    "cjm-yaml": Law(),
    "ujg": Law(makes=BRANCHED),
    "mermaid": Law(makes=FELT),
    "dgmo": Law(makes=LANE),
    "xlsx": Law(examples=20),
    "tsv": Law(),
    "csv": Law(),
    "markdown": Law(False, False),
    "html": Law(False, False),
    "pptx": Law(False, False, examples=15),
    "jira": Law(False, False),
    "azure-devops": Law(False, False),
    "trello": Law(False, False),
    "planner": Law(False, False),
}
# Whose laws stand in their own tests: TheyDo's files hold no map.
OWN = {each.name for each in FORMATS if "theydo" in each.name}
READ_ONLY = {each.name for each in FORMATS if not each.writes}

BACK = [
    pytest.param(name, source, id=f"{name}{'' if source else '-words'}")
    for name, law in LAWS.items()
    for source in (True, False)
    if (law.with_source if source else law.without_source)
]
SHOWN = [name for name in LAWS if not by_name(name).reads]
SHOWN += ["drawio", "excalidraw"]  # which bring back what they carry, not what they show


def test_every_format_has_a_law() -> None:
    assert LAWS.keys() | OWN | READ_ONLY == {each.name for each in FORMATS}
    assert not LAWS.keys() & (OWN | READ_ONLY)
    for name, law in LAWS.items():
        assert by_name(name).reads or not (law.with_source or law.without_source)


@pytest.mark.parametrize(("name", "source"), BACK)
def test_what_is_written_comes_back_as_said(name: str, source: bool) -> None:
    law, module = LAWS[name], cast("ModuleType", by_name(name).writer())
    made_up = law.makes if not source else ()
    file = f"map{by_name(name).endings[0]}"

    @settings(max_examples=law.examples)
    @given(st.booleans().flatmap(maps))
    def comes_back(made: MadeMap) -> None:
        choices = Choices(source=source)
        round_trips(module, made.snapshot, made.map_id, choices, name=file, makes=made_up)

    comes_back()


@pytest.mark.parametrize("name", SHOWN)
def test_every_text_that_is_called_kept_can_be_seen(name: str) -> None:
    writer = by_name(name).writer()

    @settings(max_examples=LAWS[name].examples)
    @given(st.booleans().flatmap(maps))
    def is_seen(made: MadeMap) -> None:
        try:
            choices = Choices(source=False)
            written = writer.write(made.snapshot, (made.map_id,), choices, PICTURES.get)
        except NoTasks:
            assume(False)
        text = bare(visible(name, written.data))
        lost = {(loss.record, loss.register) for loss in written.losses}
        for record in contents(made.snapshot, (made.map_id,)):
            carried = writer.CARRIES.get(record.KIND, frozenset())
            for register, value in words_of(record).items():
                if register not in carried or (record.id, register) in lost:
                    continue
                for part in texts_of(record.KIND, register, value):
                    assert can_be_read(bare(part), text), (
                        f"{record.KIND}.{register} {value!r} is not there"
                    )

    is_seen()


def texts_of(kind: str, register: str, value: object) -> list[str]:
    """The words that a register says by itself."""
    if (kind, register) == ("channel", "icon"):
        return []  # drawn
    hint = get_type_hints(KINDS[kind], include_extras=True)[register]
    if hint in (Word, Prose):
        return [cast("str", value)]
    if register == "links":
        return [each[1] for each in cast("list[list[str]]", value)]
    if register == "sliders":
        return [words for each in cast("list[list[str]]", value) for words in each[:2]]
    return [cast("str", value)] if hint is Url else []
