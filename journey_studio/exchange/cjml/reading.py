# SPDX-License-Identifier: Apache-2.0
"""CJML as XML, version 2.0 and 3.0: parsed by name, since the order of elements varies."""

from collections.abc import Iterator

from journey_studio.errors import JourneyError
from journey_studio.exchange.cjml.unknown import (
    ACTOR,
    JOURNEY,
    POINT,
    is_actor,
    is_point,
    tell_unknown,
)
from journey_studio.exchange.cjml.words import ROOT, Actor, Journey, Phase, Side, Touchpoint
from journey_studio.exchange.refusal import at_line
from journey_studio.exchange.strict.xml import Element
from journey_studio.i18n import t
from journey_studio.model.builder import Builder

_JOURNEYS = {"actualjourney": False, "plannedjourney": True}
_SHORT, _LONG = "journeyShortSummary", "journeyLongSummary"
_EXPERIENCE = "touchpointExperience"


class CjmlError(JourneyError):
    """XML that holds no journey of CJML."""


def journeys_of(root: Element, builder: Builder) -> list[Journey]:
    """The journeys of a document; what has no place is noted. Raises CjmlError where none is."""
    if root.name.casefold() != ROOT.casefold():
        raise CjmlError(at_line(root.line, t("exchange.cjml.root")))
    found = []
    for element in root.parts:
        if element.name.casefold() in _JOURNEYS:
            found.append(_journey(element, _JOURNEYS[element.name.casefold()]))
        else:
            builder.lost(element.name, _at(element), t("exchange.cjml.unknown"))
    if not found:
        raise CjmlError(t("exchange.cjml.empty"))
    tell_unknown(root, builder)
    return found


def _journey(element: Element, planned: bool) -> Journey:
    summary = "\n\n".join(filter(None, (element.said(_SHORT), element.said(_LONG))))
    phases = tuple(
        Phase(_id(each, "phaseID"), each.said("phaseName"), each.said("phaseDescription"))
        for group in element.all("journeyPhases")
        for each in group.all("journeyPhase")
    )
    actors = (each for group in element.all("actors") for each in group.parts)
    touchpoints = (each for group in element.all("touchpoints") for each in group.parts)
    return Journey(
        title=element.said("journeyTitle"),
        planned=planned,
        summary=summary,
        remarks=tuple(_rest(element, JOURNEY)),
        phases=phases,
        actors=tuple(_actor(each) for each in actors if is_actor(each)),
        touchpoints=tuple(_touchpoint(each) for each in touchpoints if is_point(each)),
        at=_at(element),
    )


def _actor(element: Element) -> Actor:
    is_user = element.name.casefold() == "enduser"
    name = element.said("actorName") or element.said("companyName")
    own = _id(element, "actorID")
    about = "\n".join(_rest(element, ACTOR))
    return Actor(own, name or own, is_user, about, element.line)


def _touchpoint(element: Element) -> Touchpoint:
    channel = element.one("channel")
    felt = element.one(_EXPERIENCE)
    belongs = element.one("belongsTo")
    receiver = element.one("receiver")
    comment = "\n".join([element.said("comment"), *_rest(element, POINT)]).strip()
    return Touchpoint(
        initiator=_side(element.one("initiator"), "initiatorLabel"),
        receiver=_side(receiver, "receiverLabel") if receiver else None,
        phase=_id(belongs, "phaseIDref") if belongs else "",
        channel=(channel.said("channelName") or channel.text.strip()) if channel else "",
        comment=comment,
        rating=felt.said("experienceRating") if felt else "",
        experience=felt.said("experienceDescription") if felt else "",
        deviates=element.said("touchpointID").upper().startswith("D"),
        line=element.line,
    )


def _side(element: Element | None, label: str) -> Side:
    if element is None:
        return Side("", "")
    refers = element.one("refersTo")
    return Side(_id(refers, "actorIDref") if refers else "", element.said(label))


def _id(element: Element, name: str) -> str:
    """An id, without the blanks that some tools put before it."""
    wanted = name.casefold()
    found = (value for key, value in element.attributes.items() if key.casefold() == wanted)
    return next(found, "").strip()


def _rest(element: Element, known: frozenset[str]) -> Iterator[str]:
    """A line for each text that stands in parts nobody reads: "duration: P1D"."""
    for part in element.parts:
        if part.name.casefold() not in known:
            for each in part.every():
                if text := each.text.strip():
                    yield f"{each.name}: {text}"


def _at(element: Element) -> str:
    return t("exchange.line", line=element.line)
