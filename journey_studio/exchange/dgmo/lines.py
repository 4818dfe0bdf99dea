# SPDX-License-Identifier: Apache-2.0
"""One line of a dgmo step: its name, and what is said of it behind the name.

Since 0.18 the words behind the name start at the first key anybody knows: `Pay score: 2, ch: Web`.
Before, a bar stood between them, and a bare score could come first: `Pay | 2 Cross, ch: Web`.
"""

import re
from collections.abc import Container, Mapping
from typing import NamedTuple

UNSEEN = "\u200b"
"""A blank of no width: it keeps words from being taken for keys, colours and marks."""

COLOURS = frozenset(
    ("red", "orange", "yellow", "green", "blue", "purple", "teal", "cyan", "gray", "black", "white")
)
KEYS = frozenset(("score", "emotion", "color", "description", "pain", "opportunity", "thought"))

_TOKEN = re.compile(r"\"[^\"]*\"?|'[^']*'?|[^ \t]+")
_KEY = re.compile(r"([A-Za-z][A-Za-z0-9_-]*)(:?)")
_COLON_NEXT = re.compile(r"[ \t]*:")
_ALIAS = re.compile(r"[ \t]as[ \t]+([A-Za-z][A-Za-z0-9_]{0,11})\Z")
_BAR = re.compile(f"(?<!{UNSEEN})[|](?!{UNSEEN})")
_BARE = re.compile(r"([0-9]+)(?:[ \t]+(.+))?", re.DOTALL)


class Words(NamedTuple):
    """What a line says: the name, the values by key, and what has no place in a map."""

    name: str
    values: dict[str, str]
    lost: tuple[str, ...]


def read_line(line: str, aliases: Mapping[str, str]) -> Words:
    """A line of a step in either form; `aliases` gives the groups by every key they have."""
    cut = _cut(line, aliases)
    bar = _BAR.search(line, 0, cut)
    if bar:
        values, lost = _values(line[bar.end() :], aliases)
        return Words(line[: bar.start()].rstrip(), values, lost)
    values, lost = _values(line[cut:], aliases)
    name, gone = _bare_name(line[:cut].rstrip())
    return Words(name, values, (*gone, *lost))


def without_colour(text: str) -> tuple[str, str]:
    """A text and the colour that ends it, or "": `Web blue`, or `Web(blue)` in older files."""
    head, blank, tail = text.replace("\t", " ").rpartition(" ")
    if blank and tail in COLOURS:
        return head.rstrip(), tail
    head, bracket, tail = text.rpartition("(")
    if bracket and tail.endswith(")") and tail[:-1].strip() in COLOURS:
        return head.rstrip(), tail[:-1].strip()
    return text, ""


def short_name(name: str, taken: Container[str]) -> str:
    """The short key we give to a tag group of that name: one that nothing else has."""
    letters = "".join(sign for sign in name.lower() if sign.isalpha()) or "t"
    short = (letters[:2], letters[:3], letters[:4])
    return next(each for each in (*short, *(f"t{n}" for n in range(1000))) if each not in taken)


def _bare_name(name: str) -> tuple[str, list[str]]:
    """A name without the colour and the short name that may follow it."""
    name, colour = without_colour(name) if not name.endswith(")") else (name, "")
    alias = _ALIAS.search(name)
    if alias:
        name = name[: alias.start()].rstrip()
    return name, [*((f"as {alias[1]}",) if alias else ()), *((colour,) if colour else ())]


def _cut(line: str, aliases: Mapping[str, str]) -> int:
    """Where the values start: at the first known key with a colon that no quotes hide."""
    for token in _TOKEN.finditer(line):
        found = _KEY.match(token.group())
        if not found or (found[1].lower() not in KEYS and found[1].lower() not in aliases):
            continue
        is_whole = found.end() == len(token.group())
        if found[2] or (is_whole and _COLON_NEXT.match(line, token.end())):
            return token.start()
    return len(line)


def _values(region: str, aliases: Mapping[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
    values: dict[str, str] = {}
    lost: list[str] = []
    for part in _parts(region):
        key, colon, value = part.partition(":")
        name = key.strip().lower()
        value = _unquoted(value.strip())
        bare = _BARE.fullmatch(part)
        if colon and name:
            own = aliases.get(name, name)
            if value and own in values:
                lost.append(f"{own}: {values[own]}")  # the later one counts
            if value:
                values[own] = value
        elif bare and "score" not in values:
            values["score"] = bare[1]
            if bare[2]:
                values["emotion"] = _unquoted(bare[2].strip())
        elif part:
            lost.append(part)
    return values, tuple(lost)


def _parts(region: str) -> list[str]:
    """What stands between commas; a value that starts with a quote may hold some."""
    parts, start, at, before = [], 0, 0, ""
    while at < len(region):
        sign = region[at]
        if sign in "\"'" and before == ":":
            end = region.find(sign, at + 1)
            at = len(region) if end < 0 else end
        elif sign == ",":
            parts.append(region[start:at].strip())
            start = at + 1
        before = before if sign in " \t" else sign
        at += 1
    return [part for part in (*parts, region[start:].strip()) if part]


def _unquoted(text: str) -> str:
    if len(text) > 1 and text[0] in "\"'" and text[-1] == text[0]:
        return text[1:-1]
    return text
