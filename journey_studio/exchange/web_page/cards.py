# SPDX-License-Identifier: Apache-2.0
"""Cards of a page: picture, channel, metric, words, and what stands below them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from journey_studio.exchange.map_view import (
    Arrow,
    LaneView,
    MapView,
    Unit,
    brief,
    metric_words,
    reading_words,
)
from journey_studio.exchange.web_page.markup import dot, element, link, sign, told, words
from journey_studio.i18n import t
from journey_studio.layout.footers import initials
from journey_studio.model.records import Card, Metric, Reading

_REF_SIGNS = {"insight": "search", "opportunity": "opportunity", "solution": "solution"}


class Cards(NamedTuple):
    """What the cards of a map share: their names in the page, their texts, pictures as URIs."""

    view: MapView
    names: Mapping[str, str]
    texts: Mapping[str, str]
    picture: Callable[[str], str]


def cards_of(view: MapView, number: int, picture: Callable[[str], str]) -> Cards:
    """The cards of the page's map of that number."""
    every = list(view.cards())
    names = {card.id: f"m{number}c{place}" for place, card in enumerate(every)}
    texts = {card.id: card.text for card in every} if view.arrows else {}
    return Cards(view, names, texts, picture)


def unit(cards: Cards, lane: LaneView, found: Unit) -> str:
    """The cards of a cell; a list where there are several."""
    made = [_card(cards, lane, card) for card in found.cards]
    if len(made) == 1:
        return made[0]
    return '<ul class="cards">' + "".join(f"<li>{one}</li>" for one in made) + "</ul>"


def _card(cards: Cards, lane: LaneView, card: Card) -> str:
    view = cards.view
    kind = lane.kind(card)
    look = view.scene.theme.kinds[kind]
    css = ["card", f"{kind}-kind" if kind in ("channel", "picture") else kind]
    css += [f"{look.edge}-edge"] if look.edge != "none" else []
    css += ["assumed"] if card.evidence == "assumed" else []
    css += [f"k-{kind}"]
    image = _picture(cards, card)
    css += ["pictured"] if image else []
    known = [
        str(view.scene.personas[one][0]) for one in card.personas if one in view.scene.personas
    ]
    whose = f' data-personas="{" ".join(known)}"' if known else ""
    name = cards.names[card.id]
    apart = told(t(f"exchange.page.kind.{kind}") + ": ") if lane.lane.kind != kind else ""
    parts = (
        _marks(card),
        image,
        apart,
        _channel(cards, card),
        metric_part(view.metric(card)),
        element("p", card.text, "text"),
        _chips(cards, card),
        _notes(cards, card),
    )
    return f'<div class="{" ".join(css)}" id="{name}"{whose}>{"".join(parts)}</div>'


def _marks(card: Card) -> str:
    """How sure it is, and whether it is a moment of truth."""
    if not (card.evidence or card.moment_of_truth):
        return ""
    found = ""
    if card.moment_of_truth:
        found += (
            f'<span class="moment">{sign("moment")}{told(t("exchange.page.moment") + ". ")}</span>'
        )
    if card.evidence:
        found += dot(card.evidence) + told(t(f"exchange.page.evidence.{card.evidence}") + ". ")
    return f'<span class="marks">{found}</span>'


def _picture(cards: Cards, card: Card) -> str:
    source = cards.picture(card.picture) if card.picture else ""
    if not source:
        return ""
    about = brief(card.text, 120)
    alt = t("exchange.page.picture_of", text=about) if about else t("exchange.page.picture")
    return f'<img class="picture" src="{source}" alt="{words(alt)}" loading="lazy">'


def _channel(cards: Cards, card: Card) -> str:
    channel = cards.view.scene.channels.get(card.channel or "")
    if channel is None:
        return ""
    shown = channel.name or t("layout.channel.unnamed")
    return f'<p class="channel">{sign(channel.icon)}<span dir="auto">{words(shown)}</span></p>'


def metric_part(known: tuple[Metric, Sequence[Reading]] | None) -> str:
    """A metric: its name, its latest value, the way it has gone, its target; "" for none."""
    if known is None:
        return ""
    metric, readings = known
    value, target = metric_words(metric, readings)
    told_all = (
        told(t("exchange.page.readings", readings=reading_words(readings))) if readings else ""
    )
    shown = words(value or t("layout.metric.none"))
    return (
        element("p", metric.name, "measured-name")
        + f'<p class="value"><span>{shown}</span>{_trend(metric, readings)}</p>{told_all}'
        + element("p", target, "target")
    )


def _trend(metric: Metric, readings: Sequence[Reading]) -> str:
    """The readings as a small line; each is as far right as its day is late."""
    if len(readings) < 2:
        return ""
    days = [_day(reading.day) for reading in readings]
    values = [reading.value or 0.0 for reading in readings]
    bounds = [*values, *([] if metric.target is None else [metric.target])]
    low, rise = min(bounds), (max(bounds) - min(bounds)) or 1.0
    span = max(days[-1] - days[0], 1)
    spots = [
        (3 + 58 * (day - days[0]) / span, 23 - 20 * (value - low) / rise)
        for day, value in zip(days, values, strict=True)
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
    aim = ""
    if metric.target is not None:
        y = 23 - 20 * (metric.target - low) / rise
        aim = f'<path class="aim" d="M2 {y:.1f}H62"/>'
    x, y = spots[-1]
    return (
        f'<svg class="trend" viewBox="0 0 64 26" aria-hidden="true">{aim}'
        f'<polyline points="{line}"/><circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="2.5"/></svg>'
    )


def _day(day: str) -> int:
    try:
        return date.fromisoformat(day).toordinal()
    except ValueError:  # the 30th of February has the form of a day
        year, month, number = (int(part) for part in day.split("-"))
        return (year * 12 + month) * 31 + number


def _chips(cards: Cards, card: Card) -> str:
    """Whose it is, and its tags."""
    scene = cards.view.scene
    found = []
    for one in card.personas:
        if one in scene.personas:
            index, persona = scene.personas[one]
            name = words(persona.name or t("layout.persona.unnamed"))
            short = words(initials(persona.name) or "?")
            who = f'<abbr title="{name}">{short}</abbr>'
            found.append(f'<li class="who p{index % len(scene.theme.personas)}">{who}</li>')
    for tag in card.tags:
        if tag in scene.tags:
            found.append(f'<li dir="auto">{words(scene.tags[tag].name)}</li>')
    return f'<ul class="chips">{"".join(found)}</ul>' if found else ""


def _notes(cards: Cards, card: Card) -> str:
    found = "".join(f"<li>{one}</li>" for one in _note(cards, card))
    return f'<ul class="notes">{found}</ul>' if found else ""


def _note(cards: Cards, card: Card) -> Iterator[str]:
    scene = cards.view.scene
    for ref in card.refs:
        entry = scene.entries.get(ref)
        if entry and entry.title:
            hint = told(t(f"exchange.page.entry.{entry.KIND}") + ": ")
            yield (
                sign(_REF_SIGNS[entry.KIND]) + f'<span dir="auto">{hint}{words(entry.title)}</span>'
            )
    for one in card.links:
        yield sign("link") + link(one.title, one.url)
    if card.owner:
        hint = told(t("exchange.page.owner") + ": ")
        yield sign("department") + f'<span dir="auto">{hint}{words(card.owner)}</span>'
    for arrow in cards.view.arrows.get(card.id, ()):
        yield sign("arrow-right") + _arrow(cards, arrow)


def _arrow(cards: Cards, arrow: Arrow) -> str:
    """Where a connection leads, as a way within the page."""
    label = f"{words(arrow.label)}: " if arrow.label else ""
    goal = words(brief(cards.texts[arrow.target]) or t("exchange.page.a_card"))
    hint = told(t("exchange.page.leads_to") + " ")
    return f'<span dir="auto">{hint}{label}<a href="#{cards.names[arrow.target]}">{goal}</a></span>'
