# SPDX-License-Identifier: Apache-2.0
"""Tables with lanes down and stages across, as people draw maps in a spreadsheet, made maps."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from journey_studio.exchange.emotions import of_word
from journey_studio.exchange.figures import decimal_of, number
from journey_studio.exchange.refusal import quote
from journey_studio.exchange.scales import SCALES, fitting
from journey_studio.exchange.tables.columns import (
    lane_kind_of,
    line_of,
    speaks_of_stages,
    speaks_of_steps,
)
from journey_studio.exchange.tables.long import cards_of
from journey_studio.exchange.tables.places import Place, Places
from journey_studio.exchange.tables.workbook import Merged
from journey_studio.exchange.tables.writing import value_on
from journey_studio.i18n import t
from journey_studio.model.kinds import CARD_KINDS, CARDLESS, CURVE_KINDS
from journey_studio.model.records import MOST_SPAN

Rows = Sequence[Sequence[str]]
_MOST_ABOVE = 12  # rows above the head: titles, dates, logos
_LONGEST_NAME = 80  # of a persona before a number


class Head(NamedTuple):
    """The head of a matrix: its rows, what stands above it, and whether steps have a row."""

    row: int
    title: str
    steps: bool


class Column(NamedTuple):
    """A column of cells and the step it is."""

    at: int
    place: Place


class Felt(NamedTuple):
    """A number or a word for a feeling, and whose."""

    who: str
    text: str


class MatrixReader:
    """Reads one table into a map; `scale` tells afterwards what its curves were counted in."""

    def __init__(
        self,
        places: Places,
        rows: Rows,
        merged: Sequence[Merged],
        at: Callable[[int, int], str],
        scale: str = "",
        decimal: str = "",
    ) -> None:
        self.places, self.builder = places, places.builder
        self.scale, self.decimal = scale, decimal
        self.guessed: tuple[str, ...] = ()
        self._rows, self._at = rows, at
        self._across = {(m.top, m.left): m.right - m.left + 1 for m in merged if m.right > m.left}
        self._inside = {
            (row, column): (m.top, m.left)
            for m in merged
            for row in range(m.top, min(m.bottom, m.top + 500) + 1)
            for column in range(m.left, min(m.right, m.left + MOST_SPAN) + 1)
        }

    def read(self, number_: int, title: str, steps_row: bool | None) -> str:
        """Make the map, the `number_`th of the file, and give its id."""
        head = find_head(self._rows, steps_row, self._across.keys())
        base = Place(map_number=str(number_), map=head.title or title)
        map_id = self.places.map(base, self._at(head.row, 0), own=True)
        columns = self._columns(head, base)
        body = range(head.row + 1 + head.steps, len(self._rows))
        self._choose_scale(body, columns)
        lane = ""
        for row in body:
            called = self._cell(row, 0).strip()
            if not called and not any(self._cell(row, c.at).strip() for c in columns):
                continue
            goes_on = not called or self._inside.get((row, 0), (row, 0))[0] != row
            if not (lane and goes_on):
                lane = self._lane(row, called, base, columns)
            self._fill(row, lane, columns)
        return map_id

    def _cell(self, row: int, column: int) -> str:
        row, column = self._inside.get((row, column), (row, column))
        cells = self._rows[row]
        return cells[column] if column < len(cells) else ""

    def _columns(self, head: Head, base: Place) -> list[Column]:
        """The steps of the map, made in order."""
        width = max((len(row) for row in self._rows), default=0)
        found: list[Column] = []
        stage, count, steps = "", 0, 0
        for column in range(1, width):
            above = self._cell(head.row, column).strip()
            below = self._cell(head.row + 1, column).strip() if head.steps else ""
            if not (above or below or self._has_words(head, column)):
                continue
            goes_on = not above or (above == stage and self._joined(head.row, column))
            if not (goes_on and count):
                stage, count, steps = above, count + 1, 0
            steps += 1
            place = base._replace(
                stage_number=str(count), stage=stage, step_number=str(steps), step=below
            )
            self.places.step(place, self._at(head.row, column))
            found.append(Column(column, place))
        return found

    def _joined(self, row: int, column: int) -> bool:
        """Whether the stage of a column is that of the column before it, and not its namesake."""
        one, other = self._inside.get((row, column)), self._inside.get((row, column - 1))
        return one == other

    def _has_words(self, head: Head, column: int) -> bool:
        body = self._rows[head.row + 1 + head.steps :]
        return any(column < len(cells) and cells[column].strip() for cells in body)

    def _lane(self, row: int, called: str, base: Place, columns: list[Column]) -> str:
        title, scale = _parted(called)
        place = base._replace(lane_number=str(row), lane=title)
        lane = self.places.lane(place, self._at(row, 0), own=True)
        kind = lane_kind_of(title)
        texts = [text for column in columns if (text := self._cell(row, column.at).strip())]
        if scale or kind in CURVE_KINDS:
            kind = ("arc" if kind == "arc" else "curve") if self._allfelt_in(texts) else "text"
        elif kind == "divider" and texts:
            kind = "text"
        if kind == "divider":
            self.builder.set(lane, line=line_of(title))
        self.places.set_kind(lane, kind)
        return lane

    def _choose_scale(self, body: Iterable[int], columns: list[Column]) -> None:
        """What curves are counted in: as somebody chose, as a lane says, else as fits best."""
        numbers, texts = [], []
        for row in body:
            title, said = _parted(self._cell(row, 0).strip())
            if lane_kind_of(title) != "curve" and not said:
                continue
            if said and lane_kind_of(title) != "arc":
                self.scale = self.scale or said
            texts += [f.text for c in columns for f in felt_in(self._cell(row, c.at))]
        self.decimal = self.decimal or decimal_of(texts)
        numbers = [n for text in texts if (n := number(text, self.decimal)) is not None]
        if self.scale not in SCALES:
            self.guessed = fitting(numbers) if numbers else ()
            self.scale = self.guessed[0] if self.guessed else ""

    def _allfelt_in(self, texts: Sequence[str]) -> bool:
        found = [felt for text in texts for felt in felt_in(text)]
        return all(
            number(felt.text, self.decimal) is not None or of_word(felt.text) is not None
            for felt in found
        )

    def _fill(self, row: int, lane: str, columns: list[Column]) -> None:
        """What stands in the cells of a row: points of a curve, or cards."""
        kind = self.places.kind_of(lane)
        done: set[tuple[int, int]] = set()
        for n, column in enumerate(columns):
            home = self._inside.get((row, column.at), (row, column.at))
            text = self._cell(row, column.at)
            if not text.strip() or home in done or home[0] != row:
                continue
            done.add(home)
            at = self._at(row, column.at)
            step = self.places.step(column.place, at)
            if kind in CURVE_KINDS:
                self._points(lane, step, text, at, kind)
                continue
            if kind in CARDLESS:
                self.builder.lost(quote(text), at, t("exchange.table.loss.divider"))
                continue
            reach = self._across.get(home, 1)
            span = sum(1 for other in columns[n:] if other.at < home[1] + reach)
            for words in cards_of(text):
                card = self.places.card(lane, step, at)
                self.builder.set(card, at=at, text=words)
                if kind in CARD_KINDS and kind != "text":
                    self.builder.set(card, kind=kind)
                if 1 < span <= MOST_SPAN:
                    self.builder.set(card, span=span)

    def _points(self, lane: str, step: str, text: str, at: str, kind: str) -> None:
        scale = SCALES["1-5"] if kind == "arc" else SCALES.get(self.scale)
        for who, said in felt_in(text):
            found = number(said, self.decimal)
            if found is not None:
                value = value_on(scale, found) if scale and scale.holds(found) else None
            else:
                value = of_word(said)
            if value is None:
                reason = t("exchange.table.loss.score", text=quote(said))
                self.builder.lost(quote(text), at, reason)
                continue
            persona = self.builder.named("persona", who, at=at) if who else None
            self.builder.point(lane, step, persona, at=at, value=value)


def find_head(rows: Rows, steps_row: bool | None, merged: Iterable[tuple[int, int]] = ()) -> Head:
    """Where the head of a matrix is: the first row with more than one cell."""
    title = ""
    for row, cells in enumerate(rows[:_MOST_ABOVE]):
        given = [cell.strip() for cell in cells if cell.strip()]
        if len(given) > 1:
            steps = _has_steps(rows, row, merged) if steps_row is None else steps_row
            return Head(row, title, steps and row + 1 < len(rows))
        if given and not title:
            title = given[0]
    return Head(0, "", False)


def _has_steps(rows: Rows, head: int, merged: Iterable[tuple[int, int]]) -> bool:
    """Whether the row below the stages holds steps: it says so, or stages go over several."""
    if head + 1 >= len(rows):
        return False
    above, below = rows[head], rows[head + 1]
    first = below[0].strip() if below else ""
    if speaks_of_steps(first):
        return True
    if first or not any(cell.strip() for cell in below[1:]):
        return False
    wide = any(row == head for row, _ in merged)
    gaps = any(not cell.strip() for cell in above[1 : len(below)])
    return wide or gaps or speaks_of_stages(above[0] if above else "")


def felt_in(text: str) -> list[Felt]:
    """The lines of a cell of a curve: a number or a word each, with whose it is before a colon."""
    found = []
    for line in text.replace(";", "\n").split("\n"):
        who, mark, said = line.rpartition(":")
        if line.strip():
            named = bool(mark) and 0 < len(who.strip()) <= _LONGEST_NAME
            felt = Felt(who.strip(), said.strip()) if named else Felt("", line.strip())
            found.append(felt)
    return found


def _parted(title: str) -> tuple[str, str]:
    """The title of a lane and the scale that it names in brackets, "" where it names none."""
    words, mark, scale = title.rpartition("[")
    if mark and scale.endswith("]") and scale[:-1] in SCALES:
        return words.strip(), scale[:-1]
    return title, ""
