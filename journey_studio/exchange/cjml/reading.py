# SPDX-License-Identifier: Apache-2.0
"""CJML as XML, version 2.0 and 3.0: parsed by name, since the order of elements varies."""

from collections.abc import Iterator

from journey_studio.errors import JourneyError
from journey_studio.exchange.cjml.words import ROOT, Actor, Journey, Phase, Side, Touchpoint
from journey_studio.exchange.refusal import at_line
from journey_studio.exchange.strict.xml import Element
from journey_studio.i18n import t
from journey_studio.model.builder import Builder

_JOURNEYS = {"actualjourney": False, "plannedjourney": True}
_SHORT, _LONG = "journeyShortSummary", "journeyLongSummary"
_KNOWN = frozenset(
    "journeyid journeytitle journeyphases journeyshortsummary journeylongsummary actors touchpoints"
    .split()
)  # fmt: skip
_KNOWN_POINT = frozenset(
    "touchpointid belongsto initiator receiver channel comment touchpointexperience".split()
)
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
            found.append(_journey(element, _JOURNEYS[element.name.casefold()], builder))
        else:
            builder.lost(element.name, _at(element), t("exchange.cjml.unknown"))
    if not found:
        raise CjmlError(t("exchange.cjml.empty"))
    return found


def _journey(element: Element, planned: bool, builder: Builder) -> Journey:
    summary = "\n\n".join(filter(None, (element.said(_SHORT), element.said(_LONG))))
    phases = tuple(
        Phase(_id(each, "phaseID"), each.said("phaseName"), each.said("phaseDescription"))
        for group in element.all("journeyPhases")
        for each in group.all("journeyPhase")
    )
    actors = tuple(_actor(each) for group in element.all("actors") for each in group.parts)
    touchpoints = tuple(
        _touchpoint(each, builder) for group in element.all("touchpoints") for each in group.parts
    )
    return Journey(
        title=element.said("journeyTitle"),
        planned=planned,
        summary=summary,
        remarks=tuple(_rest(element, _KNOWN)),
        phases=phases,
        actors=actors,
        touchpoints=touchpoints,
        at=_at(element),
    )


def _actor(element: Element) -> Actor:
    is_user = element.name.casefold() == "enduser"
    name = element.said("actorName") or element.said("companyName")
    own = _id(element, "actorID")
    about = "\n".join(_rest(element, frozenset(("actorname", "companyname"))))
    return Actor(own, name or own, is_user, about, element.line)


def _touchpoint(element: Element, builder: Builder) -> Touchpoint:
    channel = element.one("channel")
    felt = element.one(_EXPERIENCE)
    belongs = element.one("belongsTo")
    receiver = element.one("receiver")
    comment = "\n".join([element.said("comment"), *_rest(element, _KNOWN_POINT)]).strip()
    for part in felt.parts if felt else ():
        if part.name.casefold() not in ("experiencedescription", "experiencerating"):
            builder.lost(part.name, _at(part), t("exchange.cjml.unknown"))
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
