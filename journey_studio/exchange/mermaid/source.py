# SPDX-License-Identifier: Apache-2.0
"""What Mermaid does to a text before its grammar reads it, with every line still known.

Line ends become `\\n`, quotes inside HTML tags become `'`, then front matter, `%%{directives}%%`
and `%%` comment lines are cut out. What is left keeps a trail back to the lines of the file.
Every pass looks at a character a bounded number of times.
"""

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from journey_studio.exchange.embedded import MARK
from journey_studio.exchange.mermaid import front_matter
from journey_studio.exchange.mermaid.javascript import BLANKS, LINE_ENDS
from journey_studio.exchange.refusal import MermaidError, quote
from journey_studio.i18n import t

# An entity `#35;` survives the grammar although "#" and ";" mean something there: the two
# characters are swapped for surrogates, which no decoded text can hold, and back at the end.
ENTITY_START, ENTITY_END = "\ud800", "\udc00"

MOST_CHARACTERS = 5_000_000
MOST_LINES = 50_000

_SURROGATE = re.compile("[\ud800-\udfff]")
_TAG_START = re.compile(r"<\w", re.ASCII)
_ATTRIBUTE = re.compile(r'="([^"]*)"')
_DIRECTIVE = re.compile(rf"%%\{{[{BLANKS}]*+(\w++)(?:[{BLANKS}]*+:)?[{BLANKS}]*+", re.ASCII)
_WORD = re.compile(r"\w*", re.ASCII)
_DIRECTIVE_END = re.compile("\\}%%|[\u2028\u2029]")
_BLANK_RUN = re.compile(f"[{BLANKS}]*")
_ENTITY = re.compile(r"#(\w+);", re.ASCII)
_LINE = re.compile(f"[^{LINE_ENDS}]+")


class Remark(NamedTuple):
    """Something Mermaid reads without a word although a person hardly meant it.

    `key` names the sentence in the catalogue, `values` fill it; `line` is counted from 1.
    """

    line: int
    key: str
    values: dict[str, str]


class Cut(NamedTuple):
    """A text with pieces cut out: where each kept piece starts now, and where it started before."""

    text: str
    starts: list[int]
    origins: list[int]

    def origin(self, offset: int) -> int:
        """The offset before the cut of a character now at `offset`."""
        piece = bisect_right(self.starts, offset) - 1
        return self.origins[piece] + offset - self.starts[piece]


class Source:
    """A Mermaid text ready for its grammar.

    `text` is what the grammar reads, `remarks` what was lost on the way here. Raises MermaidError
    for a text too large or not made of whole characters.
    """

    def __init__(self, raw: str) -> None:
        whole = raw.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        _check(whole)
        whole = _single_tag_quotes(whole)
        self._breaks = [found.start() for found in re.finditer("\n", whole)]
        self._cuts: list[Cut] = []
        self.remarks: list[Remark] = []
        self.text = whole
        found = front_matter.find(whole)
        self.front_matter_left_open = found is None and whole.lstrip(BLANKS).startswith("---")
        self._found = found
        if found:
            self._take(_without(self.text, [(0, found.length)]))
        self._take(_without(self.text, self._directives()))
        comments = _comment_lines(self.text)
        self._tell_of(comments)
        self._take(_without(self.text, comments))
        leading = len(self.text) - len(self.text.lstrip(BLANKS))
        self._take(_without(self.text, [(0, leading)]))

    def title(self) -> str:
        """The title of the front matter, "" for none. Raises MermaidError if it is broken."""
        if not self._found:
            return ""
        title = front_matter.title(self._found)
        if title is None:
            self.remarks.append(Remark(self._found.line, "title_no_text", {"text": ""}))
        for line, key in front_matter.others(self._found):
            self.remarks.append(Remark(line, "front_matter", {"text": quote(key)}))
        for line in front_matter.comments(self._found):
            self.remarks.append(Remark(line, "comment", {}))
        return title or ""

    def line(self, offset: int) -> int:
        """The line, from 1, in the text as handed over, of the character now at `offset`."""
        for cut in reversed(self._cuts):
            offset = cut.origin(offset)
        return bisect_left(self._breaks, offset) + 1

    def encode_entities(self) -> None:
        """Make `#35;` pass the grammar; drop the `;` that ends a style with a colour."""
        self._take(_without(self.text, _style_ends(self.text)))
        self.text = _ENTITY.sub(rf"{ENTITY_START}\1{ENTITY_END}", self.text)

    def _tell_of(self, comments: list[tuple[int, int]]) -> None:
        """A remark for each comment that says something, but for the one that holds a map."""
        for start, end in comments:
            words = self.text[start:end].strip(BLANKS)
            if words.strip("%" + BLANKS) and MARK not in words:
                line = self.line(self.text.index("%%", start))
                self.remarks.append(Remark(line, "comment", {"text": words}))

    def _take(self, cut: Cut) -> None:
        if len(cut.starts) > 1:  # else nothing is cut out of it
            self._cuts.append(cut)
        self.text = cut.text

    def _directives(self) -> list[tuple[int, int]]:
        """What Mermaid takes for directives. One that is never closed takes all the rest."""
        text, gaps = self.text, []
        found = _DIRECTIVE.search(text)
        while found:
            end, key = found.end(), "directive"
            word = _WORD.match(text, end)
            if word and word.group():
                end = word.end()
            else:
                stop = _DIRECTIVE_END.search(text, end)
                end = stop.start() if stop else len(text)
                if not stop and text[found.end() :].strip(BLANKS):
                    key = "directive_open"
            self.remarks.append(Remark(self.line(found.start()), key, {"text": found[1]}))
            blank = _BLANK_RUN.match(text, end)
            end = blank.end() if blank else end
            end += 3 if text.startswith("}%%", end) else 0
            gaps.append((found.start(), end))
            found = _DIRECTIVE.search(text, end)
        return gaps


def _check(text: str) -> None:
    if len(text) > MOST_CHARACTERS:
        raise MermaidError(1, t("exchange.too_large", most=MOST_CHARACTERS))
    if text.count("\n") > MOST_LINES:
        raise MermaidError(MOST_LINES, t("exchange.too_many_lines", most=MOST_LINES))
    found = _SURROGATE.search(text)
    if found:
        raise MermaidError(text.count("\n", 0, found.start()) + 1, t("exchange.half_character"))


def _without(text: str, gaps: list[tuple[int, int]]) -> Cut:
    """`text` without `gaps`, which are in order and do not overlap."""
    pieces, starts, origins, kept, at = [], [], [], 0, 0
    for start, end in [*gaps, (len(text), len(text))]:
        pieces.append(text[at:start])
        starts.append(kept)
        origins.append(at)
        kept += start - at
        at = end
    return Cut("".join(pieces), starts, origins)


def _single_tag_quotes(text: str) -> str:
    """Every `<tag a="b">` with single quotes, whatever the tag is."""
    pieces, at = [], 0
    found = _TAG_START.search(text)
    while found:
        end = text.find(">", found.end())
        if end < 0:
            break
        pieces += [text[at : found.start()], _ATTRIBUTE.sub(r"='\1'", text[found.start() : end])]
        at = end
        found = _TAG_START.search(text, end)
    return "".join([*pieces, text[at:]])


def _comment_lines(text: str) -> list[tuple[int, int]]:
    """Lines of `%%` and something (not a directive), with the blank lines before them."""
    gaps, at = [], 0
    marker = text.find("%%")
    while marker >= 0:
        start = _line_start(text, at, marker)
        if start is None or text[marker + 2 : marker + 3] in {"", "\n", "{"}:
            marker = text.find("%%", marker + 1)
            continue
        end = text.find("\n", marker)
        end = len(text) if end < 0 else end + 1
        gaps.append((start, end))
        at = end
        marker = text.find("%%", end)
    return gaps


def _line_start(text: str, at: int, marker: int) -> int | None:
    """The first start of a line from which only blanks lead to `marker`, not before `at`."""
    run = marker
    while run > at and text[run - 1] in BLANKS:
        run -= 1
    if run == 0 or text[run - 1] in LINE_ENDS:
        return run
    return next((i + 1 for i in range(run, marker) if text[i] in LINE_ENDS), None)


def _style_ends(text: str) -> list[tuple[int, int]]:
    """The last `;` of each line that styles something with a colour (`style x fill:#f00;`)."""
    gaps: list[tuple[int, int]] = []
    if ";" not in text:
        return gaps
    for line in _LINE.finditer(text):
        words, end = line.group(), len(line.group())
        for style in ("style", "classDef"):
            start, last = words.find(style), words.rfind(";", 0, end)
            if 0 <= start < last and _colours(words[start + len(style) : last]):
                gaps.append((line.start() + last, line.start() + last + 1))
                end = last
    return sorted(gaps)


def _colours(rest: str) -> bool:
    """Whether a colon is followed by a `#` with no blank between them."""
    pieces = re.split(f"[{BLANKS}]", rest)
    return any("#" in piece.partition(":")[2] for piece in pieces)
