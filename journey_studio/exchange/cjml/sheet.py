# SPDX-License-Identifier: Apache-2.0
"""A map as a sheet of the CJML workbook: what stands above the table, and a row for each step.

A sheet knows actors and phases by their names alone, so two of one name are told apart by a number.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from journey_studio.exchange.cjml.words import DEVIATES, PROVIDER_KIND, SCALE, STARTS
from journey_studio.exchange.scales import SCALES
from journey_studio.exchange.tables.writing import held
from journey_studio.i18n import t
from journey_studio.model.arrangement import Arrangement, arrange
from journey_studio.model.contents import contents
from journey_studio.model.records import (
    Card,
    Channel,
    Comment,
    Lane,
    Persona,
    Point,
    Stage,
    Step,
    Tag,
)
from journey_studio.model.snapshot import Snapshot

HEADS = (
    "Include", "TP ID", "Phase", "Actor who initiated", "Initiator's label", "Actor who received",
    "Receiver's label", "Channel", "UX description", "UX rating", "Deviation", "Date", "Time",
    "Comment",
)  # fmt: skip
LONGEST_CELL = 32_767  # UTF-16 units
_LONGEST_NAME = LONGEST_CELL - 20  # leaves room for a number
_MOST = 100  # users, providers, comments: the reader looks for the table in the rows below them
_YES, _NO = "YES", "NO"
_RATINGS = ("Very dissatisfied", "Dissatisfied", "Neutral", "Satisfied", "Very satisfied")
_CHANNEL_KINDS = ("channel", "touchpoint")


class Row(NamedTuple):
    """One touchpoint, in the order of `HEADS`; a row of a phase without any has only that."""

    include: str = ""
    id: str = ""
    phase: str = ""
    initiator: str = ""
    does: str = ""
    receiver: str = ""
    gets: str = ""
    channel: str = ""
    experience: str = ""
    rating: str = ""
    deviation: str = ""
    date: str = ""
    time: str = ""
    comment: str = ""


class _Ends(NamedTuple):
    """Who starts a touchpoint and who is at the other end: a card of a provider, or else, where
    `user_...`, the traveller.
    """

    first: Card | None
    second: Card | None
    user_first: bool = False
    user_second: bool = False


class JourneySheet:
    """One map: `about` holds labels and values, `rows` the table, `order` the records its reader
    meets, for each kind in the order it meets them, `channels_by_name` channels by their names.
    """

    def __init__(self, snapshot: Snapshot, map_id: str) -> None:
        self.snapshot = snapshot
        self.shape = arrange(snapshot, map_id)
        self.planned = self.shape.map.state == "future"
        self.curve, self.points = self._curve()
        self.users = self._users()
        lanes = [lane for lane in self.shape.lanes if lane.id in snapshot.records]
        self.providers = [lane for lane in lanes if lane.kind == PROVIDER_KIND][:_MOST]
        found = (lane for kind in _CHANNEL_KINDS for lane in lanes if lane.kind == kind)
        self.channels = next(found, None)
        self.comments = self._comments(map_id)
        self.names = self._names()
        self.phases = _phases(snapshot, self.shape)
        self.order: dict[str, list[str]] = {
            "map": [map_id],
            "stage": [stage.id for stage, _ in self._stages()],
            "persona": [each.id for each in self.users],
            "comment": [each.id for each in self.comments],
        }
        self.about = list(self._about())
        self.rows = list(self._rows())

    def _curve(self) -> tuple[Lane | None, dict[tuple[str, str | None], Point]]:
        """The first curve that says something, and its points by step and persona. Only journeys
        that happened have experience.
        """
        for lane in () if self.planned else self.shape.lanes:
            points = {
                (point.step or "", point.persona): point
                for point in self.snapshot.points(lane.id)
                if point.value is not None or clean(point.note)
            }
            if lane.kind == "curve" and points:
                return lane, points
        return None, {}

    def _users(self) -> list[Persona]:
        """The personas of the map's lens; where it names none, those the curve is of."""
        lens = (self.snapshot.get(Persona, each) for each in self.shape.map.personas)
        users = [each for each in lens if each is not None]
        if not users:
            drawn = {persona for _, persona in self.points}
            users = [each for each in self.snapshot.personas() if each.id in drawn]
        return users[:_MOST]

    def _comments(self, map_id: str) -> list[Comment]:
        inside = contents(self.snapshot, (map_id,))
        found = [each for each in inside if isinstance(each, Comment) and each.on == map_id]
        return [each for each in found if clean(each.text)][:_MOST]

    def _names(self) -> dict[str, str]:
        """What each actor is called on this sheet, by id."""
        actors: list[Persona | Lane] = [*self.users, *self.providers]
        said = [each.name if isinstance(each, Persona) else each.title for each in actors]
        usual = [t(f"model.kind.{each.KIND}", count=1) for each in actors]
        names = _distinct(zip(said, usual, strict=True))
        return {each.id: name for each, name in zip(actors, names, strict=True)}

    def _stages(self) -> Iterator[tuple[Stage, tuple[Step, ...]]]:
        for stage, steps in self.shape.stages:
            if stage.id in self.phases:
                yield stage, steps

    def _about(self) -> Iterator[tuple[str, str]]:
        yield "Title", self.shape.map.title
        for number, user in enumerate(self.users, 1):
            yield ("End user" if number == 1 else f"End user {number}"), self.names[user.id]
        if self.planned:
            yield "Journey type", "Planned"
        yield "Summary", self.shape.map.scenario
        for lane in self.providers:
            yield "Service provider", self.names[lane.id]
        for comment in self.comments:
            yield "Comment", comment.text

    def _rows(self) -> Iterator[Row]:
        cards: list[str] = []
        steps: list[str] = []
        channels: dict[str, str] = {}
        channel_lane = felt = False
        for stage, inside in self._stages():
            phase = self.phases[stage.id]
            if not inside:
                yield Row(phase=phase)
            for step in inside:
                row, shown, channel, point = self._row(step, phase, len(steps) + 1)
                yield row
                felt = felt or point is not None
                if channel is not None:
                    channel_lane = True
                    channels.setdefault(row.channel, channel.channel or "")
                    cards.append(channel.id)
                cards += [card.id for card in shown]
                steps.append(step.id)
        lanes = [self.curve.id] if felt and self.curve else []
        lanes += [self.channels.id] if channel_lane and self.channels else []
        self.channels_by_name = channels
        self.order |= {"step": steps, "card": cards, "channel": list(channels.values())}
        self.order["lane"] = [*lanes, *(lane.id for lane in self.providers)]

    def _row(
        self, step: Step, phase: str, number: int
    ) -> tuple[Row, list[Card], Card | None, Point | None]:
        """The row of a step, and what of the step's it shows."""
        point = self._point(step)
        ends = self._ends(step, point, number)
        shown = [card for card in (ends.first, ends.second) if card]
        deviates = bool(shown) and self._tagged(shown[0], DEVIATES)
        channel = self._channel(step)
        user = point.persona if point else next((each.id for each in self.users), None)
        traveller = self.names.get(user or "", "")
        row = Row(
            include=_YES,
            id=f"{'D' if deviates else 'TP'}{number}",
            phase=phase,
            initiator=traveller if ends.user_first else self._provider(ends.first),
            does=step.title if ends.user_first else ends.first.text if ends.first else "",
            receiver=traveller if ends.user_second else self._provider(ends.second),
            gets=step.title if ends.user_second else ends.second.text if ends.second else "",
            channel=clean(self._channel_name(channel)),
            experience=point.note if point else "",
            rating=_rating(point),
            deviation=_YES if deviates else _NO,
            comment=step.description,
        )
        if not any(map(clean, (row.initiator, row.does, row.receiver, row.gets))):
            row = row._replace(does=f"{t('model.kind.step', count=1)} {number}")
        return row, shown, channel, point

    def _point(self, step: Step) -> Point | None:
        """How the first of the users that says so feels at a step, else everybody."""
        found = (self.points.get((step.id, user.id)) for user in self.users)
        return next((each for each in found if each), self.points.get((step.id, None)))

    def _ends(self, step: Step, point: Point | None, number: int) -> _Ends:
        cards = [
            card
            for lane in self.providers
            for card in self.shape.cells.get((lane.id, step.id), ())[:1]
        ]
        starts = next((card for card in cards if self._tagged(card, STARTS)), None)
        other = next((card for card in cards if card is not starts), None)
        # Without a name, whoever stands first in the first row is taken for the traveller.
        if starts is not None and (self.users or number > 1):
            first_user = next((each.id for each in self.users), None)
            same = clean(step.title) == clean(starts.text)
            if same and (point is None or point.persona == first_user):
                return _Ends(starts, other)
            if self.users and (point is None or point.persona):
                return _Ends(starts, None, user_second=True)
        return _Ends(None, other or starts, user_first=True)

    def _tagged(self, card: Card, name: str) -> bool:
        tags = (self.snapshot.get(Tag, each) for each in card.tags)
        return any(tag is not None and tag.name == name for tag in tags)

    def _provider(self, card: Card | None) -> str:
        return self.names[card.place.lane] if card and card.place else ""

    def _channel(self, step: Step) -> Card | None:
        """The card whose channel stands in the row."""
        lane = self.channels.id if self.channels else ""
        inside = self.shape.cells.get((lane, step.id), ())
        return next((card for card in inside if clean(self._channel_name(card))), None)

    def _channel_name(self, card: Card | None) -> str:
        channel = self.snapshot.get(Channel, card.channel) if card else None
        return channel.name if channel else ""


def clean(text: str) -> str:
    """A text as a cell gives it back."""
    return held(text, LONGEST_CELL).strip()


def _rating(point: Point | None) -> str:
    if point is None or point.value is None:
        return ""
    return _RATINGS[round(SCALES[SCALE].number_of(point.value)) - 1]


def _phases(snapshot: Snapshot, shape: Arrangement) -> dict[str, str]:
    """What each stage is called on the sheet. A phase may come back after another; neighbours, and
    all where a phase has no touchpoint of its own, need names of their own.
    """
    stages = [found for found in shape.stages if found[0].id in snapshot.records]
    usual = t("model.kind.stage", count=1)
    ids = [stage.id for stage, _ in stages]
    if all(steps for _, steps in stages):
        names: list[str] = []
        for stage, _ in stages:
            name = clean(stage.title)
            if names and names[-1] == name:
                name = list(_distinct((each, usual) for each in (*names, name)))[-1]
            names.append(name)
        return dict(zip(ids, names, strict=True))
    return dict(zip(ids, _distinct((stage.title, usual) for stage, _ in stages), strict=True))


def _distinct(names: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Names of which no two are the same; each comes with what stands for none."""
    used: dict[str, int] = {}
    for said, usual in names:
        base = held(said, _LONGEST_NAME).strip() or usual
        name = base
        while name in used:
            used[base] += 1
            name = f"{base} {used[base]}"
        used[name] = 1
        yield name
