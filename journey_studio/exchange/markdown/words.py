# SPDX-License-Identifier: Apache-2.0
"""Words written so that Markdown shows them as they are: no sign of them starts anything."""

import re
from urllib.parse import quote

_ACTS = re.compile(r"[\\`*_\[\]<>|~&$]")
# What acts only where a line starts: headings, lists, rules, and the indent of code.
_STARTS = re.compile(r"([#+=-]|[0-9]{1,9}(?=[.)]))")

_IN_ADDRESSES = "%/:?#[]@!$&'()*+,;=-._~"


def inline(text: str) -> str:
    """Words in the middle of a line; line breaks are blanks."""
    return _ACTS.sub(r"\\\g<0>", " ".join(text.split()))


def cell(text: str) -> str:
    """Words in a cell of a table, in which a line break is a tag."""
    return "<br>".join(filter(None, map(inline, text.split("\n"))))


def line(text: str) -> str:
    """Words that are a line by themselves."""
    words = inline(text)
    found = _STARTS.match(words)
    if not found:
        return words
    if found[1].isdecimal():
        return f"{found[1]}\\{words[found.end() :]}"
    return f"\\{words}"


def address(url: str) -> str:
    """An address in which no sign ends it, or the cell it stands in."""
    return f"<{quote(url, safe=_IN_ADDRESSES)}>"


def paragraphs(text: str) -> list[str]:
    """A longer text in lines: an empty one parts paragraphs, others break in place."""
    made: list[str] = []
    for each in text.strip().split("\n"):
        words = line(each)
        if words and made and made[-1]:
            made[-1] += "\\"
        made.append(words)
    return made
