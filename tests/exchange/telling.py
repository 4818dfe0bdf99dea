# SPDX-License-Identifier: Apache-2.0
"""The law of texts that tell a map in the words of their format."""

from collections import Counter

from journey_studio.exchange.text_source import Language
from journey_studio.model.records import Card
from tests.exchange.map_strategy import MadeMap


def tells_what_is_read(language: Language, made: MadeMap) -> None:
    """The writer knows which record of the map its reader makes of which of its words."""
    told = language.tell(made.snapshot, made.map_id)
    shown = language.read(told.text)
    counts = Counter(record.KIND for record in shown.records.values() if record.KIND != "point")
    assert counts == Counter({kind: len(ids) for kind, ids in told.order.items()})
    for number, mine in enumerate(told.order["card"], 1):
        if mine:
            there, here = shown.records[f"card-{number}"], made.snapshot.records[mine]
            assert isinstance(there, Card)
            assert isinstance(here, Card)
            assert there.text == here.text
