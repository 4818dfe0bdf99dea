# SPDX-License-Identifier: Apache-2.0
"""The reader of change sets takes and refuses what a plain one does that looks at every value."""

import json
import math
import re
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from journey_studio.model.change import ChangeError, read_change

_HEAD = "0123456789abcdef" * 4
_DEEPEST = 13


def _refuse(text: str) -> Any:
    raise ValueError(text)


def _is_value(value: Any, depth: int) -> bool:
    """Whether docs/file-format.md allows this anywhere in a change set."""
    match value:
        case None | bool():
            return True
        case str():
            return not any(0xD800 <= ord(sign) < 0xE000 for sign in value)
        case int():
            return -(2**53) < value < 2**53
        case float():
            return math.isfinite(value)
        case list():
            return depth > 0 and all(_is_value(part, depth - 1) for part in value)
        case dict():
            parts = [*value, *value.values()]
            return depth > 0 and all(_is_value(part, depth - 1) for part in parts)
    return False


def _is_word(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= 500


def _is_whole(value: Any, most: int) -> bool:
    return type(value) is int and 0 <= value < most


def _is_write(parts: Any) -> bool:
    if not isinstance(parts, list) or len(parts) not in (1, 2):
        return False
    heads = parts[1] if len(parts) == 2 else []
    return isinstance(heads, list) and all(
        isinstance(head, str) and re.fullmatch("[0-9a-f]{64}", head) for head in heads
    )


def plainly(data: bytes) -> Any:
    """What change set this is, by the words of the specification; ValueError where it is none."""
    content = json.loads(data.decode(), parse_constant=_refuse)
    if not isinstance(content, dict) or not _is_value(content, _DEEPEST):
        raise ValueError
    try:
        version, project = content["v"], content["project"]
        stamp, author, label = content["stamp"], content["author"], content["label"]
        writes = content["writes"]
    except KeyError as error:
        raise ValueError from error
    shapes = isinstance(project, str) and version == 1 and type(version) is int
    shapes = shapes and all(isinstance(each, list) for each in (stamp, author, label))
    if not shapes or (len(stamp), len(author), len(label)) != (3, 3, 2):
        raise ValueError
    moment, count, replica = stamp
    if not (_is_whole(moment, 2**48) and _is_whole(count, 2**32) and isinstance(replica, str)):
        raise ValueError
    key, values = label
    if len(replica) > 64 or not isinstance(values, dict):
        raise ValueError
    if not all(map(_is_word, (*author, key, *values, *values.values()))):
        raise ValueError
    if not isinstance(writes, dict) or not all(isinstance(each, dict) for each in writes.values()):
        raise ValueError
    if not all(_is_write(parts) for each in writes.values() for parts in each.values()):
        raise ValueError
    found = {
        (record, register): (parts[0], tuple(parts[1]) if len(parts) == 2 else ())
        for record, each in writes.items()
        for register, parts in each.items()
    }
    return project, tuple(stamp), tuple(author), (key, values), found


def _nested(depth: int, inner: str = "1", both: tuple[str, str] = ("[", "]")) -> str:
    return both[0] * depth + inner + both[1] * depth


# Pieces of JSON, some of which are none or may not stand in a change set.
_ODD = st.sampled_from(
    [
        *(
            "0",
            "-0",
            "1",
            "-1",
            "1.0",
            "1e2",
            "1E+2",
            "1e400",
            "-1e999",
            "1e-400",
            "01",
            "+1",
            "1.",
        ),
        *(str(2**53), str(2**53 - 1), str(-(2**53)), str(1 - 2**53), "9" * 30, "0.1", "NaN"),
        *("Infinity", "-Infinity", "true", "false", "null", "nul", '""', "[]", "{}", "[1,]"),
        *('"\\ud83d\\ude00"', '"\\ud800"', '"\\udc00\\ud800"', '"\\uD83D"', '"\\u00e9"'),
        *('"\\\\ud800"', '"\\u0000"', '"\x01"', '"\t"', '"\x7f"', '"a\\/b"', '"\\x"', '"🙂"'),
        *(_nested(depth) for depth in range(7, 13)),
        *(_nested(depth, "", ('{"a":[', "]}")) for depth in range(3, 7)),
        *(_nested(depth, '"[[{{"') for depth in (8, 9, 10)),
        *('{"\\ud800":1}', '{"a":1,"a":"2"}', '{"a":1 "b":2}', "123456789012345678.5"),
        *("2.2250738585072011e-308", "9007199254740993.0", "1" + "0" * 400, "5e-324", "1.5e300"),
        *(f'"{"x" * 500}"', f'"{"x" * 501}"', f'"{"é" * 500}"', f'"{"🙂" * 501}"'),
        *(f'["{_HEAD}"]', f'["{_HEAD}\\n"]', f'["{_HEAD.upper()}"]', "[1]", '{"a":1,"b":2}'),
        *('["a","b","c"]', '"abc"', '{"a":1,"b":2,"c":3}', '[1,0,"a"]', '["k",{"a":"b"}]'),
    ]
)
_SPACE = st.sampled_from(["", "", "", " ", "\n\t", "\r", "\u00a0", "\ufeff", "\x0b"])
_USUAL = {
    "author": '["Ada","Sales","desk"]',
    "label": '["model.label.edit",{"name":"x"}]',
    "project": '"project-x"',
    "stamp": '[5,1,"ab"]',
    "v": "1",
}


@st.composite
def texts(draw: st.DrawFn) -> bytes:
    """What is nearly a change set."""
    parts = dict(_USUAL)
    heads = draw(st.sampled_from(["", f',["{_HEAD}"]', ",[]", f',["{_HEAD}","{_HEAD}"]']))
    value = draw(_ODD)
    parts["writes"] = f'{{"card-a":{{"text":[{value}{heads}],"title":["a"]}}}}'
    entries = list(parts.items())
    match draw(st.sampled_from(["nothing", "nothing", "part", "more", "twice", "less", "inside"])):
        case "part":
            at = draw(st.integers(0, len(entries) - 1))
            entries[at] = (entries[at][0], draw(_ODD))
        case "more":
            entries.append((draw(st.sampled_from(["extra", "z\\u0076", "\\ud800"])), draw(_ODD)))
        case "twice":
            entries.append((draw(st.sampled_from(list(parts))), draw(_ODD)))
        case "less":
            del entries[draw(st.integers(0, len(entries) - 1))]
        case "inside":
            at = draw(st.integers(0, len(entries) - 1))
            name, text = entries[at]
            old = draw(
                st.sampled_from(["1", "5", '"ab"', '"Ada"', '"x"', '["a"]', "card-a", "text"])
            )
            entries[at] = (name, text.replace(old, draw(_ODD), 1))
    between = draw(_SPACE)
    inner = ",".join(f'"{name}":{between}{text}' for name, text in entries)
    return f"{draw(_SPACE)}{{{inner}}}{draw(_SPACE)}".encode()


@settings(max_examples=1_500, deadline=None)
@given(texts())
@example(b"[1]")
@example(b"")
@example(b'{"v":1}')
@example("é".encode("latin-1"))
def test_it_takes_and_refuses_what_a_plain_reader_does(data: bytes) -> None:
    try:
        wanted = plainly(data)
    except (ValueError, RecursionError):
        try:
            change = read_change(data)
        except ChangeError:
            return
        assert change.version > 1, "only what a newer program wrote is kept unread"
        assert not change.writes
        return
    change = read_change(data)
    label = (change.label.key, change.label.values)
    writes = {key: (write.value, write.replaces) for key, write in change.writes.items()}
    found = (change.project, tuple(change.stamp), tuple(change.author), label, writes)
    assert found == wanted
    assert repr(found[4]) == repr(wanted[4]), "equal is not enough: 1, 1.0 and true are"
