# SPDX-License-Identifier: Apache-2.0
"""From the journeys of CJML to maps, whatever file they were read from."""

from collections.abc import Sequence

from journey_studio.exchange.cjml.words import (
    DEVIATES,
    PROVIDER_KIND,
    SCALE,
    STARTS,
    Actor,
    Journey,
    Phase,
    Side,
    Touchpoint,
)
from journey_studio.exchange.formats import Choices, Found, Offer
from journey_studio.exchange.refusal import quote
from journey_studio.exchange.scales import SCALES
from journey_studio.i18n import t
from journey_studio.model.builder import Builder

_NO_PHASE = Phase("", "")


def maps_of(journeys: Sequence[Journey], builder: Builder) -> Found:
    """The maps of these journeys; `builder` may have noted losses before."""
    for journey in journeys:
        _Making(builder, journey).make()
    offer = Offer(Choices(scale=SCALE))
    return Found(builder.snapshot(), tuple(builder.losses), (), offer)


class _Making:
    """One map in the making."""

    def __init__(self, builder: Builder, journey: Journey) -> None:
        self.builder = builder
        self.journey = journey
        self.map = builder.add(
            "map",
            title=journey.title,
            scenario=journey.summary,
            state="future" if journey.planned else "current",
            scale=SCALE,
            at=journey.at,
        )
        self.users = {each.id: self._user(each) for each in journey.actors if each.is_user}
        builder.set(self.map, personas=list(dict.fromkeys(self.users.values())))
        self.curve = self._curve()
        self.channels = self._channels()
        self.providers = {
            each.id: self._provider(each) for each in journey.actors if not each.is_user
        }
        self.stage = ""
        self.phase: Phase | None = None
        self.last = -1  # the number of the latest phase that has a stage

    def make(self) -> None:
        """Add all of the journey."""
        for remark in self.journey.remarks:
            self.builder.add("comment", on=self.map, text=remark, at=self.journey.at)
        for touchpoint in self.journey.touchpoints:
            self._enter(touchpoint.phase)
            self._touchpoint(touchpoint)
        for phase in self.journey.phases[self.last + 1 :]:
            self._stage(phase)

    def _user(self, actor: Actor) -> str:
        place = _at(actor.line)
        made = self.builder.add("persona", name=actor.name, at=place)
        self.builder.set(made, demographics=actor.about, at=place)
        return made

    def _provider(self, actor: Actor) -> str:
        place = _at(actor.line)
        if actor.about:
            self.builder.lost("serviceProvider", place, t("exchange.cjml.provider"))
        return self.builder.add("lane", self.map, title=actor.name, kind=PROVIDER_KIND, at=place)

    def _curve(self) -> str:
        if not any(each.rating or each.experience for each in self.journey.touchpoints):
            return ""
        title = t("exchange.curve")
        return self.builder.add("lane", self.map, title=title, kind="curve")

    def _channels(self) -> str:
        if not any(each.channel for each in self.journey.touchpoints):
            return ""
        title = t("exchange.cjml.channels")
        return self.builder.add("lane", self.map, title=title, kind="channel")

    def _enter(self, wanted: str) -> None:
        """Make the stage of a phase the one that steps are added to.

        A phase that comes back is a stage again: what came between stays between.
        """
        phases = self.journey.phases
        number = next((n for n, each in enumerate(phases) if each.id == wanted), -1)
        phase = phases[number] if number >= 0 else _NO_PHASE._replace(id=wanted, name=wanted)
        if self.phase is not None and self.phase.id == phase.id:
            return
        if number > self.last:
            for skipped in phases[self.last + 1 : number]:
                self._stage(skipped)
            self.last = number
        self._stage(phase)
        self.phase = phase

    def _stage(self, phase: Phase) -> None:
        self.stage = self.builder.add(
            "stage", self.map, title=phase.name, goal=phase.description, at=self.journey.at
        )

    def _touchpoint(self, touchpoint: Touchpoint) -> None:
        place = touchpoint.cell or _at(touchpoint.line)
        sides = [side for side in (touchpoint.initiator, touchpoint.receiver) if side]
        user = next((side for side in sides if side.actor in self.users), None)
        said = user or touchpoint.initiator
        about = [touchpoint.comment, *self._unplaced(touchpoint, user)]
        step = self.builder.add(
            "step",
            self.stage,
            title=said.label,
            description="\n".join(filter(None, about)),
            at=place,
        )
        if touchpoint.channel:
            channel = self.builder.named("channel", touchpoint.channel, at=place)
            self.builder.add("card", self.channels, step, channel=channel, at=place)
        for number, side in enumerate(sides):
            self._card(step, side, touchpoint, starts=number == 0, place=place)
        self._experience(step, user, touchpoint, place)

    def _unplaced(self, touchpoint: Touchpoint, user: Side | None) -> list[str]:
        """Lines of the description for what no card or lane can say."""
        found = []
        for name, side in (("initiator", touchpoint.initiator), ("receiver", touchpoint.receiver)):
            if side is None or side is user or side.actor in self.providers:
                continue
            if not side.actor and side is touchpoint.initiator and user is None:
                continue  # a traveller without a name: its label is the title
            if side.actor or side.label:
                found.append(f"{name}: {' '.join(filter(None, (side.actor, side.label)))}")
        others = list(self.users)[1:]
        if user and user.actor in others and not (touchpoint.rating or touchpoint.experience):
            found.append(f"actor: {user.actor}")
        if touchpoint.deviates and not self._tagged(touchpoint):
            found.append(DEVIATES)
        return found

    def _tagged(self, touchpoint: Touchpoint) -> bool:
        """Whether there is a card that can carry a tag."""
        return touchpoint.initiator.actor in self.providers or (
            touchpoint.receiver is not None and touchpoint.receiver.actor in self.providers
        )

    def _card(
        self, step: str, side: Side, touchpoint: Touchpoint, *, starts: bool, place: str
    ) -> None:
        lane = self.providers.get(side.actor)
        if lane is None:
            return
        names = [STARTS] if starts else []
        if touchpoint.deviates:
            names.append(DEVIATES)
        tags = [self.builder.named("tag", name) for name in names]
        self.builder.add("card", lane, step, text=side.label, tags=tags, at=place)

    def _experience(self, step: str, user: Side | None, touchpoint: Touchpoint, place: str) -> None:
        if not (touchpoint.rating or touchpoint.experience):
            return
        if self.journey.planned:
            reason = t("exchange.cjml.planned")
            self.builder.lost("touchpointExperience", place, reason)
            return
        value: float | None = None
        try:
            number = float(touchpoint.rating.replace(",", ".")) if touchpoint.rating else None
            held = number is not None and SCALES[SCALE].holds(number)
            value = SCALES[SCALE].value_of(number) if number is not None and held else None
        except ValueError:
            number, held = None, False
        if touchpoint.rating and not held:
            reason = t("exchange.cjml.rating", rating=quote(touchpoint.rating))
            self.builder.lost("experienceRating", place, reason)
        persona = next(iter(self.users.values()), None)
        if user or not touchpoint.initiator.actor:  # nobody's name: everybody
            persona = self.users[user.actor] if user else None
        if value is not None or touchpoint.experience:
            note = touchpoint.experience
            self.builder.point(self.curve, step, persona, value=value, note=note, at=place)


def _at(line: int) -> str:
    return t("exchange.line", line=line) if line else ""
