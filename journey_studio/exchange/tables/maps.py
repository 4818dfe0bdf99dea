# SPDX-License-Identifier: Apache-2.0
"""From the cells of tables to maps: which shape each table has, what its columns mean.

Three shapes are known. A table of this program's own names the record of each row. A long table
has a row for each card or step. A matrix has lanes down and stages across. What is guessed is put
into the offer, so that a person can say it was meant otherwise and have it read again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise

from journey_studio.exchange.figures import decimal_of, number, percentages
from journey_studio.exchange.formats import Choices, Column, Found, Offer
from journey_studio.exchange.refusal import quote
from journey_studio.exchange.scales import PERCENT, SCALES, fitting, scale_of
from journey_studio.exchange.tables.clipboard import TableError
from journey_studio.exchange.tables.columns import (
    MEANINGS,
    OFFERED,
    OWN_LANE,
    heading,
    is_heading,
    lane_kind_of,
    meaning_of,
    meanings_of,
)
from journey_studio.exchange.tables.guesses import MOST_QUOTES, guess, is_placed, is_sure, path_of
from journey_studio.exchange.tables.long import MOST_SINGLE, Hints, LongRows, OwnLane
from journey_studio.exchange.tables.matrix import MatrixReader, find_head
from journey_studio.exchange.tables.places import Places
from journey_studio.exchange.tables.reading import OwnTables, TableRow, rows_of
from journey_studio.exchange.tables.sheet_edits import SheetEdits, check_of
from journey_studio.exchange.tables.workbook import Merged
from journey_studio.exchange.tables.workbook_writing import map_sheets
from journey_studio.i18n import t
from journey_studio.model.builder import Builder

SHAPES = ("matrix", "long")
MOST_MATRIX_ROWS = 1_000
_SAMPLES = 5
_LONGEST_SAMPLE = 60
_LONGEST_HEAD = 80  # of a stage or a lane; what is longer is no heading
_MOST_LIKELY_LANES = 80
_FEW_LANES = 15  # that one believes to be lanes though none has a name that says so
_HEAD_ROWS = 20  # among which the headings of a long table are looked for


@dataclass(frozen=True)
class Table:
    """One table: what it is called, its rows, merged cells, and where a row stands in the file.

    `lines` are the lines of a text file in which the rows begin; a sheet has none.
    """

    name: str
    rows: Sequence[tuple[str, ...]]
    merged: tuple[Merged, ...] = ()
    lines: Sequence[int] = field(default=())
    top: int = 0

    def row_at(self, row: int) -> str:
        """Where a row stands, as people find it: a line of a file, a row of a sheet."""
        if self.lines:
            return t("exchange.table.line", line=self.lines[row])
        return t("exchange.table.row", sheet=self.name, row=row + 1)

    def cell_at(self, row: int, column: int) -> str:
        """Where a cell stands."""
        if self.lines:
            return t("exchange.table.cell", line=self.lines[row], column=column + 1)
        return f"{self.name}!{letters(column)}{row + 1}"


def letters(column: int) -> str:
    """What spreadsheets call a column: A is 0, AA is 26."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


class TablesReader:
    """Reads the tables of one file into maps."""

    def __init__(self, title: str, choices: Choices) -> None:
        self.builder = Builder()
        self.places = Places(self.builder)
        self.warnings: list[str] = []
        self.title, self.choices = title, choices
        self._chosen = choices
        self._columns: tuple[Column, ...] = ()
        self._scales: tuple[str, ...] = ()
        self._maps = 0
        self._checks: dict[str, str] = {}

    def read(self, tables: Sequence[Table]) -> None:
        """Read the tables: those of this program alone where there are any, else each as it is."""
        heads = {id(table): _head_of(table) for table in tables}
        own = [table for table in tables if _is_own(table, heads[id(table)])]
        if own and self.choices.shape != "matrix" and not self.choices.columns:
            self._read_own(own, heads)
            self._read_sheets([table for table in tables if table not in own])
            return
        for table in tables:
            if not any(any(row) for row in table.rows):
                continue
            shape = self.choices.shape or ("long" if self.choices.columns else "")
            shape = shape or _shape(table, heads[id(table)])
            title = table.name if len(tables) > 1 else self.title
            if shape == "matrix":
                self._read_matrix(table, title)
            else:
                head = heads[id(table)]
                self._read_long(table, head if head >= 0 else _likely_head(table), title)

    def found(self, offer: Offer) -> Found:
        """What was read. `offer` says what else the file leaves to choose."""
        made = offer._replace(
            chosen=self._chosen._replace(
                encoding=offer.chosen.encoding,
                separator=offer.chosen.separator,
                sheets=offer.chosen.sheets,
            ),
            scales=self._scales,
            shapes=SHAPES,
            columns=self._columns,
            meanings=OFFERED if self._columns else (),
        )
        losses = tuple(self.builder.losses)
        return Found(self.builder.snapshot(), losses, tuple(self.warnings), made)

    def _read_own(self, tables: Sequence[Table], heads: dict[int, int]) -> None:
        decimal = self.choices.decimal or "."
        given = [(table, heads[id(table)]) for table in tables]
        if not self.choices.decimal:
            decimal = self._decimal_of_own(given)
        reader = OwnTables(self.builder, decimal, self.choices.scale)
        for table, head in given:
            meanings = meanings_of(table.rows[head])
            self._tell_unknown(table, head, meanings)
            body = table.rows[head + 1 :]
            for row in rows_of(meanings, body, lambda n, t=table, h=head: t.row_at(h + 1 + n)):  # type: ignore[misc]
                reader.add(row)
        reader.finish()
        self.places, self._checks = reader.places, reader.checks
        self._chosen = self._chosen._replace(shape="long", decimal=decimal)

    def _read_sheets(self, tables: Sequence[Table]) -> None:
        """The sheets that are there to be read: whether somebody wrote in them."""
        titles = {each.id: each.title for each in self.builder.snapshot().maps()}
        names = dict(zip(map_sheets(titles.values()), titles, strict=True))
        for table in tables:
            map_id = names.get(table.name)
            if map_id is None or map_id not in self._checks:
                self.builder.lost(table.name, table.name, t("exchange.table.loss.sheet"))
            elif check_of(table.rows) != self._checks[map_id]:
                count = SheetEdits(self.builder, map_id, table.name).take(table.rows)
                if count < 0:
                    reason = t("exchange.table.loss.sheet_frame")
                    self.builder.lost(table.name, table.name, reason)
                elif count:
                    said = t("exchange.table.sheet_edited", sheet=table.name, count=count)
                    self.warnings.append(said)

    def _decimal_of_own(self, given: Sequence[tuple[Table, int]]) -> str:
        numbers: list[str] = []
        for table, head in given:
            meanings = meanings_of(table.rows[head])
            for column, meaning in enumerate(meanings):
                if meaning in ("score", "value", "size", "target"):
                    numbers += [r[column] for r in table.rows[head + 1 :] if column < len(r)]
        if any("." in text for text in numbers):
            return "."
        return "," if any("," in text for text in numbers) else "."  # nothing else is written here

    def _read_matrix(self, table: Table, title: str) -> None:
        if len(table.rows) > MOST_MATRIX_ROWS:
            raise TableError(t("exchange.table.long_matrix", most=MOST_MATRIX_ROWS))
        reader = MatrixReader(
            self.places, table.rows, table.merged, table.cell_at,
            self.choices.scale, self.choices.decimal,
        )  # fmt: skip
        self._maps += 1
        map_id = reader.read(self._maps, title, self.choices.steps_row)
        self._scaled(map_id, reader.scale, reader.guessed, reader.decimal)
        self._chosen = self._chosen._replace(shape="matrix")

    def _scaled(self, map_id: str, scale: str, fits: tuple[str, ...], decimal: str) -> None:
        """Keep the scale of a map, and tell where it was guessed among several."""
        if not scale:
            return
        self.builder.set(map_id, scale=scale)
        self._scales = self._scales or tuple(dict.fromkeys((*fits, *SCALES)))
        self._chosen = self._chosen._replace(scale=scale, decimal=decimal)
        if not self.choices.scale and len(fits) > 1:
            self.warnings.append(t("exchange.table.scale_guessed", scale=scale))

    def _read_long(self, table: Table, head: int, title: str) -> None:
        headings = table.rows[head] if head >= 0 else ()
        body = table.rows[head + 1 :]
        meanings, is_clear = self._understood(headings, body, self._meanings(table, head))
        if not self._columns:
            self._columns = _columns(headings, body, meanings)
        if not is_clear:
            return
        self._tell_unknown(table, head, meanings)
        hints, fits = self._hints(headings, body, meanings, title)
        if hints.quotes and len(body) > MOST_QUOTES:
            where = f"{table.row_at(head + 1)} – {table.row_at(len(table.rows) - 1)}"
            reason = t("exchange.table.loss.quotes", most=MOST_QUOTES, count=len(body))
            self.builder.lost(heading("text"), where, reason)
        rows = LongRows(self.places, hints)
        named = tuple("" if meaning == OWN_LANE else meaning for meaning in meanings)
        used = [(column, meaning) for column, meaning in enumerate(named) if meaning]
        for n, cells in enumerate(_filled(table, head + 1) if table.merged else body):
            if any(cells):
                said = {m: cells[c] for c, m in used if c < len(cells) and cells[c]}
                rows.add(TableRow(said, head + 1 + n, table.row_at), cells)
        rows.finish()
        self.warnings += rows.warnings
        if fits:
            for map_id in self.places.maps():
                self._scaled(map_id, hints.scale.name, fits, hints.decimal)
        self._chosen = self._chosen._replace(shape="long", columns=tuple(meanings))

    def _understood(
        self, headings: Sequence[str], body: Sequence[Sequence[str]], meanings: tuple[str, ...]
    ) -> tuple[tuple[str, ...], bool]:
        """What the columns mean, and whether that makes a map without asking anybody."""
        if not self.choices.columns and not is_sure(meanings, body):
            guessed = guess(headings, body, meanings)
            self.warnings.append(guessed.said)
            return guessed.meanings, guessed.is_clear
        if set(meanings) & {"text", "name", "lane"} or is_placed(meanings):
            return meanings, True
        self.warnings.append(t("exchange.table.no_words"))
        return meanings, False

    def _meanings(self, table: Table, head: int) -> tuple[str, ...]:
        headings = table.rows[head] if head >= 0 else ()
        width = max((len(row) for row in table.rows), default=0)
        if self.choices.columns:
            known = [each if each in MEANINGS else "" for each in self.choices.columns]
            return tuple(known[:width])
        if head < 0:
            return ("text",) if width == 1 else ("",) * width
        return meanings_of(headings)

    def _hints(
        self,
        headings: Sequence[str],
        body: Sequence[Sequence[str]],
        meanings: Sequence[str],
        title: str,
    ) -> tuple[Hints, tuple[str, ...]]:
        scores = sorted(set(_values(body, meanings, "score")))
        decimal = self.choices.decimal or decimal_of(scores)
        numbers = [n for text in scores if (n := number(text, decimal)) is not None]
        fits = (PERCENT,) if percentages(scores) else fitting(numbers) if numbers else ()
        scale = scale_of(self.choices.scale or (fits[0] if fits else ""))
        lanes = tuple(
            OwnLane(column, headings[column].strip() if column < len(headings) else "")
            for column, meaning in enumerate(meanings)
            if meaning == OWN_LANE
        )
        quotes = "text" in meanings and bool({"score", "tags"} & set(meanings))
        quotes = quotes and not is_placed(meanings) and "lane" not in meanings
        many = len(body) > MOST_SINGLE
        return Hints(title, scale, decimal, lanes, many, len(body) if quotes else 0), fits

    def _tell_unknown(self, table: Table, head: int, meanings: Sequence[str]) -> None:
        """A loss for each column with something in it that is left out."""
        if head < 0:
            return
        for column, meaning in enumerate(meanings):
            if meaning:
                continue
            cells = (row[column] for row in table.rows[head + 1 :] if column < len(row))
            if any(cell.strip() for cell in cells):
                name = quote(table.rows[head][column]) or letters(column)
                reason = t("exchange.table.loss.column")
                self.builder.lost(name, table.cell_at(head, column), reason)


def _head_of(table: Table) -> int:
    """The row with the headings of a long table; -1 where none is."""
    for row, cells in enumerate(islice(table.rows, _HEAD_ROWS)):
        if is_heading(cells):
            return row
    return -1


def _is_own(table: Table, head: int) -> bool:
    return head >= 0 and "record" in map(meaning_of, table.rows[head])


def _likely_head(table: Table) -> int:
    """The first row with several cells where it reads like headings nobody knows; else -1."""
    for row, cells in enumerate(islice(table.rows, _HEAD_ROWS)):
        given = [cell for cell in cells if cell.strip()]
        if len(given) > 1:
            plain = all(len(cell) <= _LONGEST_HEAD and number(cell) is None for cell in given)
            return row if plain and len(set(given)) == len(given) else -1
    cells = table.rows[0] if table.rows else ()
    return 0 if any(map(meaning_of, cells)) else -1


def _shape(table: Table, head: int) -> str:
    """The shape a table looks like: long where it has known headings, or nothing like lanes."""
    width = max((len(row) for row in table.rows), default=0)
    if head >= 0 or width < 2 or len(table.rows) > _MOST_LIKELY_LANES:
        return "long"
    found = find_head(table.rows, None)
    stages = table.rows[found.row][1:]
    lanes = [row[0].strip() for row in table.rows[found.row + 1 :] if row]
    if any(len(cell) > _LONGEST_HEAD for cell in (*stages, *lanes)) or path_of(lanes):
        return "long"
    if any(number(cell) is not None for cell in (*stages, *lanes) if cell.strip()):
        return "long"
    if sum(map(_is_technical, stages)) * 2 > len(stages):
        return "long"
    known = found.steps or any(lane_kind_of(lane) != "text" for lane in lanes)
    return "matrix" if known or len(lanes) <= _FEW_LANES else "long"


def _is_technical(heading: str) -> bool:
    """Whether a heading is a name that a database gives: account_id, CreatedDate."""
    return "_" in heading or any(one.islower() and two.isupper() for one, two in pairwise(heading))


def _filled(table: Table, first: int) -> list[Sequence[str]]:
    """The rows from one on, what is in merged cells in each of them."""
    rows: list[Sequence[str]] = list(table.rows[first:])
    for merged in table.merged:
        if merged.top < first or merged.top >= len(table.rows):
            continue
        words = table.rows[merged.top][merged.left : merged.left + 1]
        for row in range(merged.top, min(merged.bottom + 1, len(table.rows))):
            cells = list(rows[row - first])
            wide = min(merged.right + 1, len(cells)) - merged.left
            cells[merged.left : merged.left + wide] = [*words] * max(wide, 0)
            rows[row - first] = cells
    return rows


def _columns(
    headings: Sequence[str], body: Sequence[Sequence[str]], meanings: Sequence[str]
) -> tuple[Column, ...]:
    made = []
    for column, meaning in enumerate(meanings):
        cells = (row[column] for row in islice(body, 200) if column < len(row))
        sample = islice((cell.strip() for cell in cells if cell.strip()), _SAMPLES)
        heading = headings[column] if column < len(headings) else letters(column)
        shown = tuple(text[:_LONGEST_SAMPLE] for text in sample)
        made.append(Column(heading[:_LONGEST_SAMPLE], shown, meaning))
    return tuple(made)


def _values(body: Sequence[Sequence[str]], meanings: Sequence[str], meaning: str) -> list[str]:
    if meaning not in meanings:
        return []
    column = list(meanings).index(meaning)
    return [row[column] for row in body if column < len(row) and row[column]]
