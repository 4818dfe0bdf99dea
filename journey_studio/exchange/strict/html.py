# SPDX-License-Identifier: Apache-2.0
"""The words in a piece of HTML, block by block, and words as HTML. Nothing else comes through.

Tags only part the words: no attribute, script, style or address is ever read.
"""

import html
import re
from collections.abc import Iterable

_TAG = re.compile(r"(<[!/a-zA-Z][^<>]*>)")
_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)")
_BLOCKS = frozenset(
    "div p li ul ol tr td th table section article h1 h2 h3 h4 h5 h6 blockquote pre hr".split()
)
_UNREAD = frozenset(("script", "style", "template", "noscript", "iframe", "object", "svg"))
_ADDRESS = re.compile(r"""\s(?:href|src|srcset|data)\s*=\s*["']?[^"'\s>]""", re.IGNORECASE)
_DRESSED = re.compile(
    r"<(?:b|i|u|s|em|strong|strike|del|ins|mark|font|small|big|sub|sup|h[1-6])[\s/>]|\sstyle\s*=",
    re.IGNORECASE,
)
_BREAK = "\n"
_EMPTY = "\x00"  # stands for a blank that keeps an empty block open


def blocks(source: str) -> list[str]:
    """The text of each block, in order; a block with nothing but `&nbsp;` counts as an empty text,
    any other empty one as none.
    """
    found: list[str] = []
    words: list[str] = []
    unread = ""
    for part in _TAG.split(source):
        name = _NAME.match(part) if part.startswith("<") else None
        if name is None:
            if not unread and not part.startswith("<!"):
                words.append(_words(part))
            continue
        tag = name[1].lower()
        if unread:
            unread = "" if tag == unread and part.startswith("</") else unread
        elif tag in _UNREAD and not part.startswith("</"):
            unread = tag
        elif tag == "br":
            words.append(_BREAK)
        elif tag in _BLOCKS:
            _close(found, words)
    _close(found, words)
    return found


def leads_elsewhere(source: str) -> bool:
    """Whether a piece holds addresses, pictures or scripts, of which no word comes through."""
    return any(_ADDRESS.search(tag) or _is_unread(tag) for tag in _TAG.findall(source))


def _is_unread(tag: str) -> bool:
    name = _NAME.match(tag)
    return name is not None and name[1].lower() in _UNREAD


def is_dressed(source: str) -> bool:
    """Whether words are bold, coloured or the like, of which nothing comes through."""
    return any(map(_DRESSED.search, _TAG.findall(source)))


def lines(source: str) -> str:
    """All blocks as lines of one text."""
    return "\n".join(blocks(source))


def _words(part: str) -> str:
    plain = part.replace("\r", " ").replace("\n", " ").replace("&nbsp;", _EMPTY)
    return html.unescape(plain)


def _close(found: list[str], words: list[str]) -> None:
    text = "".join(words)
    words.clear()
    if text.endswith(_BREAK):
        text = text[:-1]  # the last break of a block shows nothing
        if not text:
            return
    if text == _EMPTY:
        found.append("")
    elif text.strip(" \t"):
        found.append(text.replace(_EMPTY, " "))


def as_blocks(texts: Iterable[str]) -> str:
    """Texts as blocks that `blocks` makes the same texts of."""
    return "".join(f"<div>{as_html(text)}</div>" for text in texts)


def as_html(text: str) -> str:
    """A text as HTML, its lines parted by breaks."""
    if not text:
        return "&nbsp;"
    shown = html.escape(text).replace("\n", "<br>")
    return shown + "<br>" if text.endswith("\n") else shown
