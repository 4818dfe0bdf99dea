# SPDX-License-Identifier: Apache-2.0
"""YAML from strangers: plain values only, with the types of JSON, straight from the events.

Nothing is constructed but texts, numbers, lists and objects. Aliases, merge keys and tags of other
types are refused: they make little files large and mean nothing in a map.
"""

import math
import re
from collections.abc import Iterator
from typing import Any, cast

import yaml
from yaml.error import Mark

from journey_studio.exchange.refusal import quote
from journey_studio.exchange.strict.foreign_data import DataError, text_of
from journey_studio.i18n import t

MOST_BYTES = 16 * 1024 * 1024
MOST_VALUES = 500_000
MOST_DEPTH = 64
MOST_DOCUMENTS = 1_000

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN = "tag:yaml.org,2002:"
_INT = re.compile(r"[-+]?[0-9]{1,18}\Z")
_FLOAT = re.compile(
    r"[-+]?(?:\.[0-9]{1,300}|[0-9]{1,300}(?:\.[0-9]{0,300})?)(?:[eE][-+]?[0-9]{1,9})?\Z"
)
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
_BLOCKS = ("|", ">")
_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_COMMENT = re.compile(r"(?:^|(?<=[ \t]))(#)")
_NOT_FINITE = re.compile(r"[-+]?\.inf\Z|\.nan\Z", re.IGNORECASE)


def parse(data: bytes) -> list[Any]:
    """The values of all documents of a YAML text, empty ones left out.

    Raises DataError with the line for what is no YAML or more than a map would hold.
    """
    text = text_of(data, MOST_BYTES)
    try:
        return [value for value in _documents(text) if value is not None]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        detail = quote(error.problem or "")
        raise _refusal(mark, t("exchange.data.no_yaml", detail=detail)) from error
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
        raise DataError("", t("exchange.data.no_yaml", detail=quote(str(error)))) from error


def _documents(text: str) -> Iterator[Any]:
    making = _Making()
    documents = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            making = _Making(making.values)
            if documents > MOST_DOCUMENTS:
                raise _refusal(event.start_mark, t("exchange.data.documents", most=MOST_DOCUMENTS))
        elif isinstance(event, yaml.DocumentEndEvent):
            yield making.value
        elif isinstance(event, yaml.NodeEvent):
            making.begin(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            making.end()


def comments(text: str) -> Iterator[tuple[int, str]]:
    """The lines of all comments that say something, and what they say; to be asked after `parse`.

    A comment is what begins with a # that nothing but a blank stands before, outside of all texts.
    """
    if "#" not in text:
        return
    lines = _BREAK.split(text)
    inside: dict[int, list[tuple[int, int]]] = {}  # by line: from where to where a text reaches
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.ScalarEvent):
            first, last = cast("Mark", event.start_mark), cast("Mark", event.end_mark)
            head = 1 if event.style in _BLOCKS else 0  # whose first line has only its mark
            for row in range(first.line + head, last.line + (last.column > 0)):
                left = first.column if row == first.line else 0
                right = last.column if row == last.line else len(lines[row])
                inside.setdefault(row, []).append((left, right))
    for number, line in enumerate(lines):
        for found in _COMMENT.finditer(line):
            at = found.start(1)
            if not any(left <= at < right for left, right in inside.get(number, ())):
                if words := line[at:].strip("# \t\r"):
                    yield number + 1, words
                break


class _Making:
    """One document while its events come in."""

    def __init__(self, values: int = 0) -> None:
        self.value: Any = None
        self.values = values
        self._open: list[Any] = []
        self._keys: list[Any] = []  # of each open object: the key whose value comes next

    def begin(self, event: Any) -> None:
        self.values += 1
        if self.values > MOST_VALUES:
            raise _refusal(event.start_mark, t("exchange.data.many", most=MOST_VALUES))
        if isinstance(event, yaml.AliasEvent):
            raise _refusal(
                event.start_mark, t("exchange.data.alias", name=quote(str(event.anchor)))
            )
        if isinstance(event, yaml.ScalarEvent):
            self._put(event, _scalar(event))
            return
        kind = "map" if isinstance(event, yaml.MappingStartEvent) else "seq"
        if event.tag not in (None, "!", _PLAIN + kind):
            raise _refusal(event.start_mark, t("exchange.data.tag", tag=quote(event.tag)))
        if len(self._open) >= MOST_DEPTH:
            raise _refusal(event.start_mark, t("exchange.data.deep", most=MOST_DEPTH))
        made: Any = {} if kind == "map" else []
        self._put(event, made)
        self._open.append(made)
        self._keys.append(None)

    def end(self) -> None:
        self._open.pop()
        self._keys.pop()

    def _put(self, event: Any, value: Any) -> None:
        if not self._open:
            self.value = value
        elif isinstance(self._open[-1], list):
            self._open[-1].append(value)
        elif self._keys[-1] is None:
            self._keys[-1] = (self._key(event, value),)
        else:
            (key,) = self._keys[-1]
            self._open[-1][key] = value
            self._keys[-1] = None

    def _key(self, event: Any, value: Any) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            raise _refusal(event.start_mark, t("exchange.data.key"))
        key = event.value if value is None or not isinstance(value, str) else value
        if key == "<<" and not event.style:
            raise _refusal(event.start_mark, t("exchange.data.alias", name="<<"))
        if key in self._open[-1]:
            raise _refusal(event.start_mark, t("exchange.data.twice", name=quote(key)))
        return str(key)


def _scalar(event: Any) -> Any:
    """The value of a scalar by the core types of YAML 1.2: `yes` is a word, a date is a text."""
    text = str(event.value)
    tag = event.tag
    if tag not in (None, "!", _PLAIN + "str", *(_PLAIN + name for name in _NAMES)):
        raise _refusal(event.start_mark, t("exchange.data.tag", tag=quote(tag)))
    if tag in ("!", _PLAIN + "str") or (tag is None and event.style):
        return text
    if text.lower() in _WORDS and text in (text.lower(), text.upper(), text.title()):
        return _WORDS[text.lower()]
    if _INT.match(text):
        return int(text)
    if _FLOAT.match(text):
        number = float(text)
        if math.isfinite(number):
            return number
    elif not _NOT_FINITE.match(text):
        return text
    raise _refusal(event.start_mark, t("exchange.data.number", number=quote(text)))


_NAMES = ("null", "bool", "int", "float")


def _refusal(mark: Any, sentence: str) -> DataError:
    return DataError(t("exchange.data.line_only", line=mark.line + 1) if mark else "", sentence)
