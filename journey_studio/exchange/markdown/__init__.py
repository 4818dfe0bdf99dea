# SPDX-License-Identifier: Apache-2.0
"""Maps as Markdown that people read and pages show: a diagram, and a table for each stage."""

from collections.abc import Iterator, Sequence

from journey_studio.exchange.formats import Carries, Choices, Pictures, Written
from journey_studio.exchange.markdown import words
from journey_studio.exchange.markdown.library import library_lines, persona_lines
from journey_studio.exchange.mermaid.writing import tell
from journey_studio.exchange.reporting import called, words_of
from journey_studio.exchange.shown import SHOWN
from journey_studio.i18n import t
from journey_studio.model.arrangement import Arrangement, arrange
from journey_studio.model.contents import contents
from journey_studio.model.kinds import CURVE_KINDS
from journey_studio.model.loss import Loss
from journey_studio.model.records import Card, Connection, Lane, Map, Persona, Point, Stage, Step
from journey_studio.model.same_things import library_name
from journey_studio.model.scales import number_of
from journey_studio.model.snapshot import Snapshot

_PICTURES = frozenset(("picture", "photo"))
CARRIES: Carries = {kind: registers - _PICTURES for kind, registers in SHOWN.items()} | {
    "channel": frozenset(("name",)),
    "connection": frozenset(("source", "target", "label")),
}


def write(
    snapshot: Snapshot, map_ids: tuple[str, ...], choices: Choices, pictures: Pictures
) -> Written:
    """The maps one below the other. KeyError where there is no such map."""
    del choices, pictures
    lines: list[str] = []
    losses: list[Loss] = []
    for map_id in map_ids:
        page = _Page(snapshot, arrange(snapshot, map_id))
        lines += page.lines()
        losses += page.losses()
    return Written(("\n".join(lines).strip("\n") + "\n").encode(), tuple(losses))


class _Page:
    """One map."""

    def __init__(self, snapshot: Snapshot, shape: Arrangement) -> None:
        self.snapshot = snapshot
        self.shape = shape
        self.map_id = shape.map.id
        self.here = {card.id for cards in shape.cells.values() for card in cards}

    def lines(self) -> Iterator[str]:
        """All of it, from the title to what its cards rest on."""
        the_map = self.shape.map
        yield f"# {words.inline(the_map.title) or t('exchange.page.untitled')}"
        yield ""
        yield from _facts(the_map, ("scenario", "goal", "expectations", "owner"))
        if the_map.state == "future":
            yield f"- {t('exchange.markdown.future')}"
        travellers = [library_name(self.snapshot, each) for each in the_map.personas]
        if any(travellers):
            names = ", ".join(words.inline(name) for name in travellers if name)
            yield f"- **{t('exchange.page.personas')}:** {names}"
        yield ""
        if self.shape.steps:
            yield from ("```mermaid", *_diagram(self.snapshot, self.map_id), "```", "")
        else:
            yield from (f"- {self._head(lane)}" for lane in self.shape.lanes)
            yield ""
        for stage, steps in self.shape.stages:
            yield from self._stage(stage, steps)
        yield from self._arrows()
        found = contents(self.snapshot, (self.map_id,))
        yield from persona_lines(found)
        yield from library_lines(self.snapshot, found)

    def losses(self) -> Iterator[Loss]:
        """What is usually there and is not: a gap with a note, an arrow that leads elsewhere."""
        for record in contents(self.snapshot, (self.map_id,)):
            if isinstance(record, Connection) and record.target not in self.here:
                for register in words_of(record):
                    reason = t("exchange.page.loss.elsewhere")
                    yield _loss(self.snapshot, record, register, reason)

    def _stage(self, stage: Stage, steps: Sequence[Step]) -> Iterator[str]:
        yield f"## {words.inline(stage.title) or t('exchange.page.a_stage')}"
        yield ""
        yield from _facts(stage, ("goal", "expectations", "interactions", "owner"))
        yield ""
        if steps:
            heads = [self._step(step) for step in steps]
            yield f"| {t('exchange.page.lanes')} | {' | '.join(heads)} |"
            yield f"| --- |{' --- |' * len(steps)}"
            for lane in self.shape.lanes:
                cells = [self._cell(lane, step) for step in steps]
                yield f"| {self._head(lane)} | {' | '.join(cells)} |"
            yield ""

    def _step(self, step: Step) -> str:
        title = words.cell(step.title) or t("exchange.page.a_step")
        about = words.cell(step.description)
        return f"{title}<br>*{about}*" if about else title

    def _head(self, lane: Lane) -> str:
        kind = t(f"layout.lane.{lane.kind}") if lane.kind != "divider" else _divider(lane)
        title = words.cell(lane.title)
        named = f"**{title}**<br>({kind})" if title else f"**{kind}**"
        return f"{named}<br>{_owner(lane.owner)}" if lane.owner else named

    def _cell(self, lane: Lane, step: Step) -> str:
        if lane.kind in CURVE_KINDS:
            return "<br>".join(self._points(lane, step))
        cards = self.shape.cells.get((lane.id, step.id), ())
        return "<br><br>".join(self._card(card) for card in cards)

    def _points(self, lane: Lane, step: Step) -> Iterator[str]:
        found = _felt(self.snapshot, lane, step)
        for persona, point in found:
            said = "" if point.value is None else f"{number_of(point.value, lane.kind):.6g}"
            said = said.replace("-", "\u2212")
            beside = [words.cell(point.note), _evidence(point.evidence)]
            about = ", ".join(filter(None, beside))
            who = words.inline(persona.name) if persona else t("layout.curve.everybody")
            yield f"{who}: {said} ({about})" if about else f"{who}: {said}"

    def _card(self, card: Card) -> str:
        said = [words.cell(card.text) or t("exchange.page.a_card")]
        said += [
            f"[{words.inline(title or url)}]({words.address(url)})" for title, url in card.links
        ]
        about = list(self._about(card))
        return "<br>".join((*said, f"*{' · '.join(about)}*") if about else said)

    def _about(self, card: Card) -> Iterator[str]:
        """What stands beside the words of a card."""

        def named(*ids: str | None) -> Iterator[str]:
            for each in ids:
                if each and (name := library_name(self.snapshot, each)):
                    yield words.inline(name)

        if card.kind != "text":
            yield t(f"exchange.page.kind.{card.kind}")
        yield from named(card.channel, *card.personas)
        yield from (f"\\#{name}" for name in named(*card.tags))
        yield from named(card.metric, *card.refs)
        if card.evidence:
            yield _evidence(card.evidence)
        if card.moment_of_truth:
            yield t("exchange.page.moment")
        if card.span > 1:
            yield t("exchange.markdown.span", count=card.span)
        if card.owner:
            yield _owner(card.owner)

    def _arrows(self) -> Iterator[str]:
        arrows = [
            each
            for each in self.snapshot.connections()
            if each.source in self.here and each.target in self.here
        ]
        if arrows:
            yield from (f"## {t('exchange.page.leads_to')}", "")
        for each in arrows:
            source, target = (self._word(end) for end in (each.source, each.target))
            label = f": {words.inline(each.label)}" if each.label else ""
            yield f"- {source} → {target}{label}"
        yield ""

    def _word(self, card_id: str | None) -> str:
        card = self.snapshot.get(Card, card_id)
        return words.inline(card.text if card else "") or t("exchange.page.a_card")


def _felt(snapshot: Snapshot, lane: Lane, step: Step) -> list[tuple[Persona | None, Point]]:
    """The points of a lane at a step that say something, with who feels so."""
    order = {persona.id: n for n, persona in enumerate(snapshot.personas())}
    points = [
        point
        for point in snapshot.under(Point, lane.id)
        if point.step == step.id
        and (point.persona is None or point.persona in order)
        and (point.value is not None or point.note or point.evidence)
    ]
    points.sort(key=lambda point: order.get(point.persona or "", -1))
    return [(snapshot.get(Persona, point.persona), point) for point in points]


def _facts(record: Map | Stage, names: Sequence[str]) -> Iterator[str]:
    for name in names:
        if text := getattr(record, name):
            yield f"- **{t(f'exchange.page.{name}')}:** {words.cell(text)}"


def _diagram(snapshot: Snapshot, map_id: str) -> list[str]:
    return tell(snapshot, map_id).text.rstrip("\n").split("\n")


def _divider(lane: Lane) -> str:
    return t(f"layout.divider.{lane.line}")


def _owner(name: str) -> str:
    return f"{t('exchange.page.owner')}: {words.inline(name)}"


def _evidence(evidence: str) -> str:
    return t(f"exchange.page.evidence.{evidence}") if evidence else ""


def _loss(snapshot: Snapshot, record: Connection, register: str, reason: str) -> Loss:
    what, place = f"connection.{register}", called(snapshot, record)
    return Loss("dropped", what, place, reason, record.id, register)
