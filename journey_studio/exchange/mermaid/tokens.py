# SPDX-License-Identifier: Apache-2.0
"""The words of Mermaid's user journey: a text taken apart one token at a time, with its lines.

Nothing is looked at twice: every pattern is a run of one class of characters, and the longest of
them that fits is consumed at once or the reading ends.
"""

import html
import re
from html.entities import html5
from typing import NamedTuple

from journey_studio.exchange.mermaid.javascript import BLANKS, trim
from journey_studio.exchange.mermaid.source import ENTITY_END, ENTITY_START, Remark, Source
from journey_studio.exchange.refusal import MermaidError, quote
from journey_studio.i18n import t

_B = f"[{BLANKS}]"
# The order is part of the grammar: the first pattern that fits wins, not the longest.
_TOKEN = re.compile(
    "|".join(
        f"(?P<{name}>{pattern})"
        for name, pattern in (
            ("percent", r"%(?!\{)[^\n]*"),
            # JavaScript counts UTF-16 units: a character made of two is never the one before.
            ("cut_line", "[^}\U00010000-\U0010ffff]%%[^\n]*"),
            ("newline", r"\n+"),
            ("blank", f"{_B}+"),
            ("hash", r"#[^\n]*"),
            ("journey", r"(?i:journey)\b"),
            ("title", rf"(?i:title){_B}[^#\n;]+"),
            ("acc_title", rf"(?i:accTitle){_B}*:{_B}*"),
            ("acc_line", rf"(?i:accDescr){_B}*:{_B}*"),
            ("acc_block", rf"(?i:accDescr){_B}*\{{{_B}*"),
            ("section", rf"(?i:section){_B}[^#:\n;]+"),
            ("task", r"[^#:\n;]+"),
            ("data", r":[^#\n;]+"),
            ("stray", r"."),
        )
    ),
    re.ASCII | re.DOTALL,
)
# A task as nearly all are: no sign in it that could be the start of something else, and after the
# blanks before it no word of the grammar. What this does not fit is read token by token.
_PLAIN_TASK = re.compile(
    rf"{_B}*+(?!(?i:journey|title|section|acc))([^#:;%\n]++)(:[^#;%\n]++)(?=\n)", re.ASCII
)
_ENTITY = re.compile(f"{ENTITY_START}(\\w+){ENTITY_END}", re.ASCII)
_BREAK = re.compile(f"</?br{_B}*/?>", re.IGNORECASE | re.ASCII)
_LONGEST_CODE_POINT = 7


class Token(NamedTuple):
    """One token: its kind ("end" after the last), its text, its offset."""

    kind: str
    text: str
    start: int


class Tokens:
    """The tokens of `source`, and the remarks made on the way."""

    def __init__(self, source: Source) -> None:
        self._source = source
        # Mermaid ends every text with a line end before it reads.
        self.text = source.text + "\n"
        self.at = 0
        self.remarks = list(source.remarks)

    def next(self) -> Token:
        """The next token that means something; blanks and comments are passed over."""
        while self.at < len(self.text):
            start = self.at
            found = _TOKEN.match(self.text, start)
            if not found or not found.lastgroup:
                break
            self.at = found.end()
            kind, text = found.lastgroup, found.group()
            if kind in {"percent", "cut_line"}:
                # What looks like a comment to Mermaid may be a name with a percent sign.
                if not text.lstrip(BLANKS).startswith("%%"):
                    self.remark(start, "percent", text)
            elif kind not in {"blank", "hash"}:
                return Token(kind, text, start)
        return Token("end", "", len(self.text))

    def plain_task(self) -> tuple[Token, Token] | None:
        """The name and the data of a task that stands here alone on its line and hides nothing."""
        found = _PLAIN_TASK.match(self.text, self.at)
        if found is None:
            return None
        self.at = found.end()
        return Token("task", found[1], found.start(1)), Token("data", found[2], found.start(2))

    def line(self, offset: int) -> int:
        """The line, from 1, of the character at `offset`."""
        return self._source.line(offset)

    def line_text(self, offset: int) -> str:
        """What stands from `offset` to the end of its line."""
        return self.text[offset : self.text.find("\n", offset)]

    def cut_by_hash(self) -> None:
        """Remark it when a `#`, the comment nobody expects, ended the statement just read."""
        if self.text.startswith("#", self.at):
            self.remark(self.at, "hash", self.line_text(self.at))

    def remark(self, offset: int, key: str, text: str = "") -> None:
        """Note that the line at `offset` deserves a look; `text` is what to show of it."""
        self.remarks.append(Remark(self.line(offset), key, {"text": quote(plain(text))}))

    def refuse(self, offset: int, key: str, text: str = "") -> MermaidError:
        """The refusal of the statement at `offset`."""
        return MermaidError(
            self.line(offset), t(f"exchange.refused_{key}", text=quote(plain(text)))
        )


def plain(text: str) -> str:
    """`text` with `#35;` and `#quot;` as the characters they stand for; unknown ones as typed."""
    if ENTITY_START not in text:
        return text
    return _ENTITY.sub(lambda found: _character(found.group(1)), text)


def spoken(text: str) -> str:
    """`text` as a person reads it: `<br>` starts a line, and no line has blanks around it.

    A tag that entities spell out is no tag but words.
    """
    if "<" not in text and ENTITY_START not in text and "\n" not in text:
        return trim(text)  # like most of them
    lines = plain(_BREAK.sub("\n", text)).split("\n")
    return "\n".join(map(trim, lines)).strip("\n")


def _character(name: str) -> str:
    if not name.isdecimal():
        return html5.get(f"{name};", f"#{name};")
    digits = name.lstrip("0") or "0"
    return html.unescape(f"&#{digits};") if len(digits) <= _LONGEST_CODE_POINT else "\ufffd"
