# SPDX-License-Identifier: Apache-2.0
"""Change sets: immutable batches of register writes, named by the hash of their bytes.

The bytes are canonical JSON (sorted keys, no spaces, UTF-8, finite numbers), so that every program
that writes the same change makes the same name; docs/file-format.md specifies them with examples.
"""

import hashlib
import json
import math
import re
import secrets
import time
from binascii import unhexlify
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Annotated, Any, Literal, NamedTuple

from msgspec import Meta, Struct
from msgspec.json import Decoder

from journey_studio.errors import JourneyError
from journey_studio.i18n import t
from journey_studio.model.json_bytes import escapes_surrogates, has_more_values, nests_deeper
from journey_studio.model.registers import is_json

VERSION = 1
MAX_BYTES = 64 * 1024 * 1024
# What is made is what colleagues take from a shared folder: docs/sync.md, F7.
MAX_MADE_BYTES = 16 * 1024 * 1024
MAX_MADE_VALUES = 1_000_000
LATEST_TIME = 2**48  # ms since 1970: the year 10889; keeps stamps exact and sortable
_MOST_COUNTS = 2**32
_MOST_SIGNS = 500  # of an author's name, or of a value in a label
_DEEPEST = 13  # lists and objects within one another
_DEEPEST_VALUE = _DEEPEST - 4  # within the change set, its writes, a record and a list
_PLAIN = frozenset({str, bool, type(None)})
_MOST_REPLICA = 64
_NO_CHANGE = (ValueError, TypeError, KeyError, AttributeError, RecursionError)
_is_head = re.compile("[0-9a-f]{64}").fullmatch
_made = tuple.__new__  # what a NamedTuple does, without its detour


class ChangeError(JourneyError):
    """Bytes that are no change set, or one that is too large or malformed."""


class Stamp(NamedTuple):
    """A hybrid logical clock reading: ms since 1970, a counter, and who read it.

    Stamps order concurrent writes and nothing else; see S. Kulkarni et al., "Logical Physical
    Clocks" (2014).
    """

    time: Annotated[int, Meta(ge=0, lt=LATEST_TIME)]
    counter: Annotated[int, Meta(ge=0, lt=_MOST_COUNTS)]
    replica: Annotated[str, Meta(max_length=_MOST_REPLICA)]


class Label(NamedTuple):
    """What a change set did, as a catalogue key and its values, so that each reads it in theirs."""

    key: str
    values: Mapping[str, str] = {}

    @property
    def text(self) -> str:
        """The label in the reader's language; an unknown one reads as a plain "Change"."""
        values = dict(self.values)
        try:
            if "kind" in values:
                count = int(values.get("number", "1"))
                values["kind"] = t(f"model.kind.{values['kind']}", count=count)
            return t(self.key, **values)
        except (KeyError, IndexError, TypeError, ValueError, OSError):
            return t("model.label.unknown")


class Author(NamedTuple):
    """Who makes changes, as they chose to be shown; all may be empty."""

    name: str = ""
    department: str = ""
    device: str = ""


class Write(Struct, array_like=True, forbid_unknown_fields=True, frozen=True, gc=False):
    """What is written to a register: `value` is JSON; `replaces` names the change sets of its old
    heads.
    """

    value: Any
    replaces: tuple[str, ...] = ()


class Change(Struct, frozen=True, gc=False):
    """One change set. `sha256` is its name, `data` the bytes it is the hash of.

    `by_record` holds the writes as the bytes do: record, register, write.
    """

    sha256: str
    data: bytes
    project: str
    stamp: Stamp
    author: Author
    label: Label
    by_record: Mapping[str, Mapping[str, Write]]
    version: int = VERSION

    def __repr__(self) -> str:
        return f"Change({self.sha256[:12]}, {self.label.key}, {self.stamp})"

    @property
    def order(self) -> tuple[Stamp, str]:
        """What decides which of several heads shows: the latest stamp, then the hash."""
        return (self.stamp, self.sha256)

    @property
    def writes(self) -> dict[tuple[str, str], Write]:
        """All writes, by record and register."""
        return {
            (record, register): write
            for record, written in self.by_record.items()
            for register, write in written.items()
        }

    def write(self, record: str, register: str) -> Write | None:
        """What it wrote to one register; None where it wrote nothing."""
        written = self.by_record.get(record)
        return written.get(register) if written is not None else None


def _bytes(value: object) -> bytes:
    return json.dumps(
        value, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":")
    ).encode()


def make_change(
    project: str,
    stamp: Stamp,
    author: Author,
    label: Label,
    writes: Mapping[tuple[str, str], Write],
) -> Change:
    """The change set of these writes, by record and register.

    Names and label are clipped to what `read_change` takes. Raises ChangeError where the whole is
    more than can be shared.
    """
    author = Author(*map(_fitting, author))
    label = Label(_fitting(label.key), {_fitting(k): _fitting(v) for k, v in label.values.items()})
    by_record: dict[str, dict[str, Write]] = {}
    said: dict[str, dict[str, list[Any]]] = {}
    for (record, register), write in writes.items():
        by_record.setdefault(record, {})[register] = write
        heads = [sorted(write.replaces)] if write.replaces else []
        said.setdefault(record, {})[register] = [write.value, *heads]
    data = _bytes(
        {
            "v": VERSION,
            "project": project,
            "stamp": list(stamp),
            "author": list(author),
            "label": [label.key, dict(label.values)],
            "writes": said,
        }
    )
    if len(data) > MAX_MADE_BYTES or has_more_values(data, MAX_MADE_VALUES):
        raise ChangeError(t("model.change.too_much"))
    return Change(hashlib.sha256(data).hexdigest(), data, project, stamp, author, label, by_record)


def _fitting(words: str) -> str:
    """The words as a change set can hold them: not too long, without lone surrogates."""
    return words[:_MOST_SIGNS].encode(errors="replace").decode()


def _refuse_number(text: str) -> float:
    raise ValueError(f"{text} is not a number of JSON")


def _whole(text: str) -> int:
    value = int(text)
    return value if -(2**53) < value < 2**53 else int(_refuse_number(text))


def _finite(text: str) -> float:
    value = float(text)
    return value if math.isfinite(value) else _refuse_number(text)


_READER = json.JSONDecoder(parse_constant=_refuse_number, parse_int=_whole, parse_float=_finite)


def _stamp(value: Any) -> Stamp:
    if type(value) is not list:
        raise ValueError("stamp")
    moment, count, replica = value
    if type(moment) is not int or type(count) is not int or not isinstance(replica, str):
        raise ValueError("stamp")
    if not (
        0 <= moment < LATEST_TIME and 0 <= count < _MOST_COUNTS and len(replica) <= _MOST_REPLICA
    ):
        raise ValueError("stamp")
    replica.encode()  # halves of characters cannot be stored: UnicodeEncodeError is a ValueError
    return Stamp(moment, count, replica)


def _check_words(words: Sequence[str]) -> None:
    """Raise TypeError for what is no text, ValueError for one that is too long."""
    if len("".join(words)) > _MOST_SIGNS and max(map(len, words)) > _MOST_SIGNS:
        raise ValueError("words")


@lru_cache(maxsize=256)  # the same few people make all changes
def _author(name: Any, department: Any, device: Any) -> Author:
    _check_words((name, department, device))
    return Author(name, department, device)


def _check_bytes(data: bytes, content: Any) -> None:
    if nests_deeper(data, _DEEPEST):
        raise ValueError("depth")
    if escapes_surrogates(data) and not is_json(content, _DEEPEST):
        raise ValueError("surrogates")


def _by_record(content: Any) -> dict[str, dict[str, Write]]:
    """The writes of a change set, checked but for their values."""
    return {
        record: {register: _write(parts) for register, parts in registers.items()}
        for record, registers in content.items()
    }


def _write(parts: Any) -> Write:
    if type(parts) is not list:
        raise ValueError("write")
    value, *rest = parts
    if not rest:
        return Write(value)
    (names,) = rest
    if type(names) is not list or not all(map(_is_head, names)):
        raise ValueError("heads")
    return Write(value, tuple(names))


_Word = Annotated[str, Meta(max_length=_MOST_SIGNS)]


class _Said(Struct, forbid_unknown_fields=True, gc=False):
    """What a change set says, as the quick reader of JSON checks it."""

    v: Literal[1]  # VERSION; any other is left to the slow reader
    project: str
    stamp: Stamp
    author: tuple[str, str, str]
    label: tuple[_Word, dict[_Word, _Word]]
    writes: dict[str, dict[str, Write]]


_said = Decoder(_Said).decode  # refuses halves of characters, and numbers that are none


def _quickly(sha256: str, data: bytes) -> Change:
    """The change set, where everything in it is as usual; raises all sorts of errors otherwise.

    Of this runs a thousand times what runs once elsewhere. It takes nothing that `_strictly` does
    not take, and gives the same.
    """
    said = _said(data)
    for written in said.writes.values():
        for write in written.values():
            for name in write.replaces:  # twice as quick as the pattern
                if len(name) != 64 or unhexlify(name).hex() != name:
                    raise ValueError("heads")
            if type(write.value) not in _PLAIN and not _is_flat(write.value):
                raise ValueError("value")
    label, author = _made(Label, said.label), _author(*said.author)
    return Change(sha256, data, said.project, said.stamp, author, label, said.writes)


def _is_flat(value: Any) -> bool:
    """Whether a value fits that is not a single word."""
    if type(value) is list and _PLAIN.issuperset(map(type, value)):
        return True  # most usually a place
    return is_json(value, _DEEPEST_VALUE)


def _strictly(sha256: str, data: bytes) -> Change:
    """The change set; raises all sorts of errors where the bytes are none."""
    content = _READER.decode(data.decode())
    version, project, stamp = content["v"], content["project"], _stamp(content["stamp"])
    if type(version) is not int or not isinstance(project, str) or version < 1:
        raise ValueError("head")
    if version > VERSION:
        return Change(sha256, data, project, stamp, Author(), Label(""), {}, version)
    if type(content["author"]) is not list or type(content["label"]) is not list:
        raise ValueError("words")
    author, (key, values) = _author(*content["author"]), content["label"]
    _check_words((key, *values, *values.values()))
    _check_bytes(data, content)
    writes = _by_record(content["writes"])
    return Change(sha256, data, project, stamp, author, Label(key, values), writes, version)


def read_change(data: bytes, name: str = "") -> Change:
    """The change set whose bytes these are; `name` is their hash where it is known already.

    A change set of a newer version keeps its bytes and has no writes: it is stored and passed on,
    and understood after an update. Raises ChangeError for anything else that is not one.
    """
    if len(data) > MAX_BYTES:
        raise ChangeError(t("model.change.too_large"))
    sha256 = name or hashlib.sha256(data).hexdigest()
    try:
        return _quickly(sha256, data)
    except _NO_CHANGE:
        pass  # something in it is unusual, or wrong
    try:
        return _strictly(sha256, data)
    except _NO_CHANGE as error:
        raise ChangeError(t("model.change.damaged", sha256=sha256[:12])) from error


def _now() -> int:
    return time.time_ns() // 1_000_000


class Clock:
    """Gives stamps that never go back and always lie after every stamp seen.

    The replica id is fresh and random each time the program runs, minted with the first stamp and
    never stored for use again: a copied file or a restored backup then cannot repeat a stamp.
    `minted` is told of it.
    """

    def __init__(
        self, now: Callable[[], int] = _now, minted: Callable[[str], None] = lambda _: None
    ) -> None:
        self._now = now
        self._minted = minted
        self._last = (0, 0)
        self._replica = ""

    def next(self) -> Stamp:
        """A stamp later than all before."""
        if not self._replica:
            self._replica = secrets.token_hex(8)
            self._minted(self._replica)
        moment, count = self._last
        wall = min(max(self._now(), 0), LATEST_TIME - 2)
        if wall > moment:
            self._last = (wall, 0)
        elif count + 1 < _MOST_COUNTS:
            self._last = (moment, count + 1)
        elif moment + 1 < LATEST_TIME:
            self._last = (moment + 1, 0)
        # Else somebody has used up all stamps there are; from then on equal ones sort by hash.
        return Stamp(*self._last, self._replica)

    def observe(self, stamp: Stamp) -> None:
        """Take note of a stamp from elsewhere.

        A laptop set to 2035 then wins nothing for ever: whoever has seen its stamps writes later
        ones, whatever their own clock says.
        """
        self._last = max(self._last, (stamp.time, stamp.counter))

    def ahead(self, stamp: Stamp) -> int:
        """How many ms a stamp lies ahead of this computer's clock; negative when behind."""
        return stamp.time - self._now()
