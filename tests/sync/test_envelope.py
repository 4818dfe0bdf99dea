# SPDX-License-Identifier: Apache-2.0
"""Frames: whole ones are read, all others wait, and what strangers make is told apart."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journey_studio.sync.envelope import (
    MOST_HEADER,
    START,
    Frame,
    Newer,
    NotWhole,
    Refused,
    canonical,
    name_of,
    plain,
    unwrap,
    wrap,
)
from tests.faults.conftest import Report
from tests.faults.tally import Tally
from tests.sync.statements import proves

FRAME = wrap("c", "project-test", b'{"v":1,"project":"project-test"}')


def sealed(kind: bytes, header: bytes, payload: bytes = b"") -> bytes:
    """A whole frame of whatever a stranger likes."""
    body = START.pack(b"JSF1", kind, len(header), len(payload)) + header + payload
    return body + hashlib.sha256(body).digest()


def is_whole(data: bytes) -> bool:
    try:
        unwrap(data)
    except NotWhole:
        return False
    return True


@given(st.binary(max_size=500), st.text(st.characters(codec="utf-8"), min_size=1, max_size=50))
def test_what_is_wrapped_is_unwrapped(payload: bytes, word: str) -> None:
    frame = unwrap(wrap("p", "project-test", payload, note=word))
    header = {"v": 1, "project": "project-test", "note": word}
    assert frame == Frame("p", header, payload)


@proves("F2")
def test_a_frame_cut_at_any_length_waits(report: Report) -> None:
    tally = Tally()
    for length in range(len(FRAME)):
        tally["injected"] += 1
        tally["survived"] += not is_whole(FRAME[:length])
        tally["survived"] += 0 if is_whole(FRAME[:length] + bytes(len(FRAME) - length)) else 1
        tally["injected"] += 1
    report("frames cut off and cut off with zeros", tally)
    assert tally["survived"] == tally["injected"] == 2 * len(FRAME)


@proves("F2")
def test_a_frame_with_any_byte_or_bit_wrong_waits(report: Report) -> None:
    tally = Tally()
    for at, byte in enumerate(FRAME):
        for other in {0, *(byte ^ 1 << bit for bit in range(8))} - {byte}:
            tally["injected"] += 1
            tally["survived"] += not is_whole(FRAME[:at] + bytes([other]) + FRAME[at + 1 :])
    report("frames with a byte zeroed or a bit turned", tally)
    assert tally["survived"] == tally["injected"] > 8 * len(FRAME)


@proves("F2")
@given(st.binary(max_size=300))
def test_what_is_something_else_waits(data: bytes) -> None:
    assert not is_whole(data)
    assert not is_whole(FRAME + data[:1] + b"x")
    assert not is_whole(b"[.ShellClassInfo]\r\n" + data)


@proves("F3")
@pytest.mark.parametrize(
    "data",
    [
        sealed(b"z", canonical({"v": 1, "project": "p"})),
        sealed(b"c", canonical({"v": 2, "project": "p", "codec": ["new"]})),
        sealed(b"\xff", canonical({"v": 1, "project": "p"})),
    ],
)
def test_a_frame_of_a_later_program_is_known_as_one(data: bytes) -> None:
    with pytest.raises(Newer):
        unwrap(data)


@proves("F1")
def test_entries_of_the_header_that_nobody_knows_are_left_alone() -> None:
    frame = unwrap(sealed(b"c", canonical({"v": 1, "project": "p" * 200, "later": {"a": [1]}})))
    assert frame.project == "p" * 200
    assert unwrap(wrap("s", "p", b"")).header == {"v": 1, "project": "p"}


@proves("F1", "F5")
@pytest.mark.parametrize(
    "header",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"[" * 4000,
        b'{"v":1}',
        b'{"v":1,"project":""}',
        b'{"v":1,"project":7}',
        b'{"v":true,"project":"p"}',
        b'{"v":0,"project":"p"}',
        b'{"v":"1","project":"p"}',
        b'{"v":1,"project":"a\\u0007b"}',
        b'{"v":1,"project":"\\ud800"}',
        canonical({"v": 1, "project": "p" * 201}),
        canonical({"v": 1, "project": "p", "more": "x" * MOST_HEADER}),
        b'{"v":1' + b"0" * 4000 + b',"project":"p"}',
    ],
)
def test_a_whole_frame_that_is_malformed_is_refused_with_a_word(header: bytes) -> None:
    with pytest.raises((Refused, Newer)) as refused:
        unwrap(sealed(b"c", header, b"x"))
    if refused.type is Refused:
        assert str(refused.value)


@proves("L1")
def test_names_of_files_are_short_and_plain() -> None:
    name = name_of(FRAME)
    assert name == f"c-{hashlib.sha256(FRAME).hexdigest()[:32]}.jsf"
    assert len(name) < 60
    path = f"journey-01234567/changes/0123456789abcdef/{name}"
    assert len(path) < 130
    assert set(path) <= set("0123456789abcdefghijklmnopqrstuvwxyz-./")


@proves("A6")
def test_words_of_strangers_are_shown_without_what_could_do_harm() -> None:
    assert plain("Zoë \x1b[2J\u202e\ud800\n") == "Zoë \ufffd[2J\ufffd\ufffd\ufffd"
