# SPDX-License-Identifier: Apache-2.0
"""Change sets of strangers: what would fill the memory is refused in a small room, at once."""

import json
import subprocess
import sys

import pytest

from journey_studio.model.change import Author, Clock, Label, Write, make_change
from journey_studio.sync.envelope import Refused
from journey_studio.sync.screening import (
    MOST_BYTES,
    MOST_DEPTH,
    MOST_QUOTES,
    MOST_VALUES,
    read_foreign,
    screen,
)
from tests.source import PROJECT as ROOT
from tests.sync.statements import proves

PROJECT = "project-test"
_ROOM = 300  # MB
_TIME = 2  # s of the processor

_FRAME = """
import resource, time
{made}
from journey_studio.sync.envelope import Refused
from journey_studio.sync.screening import read_foreign
def refused(deed):
    try:
        deed()
    except Refused as error:
        assert str(error)
    else:
        raise AssertionError("taken")
base = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
limit = base + {room} * 1000 * 1000
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
began = time.process_time()
{deed}
assert time.process_time() - began < {seconds}, time.process_time() - began
print("alive")
"""


def in_a_small_room(made: str, deed: str) -> None:
    """Run `deed` in a process that may use 300 MB more than it has and 2 s; it must stay alive."""
    script = _FRAME.format(made=made, deed=deed, room=_ROOM, seconds=_TIME)
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert done.stdout == "alive\n", done.stderr[-2000:]


def _change(value: object, project: str = PROJECT) -> bytes:
    clock = Clock(lambda: 1)
    writes = {("card-a", "text"): Write(value)}
    return make_change(project, clock.next(), Author("Ada"), Label("x"), writes).data


@proves("F7")
def test_what_people_write_is_taken_as_it_is() -> None:
    for value in (
        "hello",
        'quotes "," and {[: brackets \\"',
        "🙂" * 1000,
        ["a", 1, None],
        {"a": 1},
    ):
        data = _change(value)
        change = read_foreign(data, PROJECT)
        assert change.data == data
        assert change.writes["card-a", "text"].value == value


@proves("F7")
def test_brackets_and_commas_in_texts_do_not_count() -> None:
    screen(_change("[" * 100_000 + "," * (MOST_VALUES + 1)))


@proves("F7")
def test_depth_is_counted_exactly() -> None:
    screen(b"[" * MOST_DEPTH + b"]" * MOST_DEPTH)
    screen(b'{"a":' * MOST_DEPTH + b"1" + b"}" * MOST_DEPTH)
    for deep in (b"[" * 65 + b"]" * 65, b'{"a":' * 65 + b"1" + b"}" * 65, b"[" * 65):
        with pytest.raises(Refused):
            screen(deep)
    screen(b"[" + b"[]," * 1000 + b"[]]")


@proves("F7")
def test_values_and_bytes_are_counted() -> None:
    screen(b"[" + b"1," * (MOST_VALUES - 1) + b"1]")
    with pytest.raises(Refused):
        screen(b"[" + b"1," * MOST_VALUES + b"1]")
    screen(b'"' + b"a" * (MOST_BYTES - 2) + b'"')
    with pytest.raises(Refused):
        screen(b'"' + b"a" * (MOST_BYTES - 1) + b'"')
    with pytest.raises(Refused):
        screen(b'"' * (MOST_QUOTES + 1))


_HOSTILE = {
    "nesting": "b'[' * 100_000 + b']' * 100_000",
    "nesting of objects": "b'{\"a\":' * 100_000 + b'1' + b'}' * 100_000",
    "nesting that never ends": "b'[' * (16 << 20)",
    "brackets that only close": "b'[' * 70 + b']' * (15 << 20)",
    "ten million small values": "b'[' + b'0,' * 8_000_000 + b'0]'",
    "ten million empty lists": "b'[' + b'[],' * 5_000_000 + b'[]]'",
    "a million texts": "b'[' + b'\"a\",' * 3_000_000 + b'\"\"]'",
    "nothing but quotes": "b'\"' * (16 << 20)",
    "an open text of escapes": "b'[' * 65 + b'\"' + b'\\\\\\\\\"' * 4_000_000",
    "ten million keys": "b'{' + b'\"k\":1,' * 2_500_000 + b'\"k\":1}'",
    "seventeen megabytes": "b'\"' + b'a' * (17 << 20) + b'\"'",
    "a number that never ends": "b'[' * 65 + b'9' * (15 << 20)",
    "an endless number": "b'{\"v\":' + b'9' * 1_000_000 + b'}'",
    "a text of four bytes a sign": "b'\"' + '🙂'.encode() * 4_000_000 + b'\"'",
    "no JSON": "b'\\xff' * (16 << 20)",
}


@proves("F7", "F8")
@pytest.mark.parametrize("data", _HOSTILE.values(), ids=_HOSTILE)
def test_hostile_change_sets_are_refused_in_a_small_room(data: str) -> None:
    in_a_small_room(f"data = {data}", "refused(lambda: read_foreign(data, 'project-test'))")


@proves("F8")
def test_change_sets_of_other_projects_and_what_is_none_are_refused() -> None:
    with pytest.raises(Refused):
        read_foreign(_change("x", "project-other"), PROJECT)
    for content in (b"", b"null", b"7", b'{"v":1}', json.dumps({"project": PROJECT}).encode()):
        with pytest.raises(Refused):
            read_foreign(content, PROJECT)
