# SPDX-License-Identifier: Apache-2.0
"""Lanescape service journeys as maps and back: its JSON, and the JSON inside its HTML pages.

A journey is stages, some with sub-stages, over rows of cells that may span columns. Each of its
sub-journeys is a map. What stands in a cell becomes a card for each bullet, box or tag. A row of
emotions becomes a curve where its words or numbers say how people feel.
"""

import re
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from journey_studio.exchange.emotions import Felt, felt
from journey_studio.exchange.formats import Choices, Found, Offer, Pictures, Written
from journey_studio.exchange.lanescape import writing
from journey_studio.exchange.lanescape.words import (
    EMOTION,
    KIND_OF,
    ROW_TYPE,
    feeling,
    line_called,
    ruled,
)
from journey_studio.exchange.refusal import quote
from journey_studio.exchange.scales import OURS, SCALES, Scale, fitting
from journey_studio.exchange.strict.foreign_data import MOST_ROWS, DataError, Item, Reading
from journey_studio.exchange.strict.html import blocks, is_dressed, leads_elsewhere, lines
from journey_studio.exchange.strict.json import parse
from journey_studio.i18n import t
from journey_studio.model.snapshot import Snapshot

CARRIES = writing.CARRIES
_EMBEDDED = re.compile(
    rb"<script[^<>]{0,400}\bid=[\"']sjm-embedded-project[\"'][^<>]{0,400}>", re.IGNORECASE
)
_UNSIGNED = re.compile(r"\s*[0-9]+(?:[.,][0-9]+)?(?![0-9.,])")
_SPACE = b"\xef\xbb\xbf \t\r\n"


def recognises(data: bytes) -> bool:
    """Whether these bytes are Lanescape's JSON or a page that holds it."""
    first = data.lstrip(_SPACE)[:1]
    if first in (b"{", b"["):
        named = b'"service-journey-mapper"' in data
        return b'"subJourneys"' in data or (named and b'"journeys"' in data)
    return first == b"<" and b"sjm-embedded-project" in data and bool(_EMBEDDED.search(data))


def read(data: bytes, name: str, choices: Choices) -> Found:
    """The maps of a file. DataError where it is none."""
    value = parse(_inside(data))
    reading = Reading()
    if isinstance(value, list):
        value = {"journeys": value}
    if not isinstance(value, dict) or not isinstance(value.get("journeys"), list):
        raise DataError("", t("exchange.data.not_this", format=t("exchange.lanescape.name")))
    root = Item(reading, value, "")
    root.leave("type", "version", "exportedAt", "lastSavedAt")
    journeys = root.items("journeys", MOST_ROWS)
    if root.has("name") and len(journeys) > 1:
        root.lost("name", t("exchange.lanescape.project_name"))
    title = root.text("name") or PurePath(name).stem
    scale = _scale(value, choices)
    for item in journeys:
        _Journey(reading, item, title, scale).read()
    root.close()
    reading.finish()
    builder = reading.builder
    offer = Offer(choices._replace(scale=scale.name), (scale.name, *(set(SCALES) - {scale.name})))
    return Found(builder.snapshot(), tuple(builder.losses), tuple(reading.warnings), offer)


def write(
    snapshot: Snapshot, map_ids: Sequence[str], choices: Choices, pictures: Pictures
) -> Written:
    """Each map as a journey."""
    del choices, pictures  # nothing to choose, and the format holds no pictures
    return writing.write(snapshot, map_ids, read)


def _inside(data: bytes) -> bytes:
    found = None if data.lstrip(_SPACE)[:1] in (b"{", b"[") else _EMBEDDED.search(data)
    if found is None:
        return data
    end = data.find(b"</script", found.end())
    return data[found.end() : end if end >= 0 else len(data)]


def _scale(value: dict[str, Any], choices: Choices) -> Scale:
    """The scale of numbers in rows of emotions: chosen, or ours where they have signs, or one that
    holds them all.
    """
    if choices.scale in SCALES:
        return SCALES[choices.scale]
    numbers = []
    for html in _emotions(value):
        for text in blocks(html):
            _, said = feeling(text)  # a person's name may be a number too
            if found := _UNSIGNED.match(said):
                numbers.append(float(found[0].replace(",", ".")))
    if not numbers or not any(numbers):
        return SCALES[OURS]
    return SCALES[next(iter(fitting(numbers)), OURS)]


def _emotions(value: Any) -> list[str]:
    """What the cells in rows of emotions hold, whatever else is in the file."""
    found: list[str] = []
    waiting: list[Any] = [value]
    while waiting:
        held = waiting.pop()
        if isinstance(held, list):
            waiting += held
        elif isinstance(held, dict):
            if held.get("rowType") == EMOTION and isinstance(held.get("cells"), list):
                cells = (cell for cell in held["cells"] if isinstance(cell, dict))
                found += [c["html"] for c in cells if isinstance(c.get("html"), str)]
            else:
                waiting += [held[key] for key in ("journeys", "subJourneys", "rows") if key in held]
    return found


class _Journey:
    """One journey while it is read."""

    def __init__(self, reading: Reading, item: Item, fallback: str, scale: Scale) -> None:
        self.reading = reading
        self.item = item
        self.fallback = fallback
        self.scale = scale

    def read(self) -> None:
        """A map for each sub-journey; for a journey without any, a map without lanes."""
        item = self.item
        item.leave("id")
        given = item.given("title")
        title = self.fallback if given is None else given
        for name in ("badge", "stageLabel"):
            if item.has(name):
                item.lost(name, t("exchange.data.unknown"))
        stages, subs = item.take("stages"), item.items("subJourneys", MOST_ROWS)
        for sub in subs or [Item(self.reading, {}, item.path)]:
            said = sub.text("title")
            called = t("exchange.lanescape.title", title=title, sub=said)
            self._map(sub, called if len(subs) > 1 and said else title, said, stages)
        item.close()

    def _map(self, sub: Item, title: str, scenario: str, stages: Any) -> None:
        builder = self.reading.builder
        map_id = builder.add("map", at=sub.path, title=title, scenario=scenario)
        if self.scale.name != OURS:
            builder.set(map_id, scale=self.scale.name)
        columns = self._columns(map_id, stages)
        for row in sub.items("rows", MOST_ROWS):
            self._row(map_id, row, columns)
        sub.leave("id")
        sub.close()

    def _columns(self, map_id: str, stages: Any) -> list[str]:
        """The step of each column."""
        builder = self.reading.builder
        columns = []
        for item in self.reading.items(stages, self.item.at("stages"), MOST_ROWS):
            stage = builder.add("stage", map_id, at=item.path, title=item.text("title"))
            steps = item.items("subStages", MOST_ROWS)
            for step in steps:
                columns.append(builder.add("step", stage, at=step.path, title=step.text("title")))
                step.leave("num", "id")
                step.close()
            if not steps:
                columns.append(builder.add("step", stage, at=item.path))
            item.leave("num", "id")
            item.close()
        if len(columns) > MOST_ROWS:
            raise DataError(self.item.path, t("exchange.data.entries", most=MOST_ROWS))
        return columns

    def _row(self, map_id: str, row: Item, columns: Sequence[str]) -> None:
        word = row.text("rowType")
        kind = KIND_OF.get(word, "text")
        title = row.text("laneLabel")
        cells = row.items("cells", MOST_ROWS)
        for name in ("customColor",):
            if row.has(name):
                row.lost(name, t("exchange.data.colour"))
        row.leave("id")
        if kind == "divider":
            self._divider(map_id, row, title, cells)
        else:
            placed = self._placed(row, cells, len(columns))
            values = [value for _, texts, _, _ in placed for value in texts]
            felt_there = [self._felt(text) for text in values] if word == EMOTION else [None]
            if None not in felt_there:
                self._curve(map_id, row, title, placed, columns)
            else:
                self._cards(map_id, row, title, kind, placed, columns)
            if word not in (ROW_TYPE[kind], EMOTION):
                row.lost("rowType", t("exchange.lanescape.row_type"), changed=True)
        row.close()

    def _divider(self, map_id: str, row: Item, title: str, cells: Sequence[Item]) -> None:
        line = line_called(title)
        words = " ".join(ruled(lines(cell.text("html"))) for cell in cells)
        for cell in cells:
            cell.leave("mode", "align", "colspan", "id")
            cell.close()
        if line and (not words or title != line.label):
            words = words or ("" if title == line.label else title)
        elif not line:
            words = title or words
        self.reading.builder.add(
            "lane", map_id, at=row.path, title=words, kind="divider", line=line and line.name
        )

    def _placed(
        self, row: Item, cells: Sequence[Item], columns: int
    ) -> list[tuple[int, list[str], int, str]]:
        """Of each cell: its column, its texts, how many columns it spans, where it stands."""
        placed: list[tuple[int, list[str], int, str]] = []
        column, colours, centred = 0, False, False
        for cell in cells:
            mode, html, span = cell.text("mode"), cell.text("html"), cell.number("colspan")
            wide = int(min(max(span or 1, 1), MOST_ROWS))
            if span not in (None, wide):
                cell.lost("colspan", t("exchange.lanescape.colspan"), changed=True)
            if leads_elsewhere(html):
                cell.lost("html", t("exchange.lanescape.address"))
            if is_dressed(html):
                cell.lost("html", t("exchange.lanescape.dress"))
            tags = cell.items("tags")
            texts = [lines(tag.text("text")) for tag in tags] if mode == "tags" else blocks(html)
            if mode == "tags":
                texts += blocks(html)
            if mode == "text" and len(texts) > 1:
                texts = ["\n".join(texts)]
            colours = colours or any(tag.has(name) for tag in tags for name in ("bg", "fg"))
            for tag in tags:
                tag.leave("bg", "fg", "id")
                tag.close()
            centred = centred or cell.text("align") not in ("", "left", "center")
            cell.leave("id")
            if column + wide > columns and texts:
                cell.lost("colspan" if column < columns else "html", t("exchange.data.no_column"))
            if column < columns and texts:
                placed.append((column, texts, min(wide, columns - column), cell.path))
            column += wide
            cell.close()
        if colours:
            row.lost("cells.tags.bg", t("exchange.data.colour"))
        if centred:
            row.lost("cells.align", t("exchange.data.unknown"))
        return placed

    def _cards(
        self,
        map_id: str,
        row: Item,
        title: str,
        kind: str,
        placed: Sequence[tuple[int, list[str], int, str]],
        columns: Sequence[str],
    ) -> None:
        lane = self.reading.builder.add("lane", map_id, at=row.path, title=title, kind=kind)
        for column, texts, span, path in placed:
            for text in texts:
                self.reading.card(lane, columns[column], path, text=text, span=span)

    def _felt(self, text: str) -> tuple[str, Felt] | None:
        person, words = feeling(text)
        said = felt(words, self.scale) or (felt(text, self.scale) if person else None)
        return None if said is None else (person, said)

    def _curve(
        self,
        map_id: str,
        row: Item,
        title: str,
        placed: Sequence[tuple[int, list[str], int, str]],
        columns: Sequence[str],
    ) -> None:
        builder = self.reading.builder
        lane = builder.add("lane", map_id, at=row.path, title=title, kind="curve")
        for column, texts, span, path in placed:
            done: set[str] = set()
            for text in texts:
                found = self._felt(text)
                if found is None:
                    continue
                person, said = found
                if person in done:
                    self.reading.lost(quote(text), path, t("exchange.lanescape.second"))
                    continue
                done.add(person)
                persona = builder.named("persona", person) if person else None
                for step in columns[column : column + span]:
                    note = said.note
                    builder.point(lane, step, persona, at=path, value=said.value, note=note)
                if said.guessed:
                    self.reading.doubt(t("exchange.guessed_feelings"))
