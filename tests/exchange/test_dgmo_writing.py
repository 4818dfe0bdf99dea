# SPDX-License-Identifier: Apache-2.0
"""Maps as dgmo journey maps: what dgmo says is in words, the rest in a comment, nothing lost."""

from hypothesis import given, settings

from journey_studio.exchange import dgmo
from tests.exchange.laws import MadeMap, maps, round_trips


@given(maps())
@settings(max_examples=50)
def test_the_law_holds_for_any_map(made: MadeMap) -> None:
    round_trips(dgmo, made.snapshot, made.map_id)


@given(maps(full=True))
@settings(max_examples=20)
def test_the_law_holds_for_a_map_with_every_register(made: MadeMap) -> None:
    assert not round_trips(dgmo, made.snapshot, made.map_id).losses
