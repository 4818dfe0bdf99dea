# SPDX-License-Identifier: Apache-2.0
"""From dgmo's journey maps to maps: a curve, a lane for each tag group and each kind of note."""

from journey_studio.exchange.dgmo.lines import UNSEEN
from journey_studio.exchange.dgmo.text import Diagram, Group, Step
from journey_studio.exchange.formats import Choices, Found, Offer
from journey_studio.exchange.lane_words import lane_kind
from journey_studio.exchange.refusal import quote
from journey_studio.exchange.scales import SCALES
from journey_studio.i18n import t
from journey_studio.model.builder import Builder

SCALE = "1-5"
NOTE_LANES = {"thought": "quote", "pain": "pain", "opportunity": "opportunity"}
BLANK_IN_A_WORD = "\u00a0"  # an emotion of two words is one word to dgmo


class _Making:
    """One map in the making."""

    def __init__(self, builder: Builder, diagram: Diagram) -> None:
        self.builder = builder
        self.diagram = diagram
        self.scale = SCALES[SCALE]
        self.map = builder.add("map", title=plain(diagram.title), scale=SCALE, at=_at(1))
        self.persona = self._persona()
        self.curve = builder.add("lane", self.map, title=t("exchange.curve"), kind="curve")
        self.groups = {group.name: self._group(group) for group in diagram.groups}
        self.notes: dict[str, str] = {}
        self.used: set[tuple[str, str]] = set()

    def make(self) -> None:
        """Add all that the diagram says, and note what of it has no place."""
        self._lanes()
        for phase in self.diagram.phases:
            stage = self.builder.add("stage", self.map, title=plain(phase.name), at=_at(phase.line))
            for step in phase.steps:
                self._step(stage, step)
        for line, text in self.diagram.lost:
            self._lost(line, text)
        for group in self.diagram.groups:
            for value, line in group.values.items():
                if (group.name, value.casefold()) not in self.used:
                    self._lost(line, value)

    def _lanes(self) -> None:
        """Lanes for keys that no group declares, and for the notes there are."""
        steps = [step for phase in self.diagram.phases for step in phase.steps]
        for step in steps:
            for name in step.values:
                if name not in ("score", "emotion", *self.groups):
                    self.groups[name] = self._group(Group(name, step.line))
        used = {kind for step in steps for kind, _ in step.notes}
        for kind, lane in NOTE_LANES.items():
            if kind in used:
                title = t(f"exchange.dgmo.{kind}")
                self.notes[kind] = self.builder.add("lane", self.map, title=title, kind=lane)

    def _persona(self) -> str | None:
        if self.diagram.persona is None:
            return None
        about = "\n".join(map(plain, self.diagram.about))
        made = self.builder.add("persona", name=plain(self.diagram.persona), demographics=about)
        self.builder.set(self.map, personas=[made])
        return made

    def _group(self, group: Group) -> str:
        kind = lane_kind(group.name)
        return self.builder.add(
            "lane",
            self.map,
            title=plain(group.name),
            kind=kind if kind == "channel" else "text",
            at=_at(group.line),
        )

    def _step(self, stage: str, step: Step) -> None:
        place = _at(step.line)
        about = "\n".join(map(plain, step.description))
        made = self.builder.add("step", stage, title=plain(step.name), description=about, at=place)
        self._point(made, step)
        for name, value in step.values.items():
            if name not in ("score", "emotion"):
                self.used.add((name, value.casefold()))
                self._tag(self.groups[name], made, plain(value), place)
        for kind, words in step.notes:
            self.builder.add("card", self.notes[kind], made, text=plain(words), at=place)

    def _tag(self, lane: str, step: str, value: str, place: str) -> None:
        if self.builder.get(lane, "kind") == "channel":
            channel = self.builder.named("channel", value, at=place)
            self.builder.add("card", lane, step, channel=channel, at=place)
        else:
            self.builder.add("card", lane, step, text=value, at=place)

    def _point(self, made: str, step: Step) -> None:
        score, emotion = step.values.get("score", ""), step.values.get("emotion", "")
        value: float | None = None
        if score.isascii() and score.isdigit() and self.scale.holds(int(score[:9])):
            value = self.scale.value_of(int(score[:9]))
        elif score:
            sentence = t("exchange.dgmo.score", step=quote(step.name), score=quote(score))
            self.builder.lost("score", _at(step.line), sentence)
        note = plain(emotion.replace(BLANK_IN_A_WORD, " "))
        if value is not None or note:
            self.builder.point(
                self.curve, made, self.persona, value=value, note=note, at=_at(step.line)
            )

    def _lost(self, line: int, text: str) -> None:
        reason = t("exchange.dgmo.no_place", text=quote(text))
        self.builder.lost("dgmo", _at(line), reason)


def plain(text: str) -> str:
    """Words without the unseen signs that keep dgmo from acting on them."""
    return text.replace(UNSEEN, "").strip() if UNSEEN in text else text


def found_in(diagram: Diagram) -> Found:
    """The map of a diagram."""
    builder = Builder()
    _Making(builder, diagram).make()
    offer = Offer(Choices(scale=SCALE))
    return Found(builder.snapshot(), tuple(builder.losses), (), offer)


def _at(line: int) -> str:
    return t("exchange.line", line=line)
