# SPDX-License-Identifier: Apache-2.0
"""The slides around the map: what it is about, who travels, how it feels, what is behind it."""

from collections.abc import Callable, Iterator, Sequence

from journey_studio.exchange.map_view import MapView, Traveller, metric_words, reading_words
from journey_studio.exchange.powerpoint.deck import Deck
from journey_studio.exchange.powerpoint.drawing import Canvas, stroke
from journey_studio.exchange.powerpoint.marks import put_plot
from journey_studio.exchange.powerpoint.planning import MARGIN
from journey_studio.exchange.powerpoint.text import Para, height, parted
from journey_studio.exchange.powerpoint.tiles import named
from journey_studio.exchange.web_page.curves import step_name
from journey_studio.i18n import t
from journey_studio.layout.footers import initials
from journey_studio.layout.geometry import Box
from journey_studio.layout.markers import marker, shown_value
from journey_studio.layout.plots import Line
from journey_studio.layout.text import TextStyle, measure
from journey_studio.layout.theme import Colour, faded
from journey_studio.model.records import Solution

Picture = Callable[[str, float], bytes | None]
_LEFT, _GAP = 560.0, 56.0
_PORTRAIT = 72.0
_BESIDE = 3  # personas that have room beside the title
_ROWS = (96.0, 620.0)  # top and height of what is below a title


def sized(style: TextStyle, size: float) -> TextStyle:
    """A style of the theme in another size."""
    return style._replace(size=size, leading=round(size * 1.32))


def heading(
    canvas: Canvas,
    view: MapView,
    text: str,
    box: Box,
    size: float,
    colour: Colour = "",
    ground: Colour | None = None,
) -> None:
    """The title of a slide, smaller where it is long; on a `ground` it has a margin."""
    inset = 16.0 if ground else 0.0
    wide = box.w - 2 * inset
    types, colours = view.scene.type, view.scene.theme.colours
    style = sized(types.map_title, size)
    para = Para(" ".join(text.split()), style, colour or colours.text)
    while style.size > 14 and height([para], wide) > box.h:
        style = sized(style, style.size - 2)
        para = para._replace(style=style)
    if height([para], wide) > box.h:
        kept, _ = parted([para], wide, box.h)
        para = kept[0]
    canvas.title(para, box, ground, inset)


def foot(deck: Deck, canvas: Canvas, view: MapView, number: int) -> None:
    """The title of the map and the number of the slide, small, at the bottom."""
    colours, style = view.scene.theme.colours, sized(view.scene.type.label, 11)
    y, wide = deck.sheet.height - 30, deck.sheet.width
    line = stroke(colours.line, 1)
    rule = (("M", MARGIN, y - 6), ("L", wide - MARGIN, y - 6))
    canvas.path(rule, t("exchange.slides.rule"), None, line)
    title = " ".join(view.title.split())
    shown = title if len(title) <= 110 else title[:109] + "…"
    box = Box(MARGIN, y, wide - 2 * MARGIN - 80, 18)
    canvas.text([Para(shown, style, colours.quiet)], box, t("exchange.slides.foot"))
    box = Box(wide - MARGIN - 80, y, 80, 18)
    canvas.text(
        [Para(str(number), style, colours.quiet, align="r")], box, t("exchange.slides.number")
    )


def opening(deck: Deck, view: MapView, picture: Picture) -> None:
    """The first slide: what the map is about and, where there is room, who travels."""
    canvas = deck.slide(view.map.language)
    types, colours = view.scene.type, view.scene.theme.colours
    people = view.travellers[:_BESIDE]
    wide = _LEFT if people else deck.sheet.width - 4 * MARGIN
    x = 2 * MARGIN
    state = Para(t(f"layout.map.{view.map.state}"), sized(types.label, 15), colours.accent)
    canvas.text([state], Box(x, 72, wide, 22), t("exchange.slides.state"))
    heading(canvas, view, view.title, Box(x, 98, wide, 124), 44)
    facts = [
        para
        for name, text in _facts(view)
        for para in (
            Para(t(f"exchange.page.{name}"), sized(types.label, 13), colours.quiet, 14),
            Para(text, sized(types.card, 17), colours.text, 2),
        )
    ]
    rest = _column(canvas, facts, Box(x, 244, wide, deck.sheet.height - 244 - 60))
    for number, one in enumerate(people):
        each = min((deck.sheet.height - 144) / len(people), 220.0)
        aside = x + _LEFT + _GAP
        box = Box(aside, 76 + number * each, deck.sheet.width - aside - x, each)
        _person(canvas, view, one, box, picture)
    deck.note(canvas, "\n\n".join(_about(one) for one in people))
    canvas.put()
    _following(deck, view, rest, view.title)
    more = view.travellers[_BESIDE:]
    for start in range(0, len(more), 2 * _BESIDE):
        _people(deck, view, more[start : start + 2 * _BESIDE], picture)


def _column(canvas: Canvas, paras: Sequence[Para], box: Box) -> list[Para]:
    """Paragraphs in a box; gives those that do not fit. Long ones are set smaller first."""
    shown = list(paras)
    for size in (1.0, 0.88, 0.76):
        smaller = [
            para._replace(style=sized(para.style, round(para.style.size * size))) for para in paras
        ]
        shown = smaller
        if height(smaller, box.w) <= box.h:
            break
    kept, rest = parted(shown, box.w, box.h)
    if kept:
        canvas.text(kept, box, t("exchange.slides.text"))
    return rest


def _following(deck: Deck, view: MapView, paras: Sequence[Para], title: str) -> None:
    """What did not fit, on slides of its own."""
    rest = list(paras)
    while rest:
        canvas = deck.slide(view.map.language)
        shown = t("exchange.slides.goes_on", title=title)
        heading(canvas, view, shown, Box(2 * MARGIN, 40, deck.sheet.width - 4 * MARGIN, 44), 28)
        box = Box(2 * MARGIN, 100, deck.sheet.width - 4 * MARGIN, deck.sheet.height - 160)
        rest = _column(canvas, rest, box)
        canvas.put()


def _person(canvas: Canvas, view: MapView, one: Traveller, box: Box, picture: Picture) -> None:
    """A persona: portrait, name, role, the look of its curve, and what it says."""
    theme, types = view.scene.theme, view.scene.type
    persona, colour = one.persona, one.look.colour
    name = named(persona)
    ring = stroke(colour, 2)
    circle = Box(box.x, box.y, _PORTRAIT, _PORTRAIT)
    data = picture(persona.photo, 1.0) if persona.photo else None
    about = t("exchange.page.portrait", name=name)
    if data:
        canvas.picture(data, circle, about, about, "ellipse", ring)
    else:
        style = sized(types.stage, 22)
        letters = [Para(initials(name), style, colour, align="ctr")]
        fill = faded(colour, 0.1)
        canvas.plate(circle, about, fill, ring, paras=letters, form="ellipse", about=about)
    x, wide = box.x + _PORTRAIT + 20, box.w - _PORTRAIT - 20
    words = [Para(name, sized(types.stage, 18), theme.colours.text)]
    if persona.role:
        words.append(Para(persona.role, sized(types.label, 14), theme.colours.quiet, 1))
    used = height(words, wide)
    curved = any(line.persona == persona.id for lane in view.lanes for line in lane.lines)
    if curved:
        y = box.y + used + 10
        drawn = stroke(colour, theme.curve.line, one.look.dash)
        canvas.path((("M", x, y), ("L", x + 48, y)), name, None, drawn)
        canvas.path(marker(one.look.marker, x + 24, y, 9), name, colour)
    canvas.text(words, Box(x, box.y, wide, used), name)
    if persona.quote.strip():
        top = box.y + max(used + (22 if curved else 6), 0)
        quote = Para(persona.quote.strip(), sized(types.quote, 16), theme.colours.quiet)
        kept, _ = parted([quote], wide, max(box.bottom - top - 8, quote.style.leading))
        canvas.text(kept, Box(x, top, wide, box.bottom - top - 8), t("exchange.page.kind.quote"))


def _people(deck: Deck, view: MapView, people: Sequence[Traveller], picture: Picture) -> None:
    canvas = deck.slide(view.map.language)
    title = t("exchange.page.personas")
    heading(canvas, view, title, Box(2 * MARGIN, 36, deck.sheet.width - 4 * MARGIN, 48), 28)
    wide = (deck.sheet.width - 4 * MARGIN - _GAP) / 2
    for number, one in enumerate(people):
        x = 2 * MARGIN + (number % 2) * (wide + _GAP)
        each = (deck.sheet.height - 170) / _BESIDE
        _person(canvas, view, one, Box(x, 110 + number // 2 * each, wide, each), picture)
    deck.note(canvas, "\n\n".join(_about(one) for one in people))
    canvas.put()


def _about(one: Traveller) -> str:
    """Everything that is known of a persona, for the notes."""
    persona = one.persona
    lines = [named(persona)]
    for name, text in (
        ("role", persona.role),
        ("demographics", persona.demographics),
        ("behaviours", persona.behaviours),
        ("needs", persona.needs),
        ("goals", persona.goals),
        ("quote", persona.quote),
    ):
        if text.strip():
            label = t(f"exchange.page.persona.{name}")
            lines.append(t("exchange.slides.labelled", label=label, text=text.strip()))
    for slider in persona.sliders:
        percent = t("exchange.page.slider", percent=round(slider.value * 100))
        lines.append(f"{slider.left} · {percent} {slider.right}")
    return "\n".join(lines)


def overview(deck: Deck, view: MapView, number: int) -> int:
    """A slide for each lane of curves, over the whole map; gives how many there are."""
    made = 0
    for lane in view.lanes:
        if not lane.lines:
            continue
        made += 1
        canvas = deck.slide(view.map.language)
        heading(canvas, view, lane.title, Box(MARGIN, 24, deck.sheet.width - 2 * MARGIN, 48), 28)
        left = MARGIN + 32
        box = Box(left, 168, deck.sheet.width - left - MARGIN, deck.sheet.height - 168 - 118)
        column = box.w / len(view.columns)
        _ribbon(canvas, view, box, column)
        put_plot(canvas, view, lane, box, 0, len(view.columns))
        _legend(canvas, view, deck, lane.lines)
        said = "\n".join(_values(view, lane.lane.kind, lane.lines))
        deck.note(canvas, said)
        foot(deck, canvas, view, number + made)
        canvas.put()
    return made


def _ribbon(canvas: Canvas, view: MapView, box: Box, column: float) -> None:
    """The stages above the plot, and the steps below it where they have room."""
    theme, types = view.scene.theme, view.scene.type
    for number, head in enumerate(view.stages):
        hue = theme.hue(number)
        wide = (head.end - head.first) * column
        plate = Box(box.x + head.first * column + 2, 92, wide - 4, 60)
        style = sized(types.stage, 15)
        title = head.stage.title or t("exchange.page.a_stage")
        para = Para(title, style, hue.text)
        while style.size > 10 and height([para], plate.w - 16) > plate.h - 6:
            style = sized(style, style.size - 1)
            para = para._replace(style=style)
        kept, _ = parted([para], max(plate.w - 16, 10), plate.h - 6)
        canvas.plate(plate, title, hue.fill, "", theme.grid.radius)
        canvas.text(kept, plate.inset(8, 3), title, "ctr")
        if head.first:
            x = box.x + head.first * column
            rule = stroke(theme.colours.line, 1.5)
            parts = (("M", x, 156), ("L", x, box.bottom + 66))
            canvas.path(parts, t("exchange.slides.rule"), None, rule)
    if column < 52:
        return
    style = sized(types.note, 12 if column >= 90 else 10.5)
    for place, each in enumerate(view.columns):
        if each.step is None or not each.step.title:
            continue
        para = Para(each.step.title, style, theme.colours.quiet, align="ctr")
        kept, rest = parted([para], column - 6, 64)
        if rest:
            kept = [kept[0]._replace(text=kept[0].text + "…")]
        at = Box(box.x + place * column + 3, box.bottom + 4, column - 6, 66)
        canvas.text(kept, at, each.step.title)


def _legend(canvas: Canvas, view: MapView, deck: Deck, lines: Sequence[Line]) -> None:
    """Whose curves they are, one beside the other above the foot."""
    theme, style = view.scene.theme, sized(view.scene.type.label, 13)
    x, y = MARGIN + 32, deck.sheet.height - 56
    for line in lines:
        known = view.scene.personas.get(line.persona or "")
        if known is None or x > deck.sheet.width - 160:
            continue
        name = named(known[1])
        para = Para(name, style, theme.colours.text)
        wide = min(measure(name, style) * 1.05 + 4, deck.sheet.width - x - 60)
        drawn = stroke(line.look.colour, theme.curve.line, line.look.dash)
        canvas.path((("M", x, y + 8), ("L", x + 32, y + 8)), name, None, drawn)
        canvas.path(marker(line.look.marker, x + 16, y + 8, 9), name, line.look.colour)
        kept, _ = parted([para], wide, 18)
        canvas.text(kept, Box(x + 40, y, wide, 18), name)
        x += 40 + wide + 28


def _values(view: MapView, kind: str, lines: Sequence[Line]) -> Iterator[str]:
    """Every value and every word at the points, for the notes."""
    for line in lines:
        known = view.scene.personas.get(line.persona or "")
        yield named(known[1]) if known else t("layout.curve.everybody")
        for column, point in line.points:
            value = shown_value(kind, point.value or 0)
            said = t("exchange.slides.labelled", label=step_name(view, column), text=value)
            if point.evidence:
                said += f" ({t(f'exchange.page.evidence.{point.evidence}')})"
            yield f"{said} \u2013 {point.note}" if point.note else said


def closing(deck: Deck, view: MapView, number: int) -> int:
    """Slides with what is behind the map; gives how many there are."""
    types, colours = view.scene.type, view.scene.theme.colours
    rest = list(
        _behind(view, sized(types.stage, 16), sized(types.card, 15), sized(types.label, 12))
    )
    made = 0
    title = t("exchange.page.library" if view.entries else "exchange.page.others")
    wide = (deck.sheet.width - 2 * MARGIN - _GAP) / 2
    while rest:
        made += 1
        canvas = deck.slide(view.map.language)
        heading(canvas, view, title, Box(MARGIN, 24, deck.sheet.width - 2 * MARGIN, 48), 28)
        for side in range(2):
            kept, rest = parted(rest, wide, deck.sheet.height - _ROWS[0] - 48)
            x = MARGIN + side * (wide + _GAP)
            if kept:
                box = Box(x, _ROWS[0], wide, deck.sheet.height - _ROWS[0] - 48)
                canvas.text(kept, box, t("exchange.slides.text"))
            if not rest:
                break
        line = stroke(colours.line, 1)
        middle = MARGIN + wide + _GAP / 2
        bottom = deck.sheet.height - 48
        segments = (("M", middle, _ROWS[0]), ("L", middle, bottom))
        canvas.path(segments, t("exchange.slides.rule"), None, line)
        foot(deck, canvas, view, number + made)
        canvas.put()
    return made


def about_map(view: MapView) -> Iterator[str]:
    """What the slides around the map say, as lines for the notes of one that stands alone."""
    yield t(f"layout.map.{view.map.state}")
    for name, text in _facts(view):
        yield t("exchange.slides.labelled", label=t(f"exchange.page.{name}"), text=text)
    for one in view.travellers:
        yield _about(one)
    for lane in view.lanes:
        yield from _values(view, lane.lane.kind, lane.lines)
    style = view.scene.type.note
    for para in _behind(view, style, style, style):
        yield para.text


def _facts(view: MapView) -> list[tuple[str, str]]:
    """What a map says of itself, by the name of each part."""
    parts = (
        ("scenario", view.map.scenario),
        ("goal", view.map.goal),
        ("expectations", view.map.expectations),
        ("owner", view.map.owner),
    )
    return [(name, text.strip()) for name, text in parts if text.strip()]


def _behind(view: MapView, title: TextStyle, card: TextStyle, label: TextStyle) -> Iterator[Para]:
    colours = view.scene.theme.colours
    for entry in view.entries:
        about = [t(f"exchange.page.entry.{entry.KIND}")]
        if isinstance(entry, Solution):
            about.append(t(f"exchange.page.status.{entry.status}"))
        if entry.evidence:
            about.append(t(f"exchange.page.evidence.{entry.evidence}"))
        if entry.owner:
            about.append(entry.owner)
        yield Para(" · ".join(about), label, colours.quiet, 16)
        if entry.title:
            yield Para(entry.title, title, colours.text, 1)
        if entry.text:
            yield Para(entry.text, card, colours.text, 2)
    for metric in view.metrics:
        _, readings = view.scene.metrics[metric.id]
        value, target = metric_words(metric, readings)
        yield Para(metric.name or t("exchange.page.kind.metric"), title, colours.text, 16)
        words = " · ".join(part for part in (value, target, reading_words(readings)) if part)
        if words:
            yield Para(words, card, colours.text, 1)
