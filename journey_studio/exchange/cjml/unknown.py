# SPDX-License-Identifier: Apache-2.0
"""What a CJML document says in elements and attributes that nobody reads, as losses.

Unknown elements right in a journey, an actor or a touchpoint become remarks, so of those only the
attributes are lost.
"""

from collections.abc import Mapping

from journey_studio.exchange.embedded import MARK
from journey_studio.exchange.strict.xml import Element
from journey_studio.i18n import t
from journey_studio.model.builder import Builder

JOURNEY = frozenset(
    "journeyid journeytitle journeyphases journeyshortsummary journeylongsummary actors touchpoints"
    .split()
)  # fmt: skip
ACTOR = frozenset(("actorname", "companyname"))
POINT = frozenset(
    "touchpointid belongsto initiator receiver channel comment touchpointexperience".split()
)
EXPERIENCE = frozenset(("experiencedescription", "experiencerating"))
# The parts of elements that are read part by part. All others are read for their text.
_PARTS: Mapping[str, frozenset[str]] = {
    "journeyphases": frozenset(("journeyphase",)),
    "journeyphase": frozenset(("phasename", "phasedescription")),
    "belongsto": frozenset(),
    "initiator": frozenset(("refersto", "initiatorlabel")),
    "receiver": frozenset(("refersto", "receiverlabel")),
    "refersto": frozenset(),
    "channel": frozenset(("channelname",)),
    "touchpointexperience": EXPERIENCE,
}
_MANY = frozenset(("journeyphases", "journeyphase", "actors", "touchpoints"))  # all are read
_WITH_TEXT = frozenset(("channel",))
_UNSAID = frozenset(("version", "schemalocation", "nonamespaceschemalocation"))


def is_actor(element: Element) -> bool:
    """Whether this is an actor at all: it has an id or a name."""
    known = {name.casefold() for name in element.attributes}
    return "actorid" in known or any(part.name.casefold() in ACTOR for part in element.parts)


def is_point(element: Element) -> bool:
    """Whether this is a touchpoint at all: it is called one, or has a part that they have."""
    called = element.name.casefold().endswith(("action", "point"))
    return called or any(part.name.casefold() in POINT for part in element.parts)


def tell_unknown(root: Element, builder: Builder) -> None:
    """Note all of a document that is neither in its journeys nor was noted while they were read."""
    _tell_attributes(root, builder)
    for line, words in root.remarks:
        if MARK not in words:  # else it holds a map, which others read
            builder.lost("<!-- -->", t("exchange.line", line=line), t("exchange.data.comment"))
    for journey in root.parts:
        if not journey.name.casefold().endswith("journey"):
            continue
        _tell(journey, builder, JOURNEY, remarks=True)
        for group in journey.parts:
            called = group.name.casefold()
            if called not in ("actors", "touchpoints"):
                continue
            _tell_itself(group, builder)
            known, is_one = (ACTOR, is_actor) if called == "actors" else (POINT, is_point)
            for each in group.parts:
                if is_one(each):
                    _tell(each, builder, known, remarks=True)
                else:
                    _lost(each, builder)


def _tell(element: Element, builder: Builder, known: frozenset[str], *, remarks: bool) -> None:
    """What is in an element besides its known parts. Of remarks the text is kept."""
    _tell_itself(element, builder)
    met: set[str] = set()
    for part in element.parts:
        called = part.name.casefold()
        if called in ("actors", "touchpoints") and called in known:
            continue
        if called in known and (called in _MANY or called not in met):
            met.add(called)
            _tell_part(part, builder)
        elif called in known or not remarks:
            _lost(part, builder)
        else:
            for each in part.every():
                _tell_attributes(each, builder)


def _tell_part(part: Element, builder: Builder) -> None:
    """What is in a known part besides what is read of it."""
    called = part.name.casefold()
    if called in _PARTS:
        _tell(part, builder, _PARTS[called], remarks=False)
        return
    _tell_attributes(part, builder)
    for each in part.parts:
        _lost(each, builder)


def _tell_itself(element: Element, builder: Builder) -> None:
    _tell_attributes(element, builder)
    said = element.text.strip()
    if said and element.name.casefold() not in _WITH_TEXT:
        builder.lost(element.name, _at(element), t("exchange.cjml.unknown"))


def _tell_attributes(element: Element, builder: Builder) -> None:
    for name, value in element.attributes.items():
        plain = name.casefold()
        if value.strip() and plain not in _UNSAID and not plain.endswith(("id", "idref")):
            what = f"{element.name}.{name}"
            builder.lost(what, _at(element), t("exchange.cjml.unknown"))


def _lost(element: Element, builder: Builder) -> None:
    """An element that nobody reads, where it says anything."""
    every = element.every()
    if any(each.text.strip() or any(each.attributes.values()) for each in every):
        builder.lost(element.name, _at(element), t("exchange.cjml.unknown"))


def _at(element: Element) -> str:
    return t("exchange.line", line=element.line)
