# SPDX-License-Identifier: Apache-2.0
"""The grammar of dgmo's journey maps, in the forms before and since 0.18.

What stands where nothing can stand is noted with its line. The text is read line by line, each
once.
"""

import re
from dataclasses import dataclass, field

from journey_studio.errors import JourneyError
from journey_studio.exchange.dgmo.lines import KEYS, read_line, short_name, without_colour
from journey_studio.exchange.embedded import MARK
from journey_studio.exchange.refusal import at_line, quote
from journey_studio.i18n import t

KEYWORD = "journey-map"
MOST_LINES = 50_000

BLANKS = " \t\r\u00a0\ufeff"
_NOTE = re.compile(r"(pain|opportunity|thought)[ \t]*:[ \t]*(.*)", re.IGNORECASE)
_DESCRIPTION = re.compile(r"description(?:[ \t]*:[ \t]*|[ \t]+)(.+)", re.IGNORECASE)
_ALIAS = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,11}")
_GROUP = re.compile(r"(?:tag:?|##)[ \t]+(.+)", re.IGNORECASE)
_OPTION = re.compile(
    r"(?:active-tag|palette|theme)[ \t]+.+|solid-fill|no-title|no-notes|no-legend", re.IGNORECASE
)


class DgmoError(JourneyError):
    """A text that is no journey map of dgmo, or too long. `line` counts from 1."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(at_line(line, reason))
        self.line = line


@dataclass(slots=True)
class Step:
    """A step, and what is said of it. `values` are by key, `notes` pairs of a kind and words."""

    name: str
    line: int
    values: dict[str, str] = field(default_factory=dict)
    notes: list[tuple[str, str]] = field(default_factory=list)
    description: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Phase:
    """A phase and its steps. The one without a name holds the steps of a map without phases."""

    name: str
    line: int
    steps: list[Step] = field(default_factory=list)


@dataclass(slots=True)
class Group:
    """A tag group: what it is called, and the values it lists with their lines."""

    name: str
    line: int
    values: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Diagram:
    """All that a text says. `lost` are lines with what of them has no place in a map."""

    title: str = ""
    persona: str | None = None
    about: list[str] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    phases: list[Phase] = field(default_factory=list)
    lost: list[tuple[int, str]] = field(default_factory=list)


def is_dgmo(text: str) -> bool:
    """Whether the first line that counts starts a journey map."""
    for line in text[:20_000].splitlines():
        words = line.strip(BLANKS)
        if words and not words.startswith("//"):
            return words.split(maxsplit=1)[0].lower() == KEYWORD
    return False


def parse_dgmo(text: str) -> Diagram:
    """Read a text. Raises DgmoError where it is no journey map."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(lines) > MOST_LINES:
        raise DgmoError(MOST_LINES, t("exchange.too_many_lines", most=MOST_LINES))
    reader = _Reader()
    for number, line in enumerate(lines, 1):
        words = line.strip(BLANKS)
        if not words:
            reader.blank()
        elif words.startswith("//"):
            reader.comment(number, words)
        else:
            reader.read(number, words, _indent(line))
    if not reader.started:
        raise DgmoError(1, t("exchange.dgmo.nothing"))
    return reader.diagram


def _indent(line: str) -> int:
    return len((line[: len(line) - len(line.lstrip(BLANKS))]).expandtabs(4))


class _Reader:
    """What one reading has found so far."""

    def __init__(self) -> None:
        self.diagram = Diagram()
        self.started = False
        self._content = False  # whether the steps have begun
        self._phased = False
        self._step: Step | None = None
        self._step_indent = 0
        self._group: Group | None = None
        self._in_persona = False
        self._aliases: dict[str, str] = {}

    def blank(self) -> None:
        """An empty line ends what the head of the file lists."""
        self._group = None
        self._in_persona = False

    def comment(self, number: int, words: str) -> None:
        """A line that dgmo passes over. Where it holds a packed map, others read that."""
        if words.strip("/" + BLANKS) and MARK not in words:
            self.diagram.lost.append((number, words))

    def read(self, number: int, words: str, indent: int) -> None:
        """One line that says something."""
        if not self.started:
            self._first(number, words)
        elif self._content or not self._head(number, words, indent):
            self._body(number, words, indent)

    def _first(self, number: int, words: str) -> None:
        first, _, title = words.partition(" ")
        if first.lower() != KEYWORD:
            raise DgmoError(number, t("exchange.dgmo.other", text=quote(words)))
        self.started = True
        self.diagram.title = title.strip()

    def _head(self, number: int, words: str, indent: int) -> bool:
        """Read a line as part of the head; False where the steps begin with it."""
        if indent and self._in_persona:
            self._about(number, words)
            return True
        self._in_persona = False
        if indent and self._group:
            self._value(number, words)
            return True
        self._group = None
        if indent:
            return False
        first, _, rest = words.partition(" ")
        if first.lower() == "persona" and rest.strip():
            self._persona(number, rest.strip())
        elif found := _GROUP.fullmatch(words):
            self._open_group(number, found[1])
        elif _OPTION.fullmatch(words):
            self.diagram.lost.append((number, words))
        else:
            return False
        return True

    def _persona(self, number: int, name: str) -> None:
        if self.diagram.persona is not None:
            self.diagram.lost.append((number, self.diagram.persona))
        at = name.lower().rfind("color:")
        if at > 0 and name[at - 1] in " \t|":
            self.diagram.lost.append((number, name[at:]))
            name = name[:at].rstrip(" \t|")
        else:
            name, colour = without_colour(name)
            self._lose(number, colour)
        self.diagram.persona = name
        self.diagram.lost += [(number, each) for each in self.diagram.about]
        self.diagram.about = []
        self._in_persona = True

    def _about(self, number: int, words: str) -> None:
        found = _DESCRIPTION.fullmatch(words) if ":" in words else None
        if words.lower().startswith("color:"):
            self.diagram.lost.append((number, words))
        else:
            self.diagram.about.append(found[1] if found else words)

    def _open_group(self, number: int, words: str) -> None:
        tokens = words.split()
        at = next((n for n, each in enumerate(tokens) if n and each in ("as", "alias")), 0)
        alias = _ALIAS.match(tokens[at + 1]) if at and at + 1 < len(tokens) else None
        if alias:
            name, rest = " ".join(tokens[:at]), " ".join(tokens[at + 2 :])
            name, short = name.strip("\"'"), alias.group()
            if short.lower() != short_name(name, KEYS | self._aliases.keys()):
                self._lose(number, f"as {short}")  # it is written again under another
            self._aliases[short.lower()] = name
        elif "," in words:
            name, rest = tokens[0], " ".join(tokens[1:])
        else:
            name, rest = " ".join(tokens), ""
        name, colour = without_colour(name.strip("\"'"))
        self._lose(number, colour)
        self._group = Group(name, number)
        self.diagram.groups.append(self._group)
        self._aliases[name.lower()] = self._aliases["-".join(name.lower().split())] = name
        for value in filter(None, map(str.strip, rest.split(","))):
            self._value(number, value)

    def _lose(self, number: int, text: str) -> None:
        if text:
            self.diagram.lost.append((number, text))

    def _value(self, number: int, words: str) -> None:
        assert self._group is not None
        is_default = words.endswith(" default")
        marked = words.removesuffix("default").rstrip() if is_default else words
        value, colour = without_colour(marked)
        self._lose(number, colour)
        self._lose(number, "default" if is_default else "")
        self._group.values.setdefault(value, number)

    def _body(self, number: int, words: str, indent: int) -> None:
        self._content = True
        if not indent and words.startswith("[") and words.endswith("]") and len(words) > 2:
            self.diagram.phases.append(Phase(words[1:-1].strip(), number))
            self._phased, self._step = True, None
        elif not indent and self._phased:
            self.diagram.lost.append((number, words))
        elif self._step and indent > self._step_indent:
            self._detail(self._step, words)
        elif indent and not self.diagram.phases:
            self.diagram.lost.append((number, words))
        else:
            self._add_step(number, words, indent)

    def _detail(self, step: Step, words: str) -> None:
        if found := _NOTE.fullmatch(words):
            step.notes.append((found[1].lower(), found[2]))
            return
        described = _DESCRIPTION.fullmatch(words)
        step.description.append(described[1] if described else words)

    def _add_step(self, number: int, words: str, indent: int) -> None:
        if not self.diagram.phases:
            self.diagram.phases.append(Phase("", number))
        said = read_line(words, self._aliases)
        self.diagram.lost += [(number, each) for each in said.lost]
        step = Step(said.name, number, said.values)
        for kind in ("pain", "opportunity", "thought"):
            if kind in step.values:
                step.notes.append((kind, step.values.pop(kind)))
        if "description" in step.values:
            step.description.append(step.values.pop("description"))
        if "color" in step.values:
            self.diagram.lost.append((number, f"color: {step.values.pop('color')}"))
        self._step, self._step_indent = step, indent
        self.diagram.phases[-1].steps.append(step)
