# SPDX-License-Identifier: Apache-2.0
"""What stands around the table of a map: its title, its personas, its switches, its library."""

from collections.abc import Callable, Iterator

from journey_studio.exchange.map_view import LaneView, MapView, Traveller
from journey_studio.exchange.web_page import curves
from journey_studio.exchange.web_page.cards import metric_part
from journey_studio.exchange.web_page.markup import element, lines, told, words
from journey_studio.i18n import t
from journey_studio.layout.footers import initials
from journey_studio.model.records import LibraryEntry, Slider, Solution


def front(view: MapView, number: int, picture: Callable[[str], str]) -> str:
    """The title block: what the map is about, and who travels."""
    facts = [
        (name, text)
        for name, text in (
            ("scenario", view.map.scenario),
            ("goal", view.map.goal),
            ("expectations", view.map.expectations),
            ("owner", view.map.owner),
        )
        if text.strip()
    ]
    told_facts = "".join(
        f"<div><dt>{words(t(f'exchange.page.{name}'))}</dt>{element('dd', text)}</div>"
        for name, text in facts
    )
    heading = "h1" if number == 0 else "h2"
    people = "".join(_person(view, one, picture) for one in view.travellers)
    return lines(
        [
            '<header class="front">',
            f'<div><p class="state">{words(t(f"layout.map.{view.map.state}"))}</p>',
            f'<{heading} id="m{number}" dir="auto">{words(view.title)}</{heading}>',
            f'<dl class="facts">{told_facts}</dl>' if facts else "",
            "</div>",
            f'<div class="people">{people}</div>' if people else "",
            "</header>",
        ]
    )


def _person(view: MapView, one: Traveller, picture: Callable[[str], str]) -> str:
    """A persona: portrait, name, role, the look of its curve, and what it says."""
    persona, css = one.persona, curves.css_of(view, one.persona.id)
    name = persona.name or t("layout.persona.unnamed")
    source = picture(persona.photo) if persona.photo else ""
    if source:
        alt = words(t("exchange.page.portrait", name=name))
        portrait = f'<img class="portrait" src="{source}" alt="{alt}">'
    else:
        portrait = f'<span class="portrait" aria-hidden="true">{words(initials(name))}</span>'
    curved = any(line.persona == persona.id for lane in view.lanes for line in lane.lines)
    role = element("p", persona.role, "role")
    drawn = curves.swatch(one.look) if curved else ""
    return (
        f'<article class="person {css}" data-personas="{one.number}">{portrait}'
        f'<h3 dir="auto">{words(name)}</h3><div>{role}{drawn}</div>'
        f"{element('blockquote', persona.quote)}{_about(one)}</article>"
    )


def _about(one: Traveller) -> str:
    """The rest of a persona, folded."""
    persona = one.persona
    rows = [
        f"<div><dt>{words(t(f'exchange.page.persona.{name}'))}</dt>{element('dd', text)}</div>"
        for name, text in (
            ("demographics", persona.demographics),
            ("behaviours", persona.behaviours),
            ("needs", persona.needs),
            ("goals", persona.goals),
        )
        if text.strip()
    ]
    sliders = "".join(map(_slider, persona.sliders))
    if not (rows or sliders):
        return ""
    summary = words(t("exchange.page.about"))
    listed = f"<dl>{''.join(rows)}</dl>" if rows else ""
    return f"<details><summary>{summary}</summary>{listed}{sliders}</details>"


def _slider(slider: Slider) -> str:
    x = 4 + 72 * slider.value
    percent = told(t("exchange.page.slider", percent=round(slider.value * 100)))
    return (
        f'<p class="slider"><span dir="auto">{words(slider.left)}</span>'
        '<svg viewBox="0 0 80 12" aria-hidden="true"><path stroke="currentColor" opacity=".35" '
        f'stroke-width="2" stroke-linecap="round" d="M2 6H78"/><circle fill="currentColor" '
        f'cx="{x:.1f}" cy="6" r="4.5"/></svg>{percent}'
        f'<span dir="auto">{words(slider.right)}</span></p>'
    )


def switches(view: MapView) -> str:
    """The bar of switches; hidden until the script that makes them work shows it."""
    people = "".join(
        f'<label class="{curves.css_of(view, one.persona.id)}">'
        f'<input type="checkbox" checked data-persona="{one.number}">'
        f'{curves.swatch(one.look)}<span dir="auto">'
        f"{words(one.persona.name or t('layout.persona.unnamed'))}</span></label>"
        for one in view.travellers
    )
    lanes = "".join(_lane_switch(place, lane) for place, lane in enumerate(view.lanes))
    zoom = "".join(
        f'<button type="button" data-zoom="{deed}" '
        f'aria-label="{words(t(f"exchange.page.zoom.{deed}"))}">{shown}</button>'
        for deed, shown in (("out", "\u2212"), ("in", "+"))
    )
    whole = "".join(
        f'<button type="button" data-zoom="{deed}">'
        f"{words(t(f'exchange.page.zoom.{deed}'))}</button>"
        for deed in ("plain", "whole")
    )
    label = words(t("exchange.page.switches", title=view.title))
    what = words(t("exchange.page.zoom"))
    shown_zoom = f'<output aria-live="polite" aria-label="{what}">100\u2009%</output>'
    return lines(
        [
            f'<div class="bar" role="group" aria-label="{label}" hidden>',
            f"<fieldset><legend>{words(t('exchange.page.personas'))}</legend>{people}</fieldset>"
            if people
            else "",
            f"<details><summary>{words(t('exchange.page.lanes'))}</summary>"
            f'<div class="choices" role="group" aria-label="{words(t("exchange.page.lanes"))}">'
            f"{lanes}</div></details>"
            if lanes
            else "",
            f'<span class="push">{zoom}{shown_zoom}{whole}</span>',
            "</div>",
        ]
    )


def _lane_switch(place: int, lane: LaneView) -> str:
    return (
        f'<label><input type="checkbox" checked data-lane="{place}">'
        f'<span dir="auto">{words(lane.title)}</span></label>'
    )


def library(view: MapView) -> str:
    """The insights, opportunities and solutions behind the map, and the metrics they rest on."""
    metrics = view.metrics
    if not (view.entries or metrics):
        return ""
    rows = [f"<li>{''.join(_entry(entry))}</li>" for entry in view.entries]
    rows += [f"<li>{metric_part(view.scene.metrics[one.id])}</li>" for one in metrics]
    title = words(t("exchange.page.library" if view.entries else "exchange.page.others"))
    return f'<div class="more"><h3>{title}</h3><ul>{"".join(rows)}</ul></div>'


def _entry(entry: LibraryEntry) -> Iterator[str]:
    about = [t(f"exchange.page.entry.{entry.KIND}")]
    if isinstance(entry, Solution):
        about.append(t(f"exchange.page.status.{entry.status}"))
    if entry.evidence:
        about.append(t(f"exchange.page.evidence.{entry.evidence}"))
    if entry.owner:
        about.append(entry.owner)
    yield element("small", " · ".join(about))
    yield element("strong", entry.title)
    yield element("p", entry.text)
