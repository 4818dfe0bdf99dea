# SPDX-License-Identifier: Apache-2.0
"""Differences in words."""

from typing import get_args

import pytest

from journey_studio.model import records
from journey_studio.model.compare import KINDS, Change
from journey_studio.model.difference_words import (
    delta_words,
    kind_name,
    passage,
    register_name,
    value_words,
)
from journey_studio.model.kinds import CARD_KINDS, LANE_KINDS
from journey_studio.model.registers import registers
from tests.model.worlds import library

LONG = "At the counter in town she waits for {} minutes until her number is called by a clerk"
_UNSEEN = {"deleted", "deleted_after", "place", "source", "target"}


def test_every_register_that_can_differ_has_a_name() -> None:
    for kind in (*KINDS, "map"):
        assert kind_name(kind)
        for name in registers(kind).keys() - _UNSEEN:
            assert register_name(name)


@pytest.mark.parametrize(
    ("register", "values"),
    [
        ("kind", (*CARD_KINDS, *LANE_KINDS)),
        ("evidence", get_args(records.Evidence)),
        ("line", get_args(records.DividerLine)),
        ("state", get_args(records.MapState)),
    ],
)
def test_every_choice_has_words(register: str, values: tuple[str, ...]) -> None:
    snapshot = library().snapshot
    for value in values:
        assert value_words(snapshot, "card", Change(register, "", value), value)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Waits ten minutes", "Waits two minutes", "Waits ten minutes"),
        ("Waits", "Waits long", ""),
        ("Waits long", "", "Waits long"),
        (LONG.format("ten"), LONG.format("two"), "…waits for ten minutes until…"),
    ],
)
def test_a_passage_is_what_the_old_text_said_where_they_differ(
    old: str, new: str, said: str
) -> None:
    assert passage(old, new) == said


def test_a_passage_of_a_long_text_is_short() -> None:
    old = " ".join(f"word{n}" for n in range(400))
    assert len(passage(old, "quite another text")) <= 162


@pytest.mark.parametrize(
    ("delta", "said"), [(0.5, "1 higher"), (-0.25, "0.5 lower"), (0.01, "the same")]
)
def test_curves_are_compared_on_the_scale_people_read(delta: float, said: str) -> None:
    assert delta_words(delta) == said
