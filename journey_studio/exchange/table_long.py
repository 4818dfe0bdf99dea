# SPDX-License-Identifier: Apache-2.0
"""Long tables of other people: a row for each card, each score, or each step with all its lanes.

What they leave open is taken as they will have meant it: an empty stage is that of the row above, a
column nobody knows is a lane of its own. Several scores for one step are averaged. Where a table
has far more rows than a map has cards, such as answers to a survey, the same words at the same
place become one card that says how often.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from journey_studio.exchange.columns import card_kind_of, evidence_of, heading
from journey_studio.exchange.emotions import of_word
from journey_studio.exchange.figures import number
from journey_studio.exchange.refusal import quote
from journey_studio.exchange.scales import Scale
from journey_studio.exchange.table_fields import FIELDS, parts, value_of, yes_or_no
from journey_studio.exchange.table_places import Place, Places
from journey_studio.exchange.table_reading import TableRow
from journey_studio.i18n import t
from journey_studio.model.kinds import CARD_KINDS, CARDLESS

MOST_SINGLE = 5_000  # rows of a table of which each is a card by itself

_PointKey = tuple[str, str, str | None]


class OwnLane(NamedTuple):
    """A column that is a lane of its own: where it stands and how it is headed."""

    column: int
    title: str


class Hints(NamedTuple):
    """What is known of a table before its rows are read."""

    map_title: str
    scale: Scale
    decimal: str
    own_lanes: tuple[OwnLane, ...] = ()
    many: bool = False  # more rows than a map has cards


class LongRows:
    """Reads the rows of one table; `finish` when all are there."""

    def __init__(self, places: Places, hints: Hints) -> None:
        self.places, self.builder, self.hints = places, places.builder, hints
        self.warnings: list[str] = []
        self._last = Place()
        self._scores: dict[_PointKey, list[float]] = {}
        self._notes: dict[_PointKey, str] = {}
        self._alike: dict[tuple[str, str, str, str], tuple[str, int]] = {}
        self._people: dict[str, list[str]] = {}
        self._filled = 0

    def add(self, row: TableRow, cells: Sequence[str]) -> None:
        """Take a row, and its cells for the columns that are lanes."""
        place = self._standing(row)
        map_id = self.places.map(place, row.at)
        personas = [self._named("persona", each, row.at) for each in parts(row.get("persona"))]
        self._travel(map_id, personas)
        words = "\n".join(filter(None, (row.get("name").strip(), row.get("text").strip())))
        if words or row.get("metric") or row.get("links"):
            self._card(row, place, words, personas)
        if row.get("score"):
            self._score(row, place, personas)
        for column, title in self.hints.own_lanes:
            if column < len(cells) and cells[column].strip():
                self._own_card(row, place, title, cells[column])
        if place.step or place.stage:
            self.places.step(place, row.at)
        self._reading(row)
        if row.get("owner") and not words:
            self.builder.set(self.places.stage(place, row.at), at=row.at, owner=row.get("owner"))

    def finish(self) -> None:
        """Write what was gathered from several rows."""
        for (lane, step, persona), values in self._scores.items():
            note = self._notes.get((lane, step, persona), "")
            mean = values[0] if len(values) == 1 else sum(values) / len(values)
            self.builder.point(lane, step, persona, value=mean, note=note)
        averaged = sum(len(values) > 1 for values in self._scores.values())
        if averaged:
            self.warnings.append(t("exchange.table.averaged", count=averaged))
        alike = [found for found in self._alike.values() if found[1] > 1]
        for card, count in alike:
            text = self.builder.get(card, "text")
            self.builder.set(card, text=t("exchange.table.often", text=text, count=count))
        if alike:
            self.warnings.append(t("exchange.table.alike", count=sum(n for _, n in alike)))
        if self._filled:
            self.warnings.append(t("exchange.table.filled", count=self._filled))
        for map_id, people in self._people.items():
            self.builder.set(map_id, personas=people[:200])

    def _standing(self, row: TableRow) -> Place:
        """Where a row stands; what it leaves empty is as in the row above."""
        given, last = Place(*(text.strip() for text in row.place())), self._last
        if not given.map and not given.map_number:
            given = given._replace(map=last.map or self.hints.map_title)
        if given.map == last.map and not (given.stage or given.stage_number):
            if not given.step and not given.step_number:
                given = given._replace(step=last.step, step_number=last.step_number)
            given = given._replace(stage=last.stage, stage_number=last.stage_number)
            self._filled += bool(last.stage)
        self._last = given
        return given

    def _travel(self, map_id: str, personas: Sequence[str]) -> None:
        known = self._people.setdefault(map_id, [])
        known += [each for each in personas if each not in known]

    def _card(self, row: TableRow, place: Place, words: str, personas: list[str]) -> None:
        kind = card_kind_of(row.get("card_kind"))
        said = row.get("card_kind").strip()
        title = place.lane or said or heading("text")
        lane = self.places.lane(place._replace(lane=title), row.at, self._lane_kind(row, kind))
        if self.places.kind_of(lane) in CARDLESS:
            lane = self.places.lane(
                place._replace(lane=t("exchange.table.notes"), lane_number=""), row.at, "text"
            )
        step = self.places.step(place, row.at)
        key = (lane, step, words, kind)
        if self.hints.many and key in self._alike:
            card, count = self._alike[key]
            self._alike[key] = (card, count + 1)
            return
        card = self.places.card(lane, step, row.at)
        self._alike[key] = (card, 1)
        if not kind and self.places.kind_of(lane) in CARD_KINDS:
            kind = self.places.kind_of(lane)
        if kind != "text":
            self.builder.set(card, kind=kind)
        self.builder.set(card, at=row.at, text=words, personas=personas)
        self._attributes(row, card)

    def _lane_kind(self, row: TableRow, card_kind: str) -> str:
        given = card_kind_of(row.get("lane_kind")) or row.get("lane_kind").strip().casefold()
        if given in CARD_KINDS or given in CARDLESS:
            return given
        return card_kind if not row.get("lane") else ""

    def _attributes(self, row: TableRow, card: str) -> None:
        """What else a row says of its card."""
        fields = FIELDS["card"]
        for meaning in ("channel", "tags", "metric"):
            if row.get(meaning):
                kind, many = fields[meaning].kind, fields[meaning].form == "many"
                names = parts(row.get(meaning)) if many else [row.get(meaning).strip()]
                found = [self._named(kind, each, row.at) for each in names]
                self.builder.set(card, at=row.at, **{meaning: found if many else found[0]})
        for meaning in ("span", "links", "recheck", "owner", "moment", "evidence"):
            text = row.get(meaning).strip()
            if text:
                self._attribute(row, card, meaning, text)

    def _attribute(self, row: TableRow, card: str, meaning: str, text: str) -> None:
        field = FIELDS["card"][meaning]
        try:
            value = value_of(field, text, self.hints.decimal)
            if meaning == "evidence":
                value = evidence_of(text)
            elif meaning == "recheck":
                value = _day(text)
            elif meaning == "moment":
                value = yes_or_no(text)
            if value == "":
                raise ValueError(text)
        except ValueError:
            reason = t("exchange.table.loss.value", text=quote(text))
            self.builder.lost(heading(meaning), row.at, reason)
            return
        self.builder.set(card, at=row.at, **{field.register: value})

    def _own_card(self, row: TableRow, place: Place, title: str, text: str) -> None:
        """Cards of a column that is a lane."""
        lane = self.places.lane(place._replace(lane=title, lane_number=""), row.at)
        kind = self.places.kind_of(lane)
        step = self.places.step(place, row.at)
        if kind in CARDLESS:
            value = self._value(text)
            if value is None:
                reason = t("exchange.table.loss.score", text=quote(text))
                self.builder.lost(title, row.at, reason)
            else:
                self._scores.setdefault((lane, step, None), []).append(value)
            return
        for words in cards_of(text):
            card = self.places.card(lane, step, row.at)
            if kind in CARD_KINDS and kind != "text":
                self.builder.set(card, kind=kind)
            self.builder.set(card, at=row.at, text=words)

    def _score(self, row: TableRow, place: Place, personas: list[str]) -> None:
        text = row.get("score")
        value = self._value(text)
        if value is None:
            reason = t("exchange.table.loss.score", text=quote(text))
            self.builder.lost(heading("score"), row.at, reason)
            return
        curve = t("exchange.table.experience")
        named = place.lane if row.get("lane_kind").strip() in CARDLESS else ""
        lane = self.places.lane(
            place._replace(lane=named or curve, lane_number=""), row.at, "curve"
        )
        step = self.places.step(place, row.at)
        people: Sequence[str | None] = personas or [None]
        for persona in people:
            self._scores.setdefault((lane, step, persona), []).append(value)

    def _value(self, text: str) -> float | None:
        found = number(text, self.hints.decimal)
        if found is not None:
            return self.hints.scale.value_of(found) if self.hints.scale.holds(found) else None
        return of_word(text)

    def _reading(self, row: TableRow) -> None:
        """The value of a metric, where a row names both and says of which day."""
        if not row.get("value"):
            return
        value, day = number(row.get("value"), self.hints.decimal), _day(row.get("day"))
        if value is None or not row.get("metric") or not day:
            self.builder.lost(heading("value"), row.at, t("exchange.table.loss.reading"))
            return
        metric = self._named("metric", row.get("metric").strip(), row.at)
        self.builder.reading(metric, day, value, at=row.at)
        target = number(row.get("target"), self.hints.decimal)
        self.builder.set(metric, at=row.at, unit=row.get("unit").strip(), target=target)

    def _named(self, kind: str, name: str, at: str) -> str:
        return self.builder.named(kind, name, at=at)


def cards_of(text: str) -> list[str]:
    """The cards that the words of a cell are: parted by empty lines, or by bullets."""
    lines = text.strip().split("\n")
    bullets = [line.lstrip()[:2] in ("- ", "* ", "• ", "– ") for line in lines]
    if len(lines) > 1 and bullets[0] and sum(bullets) > 1:
        found: list[str] = []
        for line, bullet in zip(lines, bullets, strict=True):
            if bullet:
                found.append(line.lstrip()[2:].strip())
            else:
                found[-1] += "\n" + line.strip()
        return [words for words in found if words]
    blocks = "\n".join(line.rstrip() for line in lines).split("\n\n")
    return [block.strip("\n") for block in blocks if block.strip()]


def _day(text: str) -> str:
    """A day as YYYY-MM-DD, from the two forms that can only be read in one way; else ""."""
    given = text.strip().split(" ")[0].split("T")[0].replace("/", "-")
    if given.count(".") == 2:
        given = "-".join(part.zfill(2) for part in reversed(given.split(".")))
    try:
        return date.fromisoformat(given).isoformat()
    except ValueError:
        return ""
