# SPDX-License-Identifier: Apache-2.0
"""How an importer says no: with the line, in one sentence, quoting safely what stood there."""

from journey_studio.errors import JourneyError
from journey_studio.i18n import t

_LONGEST_QUOTE = 60


class MermaidError(JourneyError):
    """A text that Mermaid refuses as a journey, or that is too large or too odd to read.

    `line` is counted from 1 in the text that was handed over; `reason` is the sentence without it.
    """

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(at_line(line, reason))
        self.line = line
        self.reason = reason

    def moved(self, lines: int) -> "MermaidError":
        """The same refusal seen from a file in which the text starts `lines` further down."""
        return MermaidError(self.line + lines, self.reason)


def at_line(line: int, sentence: str) -> str:
    """`sentence` with the line it is about, for errors and warnings alike."""
    return t("exchange.at_line", line=line, sentence=sentence)


def quote(text: str) -> str:
    """`text` fit to be quoted in a message: one line, of bearable length, nothing invisible.

    Files come from strangers, and a message ends up in terminals: control characters and
    direction overrides show as a replacement character.
    """
    words = " ".join(text[: 4 * _LONGEST_QUOTE].split())
    shown = "".join(c if c.isprintable() else "\ufffd" for c in words)
    return shown if len(shown) <= _LONGEST_QUOTE else shown[: _LONGEST_QUOTE - 1] + "…"
