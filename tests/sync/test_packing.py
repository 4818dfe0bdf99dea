# SPDX-License-Identifier: Apache-2.0
"""Packs hold what was put in, and unpacking never makes more than was allowed for."""

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journey_studio.sync import packing
from journey_studio.sync.envelope import Refused, unwrap, wrap
from journey_studio.sync.packing import MOST_BYTES, MOST_CHANGES, pack, split, unpack
from tests.sync.statements import proves
from tests.sync.test_screening import in_a_small_room

CHANGES = st.lists(st.binary(min_size=1, max_size=200), min_size=1, max_size=30)


def packed(payload: bytes, **header: object) -> list[bytes]:
    """What is taken of a pack that a stranger has made."""
    return unpack(unwrap(wrap("p", "project-test", payload, **header)))


def entries(*changes: bytes) -> bytes:
    return b"".join(struct.pack("<I", len(change)) + change for change in changes)


@proves("F6")
@given(CHANGES)
def test_what_is_packed_is_unpacked(changes: list[bytes]) -> None:
    assert unpack(unwrap(pack("project-test", changes))) == changes


@given(CHANGES, st.integers(50, 400))
def test_groups_hold_everything_in_order_and_each_fits(changes: list[bytes], most: int) -> None:
    groups = list(split([(str(number), data) for number, data in enumerate(changes)], most))
    found = [[data for _, data in group] for group in groups]
    assert [change for group in found for change in group] == changes
    assert [int(name) for group in groups for name, _ in group] == list(range(len(changes)))
    assert all(len(entries(*group)) <= most or len(group) == 1 for group in found)


def test_very_many_small_change_sets_go_into_several_packs() -> None:
    groups = list(split([("name", b"x")] * (MOST_CHANGES + 1)))
    assert [len(group) for group in groups] == [MOST_CHANGES, 1]


@proves("F6")
@pytest.mark.parametrize(
    ("payload", "header"),
    [
        (b"", {"count": 1, "size": 5}),
        (b"no zlib at all", {"count": 1, "size": 5}),
        (zlib.compress(entries(b"a")), {}),
        (zlib.compress(entries(b"a")), {"count": "1", "size": 5}),
        (zlib.compress(entries(b"a")), {"count": 1.0, "size": 5}),
        (zlib.compress(entries(b"a")), {"count": True, "size": 5}),
        (zlib.compress(entries(b"a")), {"count": 0, "size": 5}),
        (zlib.compress(entries(b"a")), {"count": 2, "size": 5}),
        (zlib.compress(entries(b"a")), {"count": 2**63, "size": 5}),
        (zlib.compress(entries(b"a")), {"count": 1, "size": 4}),
        (zlib.compress(entries(b"a")), {"count": 1, "size": 6}),
        (zlib.compress(entries(b"a")), {"count": 1, "size": 2**40}),
        (zlib.compress(entries(b"a")), {"count": 1, "size": -1}),
        (zlib.compress(entries(b"a")) + b"more", {"count": 1, "size": 5}),
        (zlib.compress(entries(b"a"))[:-1], {"count": 1, "size": 5}),
        (zlib.compress(entries(b"a", b"")), {"count": 2, "size": 9}),
        (zlib.compress(b"\xff\xff\xff\xffa"), {"count": 1, "size": 5}),
        (zlib.compress(entries(b"a") + b"\x00\x00"), {"count": 1, "size": 7}),
    ],
)
def test_a_pack_that_is_not_what_it_says_is_refused(
    payload: bytes, header: dict[str, object]
) -> None:
    with pytest.raises(Refused):
        packed(payload, **header)


@proves("F6")
def test_a_pack_that_unfolds_into_gigabytes_is_refused_before_it_does() -> None:
    in_a_small_room(
        "import zlib\n"
        "from journey_studio.sync.envelope import wrap, unwrap\n"
        "from journey_studio.sync.packing import unpack, MOST_BYTES\n"
        "maker = zlib.compressobj(9)\n"
        "zeros = bytes(1 << 20)\n"
        "bomb = b''.join(maker.compress(zeros) for _ in range(2048)) + maker.flush()\n"
        "frames = [wrap('p', 'p', bomb, count=1, size=size)\n"
        "          for size in (2**31, MOST_BYTES, MOST_BYTES - 1, 4)]",
        "for frame in frames:\n    refused(lambda: unpack(unwrap(frame)))",
    )


def test_the_largest_pack_is_taken() -> None:
    assert packing.GOOD_BYTES < MOST_BYTES
    count = MOST_CHANGES
    found = packed(zlib.compress(entries(*[b"x"] * count)), count=count, size=5 * count)
    assert len(found) == count
