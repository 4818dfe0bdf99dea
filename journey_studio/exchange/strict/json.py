# SPDX-License-Identifier: Apache-2.0
"""JSON from strangers: one value of bearable size and depth, each key once, finite numbers."""

import json
import math
from collections.abc import Sequence
from typing import Any

from journey_studio.exchange.refusal import quote
from journey_studio.exchange.strict.foreign_data import DataError, text_of
from journey_studio.i18n import t
from journey_studio.model.json_bytes import has_more_values, nests_deeper, without_strings

MOST_BYTES = 64 * 1024 * 1024
MOST_VALUES = 1_500_000
MOST_DEPTH = 64
_LONGEST_INT = 18  # digits; longer ones become fractions, as JavaScript reads them


def parse(data: bytes) -> Any:
    """The value of a JSON text.

    Raises DataError with the line, or the key, for what is no JSON or more than a map would hold.
    """
    text = text_of(data, MOST_BYTES)
    plain = text.encode("utf-8", "replace")
    bare = without_strings(plain)
    if nests_deeper(plain, MOST_DEPTH, bare):
        raise DataError("", t("exchange.data.deep", most=MOST_DEPTH))
    if has_more_values(plain, MOST_VALUES, bare):
        raise DataError("", t("exchange.data.many", most=MOST_VALUES))
    try:
        return json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=_whole,
            parse_float=_fraction,
            parse_constant=_constant,
        )
    except json.JSONDecodeError as error:
        place = t("exchange.data.line", line=error.lineno, column=error.colno)
        raise DataError(place, t("exchange.data.no_json", detail=error.msg)) from error
    except RecursionError as error:
        raise DataError("", t("exchange.data.deep", most=MOST_DEPTH)) from error


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for n, key in enumerate(keys) if key in keys[:n])
        raise DataError("", t("exchange.data.twice", name=quote(twice)))
    return made


def _whole(digits: str) -> int | float:
    return int(digits) if len(digits) <= _LONGEST_INT else _fraction(digits)


def _fraction(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise DataError("", t("exchange.data.number", number=quote(digits)))
    return number


def _constant(word: str) -> float:
    raise DataError("", t("exchange.data.number", number=word))


def dump(value: Any) -> bytes:
    """A value as JSON that people can read and compare line by line; keys in the order given."""
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False).encode() + b"\n"
