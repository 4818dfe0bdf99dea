# SPDX-License-Identifier: Apache-2.0
"""Maps as CJML 2.0: each step a touchpoint, each stage a phase.

Only actual journeys have experience, so the curve of a map of the future stays out of the elements.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from journey_studio.exchange.cjml.words import DEVIATES, PROVIDER_KIND, SCALE, STARTS
from journey_studio.exchange.scales import SCALES
from journey_studio.exchange.strict.xml_signs import plain
from journey_studio.exchange.text_source import Told
from journey_studio.model.arrangement import Arrangement, arrange
from journey_studio.model.records import Card, Channel, Lane, Persona, Point, Step, Tag
from journey_studio.model.snapshot import Snapshot

_CHANNEL_KINDS = ("channel", "touchpoint")


class _Said(NamedTuple):
    """What a step says as a touchpoint."""

    step: Step
    channel: tuple[str, str, str] | None  # the name, the card and the channel
    starts: Card | None  # the provider's card it starts at
    ends: Card | None  # the provider's card it arrives at
    point: Point | None


def tell(snapshot: Snapshot, map_id: str) -> Told:
    """The map as a document, and its records in the order that the reader meets them in."""
    shape = arrange(snapshot, map_id)
    writer = _Writer(snapshot, shape)
    return Told("".join(writer.lines()), writer.order())


class _Writer:
    """One document."""

    def __init__(self, snapshot: Snapshot, shape: Arrangement) -> None:
        self.snapshot = snapshot
        self.shape = shape
        self.planned = shape.map.state == "future"
        self.kind = "planned" if self.planned else "actual"
        users = [snapshot.get(Persona, each) for each in shape.map.personas]
        self.users = [each for each in users if each is not None]
        self.curve = self._curve()
        self.users += self._felt()
        self.providers = [lane for lane in shape.lanes if lane.kind == PROVIDER_KIND]
        self.actors = {
            each.id: f"{'EU' if isinstance(each, Persona) else 'SP'}{number}"
            for group in (self.users, self.providers)
            for number, each in enumerate(group, 1)
        }
        self.channels = self._channels()
        self.said = [self._said(step) for step in shape.steps]

    def _curve(self) -> Lane | None:
        curves = [lane for lane in self.shape.lanes if lane.kind == "curve"]
        if self.planned:
            return None
        return next((lane for lane in curves if list(self.snapshot.points(lane.id))), None)

    def _felt(self) -> list[Persona]:
        """Personas with a curve that the map's lens does not name, where it names nobody."""
        if self.users or self.curve is None:
            return []
        drawn = {point.persona for point in self.snapshot.under(Point, self.curve.id)}
        return [each for each in self.snapshot.personas() if each.id in drawn]

    def _said(self, step: Step) -> _Said:
        cards = [
            card
            for lane in self.providers
            for card in self.shape.cells.get((lane.id, step.id), ())[:1]
        ]
        starts = next((card for card in cards if self._tagged(card, STARTS)), None)
        ends = next((card for card in cards if card is not starts), None)
        return _Said(step, self._channel(step), starts, ends, self._point(step))

    def _tagged(self, card: Card | None, name: str) -> bool:
        tags = (self.snapshot.get(Tag, each) for each in (card.tags if card else ()))
        return any(tag is not None and tag.name == name for tag in tags)

    def _channel(self, step: Step) -> tuple[str, str, str] | None:
        if self.channels is None:
            return None
        for card in self.shape.cells.get((self.channels.id, step.id), ()):
            channel = self.snapshot.get(Channel, card.channel)
            if channel is not None and channel.name.strip():
                return channel.name, card.id, channel.id
        return None

    def _channels(self) -> Lane | None:
        """The one lane whose channels are told: of channels, else of touchpoints."""
        lanes = self.shape.lanes
        found = (lane for kind in _CHANNEL_KINDS for lane in lanes if lane.kind == kind)
        return next(found, None)

    def _point(self, step: Step) -> Point | None:
        """How the first of the users that says so feels at a step."""
        if self.curve is None:
            return None
        points = {
            p.persona: p for p in self.snapshot.under(Point, self.curve.id) if p.step == step.id
        }
        for persona in (*(each.id for each in self.users), None):
            point = points.get(persona)
            if point is not None and (point.value is not None or point.note.strip()):
                return point
        return None

    def order(self) -> dict[str, Sequence[str]]:
        """What the reader makes, in its order."""
        felt = [said for said in self.said if said.point]
        channels = [said.channel for said in self.said if said.channel]
        named: dict[str, str] = {}
        for name, _, own in channels:
            named.setdefault(plain(name.strip()), own)
        lanes = [self.curve.id] if felt and self.curve else []
        if channels:
            lanes.append(self._lane_of(channels[0][1]))
        cards = []
        for said in self.said:
            cards += [said.channel[1]] if said.channel else []
            cards += [card.id for card in (said.starts, said.ends) if card]
        return {
            "map": [self.shape.map.id],
            "stage": [stage.id for stage, _ in self.shape.stages],
            "step": [step.id for step in self.shape.steps],
            "lane": [*lanes, *(lane.id for lane in self.providers)],
            "card": cards,
            "persona": [each.id for each in self.users],
            "channel": list(named.values()),
        }

    def _lane_of(self, card_id: str) -> str:
        card = self.snapshot.records[card_id]
        return card.place.lane if isinstance(card, Card) and card.place else ""

    def lines(self) -> Iterator[str]:
        """The document."""
        found, kind = self.shape.map, self.kind
        yield f'<?xml version="1.0" encoding="UTF-8"?>\n<CJML version="2.0">\n  <{kind}Journey>\n'
        yield f"    <journeyID>{'PJ' if self.planned else 'AJ'}1</journeyID>\n"
        yield f"    {_text('journeyTitle', found.title)}\n    <journeyPhases>\n"
        for number, (stage, _) in enumerate(self.shape.stages, 1):
            inside = _text("phaseName", stage.title) + _text("phaseDescription", stage.goal)
            yield f'      <journeyPhase phaseID="P{number}">{inside}</journeyPhase>\n'
        yield f"    </journeyPhases>\n    {_text('journeyLongSummary', found.scenario)}\n"
        yield "    <actors>\n"
        for user in self.users:
            name = _text("actorName", user.name)
            yield f'      <endUser actorID="{self.actors[user.id]}">{name}</endUser>\n'
        for lane in self.providers:
            name, own = _text("companyName", lane.title), self.actors[lane.id]
            yield f'      <serviceProvider actorID="{own}">{name}</serviceProvider>\n'
        yield "    </actors>\n    <touchpoints>\n"
        phases = {
            step.id: number
            for number, (_, steps) in enumerate(self.shape.stages, 1)
            for step in steps
        }
        for number, said in enumerate(self.said, 1):
            yield from self._touchpoint(said, number, phases[said.step.id])
        yield f"    </touchpoints>\n  </{kind}Journey>\n</CJML>\n"

    def _touchpoint(self, said: _Said, number: int, phase: int) -> Iterator[str]:
        initiator, receiver = self._sides(said)
        name = f"{self.kind}{'CommunicationPoint' if receiver else 'Action'}"
        deviates = self._tagged(said.starts or said.ends, DEVIATES)
        own = f"{'D' if deviates else 'TP'}{number}"
        yield f"      <{name}>\n        <touchpointID>{own}</touchpointID>\n"
        yield f'        <belongsTo phaseIDref="P{phase}"/>\n        {initiator}\n'
        if receiver:
            yield f"        {receiver}\n"
        if said.channel:
            yield f"        <channel>{_text('channelName', said.channel[0])}</channel>\n"
        if said.step.description.strip():
            yield f"        {_text('comment', said.step.description)}\n"
        if said.point:
            inside = _text("experienceDescription", said.point.note)
            if said.point.value is not None:
                rating = round(SCALES[SCALE].number_of(said.point.value))
                inside += _text("experienceRating", str(rating))
            yield f"        <touchpointExperience>{inside}</touchpointExperience>\n"
        yield f"      </{name}>\n"

    def _sides(self, said: _Said) -> tuple[str, str]:
        """Who starts and, where it is no action, who is at the other end."""
        title, starts, ends = said.step.title, said.starts, said.ends
        felt = said.point.persona if said.point else None
        user = self.actors.get(felt or "", "EU1" if self.users else "")
        if starts is None:
            return _side("initiator", user, title), self._provider("receiver", ends)
        first = self._provider("initiator", starts)
        if ends is not None:
            return first, self._provider("receiver", ends)
        alone = title.strip() == starts.text.strip() and said.point is None
        return first, "" if alone else _side("receiver", user, title)

    def _provider(self, role: str, card: Card | None) -> str:
        if card is None or card.place is None:
            return ""
        return _side(role, self.actors[card.place.lane], card.text)


def _side(role: str, actor: str, label: str) -> str:
    refers = f"<refersTo actorIDref={quoteattr(actor)}/>" if actor else ""
    return f"<{role}>{refers}{_text(role + 'Label', label)}</{role}>"


def _text(name: str, text: str) -> str:
    said = escape(plain(text.strip()))
    return f"<{name}>{said}</{name}>" if said else f"<{name}/>"
