# SPDX-License-Identifier: Apache-2.0
"""What did not travel is told in words that people know, with its places."""

import pytest

from journey_studio.i18n import t
from journey_studio.model.builder import Builder
from journey_studio.model.loss import Loss, LossReport
from journey_studio.model.records import KEPT_FROM_SIGHT, KINDS
from journey_studio.model.registers import registers
from journey_studio.ui.transfer.words import (
    as_text,
    content_words,
    fate_words,
    kept_words,
    what_words,
)

WHATS = [
    f"{kind}.{name}" for kind in KINDS for name in registers(kind) if name not in KEPT_FROM_SIGHT
]


@pytest.mark.parametrize("what", WHATS)
def test_every_register_of_every_kind_has_a_name(what: str) -> None:
    kind = what.partition(".")[0]
    words = what_words(what)
    assert words.startswith(f"{t(f'transfer.kind.{kind}')}: ")
    assert "_" not in words


@pytest.mark.parametrize(
    "what", ["iconColor", "nodes[3].icon", "card.glitter", "card.", "", "a.b.c"]
)
def test_a_word_of_the_file_stays_as_it_is(what: str) -> None:
    words = what_words(what)
    assert words == (t("transfer.kind.card") if what == "card." else what)


def _loss(fate: str, what: str, place: str, reason: str) -> Loss:
    return Loss(fate, what, place, reason)  # type: ignore[arg-type]


def test_losses_are_told_by_reason_what_is_gone_first() -> None:
    report = LossReport(
        {"stage.title": 2, "card.text": 7, "card.evidence": 3},
        (
            _loss("changed", "card.text", "Pay", "It was too long."),
            _loss("dropped", "icon", "line 3", "Maps have no icons."),
            _loss("dropped", "colour", "line 4", "Maps have no icons."),
            _loss("dropped", "icon", "line 9", "Maps have no icons."),
        ),
    )
    assert fate_words(report) == "3 things stay behind, 1 thing comes out different"
    assert kept_words(report) == "2 stages, 7 cards"
    assert as_text(report, ["The language was guessed."]).splitlines() == [
        "3 things stay behind, 1 thing comes out different",
        "",
        "Left behind: Maps have no icons.",
        "- icon (line 3, line 9)",
        "- colour (line 4)",
        "",
        "Different: It was too long.",
        "- Cards: Text (Pay)",
        "",
        "To check",
        "- The language was guessed.",
    ]


def test_what_is_whole_says_so() -> None:
    assert fate_words(LossReport({"card.text": 1})) == "Everything comes along"


def test_the_content_of_maps_is_told_in_numbers() -> None:
    made = Builder()
    the_map = made.add("map", title="Buy")
    step = made.add("step", made.add("stage", the_map, title="One"))
    lane = made.add("lane", the_map)
    for text in ("Look", "Pay"):
        made.add("card", lane, step, text=text)
    made.named("persona", "Ana")
    words = content_words(made.snapshot(), [the_map])
    assert words == "1 stage, 1 step, 1 lane, 2 cards, 1 persona"
