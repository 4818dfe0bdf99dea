# SPDX-License-Identifier: Apache-2.0
"""XML from strangers: no entities, nothing fetched, of bearable size, depth and count.

Document types are refused and with them every entity, so nothing grows and nothing points out of
the file: expat, the parser of Python's own library, stops at the first. Elements know the line
they began in; names come without their namespace.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NoReturn, cast
from xml.parsers import expat

from journey_studio.collector import resting
from journey_studio.errors import JourneyError
from journey_studio.exchange.refusal import at_line, quote
from journey_studio.i18n import t

MOST_BYTES = 128 * 1024 * 1024
MOST_ELEMENTS = 300_000  # that are kept
MOST_PASSED = 5_000_000  # that are only passed by
_ATTRIBUTES = 4  # for each element, that all of them together may have at most
MOST_DEPTH = 100
MOST_REMARKS = 20_000  # that are kept
_PARTS_NAMES = "}"  # the namespace of a name from the rest of it
_CHUNK = 1 << 16  # bytes after which an endless text would have been seen
_HEAD = 4096
_ROOT = re.compile(rb"<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
_SKIPPED = re.compile(rb"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)


class XmlError(JourneyError):
    """A text that is no XML, or more of it than a map would need. `line` counts from 1."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(at_line(line, reason) if line else reason)
        self.line = line


@dataclass(slots=True)
class Element:
    """An element: its name and attributes without namespaces, and the line it began in.

    `text` is what stands in it before and between its parts. `remarks` are the comments of the
    whole text with their lines, and those of the outermost element only.
    """

    name: str
    line: int
    attributes: dict[str, str]
    parts: list["Element"] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    remarks: list[tuple[int, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text directly in it."""
        return "".join(self.words)

    def all(self, name: str) -> list["Element"]:
        """The parts of that name, whatever its case."""
        wanted = name.casefold()
        return [part for part in self.parts if part.name.casefold() == wanted]

    def one(self, name: str) -> "Element | None":
        """The first part of that name."""
        return next(iter(self.all(name)), None)

    def said(self, name: str) -> str:
        """The text of the first part of that name, without blanks around it; "" without one."""
        found = self.one(name)
        return found.text.strip() if found else ""

    def every(self) -> Iterator["Element"]:
        """This element and all in it, in the order of the file."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += reversed(element.parts)


def root_of(data: bytes) -> str:
    """The name of the outermost element as far as it stands in the head, "" for what is no XML."""
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = data[: 2 * _HEAD].decode("utf-16", "ignore").encode("utf-8", "ignore")
    place = 0
    while skipped := _SKIPPED.match(head, place):
        place = skipped.end()
    found = _ROOT.match(head, place)
    return found[2].decode("ascii", "ignore") if found else ""


def parse(data: bytes, most: int = MOST_BYTES) -> Element:
    """The outermost element. Raises XmlError."""
    return cast("Element", _through(data, _Tree(), most))


def pieces(data: bytes, inside: str, name: str, most: int = MOST_BYTES) -> list[str] | None:
    """The texts of the elements of that name in the element with the id `inside`, in order.

    Nothing else of the file is kept. None where there is no such element. Raises XmlError.
    """
    return cast("list[str] | None", _through(data, _Texts(inside, name), most))


def _through(data: bytes, target: "_Counted", most: int) -> object:
    """What `target` makes of a text."""
    if len(data) > most:
        raise XmlError(0, t("exchange.xml.large", megabytes=most // 1_000_000))
    parser = target.parser
    try:
        with resting():  # a tree of many elements is nothing to collect
            for start in range(0, len(data), _CHUNK):
                parser.Parse(data[start : start + _CHUNK], False)
            parser.Parse(b"", True)
    except expat.ExpatError as error:
        detail = quote(expat.ErrorString(error.code))
        raise XmlError(error.lineno, t("exchange.xml.broken", detail=detail)) from error
    except (ValueError, LookupError) as error:  # an encoding that nobody knows
        raise XmlError(1, t("exchange.xml.broken", detail=quote(str(error)))) from error
    finally:
        target.unbind()
    return target.close()


class _Counted:
    """Follows the parser, and stops it where there is too much or what may not be."""

    def __init__(self, most: int) -> None:
        self.depth = 0
        self._most = most
        self._left = most
        self._attributes = 2 * _ATTRIBUTES * most  # names and values
        self.parser = parser = expat.ParserCreate(None, _PARTS_NAMES)
        parser.ordered_attributes = True
        parser.buffer_text = True
        parser.buffer_size = _CHUNK
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.data
        parser.StartDoctypeDeclHandler = self.refuse
        parser.EntityDeclHandler = self.refuse
        parser.UnparsedEntityDeclHandler = self.refuse
        parser.ExternalEntityRefHandler = self.refuse
        parser.SkippedEntityHandler = self.refuse

    def unbind(self) -> None:
        """Let go of the parser, which holds this: the two would be a ring."""
        del self.parser

    def refuse(self, *_declared: object) -> NoReturn:
        """A document type, or what could only come from one."""
        raise XmlError(self.parser.CurrentLineNumber, t("exchange.xml.declares"))

    def start(self, tag: str, attributes: list[str]) -> None:
        """An element begins; attributes are names and values in turn."""
        self._left -= 1
        self._attributes -= len(attributes)
        if self._left < 0 or self._attributes < 0:
            raise XmlError(self.parser.CurrentLineNumber, t("exchange.xml.many", most=self._most))
        if self.depth >= MOST_DEPTH:
            raise XmlError(self.parser.CurrentLineNumber, t("exchange.xml.deep", most=MOST_DEPTH))
        self.depth += 1
        self.begun(tag.rpartition(_PARTS_NAMES)[2] if _PARTS_NAMES in tag else tag, attributes)

    def end(self, _tag: str) -> None:
        """An element ends."""
        self.depth -= 1
        self.ended()

    def begun(self, name: str, attributes: list[str]) -> None:
        """An element begins that is no element too many."""
        raise NotImplementedError

    def ended(self) -> None:
        """The innermost element ends."""
        raise NotImplementedError

    def data(self, text: str) -> None:
        """Text within an element."""
        raise NotImplementedError

    def close(self) -> object:
        """What was found, at the end of the text."""
        raise NotImplementedError


class _Tree(_Counted):
    """Keeps every element."""

    def __init__(self) -> None:
        super().__init__(MOST_ELEMENTS)
        self._root: Element | None = None
        self._open: list[Element] = []
        self._remarks: list[tuple[int, str]] = []
        self.parser.CommentHandler = self.remark

    def begun(self, name: str, attributes: list[str]) -> None:
        own = {}
        if attributes:
            names = attributes[::2]
            if _PARTS_NAMES in "".join(names):
                names = [each.rpartition(_PARTS_NAMES)[2] for each in names]
            own = dict(zip(names, attributes[1::2], strict=True))
        element = Element(name, self.parser.CurrentLineNumber, own, [], [])
        if self._open:
            self._open[-1].parts.append(element)
        else:
            self._root = element
            element.remarks = self._remarks
        self._open.append(element)

    def remark(self, text: str) -> None:
        """A comment."""
        if len(self._remarks) < MOST_REMARKS and text.strip():
            self._remarks.append((self.parser.CurrentLineNumber, text))

    def ended(self) -> None:
        self._open.pop()

    def data(self, text: str) -> None:
        if self._open:
            self._open[-1].words.append(text)

    def close(self) -> Element | None:
        return self._root


class _Texts(_Counted):
    """Keeps the texts of one kind of element within one other."""

    def __init__(self, inside: str, name: str) -> None:
        super().__init__(MOST_PASSED)
        self._inside = inside
        self._name = name
        self._at = 0  # how deep the element lies that they are in, 0 outside of it
        self._keeps = False
        self._found: list[list[str]] | None = None

    def begun(self, name: str, attributes: list[str]) -> None:
        own = dict(zip(attributes[::2], attributes[1::2], strict=True))
        if self._found is None and own.get("id") == self._inside:
            self._found, self._at = [], self.depth
        elif self._found is not None and self.depth == self._at + 1 and name == self._name:
            self._found.append([])
            self._keeps = True

    def ended(self) -> None:
        self._keeps = False
        if self.depth < self._at:
            self._at = -1  # it has ended: no other counts

    def data(self, text: str) -> None:
        if self._keeps and self._found:
            self._found[-1].append(text)

    def close(self) -> list[str] | None:
        return None if self._found is None else ["".join(words) for words in self._found]
