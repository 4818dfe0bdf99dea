# SPDX-License-Identifier: Apache-2.0
"""Numbers are read and written as JavaScript does it, since Mermaid leaves them to it."""

from math import inf, isnan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journey_studio.exchange.mermaid.javascript import number, number_text, trim


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", 0),
        ("  \u3000", 0),
        (" 3 ", 3),
        ("+3", 3),
        ("-1", -1),
        (".5", 0.5),
        ("5.", 5),
        ("1e2", 100),
        ("0x1F", 31),
        ("0B101", 5),
        ("0o17", 15),
        ("99999999999999999999", 1e20),
        ("1e999", inf),
        ("-Infinity", -inf),
        ("0x" + "f" * 300, inf),
    ],
)
def test_these_are_numbers(text: str, value: float) -> None:
    assert number(text) == value


@pytest.mark.parametrize(
    "text",
    "happy 4/5 3,5 80% ★★★ ５ 1_000 -0x1 0x 0b2 1e 1.e+ . + nan inf infinity ٣ 3\x85".split(" "),
)
def test_these_are_not(text: str) -> None:
    assert isnan(number(text))


@pytest.mark.parametrize(
    ("value", "text"),
    [(2024, "2024"), (1.5, "1.5"), (0.000001, "0.000001"), (1e-7, "1e-7"), (1e20, "1" + "0" * 20)]
    + [(1e21, "1e+21"), (-0.0, "0"), (1.25e30, "1.25e+30"), (inf, "Infinity"), (-5, "-5")],
)
def test_numbers_are_written_as_a_browser_writes_them(value: float, text: str) -> None:
    assert number_text(value) == text


@given(st.floats(allow_nan=False))
def test_a_number_written_out_is_read_back(value: float) -> None:
    assert number(number_text(value)) == value


def test_trimming_knows_the_blanks_of_javascript_and_no_others() -> None:
    assert trim("\ufeff\u2028 a b\u3000\t") == "a b"
    assert trim("\x85\x1ca\u200b") == "\x85\x1ca\u200b"
