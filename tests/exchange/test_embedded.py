# SPDX-License-Identifier: Apache-2.0
"""A map that travels inside a foreign file comes out as it went in, or not at all."""

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journey_studio.exchange.embedded import MARK, MOST_BYTES, pack, unpack


@given(st.binary(max_size=2000), st.text(max_size=50), st.text(max_size=50))
def test_what_is_packed_is_found_in_any_text(data: bytes, before: str, after: str) -> None:
    line = pack(data)
    assert line.isascii()
    assert line.isprintable()
    assert "--" not in line
    assert unpack(f"{before}\n%% {line}\n{after}") == data


@given(st.binary(min_size=1, max_size=200), st.data())
def test_a_line_that_somebody_changed_is_left_alone(data: bytes, draw: st.DataObject) -> None:
    line = pack(data)
    at = draw.draw(st.integers(len(MARK), len(line) - 1))
    sign = draw.draw(st.sampled_from("0aZ:"))
    changed = line[:at] + sign + line[at + 1 :]
    assert unpack(changed) in (None, data)
    assert unpack(line[: -len(line) // 3]) is None


@pytest.mark.parametrize(
    "text", ["", MARK, f"{MARK}1:00000000:", f"{MARK}9:00000000:====", "é" * 9]
)
def test_what_holds_nothing_is_nothing(text: str) -> None:
    assert unpack(text) is None


def test_a_bomb_makes_no_more_than_it_says() -> None:
    bomb = pack(b"\0" * 5_000_000)
    size, check, packed = bomb.removeprefix(MARK).split(":")
    assert unpack(f"{MARK}10:{check}:{packed}") is None
    assert unpack(f"{MARK}{MOST_BYTES + 1}:{check}:{packed}") is None
    assert unpack(f"{MARK}{size}:{zlib.crc32(b'other'):08x}:{packed}") is None
    assert unpack(bomb) == b"\0" * 5_000_000
