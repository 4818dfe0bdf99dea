# SPDX-License-Identifier: Apache-2.0
"""What may be asked of a poster, and how a wrong wish is answered."""

from pathlib import Path
from typing import Any

import pytest

from journey_studio.errors import JourneyError
from journey_studio.export.options import PosterOptions, format_of


def test_nothing_chosen_is_the_first_map_on_a3() -> None:
    options = PosterOptions()
    assert (options.map, options.paper, options.orientation) == (1, "A3", "auto")
    assert (options.fit, options.theme, options.dpi, options.strict) == (
        "page",
        "print",
        300,
        False,
    )
    assert options.sheet().margin == 15


@pytest.mark.parametrize(
    "wrong",
    [
        {"paper": "A9"},
        {"paper": ""},
        {"orientation": "sideways"},
        {"fit": "both"},
        {"dpi": 0},
        {"dpi": 100_000},
        {"map": 0},
        {"bleed": -1.0},
        {"bleed": 500.0},
        {"margin": -3.0},
        {"margin": float("nan")},
        {"tile": "36in"},
        {"tile": "60x60mm"},
        {"tile": "A4", "overlap": 80.0},
    ],
)
def test_a_wish_that_cannot_be_met_is_one_sentence(wrong: dict[str, Any]) -> None:
    with pytest.raises(JourneyError) as caught:
        PosterOptions(**wrong)
    assert "\n" not in str(caught.value)
    assert "{" not in str(caught.value)


@pytest.mark.parametrize(("name", "kind"), [("a.pdf", "pdf"), ("a.PNG", "png"), ("a.b.svg", "svg")])
def test_the_ending_says_the_format(name: str, kind: str) -> None:
    assert format_of(Path(name)) == kind


@pytest.mark.parametrize("name", ["poster", "poster.jpg", "poster.", ".pdf"])
def test_an_unknown_ending_is_refused(name: str) -> None:
    with pytest.raises(JourneyError, match="pdf"):
        format_of(Path(name))
