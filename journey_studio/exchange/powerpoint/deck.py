# SPDX-License-Identifier: Apache-2.0
"""The presentation itself: its size, its face and colours, and the same bytes each time."""

import re
import zipfile
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.util import Emu

from journey_studio.exchange.powerpoint.drawing import Canvas
from journey_studio.exchange.powerpoint.planning import Sheet
from journey_studio.exchange.powerpoint.text import EMU, FACE, clean
from journey_studio.layout.theme import Theme

if TYPE_CHECKING:
    from pptx.slide import Slide

_LAYOUT = 5  # "Title Only" of the library's own template
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - a day like any other, the same in every file
_FIRST = (1980, 1, 1, 0, 0, 0)
_LATIN = re.compile(rb'(<a:(?:major|minor)Font>\s*<a:latin typeface=")[^"]*')


class Deck:
    """A presentation in the making; every slide has a title in its placeholder."""

    def __init__(self, sheet: Sheet, theme: Theme, title: str) -> None:
        self.sheet = sheet
        self.theme = theme
        self._made: Any = Presentation()
        self._made.slide_width = Emu(round(sheet.width * EMU))
        self._made.slide_height = Emu(round(sheet.height * EMU))
        about = self._made.core_properties
        about.author = about.last_modified_by = about.keywords = about.comments = ""
        about.title = clean(title)[:255]
        about.created = about.modified = _MADE
        about.revision = 1
        self._paint()

    def _paint(self) -> None:
        """Our face and the colours of personas for what people add to it."""
        master = self._made.slide_master
        part: Any = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
        blob = _LATIN.sub(rb"\g<1>" + FACE.encode(), part.blob)
        for number, look in enumerate(self.theme.personas[:6], 1):
            accent = rb"(<a:accent%d>\s*<a:srgbClr val=\")[0-9A-Fa-f]{6}" % number
            blob = re.sub(accent, rb"\g<1>" + look.colour[1:7].upper().encode(), blob)
        part._blob = blob  # noqa: SLF001 - the library keeps themes as bytes

    def slide(self, language: str) -> Canvas:
        """A new slide on the ground of the theme."""
        slide: Slide = self._made.slides.add_slide(self._made.slide_layouts[_LAYOUT])
        fill = slide.background.fill
        fill.solid()
        _set_colour(fill.fore_color, self.theme.colours.ground)
        return Canvas(slide, language)

    def note(self, canvas: Canvas, text: str) -> None:
        """What the speaker sees beside a slide."""
        if text.strip():
            frame: Any = canvas.slide.notes_slide.notes_text_frame
            frame.text = clean(text.strip())

    def data(self) -> bytes:
        """The file. Its parts carry no time, so that the same maps give the same bytes."""
        out, again = BytesIO(), BytesIO()
        self._made.save(out)
        with (
            zipfile.ZipFile(out) as made,
            zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as packed,
        ):
            for name in made.namelist():
                entry = zipfile.ZipInfo(name, _FIRST)
                entry.compress_type = zipfile.ZIP_DEFLATED
                packed.writestr(entry, made.read(name))
        return again.getvalue()


def _set_colour(target: Any, colour: str) -> None:
    made: Any = RGBColor  # has no types
    target.rgb = made(*bytes.fromhex(colour[1:7]))
