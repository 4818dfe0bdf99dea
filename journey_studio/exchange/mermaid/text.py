# SPDX-License-Identifier: Apache-2.0
"""The grammar of Mermaid's user journey: from text to what Mermaid itself would read in it.

What Mermaid 11 and 12 accept is accepted with the same content, what they refuse is refused with
its line. Where Mermaid is silent about damage, the content is Mermaid's and a remark says so.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

from journey_studio.exchange.mermaid import javascript
from journey_studio.exchange.mermaid.javascript import BLANKS
from journey_studio.exchange.mermaid.source import Remark, Source
from journey_studio.exchange.mermaid.tokens import Token, Tokens, plain, spoken
from journey_studio.exchange.refusal import MermaidError, quote
from journey_studio.i18n import t

_DATA_OF_A_TASK = re.compile(r": *[0-9]+ *(?::|\Z)")
_LINE_AND_INDENT = re.compile(f"\n[{BLANKS}]+")
_KEYWORD = "journey"
_WIDE_COLON = "："


class JourneyTask(NamedTuple):
    """One task line. Names are as Mermaid keeps them, blanks at the end included.

    `label` is the name as a person reads it, in lines, `people` are the actors likewise.
    `score` may be NaN, infinite or out of scale; `score_text` is what stood there; `rest` is what
    stood after a third colon, which Mermaid drops (None: there was none). `actors` may be "".
    """

    section: str
    name: str
    score: float
    actors: tuple[str, ...]
    line: int
    score_text: str
    rest: str | None
    label: str
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JourneyRun:
    """A section as it is drawn: neighbours of one name together, each return of a name anew.

    The run before the first section has the name "" and is there only if it has tasks. `label` is
    the name as a person reads it.
    """

    section: str
    line: int
    tasks: tuple[JourneyTask, ...]
    label: str


@dataclass(frozen=True, slots=True)
class JourneyDiagram:
    """Everything a journey text says. `sections` are the names in the order they are written."""

    title: str
    acc_title: str
    acc_description: str
    sections: tuple[str, ...]
    runs: tuple[JourneyRun, ...]
    remarks: tuple[Remark, ...]

    @property
    def tasks(self) -> tuple[JourneyTask, ...]:
        """All tasks in order."""
        return tuple(task for run in self.runs for task in run.tasks)


def parse_journey(text: str) -> JourneyDiagram:
    """Read the text of one diagram.

    Raises MermaidError, with the line, for everything Mermaid refuses.
    """
    source = Source(text)
    if not source.text.startswith(_KEYWORD):
        raise _not_a_journey(source)
    front_title = source.title()
    source.encode_entities()
    reader = _Reader(Tokens(source))
    reader.named("title", front_title, 0)
    reader.read()
    return reader.diagram()


def diagram_word(text: str) -> str:
    """The first word of a diagram's text, which names its kind ("journey", "flowchart", ...)."""
    for line in Source(text).text.split("\n"):
        words = line.split()
        if words and not words[0].startswith("%"):
            return words[0]
    return ""


def _not_a_journey(source: Source) -> MermaidError:
    if source.front_matter_left_open:
        return MermaidError(1, t("exchange.front_matter_open"))
    if not source.text:
        return MermaidError(1, t("exchange.nothing"))
    first = source.text.split("\n", 1)[0]
    return MermaidError(source.line(0), t("exchange.refused_not_a_journey", text=quote(first)))


class _Data(NamedTuple):
    """What stands behind the name of a task, as `JourneyTask` holds it."""

    score: float
    score_text: str
    actors: tuple[str, ...]
    people: tuple[str, ...]
    rest: str | None


def _data(text: str) -> _Data:
    score, colon, rest = text[1:].partition(":")
    actors, third_colon, lost = rest.partition(":")
    names = [javascript.trim(actor) for actor in actors.split(",")] if colon else []
    return _Data(
        score=javascript.number(score),
        score_text=plain(javascript.trim(score)),
        actors=tuple(map(plain, names)),
        people=tuple(map(spoken, names)),
        rest=plain(javascript.trim(lost)) if third_colon else None,
    )


class _Reader:
    """What one reading has found so far."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._named = {"title": "", "acc_title": "", "acc_description": ""}
        self._section = self._label = ""
        self._said: dict[str, _Data] = {}  # scores and people come again and again
        self._sections: list[str] = []
        self._runs: list[tuple[str, int, list[JourneyTask], str]] = []

    def diagram(self) -> JourneyDiagram:
        """The whole, once `read` has returned."""
        return JourneyDiagram(
            **self._named,
            sections=tuple(self._sections),
            runs=tuple(JourneyRun(run[0], run[1], tuple(run[2]), run[3]) for run in self._runs),
            remarks=tuple(sorted(self._tokens.remarks, key=lambda remark: remark.line)),
        )

    def named(self, what: str, text: str, start: int) -> None:
        """Set one of the single texts; the last one wins."""
        before = self._named[what]
        if before.strip() and before != text:
            self._tokens.remark(start, f"second_{what}", before)
        self._named[what] = text

    def read(self) -> None:
        """Read statement by statement to the end."""
        tokens = self._tokens
        first = tokens.next()
        if first.kind != _KEYWORD:
            raise tokens.refuse(first.start, "not_a_journey", first.text)
        while True:
            while (plain_task := tokens.plain_task()) is not None:
                self._task(*plain_task)
            token = tokens.next()
            if token.kind == "end":
                return
            self._statement(token)

    def _statement(self, token: Token) -> None:
        if token.kind == "task":
            data = self._tokens.next()
            if data.kind != "data":
                raise self._no_score(token, data)
            self._task(token, data)
            self._tokens.cut_by_hash()
        elif token.kind == "section":
            self._open_section(token)
        elif token.kind == "title":
            self._title(token)
        elif token.kind in {"acc_title", "acc_line"}:
            self._accessible_line(token)
        elif token.kind == "acc_block":
            self._accessible_block(token)
        elif token.kind != "newline":
            raise self._stray(token)

    def _title(self, token: Token) -> None:
        text = plain(self._heading("title", token))
        if _DATA_OF_A_TASK.search(text):
            self._tokens.remark(token.start, "title_like_task", text)
        self.named("title", text, token.start)

    def _open_section(self, token: Token) -> None:
        name = self._heading("section", token)
        self._section, self._label = plain(name), spoken(name)
        self._sections.append(self._section)
        self._run(token)

    def _heading(self, word: str, token: Token) -> str:
        """What follows `word` and one blank, which may be a line end."""
        text = token.text[len(word) + 1 :]
        if token.text[len(word)] == "\n":
            self._tokens.remark(token.start, f"swallowed_{word}", text)
        self._tokens.cut_by_hash()
        return text

    def _run(self, token: Token) -> list[JourneyTask]:
        """The tasks of the run that a task or section at `token` belongs to."""
        if not self._runs or self._runs[-1][0] != self._section:
            line = self._tokens.line(token.start)
            self._runs.append((self._section, line, [], self._label))
        return self._runs[-1][2]

    def _task(self, name: Token, data: Token) -> None:
        said = self._said.get(data.text)
        if said is None:
            said = self._said[data.text] = _data(data.text)
        text = name.text
        task = JourneyTask(
            self._section,
            plain(text),
            said.score,
            said.actors,
            self._tokens.line(name.start),
            said.score_text,
            said.rest,
            spoken(text),
            said.people,
        )
        self._run(name).append(task)

    def _accessible_line(self, token: Token) -> None:
        end = self._tokens.text.find("\n", self._tokens.at)
        if end < 0:
            raise self._tokens.refuse(token.start, "empty_accessible", token.text)
        text = plain(javascript.trim(self._tokens.text[self._tokens.at : end]))
        self._tokens.at = end
        what = "acc_title" if token.kind == "acc_title" else "acc_description"
        self.named(what, text, token.start)

    def _accessible_block(self, token: Token) -> None:
        start, end = self._tokens.at, self._tokens.text.find("}", self._tokens.at)
        if end < 0:
            raise self._tokens.refuse(token.start, "open_block")
        if end > start:
            lines = javascript.trim(self._tokens.text[start:end])
            self.named("acc_description", plain(_LINE_AND_INDENT.sub("\n", lines)), token.start)
        self._tokens.at = end + 1

    def _no_score(self, name: Token, after: Token) -> MermaidError:
        """Why `name`, which no score follows, is no task; the likeliest mistake first."""
        words = javascript.trim(name.text)
        first = words.split(maxsplit=1)[0].lower() if words.split() else ""
        if after.text == ";":
            return self._stray(after)
        if name.start == len(_KEYWORD):
            return self._tokens.refuse(0, "not_a_journey", self._tokens.line_text(0))
        if self._tokens.text.startswith("#", name.start + len(name.text)):
            return self._tokens.refuse(
                name.start, "hash_in_name", self._tokens.line_text(name.start)
            )
        if words.lower() in {"title", "section"}:
            return self._tokens.refuse(name.start, f"empty_{words.lower()}")
        if first in {"acctitle", "accdescr"}:
            return self._tokens.refuse(name.start, "accessible_colon", words)
        if _WIDE_COLON in words:
            return self._tokens.refuse(name.start, "wide_colon", words)
        return self._tokens.refuse(name.start, "no_score", words)

    def _stray(self, token: Token) -> MermaidError:
        """Why a statement cannot start with `token`."""
        if token.kind == _KEYWORD:
            return self._tokens.refuse(token.start, "journey_again")
        if token.text == ";":
            return self._tokens.refuse(token.start, "semicolon")
        if token.kind == "data" and self._section_line(token):
            return self._tokens.refuse(token.start, "section_colon")
        return self._tokens.refuse(token.start, "no_name", self._tokens.line_text(token.start))

    def _section_line(self, token: Token) -> bool:
        """Whether the colon of `token` stands in the line of the section just opened."""
        return bool(self._runs) and self._runs[-1][1] == self._tokens.line(token.start)
