# SPDX-License-Identifier: Apache-2.0
"""Which register of a record stands in which column of a long table, and how it is written there.

One definition serves both ways: what is not in it is what tables do not carry.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple

from journey_studio.exchange.figures import number, written
from journey_studio.exchange.formats import Carries
from journey_studio.exchange.tables.columns import folded

Form = Literal[
    "text", "word", "number", "whole", "yes", "score", "links", "sliders", "one", "many", "any"
]


class Field(NamedTuple):
    """A register, and how its values are written.

    A "text" is taken with every blank, a "word" is one of a few. "one" and "many" are library
    records of one kind, by their labels; "any" are records of any kind, by what they are called.
    """

    register: str
    form: Form
    kind: str = ""  # of the records that are named


_KEPT = {
    "owner": Field("owner", "text"),
    "locked": Field("locked", "yes"),
    "recheck": Field("recheck", "word"),
}
_PERSONAS = Field("personas", "many", "persona")
_IDEA = {
    "name": Field("title", "text"),
    "text": Field("text", "text"),
    "evidence": Field("evidence", "word"),
    "owner": Field("owner", "text"),
    "refs": Field("refs", "any"),
}

FIELDS: Mapping[str, Mapping[str, Field]] = {
    "map": {
        "map": Field("title", "text"),
        "scenario": Field("scenario", "text"),
        "goal": Field("goal", "text"),
        "expectations": Field("expectations", "text"),
        "state": Field("state", "word"),
        "language": Field("language", "word"),
        "owner": Field("owner", "text"),
        "persona": _PERSONAS,
        "parent": Field("parent_step", "any"),
        "scale": Field("scale", "text"),
    },
    "stage": {
        "stage": Field("title", "text"),
        "goal": Field("goal", "text"),
        "expectations": Field("expectations", "text"),
        "interactions": Field("interactions", "text"),
        "collapsed": Field("collapsed", "yes"),
        **_KEPT,
    },
    "step": {
        "step": Field("title", "text"),
        "text": Field("description", "text"),
        "size": Field("width", "number"),
    },
    "lane": {
        "lane": Field("title", "text"),
        "lane_kind": Field("kind", "word"),
        "line": Field("line", "word"),
        "size": Field("height", "number"),
        "collapsed": Field("collapsed", "yes"),
        **_KEPT,
    },
    "card": {
        "text": Field("text", "text"),
        "card_kind": Field("kind", "word"),
        "channel": Field("channel", "one", "channel"),
        "persona": _PERSONAS,
        "tags": Field("tags", "many", "tag"),
        "evidence": Field("evidence", "word"),
        "moment": Field("moment_of_truth", "yes"),
        "span": Field("span", "whole"),
        "links": Field("links", "links"),
        "metric": Field("metric", "one", "metric"),
        "refs": Field("refs", "any"),
        **_KEPT,
    },
    "point": {
        "persona": Field("persona", "one", "persona"),
        "score": Field("value", "score"),
        "evidence": Field("evidence", "word"),
        "text": Field("note", "text"),
    },
    "connection": {
        "from": Field("source", "any"),
        "to": Field("target", "any"),
        "text": Field("label", "text"),
    },
    "persona": {
        "name": Field("name", "text"),
        "role": Field("role", "text"),
        "demographics": Field("demographics", "text"),
        "behaviours": Field("behaviours", "text"),
        "needs": Field("needs", "text"),
        "goal": Field("goals", "text"),
        "quote": Field("quote", "text"),
        "sliders": Field("sliders", "sliders"),
    },
    "channel": {"name": Field("name", "text"), "icon": Field("icon", "text")},
    "tag": {"name": Field("name", "text")},
    "metric": {
        "name": Field("name", "text"),
        "unit": Field("unit", "text"),
        "target": Field("target", "number"),
        "better": Field("better", "word"),
    },
    "reading": {
        "metric": Field("metric", "one", "metric"),
        "day": Field("day", "word"),
        "value": Field("value", "number"),
    },
    "insight": _IDEA,
    "opportunity": _IDEA,
    "solution": {**_IDEA, "status": Field("status", "word")},
    "comment": {
        "on": Field("on", "any"),
        "reply": Field("reply_to", "any"),
        "text": Field("text", "text"),
        "resolved": Field("resolved", "yes"),
    },
}
SINGLE = frozenset(("parent_step", "source", "target", "on", "reply_to"))  # of the form "any"

CARRIES: Carries = {
    kind: frozenset(field.register for field in fields.values()) for kind, fields in FIELDS.items()
}

_YES = frozenset("yes true 1 x y oui vrai ja wahr j o si ✓ ✔".split())
_NO = frozenset("no false 0 n non faux nein falsch -".split())
_URL = re.compile(r"(?:https?://|mailto:)\S+")
_ESCAPED = re.compile(r"\\([\\np])")
_UNESCAPED = {"\\": "\\", "n": "\n", "p": "|"}
_PARTS = re.compile("[;,|\n]")


def shown(field: Field, value: Any, decimal: str = ".") -> str:
    """A value of a register, as JSON, as it stands in a cell. Not for scores and references."""
    match field.form:
        case "number" | "whole":
            return written(float(value), decimal)
        case "yes":
            return "yes" if value else "no"
        case "links":
            return "\n".join(_link(title, url) for title, url in value)
        case "sliders":
            return "\n".join(
                f"{_one_line(left)} | {_one_line(right)} | {written(float(x))}"
                for left, right, x in value
            )
        case _:
            return str(value)


def _link(title: str, url: str) -> str:
    return f"{_one_line(title)} <{url}>" if title else str(url)


def _one_line(text: str) -> str:
    """Words without signs that part others in a cell."""
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("|", "\\p")


def _lines_again(text: str) -> str:
    return _ESCAPED.sub(lambda found: _UNESCAPED[found[1]], text)


def value_of(field: Field, text: str, decimal: str = "") -> Any:
    """What a cell says, as JSON. ValueError where it says nothing that fits the form."""
    return _READ[field.form](text, decimal)


def _number(text: str, decimal: str) -> float:
    found = number(text, decimal)
    if found is None:
        raise ValueError(text)
    return found


def _whole(text: str, decimal: str) -> int:
    found = _number(text, decimal)
    if not found.is_integer():
        raise ValueError(text)
    return int(found)


def yes_or_no(text: str, _: str = "") -> bool:
    """What a tick in a column says. ValueError where it is neither yes nor no."""
    given = folded(text) or text.strip()
    if given in _YES:
        return True
    if given in _NO or not given:
        return False
    raise ValueError(text)


def _links(text: str, _: str) -> list[list[str]]:
    found = []
    for line in text.split("\n"):
        title, mark, url = line.rpartition(" <")
        if mark and url.endswith(">") and _URL.fullmatch(url[:-1]):
            found.append([_lines_again(title), url[:-1]])
        elif _URL.fullmatch(line):
            found.append(["", line])
        elif line.strip():
            found.append(_loose_link(line))
    return found


def _loose_link(line: str) -> list[str]:
    """A title and an address, however somebody put them side by side."""
    address = _URL.search(line)
    if address is None:
        raise ValueError(line)
    url = address[0].rstrip(">)],.;")
    title = (line[: address.start()] + line[address.end() :]).strip(" <>()[]:-–—\t")
    return [title, url]


def _sliders(text: str, _: str) -> list[list[Any]]:
    found: list[list[Any]] = []
    for line in text.split("\n"):
        if line.strip():
            left, right, value = line.rsplit(" | ", 2)
            found.append([_lines_again(left), _lines_again(right), _number(value, ".")])
    return found


def parts(text: str) -> list[str]:
    """The names in a cell, without empty ones; each once, in their order."""
    return list(dict.fromkeys(part.strip() for part in _PARTS.split(text) if part.strip()))


_READ: Mapping[str, Callable[[str, str], Any]] = {
    "text": lambda text, _: text,
    "word": lambda text, _: text.strip(),
    "number": _number,
    "whole": _whole,
    "yes": yes_or_no,
    "links": _links,
    "sliders": _sliders,
}
