# SPDX-License-Identifier: Apache-2.0
"""Changes to what has a shape: trees of JSON, elements of XML, and the words both are full of."""

import copy
import re
from collections.abc import Callable
from random import Random
from typing import Any
from xml.etree import ElementTree as ET

ODD_TEXTS = (
    "", " ", "0", "-1", "x", "é", "日本語", "שלום", "\u202egnp", "\ufeff", "\x00", "\x1b[31m",
    "\x85", "\u2028", "\ud800", "👩‍👩‍👧", "e\u0301" * 40, "a\tb\nc\r\nd", "=1+1", "@SUM(A1)",
    "+1", "-2+3", "'=1", "#REF!", "1e400", "-1e400", "1e-400", "nan", "inf", "1,5", "1.000,5",
    "12%", "9" * 400, "½", "٣", "true", "null", "~", "yes", "2026-02-30", "9999-12-31",
    "0000-00-00", "24:61", "card-m", "map-m", "javascript:alert(1)", "file:///etc/passwd",
    "https://[", "http://" + "a" * 3000, "data:,x", "<b>", "]]>", "&amp;", "&#0;", "%%", "-->",
    "```", "[x](y)", "| a |", "../" * 9, "C:\\con", "x" * 70000,
    "journey-studio:1:9:00000000:AAAA", "__proto__", "constructor", "$ref", "@id", "@graph",
    ";" * 300,
)  # fmt: skip
_ODD_VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 5, 7, 100, -0.0, 0.1, 1e308, -1e308, 5e-324, 2**31, 2**63,
    -(2**64), 10**19, 10**300, float("nan"), float("inf"), [], {}, [[]], [{}], {"": ""}, [None],
    {"id": None},
)  # fmt: skip

Path = tuple[Any, ...]


def odd_text(random: Random) -> str:
    """A text that nobody would type."""
    if random.random() < 0.15:
        return "".join(chr(random.randrange(1, 0xD800)) for _ in range(random.randrange(40)))
    return random.choice(ODD_TEXTS)


def odd_value(random: Random) -> Any:
    """A value of JSON that does not belong where it stands."""
    if random.random() < 0.4:
        return odd_text(random)
    if random.random() < 0.1:
        return _nested(random.choice((3, 70, 700)), random.random() < 0.5)
    return copy.deepcopy(random.choice(_ODD_VALUES))


def _nested(depth: int, lists: bool) -> Any:
    value: Any = "x"
    for _ in range(depth):
        value = [value] if lists else {"nodes": value}
    return value


def _paths(tree: Any) -> list[Path]:
    """The way to every value below the root."""
    found: list[Path] = []
    waiting: list[tuple[Path, Any]] = [((), tree)]
    while waiting and len(found) < 5000:
        path, value = waiting.pop()
        keys: Any = ()
        if isinstance(value, dict):
            keys = value
        elif isinstance(value, list):
            keys = range(len(value))
        for key in keys:
            found.append((*path, key))
            waiting.append(((*path, key), value[key]))
    return found


def _at(tree: Any, path: Path) -> Any:
    for key in path:
        tree = tree[key]
    return tree


def changed_tree(random: Random, tree: Any) -> Any:
    """A tree of JSON in which one thing is another; it may be the whole."""
    paths = _paths(tree)
    if not paths:
        return odd_value(random)
    path = random.choice(paths)
    holder, key = _at(tree, path[:-1]), path[-1]
    other = copy.deepcopy(_at(tree, random.choice(paths)))
    what = random.randrange(9)
    if what <= 1:
        holder[key] = odd_value(random)
    elif what == 2:
        holder[key] = other
    elif what == 3:
        del holder[key]
    elif what == 4 and isinstance(holder[key], str):
        holder[key] = _spoiled(random, holder[key])
    elif isinstance(holder, list):
        again = random.choice((1, 1, 2, 60))
        at = random.randrange(len(holder) + 1)
        holder[at:at] = [copy.deepcopy(holder[key]) if what == 5 else other for _ in range(again)]
    elif what == 5:
        holder[random.choice(("id", "type", "name", "title", odd_text(random)))] = other
    elif what == 6:
        holder[str(random.choice(paths)[-1])] = holder.pop(key)
    else:
        holder[key] = random.choice(([other], {str(key): other}, {"value": other}))
    return tree


def _spoiled(random: Random, text: str) -> str:
    at = random.randrange(len(text) + 1)
    return text[:at] + odd_text(random) + text[at + random.randrange(3) :]


_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def changed_xml(random: Random, data: bytes, inside: Callable[[Random, bytes], bytes]) -> bytes:
    """XML in which something is elsewhere, missing, twice or another; `inside` changes texts.

    What is no XML is given back as it is.
    """
    try:
        root = ET.fromstring(data)
    except (ET.ParseError, ValueError, LookupError):
        return data
    every = list(root.iter())[:5000]
    one, other = random.choice(every), random.choice(every)
    what = random.randrange(8)
    if what <= 1:
        one.text = _written(random, one.text or "", inside)
    elif what <= 3 and one.attrib:
        name = random.choice(list(one.attrib))
        one.attrib[name] = _written(random, one.attrib[name], inside)
    elif what == 4 and len(one):
        del one[random.randrange(len(one))]
    elif what == 5:
        copied = copy.deepcopy(other)
        for _ in range(random.choice((1, 1, 3, 40))):
            one.append(copied)
    elif what == 6:
        one.tag = other.tag
    else:
        one.set(random.choice(list(other.attrib) or ["id"]), _plain(odd_text(random)))
    try:
        return ET.tostring(root)
    except (TypeError, ValueError, RecursionError):
        return data


def _written(random: Random, text: str, inside: Callable[[Random, bytes], bytes]) -> str:
    if text and random.random() < 0.5:
        return _plain(inside(random, text.encode("utf-8", "replace")).decode("utf-8", "replace"))
    return _plain(odd_text(random))


def _plain(text: str) -> str:
    """What XML can hold of a text."""
    return _NO_XML.sub("?", text)
