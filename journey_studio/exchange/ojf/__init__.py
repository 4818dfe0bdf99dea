# SPDX-License-Identifier: Apache-2.0
"""OpenJourney maps (`.ojf`) as maps and back.

The format has columns and rows: a column becomes a stage with one step, a row a lane, a node a
card. Two dialects are read: persona and point of view at the root, or title, persona and `pov` in
`metadata`; both are written. Numbers run from -5 to +5. The curve is what the format's own editor
draws: what a stage says of itself, else the mean of what its nodes say.
"""

from collections.abc import Sequence
from pathlib import PurePath
from typing import NamedTuple

from journey_studio.exchange.emotions import of_word
from journey_studio.exchange.formats import Choices, Found, Offer, Pictures, Written
from journey_studio.exchange.lane_words import lane_kind
from journey_studio.exchange.ojf import writing
from journey_studio.exchange.ojf.blueprint import Blueprint
from journey_studio.exchange.ojf.columns import KEY, Column, read_columns
from journey_studio.exchange.ojf.words import KIND_OF, SCALE, SCALE_FROM_ZERO, severity_tag
from journey_studio.exchange.scales import SCALES
from journey_studio.exchange.strict.foreign_data import MOST_ROWS, DataError, Item, Reading
from journey_studio.exchange.strict.json import parse
from journey_studio.i18n import t
from journey_studio.model.kinds import CURVE_KINDS, LANE_KINDS
from journey_studio.model.snapshot import Snapshot

CARRIES = writing.CARRIES


def recognises(data: bytes) -> bool:
    """Whether these bytes are an OpenJourney map."""
    return (
        b'"swimlanes"' in data
        and b'"nodes"' in data
        and data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"
    )


def read(data: bytes, name: str, choices: Choices) -> Found:
    """The map of a file. DataError where it is none."""
    value = parse(data)
    if not isinstance(value, dict) or not ("stages" in value or "nodes" in value):
        raise DataError("", t("exchange.data.not_this", format=t("exchange.ojf.name")))
    return _Map(value, name, choices).found()


def write(
    snapshot: Snapshot, map_ids: Sequence[str], choices: Choices, pictures: Pictures
) -> Written:
    """The first of these maps as a file."""
    del pictures  # the format holds none
    return writing.write(snapshot, map_ids, choices, read)


class _Drawn(NamedTuple):
    """A point of the first curve, as a node drew it."""

    persona: str | None
    value: float | None


class _Map:
    """One file while it is read."""

    def __init__(self, value: dict[str, object], name: str, choices: Choices) -> None:
        self.reading = Reading()
        self.root = Item(self.reading, value, "")
        self.name = name
        self.choices = choices
        self.map = ""
        self.columns: dict[str, Column] = {}
        self.lanes: dict[str, tuple[str, str]] = {}  # by its name in the file: id and kind
        self.scores: dict[str, list[float]] = {}  # of the nodes, by step
        self.words: dict[str, dict[str, None]] = {}  # the sentiments, by step
        self.drawn: dict[str, _Drawn] = {}  # the first point of each step
        self.scale = SCALE
        self.known_scale: str | None = None  # that the map had before it was written
        self.numbers: Sequence[float | None] = ()  # the score of each node
        self.curve = ""  # the lane of the points that were drawn

    def found(self) -> Found:
        root, builder = self.root, self.reading.builder
        self._head()
        nodes = root.items("nodes")
        self.scale = self._scale([node.number("score") for node in nodes])
        builder.set(self.map, scale=self.scale if self.known_scale is None else self.known_scale)
        self.columns = read_columns(self.reading, root.items("stages", MOST_ROWS), self.map)
        lanes = "swimlanes" if root.has("swimlanes") else "lanes"
        self._lanes(root.items(lanes, MOST_ROWS))
        self._nodes(nodes)
        self._curve()
        root.close()
        self.reading.finish()
        offer = Offer(Choices(scale=self.scale), (SCALE, SCALE_FROM_ZERO))
        return Found(builder.snapshot(), tuple(builder.losses), tuple(self.reading.warnings), offer)

    def _head(self) -> None:
        builder, meta = self.reading.builder, self.root.object("metadata")
        own = meta.given("title")
        title = self.root.text("title", "name") if own is None else own
        other = self.root.text("title", "name") if own is not None else ""
        if other not in ("", own):
            self.reading.lost("title", "title", t("exchange.data.twice_said"))
        people = self._either(meta, "persona")
        view = self._either(meta, "pointOfView", "pov")
        meta.leave("version")
        self.root.leave("version", "$schema", "id")
        ours = self.root.object(KEY)
        names, known = ours.texts("personas"), ours.take("scale")
        self.known_scale = known if isinstance(known, str) else None
        if "; ".join(names) != people:
            names = [name.strip() for name in people.split(";") if name.strip()]
        self.map = builder.add(
            "map",
            title=title or (PurePath(self.name).stem if own is None else None),
            scenario=view,
            personas=[builder.named("persona", name) for name in dict.fromkeys(names)],
        )
        ours.close()
        meta.close()

    def _either(self, meta: Item, *names: str) -> str:
        """What the file says at its root or in its metadata; the root counts where both differ."""
        one, two = self.root.text(*names), meta.text(*names)
        if one and two not in ("", one):
            self.reading.lost(names[0], meta.at(names[0]), t("exchange.data.twice_said"))
        return one or two

    def _scale(self, given: Sequence[float | None]) -> str:
        numbers = [number for number in given if number is not None]
        self.numbers = given
        if self.choices.scale in SCALES:
            return self.choices.scale
        low, high = min(numbers, default=0), max(numbers, default=0)
        if high > SCALES[SCALE].best and low >= 0:
            self.reading.doubt(t("exchange.ojf.from_zero"))
            return SCALE_FROM_ZERO
        return SCALE

    def _lanes(self, items: Sequence[Item]) -> None:
        for item in items:
            name, called = item.text("id"), item.text("name", "title")
            kind = item.text("type").casefold()
            kind = kind if kind in LANE_KINDS else lane_kind(called)
            line = item.text("line")
            lane = self.reading.builder.add(
                "lane", self.map, at=item.path, title=called, kind=kind, line=line or None
            )
            self.lanes.setdefault(name or called, (lane, kind))
            self.lanes.setdefault(called, (lane, kind))
            item.close()

    def _nodes(self, items: Sequence[Item]) -> None:
        blueprint = Blueprint(self.reading, self.map)
        for item, score in zip(items, self.numbers, strict=True):
            column = self.columns.get(item.text("stageId", "stage"))
            lane, kind = self.lanes.get(item.text("swimlaneId", "swimlane", "lane"), ("", ""))
            if column is None or not column.step or not lane:
                self._homeless(item, column)
            elif kind in CURVE_KINDS:
                self._point(item, lane, column.step, score)
            elif kind == "divider":
                item.lost("swimlaneId", t("exchange.ojf.on_divider"))
            else:
                self._card(item, lane, column.step)
                self._felt(item, column.step, score)
                blueprint.read(item.object("blueprint"), column.step)
                item.close()

    def _homeless(self, item: Item, column: Column | None) -> None:
        what = "stageId" if column is None or not column.step else "swimlaneId"
        reason = "no_column" if what == "stageId" else "no_lane"
        item.lost(what, t(f"exchange.data.{reason}"))

    def _text(self, item: Item) -> str:
        title, more = item.text("title", "name"), item.text("description")
        return f"{title}\n{more}" if title and more else title or more

    def _card(self, item: Item, lane: str, step: str) -> None:
        builder = self.reading.builder
        tags = item.texts("tags")
        purpose = item.text("purpose")
        kind = KIND_OF.get(purpose.casefold().replace("_", "-").replace(" ", "-"))
        if purpose and (kind is None or purpose == "bottleneck"):
            tags.append(purpose)
        severity = severity_tag(item.text("severity"))
        tags += [severity] if severity else []
        item.leave("id")
        for name in ("icon", "iconColor"):
            if item.has(name):
                item.lost(
                    name, t("exchange.data.icon" if name == "icon" else "exchange.data.colour")
                )
        self.reading.card(
            lane,
            step,
            item.path,
            text=self._text(item),
            kind=kind,
            moment_of_truth=item.flag("isMomentOfTruth") or None,
            tags=[builder.named("tag", tag, at=item.path) for tag in dict.fromkeys(tags)],
        )

    def _felt(self, item: Item, step: str, score: float | None) -> None:
        word = item.text("sentiment")
        if score is not None:
            self.scores.setdefault(step, []).append(self._held(item.at("score"), score))
        if word:
            self.words.setdefault(step, {})[word] = None

    def _held(self, at: str, score: float) -> float:
        if not SCALES[self.scale].holds(score):
            self.reading.lost("score", at, t("exchange.data.clamped"), changed=True)
        return SCALES[self.scale].value_of(score)

    def _point(self, item: Item, lane: str, step: str, score: float | None) -> None:
        """A node in a row of curves is a point; whose it is stands among its tags."""
        builder = self.reading.builder
        names = item.texts("tags")
        value = None if score is None else self._held(item.at("score"), score)
        item.leave("id", "title")
        persona = builder.named("persona", names[0]) if names else None
        note = item.text("description") or item.text("sentiment")
        builder.point(lane, step, persona, at=item.path, value=value, note=note)
        self.curve = self.curve or lane
        if lane == self.curve:
            self.drawn.setdefault(step, _Drawn(persona, value))
        item.close()

    def _curve(self) -> None:
        """The curve: as it was drawn, else made of what stages and nodes say."""
        builder = self.reading.builder
        if not self.curve and not self._says_how_people_feel():
            return
        lane = self.curve or builder.add("lane", self.map, title=t("exchange.curve"), kind="curve")
        personas: tuple[str, ...] = builder.get(self.map, "personas") or ()
        persona = personas[0] if len(personas) == 1 else None
        for column in self.columns.values():
            if not column.step:
                continue
            if self.curve:
                self._drawn_again(lane, column)
            else:
                value, at = self._mean(column)
                note = ", ".join(self.words.get(column.step, ()))
                if value is not None or note:
                    builder.point(lane, column.step, persona, at=at, value=value, note=note)

    def _says_how_people_feel(self) -> bool:
        own = any(column.override is not None for column in self.columns.values())
        return bool(own or self.scores or self.words)

    def _drawn_again(self, lane: str, column: Column) -> None:
        """What the editor of the format wrote over a point of the first curve."""
        persona, before = self.drawn.get(column.step, _Drawn(None, None))
        if column.override is not None:
            value = self._held(column.path + ".overrideEmotion", column.override)
            if value != before:
                self.reading.builder.point(lane, column.step, persona, value=value)

    def _mean(self, column: Column) -> tuple[float | None, str]:
        scores = self.scores.get(column.step, [])
        if column.override is not None:
            return self._held(column.path + ".overrideEmotion", column.override), column.path
        if scores:
            if len(set(scores)) > 1:
                self.reading.lost("score", column.path, t("exchange.data.mean"), changed=True)
            return sum(scores) / len(scores), column.path
        guesses = [of_word(word) for word in self.words.get(column.step, ())]
        known = [guess for guess in guesses if guess is not None]
        if not known:
            return None, column.path
        self.reading.doubt(t("exchange.guessed_feelings"))
        return sum(known) / len(known), column.path
