# SPDX-License-Identifier: Apache-2.0
"""Texts set one below the other, for what stands on a poster besides the map."""

from journey_studio.layout.display import Colour, Group, Item, TextLine
from journey_studio.layout.geometry import Box
from journey_studio.layout.text import TextStyle, is_rtl, runs, wrap


class TextColumn:
    """Texts set one below the other from the top left corner."""

    def __init__(self, width: float, language: str) -> None:
        self.width = width
        self.language = language
        self.y = 0.0
        self.items: list[Item] = []

    def text(
        self, text: str, style: TextStyle, colour: Colour, x: float = 0, *, prose: bool = True
    ) -> None:
        """Append the lines of `text`, indented by `x`; `prose` begins at the side it is read from.

        A name stays beside its portrait.
        """
        style = style._replace(language=self.language)
        rtl = prose and is_rtl(text)
        for line in wrap(text, style, self.width - x):
            left = self.width - line.width if rtl else x
            base = self.y + (style.leading + 0.72 * style.size) / 2
            shaped = runs(line.text, style, rtl=rtl if prose else None)
            self.items.append(TextLine(left, base, line.text, shaped, style.size, colour))
            self.y += style.leading

    def group(self, record: str, role: str, top: float = 0) -> Group:
        """Everything set so far as one group, and begin the next."""
        items = tuple(self.items)
        self.items = []
        box = Box(0, top, self.width, self.y - top)
        return Group(record, role, box, items, lambda: items)
