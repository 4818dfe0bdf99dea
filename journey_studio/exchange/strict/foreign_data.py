# SPDX-License-Identifier: Apache-2.0
"""Objects of a foreign file whose parts are taken out by name; what nobody takes is a loss.

A reader says of each object which keys it knows. When it is done with it, `close` reports every
other key with its path (`nodes[3].icon`), so nothing is left out in silence.
"""

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator, Mapping
from typing import Any

from journey_studio.errors import JourneyError
from journey_studio.exchange.refusal import quote
from journey_studio.i18n import t
from journey_studio.model.builder import Builder

MOST_LOSSES = 20_000  # that are told one by one
_PLAIN = (str, int, float)  # what counts as text
MOST_ROWS = 2_000  # stages, steps or lanes of a map
MOST_CARDS = 100_000
MOST_RECORDS = 100_000


class DataError(JourneyError):
    """A file that cannot be read. `place` is a line or a path, `reason` the sentence without it."""

    def __init__(self, place: str, reason: str) -> None:
        at = t("exchange.data.at", place=place, sentence=reason) if place else reason
        super().__init__(at)
        self.place = place
        self.reason = reason


def text_of(data: bytes, most: int) -> str:
    """The text of `data`: UTF-8, or UTF-16 with a byte order mark. DataError where it is none."""
    if len(data) > most:
        raise DataError("", t("exchange.data.large", megabytes=most // 2**20))
    wide = data.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    try:
        return data.decode("utf-16") if wide else data.removeprefix(BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        place = t("exchange.data.line_only", line=line)
        raise DataError(place, t("exchange.data.no_text", byte=error.start + 1)) from error


class _Bounded(Builder):
    """A builder that a small file cannot make a very large map with."""

    def __init__(self) -> None:
        super().__init__()
        self._made = 0

    def add(self, kind: str, /, *under: str, at: str = "", **values: Any) -> str:
        """Add a record; DataError for more of them than a project can hold."""
        self._bound(at)
        return super().add(kind, *under, at=at, **values)

    def point(
        self, lane: str, step: str, persona: str | None, /, *, at: str = "", **values: Any
    ) -> str:
        """Set a point; DataError for more of them than a project can hold."""
        self._bound(at)
        return super().point(lane, step, persona, at=at, **values)

    def _bound(self, at: str) -> None:
        self._made += 1
        if self._made > MOST_RECORDS:
            raise DataError(at, t("exchange.data.records", most=MOST_RECORDS))


class Reading:
    """One file being read: the builder it goes to, and what there is to say about it."""

    def __init__(self) -> None:
        self.builder: Builder = _Bounded()
        self.warnings: list[str] = []
        self._untold = 0

    def lost(self, what: str, at: str, reason: str, *, changed: bool = False) -> None:
        """Note a loss; of very many the rest is only counted."""
        if len(self.builder.losses) < MOST_LOSSES:
            self.builder.lost(what, at, reason, "changed" if changed else "dropped")
        else:
            self._untold += 1

    def doubt(self, sentence: str) -> None:
        """Note something a person should check, once."""
        if sentence not in self.warnings:
            self.warnings.append(sentence)

    def card(self, lane: str, step: str, at: str, **values: Any) -> str:
        """Add a card."""
        return self.builder.add("card", lane, step, at=at, **values)

    def finish(self) -> None:
        """Say how many losses were only counted."""
        if self._untold:
            self.doubt(t("exchange.data.untold", count=self._untold))

    def items(self, value: Any, path: str, most: int = MOST_CARDS) -> list["Item"]:
        """The objects of a list; what else is in it is lost. DataError for more than `most`."""
        if value is None:
            return []
        if not isinstance(value, list):
            self.lost(quote(_key(path)), path, t("exchange.data.no_list"))
            return []
        if len(value) > most:
            raise DataError(path, t("exchange.data.entries", most=most))
        made = []
        for number, entry in enumerate(value):
            at = f"{path}[{number}]"
            if isinstance(entry, dict):
                made.append(Item(self, entry, at))
            elif entry is not None:
                self.lost(quote(_key(path)), at, t("exchange.data.no_object"))
        return made


class Item:
    """An object of the file. Each part can be taken once; `path` says where it stands."""

    def __init__(self, reading: Reading, value: Mapping[str, Any], path: str) -> None:
        self.path = path
        self._reading = reading
        self._rest = dict(value)

    def at(self, name: str) -> str:
        """The path of a part."""
        return f"{self.path}.{name}" if self.path else name

    def has(self, name: str) -> bool:
        """Whether it says anything under that key that was not taken yet."""
        return self._rest.get(name) not in (None, "", [], {})

    def peek(self, name: str) -> Any:
        """A part as it is, which stays to be taken."""
        return self._rest.get(name)

    def take(self, name: str) -> Any:
        """A part as it is; None where there is none."""
        return self._rest.pop(name, None)

    def text(self, *names: str) -> str:
        """The text under the first of these keys that says something; numbers count as text."""
        found = ""
        for name in names:
            value = self._rest.pop(name, None)
            if value is None:  # most of them
                continue
            if isinstance(value, bool) or not isinstance(value, _PLAIN):
                self._wrong(name)
            elif not found:
                found = value if isinstance(value, str) else f"{value:.15g}"
            elif str(value) not in ("", found):
                self._reading.lost(quote(name), self.at(name), t("exchange.data.twice_said"))
        return found

    def given(self, name: str) -> str | None:
        """The text under a key, also an empty one; None where there is none."""
        return self.text(name) if self._rest.get(name) is not None else self.take(name)

    def number(self, name: str) -> float | None:
        """The number under a key, also where it is written as text."""
        value = self._rest.pop(name, None)
        if isinstance(value, str) and value.strip():
            value = number_in(value)
            if value is None:
                self._wrong(name)
        if isinstance(value, bool) or not isinstance(value, int | float):
            if value is not None and value != "":
                self._wrong(name)
            return None
        return float(value)

    def flag(self, name: str) -> bool:
        """Whether a key says yes."""
        value = self._rest.pop(name, None)
        if value is not None and not isinstance(value, bool):
            self._wrong(name)
        return value is True

    def object(self, name: str) -> "Item":
        """The object under a key; an empty one where there is none."""
        value = self._rest.pop(name, None)
        if not isinstance(value, dict):
            if value is not None:
                self._wrong(name)
            value = {}
        return Item(self._reading, value, self.at(name))

    def inside(self, name: str, value: Mapping[str, Any]) -> "Item":
        """An object that stands at that place inside it."""
        return Item(self._reading, value, self.at(name))

    def items(self, name: str, most: int = MOST_CARDS) -> list["Item"]:
        """The objects of the list under a key."""
        return self._reading.items(self._rest.pop(name, None), self.at(name), most)

    def texts(self, name: str) -> list[str]:
        """The texts of the list under a key; a single text counts as a list of one."""
        value = self._rest.pop(name, None)
        if isinstance(value, str):
            return [value] if value else []
        if not isinstance(value, list):
            if value is not None:
                self._wrong(name)
            return []
        found = []
        for number, entry in enumerate(value):
            if isinstance(entry, _PLAIN) and not isinstance(entry, bool):
                found.append(entry if isinstance(entry, str) else f"{entry:.15g}")
            elif entry is not None:
                at = f"{self.at(name)}[{number}]"
                self._reading.lost(quote(name), at, t("exchange.data.no_word"))
        return [text for text in found if text]

    def leave(self, *names: str) -> None:
        """These keys say nothing a map would hold: ids that only join the parts of the file. A list
        or an object there is none of them, and lost.
        """
        for name in names:
            if isinstance(self._rest.get(name), list | dict) and self.has(name):
                self._wrong(name)
            self._rest.pop(name, None)

    def leave_whole(self, *names: str) -> None:
        """These parts say nothing a map would hold, whatever is in them."""
        for name in names:
            self._rest.pop(name, None)

    def lost(self, name: str, reason: str, *, changed: bool = False) -> None:
        """Note that a part did not come through, and take it."""
        self._rest.pop(name, None)
        self.tell(name, reason, changed=changed)

    def tell(self, name: str, reason: str, *, changed: bool = False) -> None:
        """Note that something of a part did not come through, without taking it."""
        self._reading.lost(quote(name), self.at(name), reason, changed=changed)

    def close(self) -> None:
        """Report every key that nobody took and that says something."""
        for name in [key for key in self._rest if self.has(key)]:
            self.lost(name, t("exchange.data.unknown"))

    def rest(self) -> Iterator[tuple[str, Any]]:
        """What was not taken yet."""
        yield from self._rest.items()

    def _wrong(self, name: str) -> None:
        self._reading.lost(quote(name), self.at(name), t("exchange.data.wrong"))


def number_in(text: str) -> float | None:
    """The number a text is, with a point or a comma; None where it is something else."""
    plain = text.strip().replace("\u2212", "-").replace(",", ".")
    if len(plain) > 40 or not any(sign.isdecimal() for sign in plain):
        return None
    try:
        found = float(plain)
    except ValueError:
        return None
    return found if abs(found) < 1e300 else None


def _key(path: str) -> str:
    return path.rpartition(".")[2].partition("[")[0]
