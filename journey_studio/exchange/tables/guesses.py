# SPDX-License-Identifier: Apache-2.0
"""What a table looks like that says by itself of no map: paths, reviews, records of a database.

Reviews become quotes of one step. What else is not clear becomes no map unasked: whoever imports it
reads what it was seen to be, and says what its columns mean.
"""

from collections.abc import Sequence
from itertools import islice
from statistics import median
from typing import NamedTuple

from journey_studio.exchange.figures import number
from journey_studio.exchange.refusal import quote
from journey_studio.exchange.tables.columns import OWN_LANE
from journey_studio.i18n import t

MOST_QUOTES = 40  # cards of a table without stages and steps, all in one cell
_SAMPLE = 200  # rows that are looked at
_LONG_TEXT = 40  # signs that half of the texts of a column have at least, where people wrote them
_FEW_VALUES = 11  # of a column of marks: 0 to 10
_FEW_COLUMNS = 4
_MOST_NAMED = 6
_PATH_SIGNS = (" > ", " → ", " -> ", " » ")
_PLACES = frozenset(("stage", "step", OWN_LANE))


class Guess(NamedTuple):
    """What a table seems to be, as a sentence, the likely meanings of its columns, and whether they
    are clear enough to make a map of it.
    """

    said: str
    meanings: tuple[str, ...]
    is_clear: bool = False


def is_placed(meanings: Sequence[str]) -> bool:
    """Whether columns of these meanings say where on a map a row stands."""
    return bool(_PLACES & set(meanings))


def is_sure(meanings: Sequence[str], body: Sequence[Sequence[str]]) -> bool:
    """Whether a table of these columns is a map to be, without asking anybody.

    Words without a place are believed where the table has little else: of the many columns of a
    database one is always called "description".
    """
    found = set(meanings)
    if is_placed(meanings) or {"lane", "text"} <= found:
        return True
    if not {"text", "name"} & found:
        return False
    filled = sum(any(values) for values in _values(body, len(meanings)))
    known = len(found - {""})
    return len(meanings) <= _FEW_COLUMNS or known * 2 >= filled


def guess(headings: Sequence[str], body: Sequence[Sequence[str]], meanings: Sequence[str]) -> Guess:
    """What a table of which nobody can be sure looks like."""
    columns = _values(body, len(meanings))
    path = next((found for values in columns if (found := path_of(values))), "")
    if path:
        return Guess(t("exchange.table.paths", path=quote(path)), ("",) * len(meanings))
    filled = [column for column, values in enumerate(columns) if any(values)]
    words = [column for column in filled if _are_long(columns[column])]
    if words and len(filled) <= _FEW_COLUMNS:
        return _reviews(headings, columns, filled, words[0])
    named = [quote(heading) for heading in headings if heading.strip()]
    if not named:
        return Guess(t("exchange.table.nameless", count=len(filled)), tuple(meanings))
    shown = ", ".join(named[:_MOST_NAMED])
    more = len(named) - _MOST_NAMED
    if more > 0:
        shown = t("exchange.table.more_columns", names=shown, count=more)
    return Guess(t("exchange.table.unclear", columns=shown, count=len(named)), tuple(meanings))


def _values(body: Sequence[Sequence[str]], width: int) -> list[list[str]]:
    """What stands in the first rows of each column, blanks left out."""
    columns: list[list[str]] = [[] for _ in range(width)]
    for row in islice(body, _SAMPLE):
        for column, cell in enumerate(row[:width]):
            if cell.strip():
                columns[column].append(cell.strip())
    return columns


def path_of(values: Sequence[str]) -> str:
    """The first of the values where most of them name one thing after the other; else ""."""
    paths = [text for text in values if any(sign in text for sign in _PATH_SIGNS)]
    return paths[0] if len(paths) * 2 > len(values) else ""


def _are_long(values: Sequence[str]) -> bool:
    return bool(values) and median(map(len, values)) >= _LONG_TEXT


def _reviews(
    headings: Sequence[str], columns: Sequence[Sequence[str]], filled: Sequence[int], words: int
) -> Guess:
    """Texts that people wrote, and marks beside them."""
    meanings = [""] * len(columns)
    meanings[words] = "text"
    text = headings[words] if words < len(headings) else ""
    text = quote(text) or t("exchange.table.column_of", number=words + 1)
    marks = next((c for c in filled if c != words and len(set(columns[c])) <= _FEW_VALUES), -1)
    if marks < 0:
        return Guess(t("exchange.table.texts", text=text), tuple(meanings), is_clear=True)
    counted = all(number(value) is not None for value in columns[marks])
    meanings[marks] = "score" if counted else "tags"
    values = ", ".join(map(quote, sorted(set(columns[marks]))))
    mark = headings[marks] if marks < len(headings) else ""
    mark = quote(mark) or t("exchange.table.column_of", number=marks + 1)
    said = t("exchange.table.reviews", text=text, mark=mark, values=values)
    return Guess(said, tuple(meanings), is_clear=True)
