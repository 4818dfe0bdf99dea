# SPDX-License-Identifier: Apache-2.0
"""Long tables of other people: a row for each card, each score, or each step with all its lanes.

What they leave open is taken as they will have meant it: an empty stage is that of the row above, a
column nobody knows is a lane of its own. Several scores for one step are averaged. Where a table
has far more rows than a map has cards, such as answers to a survey, the same words at the same
place become one card that says how often.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from journey_studio.exchange.emotions import of_word
from journey_studio.exchange.figures import number
from journey_studio.exchange.refusal import quote
from journey_studio.exchange.scales import Scale
from journey_studio.exchange.tables.columns import card_kind_of, evidence_of, heading
from journey_studio.exchange.tables.fields import FIELDS, parts, value_of
from journey_studio.exchange.tables.guesses import MOST_QUOTES
from journey_studio.exchange.tables.places import Place, Places
from journey_studio.exchange.tables.reading import TableRow
from journey_studio.exchange.tables.writing import value_on
from journey_studio.i18n import t
from journey_studio.model.kinds import CARD_KINDS, CARDLESS

MOST_SINGLE = 5_000  # rows of a table of which each is a card by itself

MOST_NAMED = 200  # personas of a map, personas or tags of a card
# What makes cards of the same words different cards, and what else a card has.
_APART = ("channel", "metric", "evidence", "moment", "links")
_ATTRIBUTES = frozenset(("span", "links", "recheck", "owner", "moment", "evidence"))

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
    quotes: int = 0  # rows of a table of what people said and how they felt, without a place


class _Spot(NamedTuple):
    """Where rows of the same words stand: their place, their map and their step, "" for none."""

    place: Place
    map: str
    step: str


class _Home(NamedTuple):
    """Where the words of a row go: the lane, and the kind of card, "" for that of the lane."""

    lane: str
    kind: str


@dataclass(slots=True)
class _Alike:
    """A card, of whose words a table has several rows: how many, and whom and what they name."""

    card: str
    personas: dict[str, None]
    tags: dict[str, None]
    count: int = 1


class LongRows:
    """Reads the rows of one table; `finish` when all are there.

    Of a hundred thousand rows most stand where others do, so what their words mean is remembered.
    """

    def __init__(self, places: Places, hints: Hints) -> None:
        self.places, self.builder, self.hints = places, places.builder, hints
        self.warnings: list[str] = []
        self._last = Place()
        self._scores: dict[_PointKey, list[float]] = {}
        self._alike: dict[tuple[object, ...], _Alike] = {}
        self._tagged: dict[str, list[str]] = {}
        self._people: dict[str, list[str]] = {}
        self._filled = 0
        self._quoted = 0
        self._spots: dict[tuple[object, ...], _Spot] = {}
        self._homes: dict[tuple[str, ...], _Home] = {}
        self._curves: dict[tuple[str, str], str] = {}
        self._named_together: dict[str, list[str]] = {}
        self._values: dict[str, float | None] = {}
        self._words = heading("text")
        self._experience = t("exchange.table.experience")

    def add(self, row: TableRow, cells: Sequence[str]) -> None:
        """Take a row, and its cells for the columns that are lanes."""
        said = row.said
        spot = self._spot(row)
        personas = self._personas(said.get("persona", ""), row)
        known = self._people.setdefault(spot.map, [])
        if personas and personas[-1] not in known:
            known += [each for each in personas if each not in known]
        words = _joined(said.get("name", ""), said.get("text", ""))
        if self.hints.quotes and not self._is_chosen():
            words = ""
        if words or "metric" in said or "links" in said:
            self._card(row, spot, words, personas)
        if "score" in said:
            self._score(row, spot, personas)
        for column, title in self.hints.own_lanes:
            if column < len(cells) and cells[column].strip():
                self._own_card(row, spot, title, cells[column])
        if "value" in said:
            self._reading(row)
        if "owner" in said and not words:
            self.builder.set(self.places.stage(spot.place, row.at), owner=said["owner"])

    def finish(self) -> None:
        """Write what was gathered from several rows."""
        for (lane, step, persona), values in self._scores.items():
            mean = values[0] if len(values) == 1 else sum(values) / len(values)
            self.builder.point(lane, step, persona, value=mean)
        averaged = sum(len(values) > 1 for values in self._scores.values())
        if averaged:
            self.warnings.append(t("exchange.table.averaged", count=averaged))
        alike = [found for found in self._alike.values() if found.count > 1]
        for same in alike:
            text = self.builder.get(same.card, "text")
            often = t("exchange.table.often", text=text, count=same.count)
            people, tags = list(same.personas)[:MOST_NAMED], list(same.tags)[:MOST_NAMED]
            self.builder.set(same.card, text=often, personas=people, tags=tags)
        if alike:
            count = sum(same.count for same in alike)
            self.warnings.append(t("exchange.table.alike", count=count))
        if self._filled:
            self.warnings.append(t("exchange.table.filled", count=self._filled))
        for map_id, people in self._people.items():
            self.builder.set(map_id, personas=people[:MOST_NAMED])

    def _spot(self, row: TableRow) -> _Spot:
        """Where a row stands; what it leaves empty is as in the row above."""
        given = row.place()
        key = given if given.map else (self._last.map, given)
        spot = self._spots.get(key)
        if spot is None:
            place = self._standing(given)
            named = place.step or place.stage or place.step_number or place.stage_number
            map_id = self.places.map(place, row.at)
            spot = _Spot(place, map_id, self.places.step(place, row.at) if named else "")
            if given.stage:
                self._spots[key] = spot
        self._last = spot.place
        return spot

    def _standing(self, raw: Place) -> Place:
        given, last = Place(*(text.strip() for text in raw)), self._last
        if not given.map and not given.map_number:
            given = given._replace(map=last.map or self.hints.map_title)
        if given.map == last.map and not (given.stage or given.stage_number):
            if not given.step and not given.step_number:
                given = given._replace(step=last.step, step_number=last.step_number)
            given = given._replace(stage=last.stage, stage_number=last.stage_number)
            self._filled += bool(last.stage)
        return given

    def _step(self, spot: _Spot, row: TableRow) -> str:
        return spot.step or self.places.step(spot.place, row.at)

    def _personas(self, text: str, row: TableRow) -> list[str]:
        found = self._named_together.get(text)
        if found is None:
            found = [self.builder.named("persona", each, at=row.at) for each in parts(text)]
            self._named_together[text] = found
        return found

    def _card(self, row: TableRow, spot: _Spot, words: str, personas: list[str]) -> None:
        home = self._home(row, spot)
        step = self._step(spot, row)
        said = row.said
        tags = self._tags(said["tags"], row) if "tags" in said else []
        tags += self._mood(row)
        key = (home, step, words, *[said.get(meaning, "") for meaning in _APART])
        same = self._alike.get(key) if self.hints.many else None
        if same is not None:
            same.count += 1
            same.personas.update(dict.fromkeys(personas))
            same.tags.update(dict.fromkeys(tags))
            return
        at = row.at
        card = self.places.card(home.lane, step, at)
        self._alike[key] = _Alike(card, dict.fromkeys(personas), dict.fromkeys(tags))
        kind = home.kind or self.places.kind_of(home.lane)
        values: dict[str, str | None] = {}
        for meaning in ("channel", "metric"):
            values[meaning] = self._named(meaning, said.get(meaning, "").strip(), at)
        if kind != "text":
            values["kind"] = kind
        self.builder.set(card, at=at, text=words, personas=personas, tags=tags, **values)
        for meaning in _ATTRIBUTES & said.keys():
            self._attribute(card, meaning, said[meaning].strip(), at)

    def _is_chosen(self) -> bool:
        """Whether this row's words are among those that are taken, which are spread evenly."""
        before, self._quoted = self._quoted, self._quoted + 1
        return before * MOST_QUOTES % self.hints.quotes < MOST_QUOTES

    def _mood(self, row: TableRow) -> list[str]:
        """The tag that says how somebody felt who said something."""
        value = self._value(row.get("score")) if self.hints.quotes and row.get("score") else None
        if value is None:
            return []
        mood = "neutral" if value == 0 else "positive" if value > 0 else "negative"
        return self._tags(t(f"exchange.table.{mood}"), row)

    def _tags(self, text: str, row: TableRow) -> list[str]:
        found = self._tagged.get(text)
        if found is None:
            found = [self.builder.named("tag", each, at=row.at) for each in parts(text)]
            self._tagged[text] = found
        return found

    def _home(self, row: TableRow, spot: _Spot) -> _Home:
        """The lane of a card: the one it names, or one for its kind, or one for all words."""
        said, place = row.get("card_kind").strip(), spot.place
        if self.hints.quotes and not said:
            said = t("exchange.table.quotes")
        key = (spot.map, place.lane_number, place.lane, said, row.get("lane_kind"))
        home = self._homes.get(key)
        if home is None:
            kind = card_kind_of(said)
            title = place.lane or said or self._words
            lane_kind = self._lane_kind(row, kind)
            lane = self.places.lane(place._replace(lane=title), row.at, lane_kind)
            if self.places.kind_of(lane) in CARDLESS:
                notes = place._replace(lane=t("exchange.table.notes"), lane_number="")
                lane = self.places.lane(notes, row.at, "text")
            home = self._homes[key] = _Home(lane, kind)
        return home

    def _lane_kind(self, row: TableRow, card_kind: str) -> str:
        given = card_kind_of(row.get("lane_kind")) or row.get("lane_kind").strip().casefold()
        if given in CARD_KINDS or given in CARDLESS:
            return given
        return card_kind if not row.get("lane") else ""

    def _attribute(self, card: str, meaning: str, text: str, at: str) -> None:
        """Something else that a row says of its card."""
        field = FIELDS["card"][meaning]
        try:
            value = value_of(field, text, self.hints.decimal)
            if meaning == "evidence":
                value = evidence_of(text)
            elif meaning == "recheck":
                value = _day(text)
            if text and value == "":
                raise ValueError(text)
        except ValueError:
            reason = t("exchange.table.loss.value", text=quote(text))
            self.builder.lost(heading(meaning), at, reason)
            return
        self.builder.set(card, at=at, **{field.register: value})

    def _own_card(self, row: TableRow, spot: _Spot, title: str, text: str) -> None:
        """Cards of a column that is a lane."""
        lane = self.places.lane(spot.place._replace(lane=title, lane_number=""), row.at)
        kind = self.places.kind_of(lane)
        step = self._step(spot, row)
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

    def _score(self, row: TableRow, spot: _Spot, personas: list[str]) -> None:
        text = row.said["score"]
        value = self._value(text)
        if value is None:
            reason = t("exchange.table.loss.score", text=quote(text))
            self.builder.lost(heading("score"), row.at, reason)
            return
        named = spot.place.lane if row.get("lane_kind").strip() in CARDLESS else ""
        lane = self._curves.get((spot.map, named))
        if lane is None:
            place = spot.place._replace(lane=named or self._experience, lane_number="")
            lane = self._curves[spot.map, named] = self.places.lane(place, row.at, "curve")
        step = self._step(spot, row)
        people: Sequence[str | None] = personas or [None]
        for persona in people:
            self._scores.setdefault((lane, step, persona), []).append(value)

    def _value(self, text: str) -> float | None:
        if text in self._values:
            return self._values[text]
        found, scale = number(text, self.hints.decimal), self.hints.scale
        if found is None:
            value = of_word(text)
        else:
            value = value_on(scale, found) if scale.holds(found) else None
        self._values[text] = value
        return value

    def _reading(self, row: TableRow) -> None:
        """The value of a metric, where a row names both and says of which day."""
        if not row.get("value"):
            return
        value, day = number(row.get("value"), self.hints.decimal), _day(row.get("day"))
        if value is None or not row.get("metric") or not day:
            self.builder.lost(heading("value"), row.at, t("exchange.table.loss.reading"))
            return
        metric = self.builder.named("metric", row.get("metric").strip(), at=row.at)
        self.builder.reading(metric, day, value, at=row.at)
        target = number(row.get("target"), self.hints.decimal)
        self.builder.set(metric, at=row.at, unit=row.get("unit").strip(), target=target)

    def _named(self, kind: str, name: str, at: str) -> str | None:
        return self.builder.named(kind, name, at=at) if name else None


def _joined(name: str, text: str) -> str:
    """A title and what is said below it, as the words of one card."""
    name, text = name.strip(), text.strip()
    return f"{name}\n{text}" if name and text else name or text


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
