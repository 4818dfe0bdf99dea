# SPDX-License-Identifier: Apache-2.0
"""What stands on a poster besides the map: the title block, the footer, the notes on tiles."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from journey_studio.export.legend import legend
from journey_studio.export.options import ComparedSides
from journey_studio.export.text_column import TextColumn
from journey_studio.i18n import t
from journey_studio.layout.display import Colour, Group, Item, Path, Picture, Rect, TextLine
from journey_studio.layout.frame import Block, Furniture
from journey_studio.layout.geometry import Box
from journey_studio.layout.markers import marker
from journey_studio.layout.text import TextStyle, measure, runs
from journey_studio.layout.theme import PersonaLook, Theme, faded
from journey_studio.layout.tiles import Note

_PORTRAIT = 44.0
_BESIDE = 12.0  # between the portrait and the words
_LEAST_BESIDE = 96.0  # px for words; with less they go below the portrait
_SWATCH = 44.0
_BRIEF = 120  # signs of a title in a margin
_SMALLER_TITLES = (1.0, 0.8, 0.65)


class Traveller(NamedTuple):
    """A persona on the poster; `curved` where the map draws a curve for it."""

    id: str
    name: str
    role: str
    quote: str
    photo: str
    look: PersonaLook
    curved: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """What a poster says about its map; `version` and `date` are ready to print."""

    map_id: str
    title: str
    state: str
    scenario: str
    goal: str
    travellers: tuple[Traveller, ...]
    language: str
    version: str
    date: str
    heading: str = ""  # the title above the map, where the whole one says more
    compared: ComparedSides | None = None

    def texts(self) -> Iterable[str]:
        """Everything that is printed of people's own words."""
        yield from (self.title, self.scenario, self.goal)
        if self.compared:
            yield from (self.compared.before, self.compared.after)
        for person in self.travellers:
            yield from (person.name, person.role, person.quote)


def furniture(facts: Facts, theme: Theme) -> Furniture:
    """The title block and the footer of a poster with this look."""
    return Furniture(
        lambda width: _title_block(facts, theme, width),
        lambda width, number, count: _foot(facts, theme, width, number, count),
    )


def _title_block(facts: Facts, theme: Theme, width: float) -> Block:
    """Title, scenario and goal, then the personas."""
    column = TextColumn(width, facts.language)
    colours, types = theme.colours, theme.type
    column.text(facts.state, types.label, colours.accent)
    column.y += 4
    heading = facts.heading or facts.title
    column.text(heading, _title_style(heading, types.map_title, width), colours.text)
    if facts.compared:
        legend(column, facts.compared, theme)
    for label, text in (("export.scenario", facts.scenario), ("export.goal", facts.goal)):
        if text.strip():
            column.y += 16
            column.text(t(label), types.label, colours.quiet)
            column.y += 2
            column.text(text.strip(), types.card, colours.text)
    groups = [column.group(facts.map_id, "title")]
    for number, person in enumerate(facts.travellers):
        column.y += 18 if number else 28
        groups.append(_traveller(column, person, theme))
    return Block(width, column.y, tuple(groups))


def _title_style(title: str, style: TextStyle, width: float) -> TextStyle:
    """The style of the title, smaller where its longest word would have to be broken."""
    longest = max(title.split(), key=len, default="")
    for times in _SMALLER_TITLES:
        smaller = style._replace(size=style.size * times, leading=style.leading * times)
        if measure(longest, smaller) <= width:
            return smaller
    return smaller


def _traveller(column: TextColumn, person: Traveller, theme: Theme) -> Group:
    """A persona: portrait, name, role, the look of its curve, and what it says."""
    top = column.y
    x = _PORTRAIT + _BESIDE
    column.items += _portrait(person, theme, top, column.language)
    if column.width - x < _LEAST_BESIDE:
        x = 0
        column.y += _PORTRAIT + 6
    column.text(person.name, theme.type.strong, theme.colours.text, x, prose=False)
    column.text(person.role, theme.type.label, theme.colours.quiet, x, prose=False)
    if person.curved:
        column.y += 5
        column.items += _swatch(person.look, theme, x, column.y + 4)
        column.y += 8
    column.y = max(column.y, top + _PORTRAIT)
    if person.quote.strip():
        column.y += 6
        column.text(person.quote.strip(), theme.type.quote, theme.colours.quiet, x)
    return column.group(person.id, "persona", top)


def _portrait(person: Traveller, theme: Theme, y: float, language: str) -> list[Item]:
    """The photo in a ring of the persona's colour; without one, its initials."""
    box = Box(0, y, _PORTRAIT, _PORTRAIT)
    colour, radius = person.look.colour, _PORTRAIT / 2
    ring = Rect(box.inset(1, 1), line=colour, line_width=2, radius=radius - 1)
    if person.photo:
        return [Picture(box, person.photo, radius=radius), ring]
    disc = Rect(box, fill=faded(colour, 0.1), radius=radius)
    letters = "".join(word[0] for word in person.name.split()[:2]).upper()
    if not letters:
        return [disc, ring]
    style = theme.type.stage._replace(language=language)
    left = (_PORTRAIT - measure(letters, style)) / 2
    base = y + (_PORTRAIT + 0.72 * style.size) / 2
    return [disc, ring, _line(letters, style, colour, left, base)]


def _line(text: str, style: TextStyle, colour: Colour, x: float, y: float) -> TextLine:
    """One line from `x` on the baseline `y`."""
    return TextLine(x, y, text, runs(text, style), style.size, colour)


def _swatch(look: PersonaLook, theme: Theme, x: float, y: float) -> list[Item]:
    """A piece of the persona's curve: its colour, its dashes, its marker."""
    line = Path(
        (("M", x, y), ("L", x + _SWATCH, y)),
        line=look.colour,
        line_width=theme.curve.line,
        dash=look.dash,
    )
    shape = marker(look.marker, x + _SWATCH / 2, y, theme.curve.point)
    return [line, Path(shape, fill=look.colour)]


def _foot(facts: Facts, theme: Theme, width: float, number: int, count: int) -> Block:
    """A hairline, the title at the left, version, date and page at the right or below."""
    style, colour = theme.type.label, theme.colours.quiet
    said = [t("export.version", version=facts.version)] if facts.version else []
    said += [facts.date] if facts.date else []
    said.append(t("export.page_of", number=number, count=count))
    end = "  ·  ".join(said)
    column = TextColumn(width, facts.language)
    column.items.append(
        Path((("M", 0, 0.5), ("L", width, 0.5)), line=theme.colours.line, line_width=1)
    )
    column.y = 8
    end_width = measure(end, style)
    title = _brief(facts.title)
    if measure(title, style) * 1.01 + end_width + 24 <= width:
        base = column.y + (style.leading + 0.72 * style.size) / 2
        column.items.append(_line(end, style, colour, width - end_width, base))
        column.text(title, style, colour)
    else:
        column.text(title, style, colour)
        column.text(end, style, colour)
    return Block(width, column.y, (column.group("", "foot"),))


def _brief(title: str) -> str:
    """A title as a margin has room for it: beside the map it stands whole."""
    line = " ".join(title.split())
    return line if len(line) <= _BRIEF else line[: _BRIEF - 1].rstrip() + "…"


def tile_note(note: Note, title: str, theme: Theme, width: float) -> Block:
    """Which sheet this is, for the margin of a tile."""
    text = t(
        "export.sheet_note", number=note.number, count=note.sheets, row=note.row, column=note.column
    )
    column = TextColumn(width, "")
    column.text(f"{_brief(title)}  ·  {text}", theme.type.label, theme.colours.quiet)
    return Block(width, column.y, (column.group("", "note"),))
