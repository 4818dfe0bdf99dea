# SPDX-License-Identifier: Apache-2.0
"""What a poster says about a map: read from the project."""

from datetime import date
from typing import Literal

from journey_studio.errors import JourneyError
from journey_studio.export.furniture import Facts, Traveller
from journey_studio.export.options import ComparedSides, PosterOptions
from journey_studio.i18n import t
from journey_studio.layout.theme import Theme
from journey_studio.model.canonical import map_hash
from journey_studio.model.records import Card, Lane, Map, Persona
from journey_studio.model.snapshot import Snapshot

_VERSION_SIGNS = 8


def chosen_maps(snapshot: Snapshot, number: int | Literal["all"]) -> list[Map]:
    """The maps to print; JourneyError where there is none of that number."""
    maps = snapshot.maps()
    if not maps:
        raise JourneyError(t("export.no_map"))
    if number == "all":
        return maps
    if number > len(maps):
        raise JourneyError(t("export.no_such_map", value=number, count=len(maps)))
    return [maps[number - 1]]


def facts_of(snapshot: Snapshot, found: Map, options: PosterOptions, theme: Theme) -> Facts:
    """The words of the title block and the footer."""
    heading = found.title or t("export.untitled")
    sides = options.compared
    title = heading
    if sides:
        names = {"before": sides.before, "after": sides.after}
        title = t("export.compared_title", title=heading, **names)
    return Facts(
        map_id=found.id,
        title=title,
        heading=heading,
        state=t("export.compared_state" if sides else f"export.{found.state}_state"),
        scenario=found.scenario,
        goal=found.goal,
        travellers=_travellers(snapshot, found, theme),
        language=found.language,
        version=options.version or _version(snapshot, found, sides),
        date=options.date or spelled(date.today()),  # noqa: DTZ011 - the date on people's clocks
        compared=sides,
    )


def _version(snapshot: Snapshot, found: Map, sides: ComparedSides | None) -> str:
    return sides.version if sides else map_hash(snapshot, found.id)[:_VERSION_SIGNS]


def spelled(day: date) -> str:
    """A date as people write it."""
    month = t("export.months").split()[day.month - 1]
    return t("export.date", day=day.day, month=month, year=day.year)


def _travellers(snapshot: Snapshot, found: Map, theme: Theme) -> tuple[Traveller, ...]:
    """The personas of the map's lens in its order; without a lens those with a curve or a card."""
    personas = snapshot.personas()
    curved = {
        point.persona
        for lane in snapshot.lanes(found.id)
        if lane.kind == "curve"
        for point in snapshot.points(lane.id)
    }
    concerned = curved | _on_cards(snapshot, found) if not found.personas else set(found.personas)
    looks = {persona.id: theme.persona(index) for index, persona in enumerate(personas)}
    order = {persona: number for number, persona in enumerate(found.personas)}
    shown = [persona for persona in personas if persona.id in concerned]
    shown.sort(key=lambda persona: order.get(persona.id, len(order)))
    return tuple(
        Traveller(
            id=persona.id,
            name=persona.name,
            role=persona.role,
            quote=persona.quote,
            photo=persona.photo,
            look=looks[persona.id],
            curved=persona.id in curved,
        )
        for persona in shown
    )


def _on_cards(snapshot: Snapshot, found: Map) -> set[str]:
    lanes = {lane.id for lane in snapshot.under(Lane, found.id)}
    return {
        persona
        for record in snapshot.records.values()
        if isinstance(record, Card) and not record.deleted
        if record.place and record.place.lane in lanes
        for persona in record.personas
    }


def picture_hashes(snapshot: Snapshot, maps: list[Map]) -> set[str]:
    """The pictures that the posters of these maps may show."""
    lanes = {lane.id for found in maps for lane in snapshot.lanes(found.id)}
    hashes = {persona.photo for persona in snapshot.under(Persona)}
    for record in snapshot.records.values():
        if isinstance(record, Card) and record.place and record.place.lane in lanes:
            hashes.add(record.picture)
    return hashes - {""}
