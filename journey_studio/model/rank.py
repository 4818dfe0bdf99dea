# SPDX-License-Identifier: Apache-2.0
"""Order keys that leave room between any two: strings compared by code point.

A rank is a fraction in base 62 written without its "0.". A new rank between two others is the
shortest fraction between them plus a short random tail, so that two replicas that insert into the
same gap practically never choose the same rank; where they do, records sort by id. At either end
there is no gap to halve: a new rank lies a short random way further out, so that ten thousand
records added one after the other keep keys of six digits.
"""

import secrets

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_VALUE = {digit: value for value, digit in enumerate(_DIGITS)}
_TAIL = 3
_DEPTH = 6  # digits of a rank at either end
_STRIDE = 62**3
MOST_DIGITS = 200  # of a rank that registers hold
LOW, HIGH = "", ""  # no neighbour on that side


def _midpoint(low: str, high: str) -> str:
    """The shortest key strictly between `low` and `high` ("" = 0 and 1); never ends in "0"."""
    made = ""
    place = 0
    while True:
        a = _VALUE[low[place]] if place < len(low) else 0
        b = _VALUE[high[place]] if place < len(high) else 62
        if b - a > 1:
            return made + _DIGITS[(a + b) // 2]
        made += _DIGITS[a]
        if b > a or place >= len(high):  # every key that goes on from here is below `high`
            high = ""
        place += 1


def _further(end: str, sign: int) -> str:
    """A rank a random way above (`sign` 1) or below (-1) `end`; "" where there is no room."""
    rest = end.lstrip("z" if sign > 0 else "0")
    number = 0
    for place in range(_DEPTH):
        number = 62 * number + (_VALUE[rest[place]] if place < len(rest) else 0)
    number += sign * (_STRIDE // 2 + secrets.randbelow(_STRIDE))
    if number <= 0:
        return ""
    digits = (_DIGITS[number // 62**place % 62] for place in reversed(range(_DEPTH)))
    return end[: len(end) - len(rest)] + "".join(digits).rstrip("0")


def rank_between(low: str = LOW, high: str = HIGH) -> str:
    """A new rank after `low` and before `high`; an empty string means no neighbour.

    Raises ValueError where there is no room: when `low` is not below `high`, when the new rank
    would have too many digits, or between ranks that end in zeros, which we never make.
    """
    made = _between(low, high) if not high or low < high else ""
    if not low < made or (high and not made < high) or len(made) > MOST_DIGITS:
        raise ValueError(f"no rank lies between {low!r} and {high!r}")
    return made


def _between(low: str, high: str) -> str:
    if bool(low) != bool(high):
        outside = _further(low or high, 1 if low else -1)
        if outside:
            return outside
    middle = _midpoint(low, high)
    tail = "".join(secrets.choice(_DIGITS) for _ in range(_TAIL - 1)) + secrets.choice(_DIGITS[1:])
    # A longer key that begins with `middle` still lies below `high` unless `high` itself does.
    return middle + tail if not high or not high.startswith(middle) else middle


def ranks_between(low: str, high: str, count: int) -> list[str]:
    """`count` new ranks in ascending order after `low` and before `high`."""
    if count <= 0:
        return []
    if count == 1:
        return [rank_between(low, high)]
    middle = rank_between(low, high)
    before = (count - 1) // 2
    return [
        *ranks_between(low, middle, before),
        middle,
        *ranks_between(middle, high, count - 1 - before),
    ]
