# SPDX-License-Identifier: Apache-2.0
"""Words written so that Mermaid reads them as they were: entities for every sign it would act on.

`#35;` is how Mermaid spells a character by its number. A line break of a name is `<br>`.
"""

import re

from journey_studio.exchange.mermaid import javascript

NOTHING = "#160;"
"""A name that is drawn as nothing: a blank which the grammar does not drop."""

# Of a word that starts a line, the grammar takes these for its own.
_KEYWORD = re.compile("journey|title|section|acctitle|accdescr|style|classdef", re.IGNORECASE)
_ACTED_ON = re.compile("[#;%<{}\u2028\u2029]|&(?=[#\\w])")
_ACTED_ON_IN_NAMES = re.compile("[#:;,%<{}\u2028\u2029]|&(?=[#\\w])")
_COLON_THAT_TELLS = re.compile(r":(?=\S| *[0-9])")


def name(text: str) -> str:
    """A name of a section, a task or an actor; never empty."""
    lines = (_ACTED_ON_IN_NAMES.sub(_entity, line) for line in text.split("\n"))
    return _started("<br>".join(lines)) if text.strip(javascript.BLANKS) else NOTHING


def title(text: str) -> str:
    """A title, which is one line."""
    line = _ACTED_ON.sub(_entity, " ".join(text.split("\n")))
    return _COLON_THAT_TELLS.sub("#58;", line)


def description(text: str) -> list[str]:
    """A description in lines. One that is empty is a break at the end of the line before it."""
    lines: list[str] = []
    for line in text.split("\n"):
        if line.strip(javascript.BLANKS) or not lines:
            lines.append(_COLON_THAT_TELLS.sub("#58;", _ACTED_ON.sub(_entity, line)))
        else:
            lines[-1] += "<br>"
    return lines


def _entity(found: re.Match[str]) -> str:
    return f"#{ord(found.group())};"


def _started(text: str) -> str:
    """A line that does not start with a word of the grammar."""
    return f"#{ord(text[0])};{text[1:]}" if _KEYWORD.match(text) else text
