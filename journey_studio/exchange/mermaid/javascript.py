# SPDX-License-Identifier: Apache-2.0
"""The few habits of JavaScript that decide what a Mermaid text means.

Python agrees on none of them to the letter: what counts as blank, what `Number("...")` reads, and
how a number is written out again. Only ECMAScript's rules are stated here, nothing of Mermaid.
"""

import re
from decimal import Decimal
from math import isnan

BLANKS = (
    "\t\n\x0b\x0c\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)
"""Every character that `\\s` matches and `trim()` removes."""

LINE_ENDS = "\n\r\u2028\u2029"
"""Where a regular expression with the flag m starts a line, and what `.` never matches."""

# Possessive, so that a long run of digits with a letter at its end is read once and not n times.
_DECIMAL = re.compile(r"[+-]?(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)(?:[eE][+-]?[0-9]++)?")
_BASES = {
    "0x": (16, re.compile(r"[0-9a-fA-F]+")),
    "0o": (8, re.compile(r"[0-7]+")),
    "0b": (2, re.compile(r"[01]+")),
}
_INFINITE = {"Infinity": 1.0, "+Infinity": 1.0, "-Infinity": -1.0}


def trim(text: str) -> str:
    """`text.trim()`: without blanks at both ends."""
    return text.strip(BLANKS)


def number(text: str) -> float:
    """`Number(text)`: NaN for what is no number, 0 for nothing at all.

    Source: ECMA-262, StringToNumber. Separators, units and full-width digits are not numbers.
    """
    text = trim(text)
    if not text:
        return 0.0
    if text in _INFINITE:
        return _INFINITE[text] * float("inf")
    base, digits = _BASES.get(text[:2].lower(), (10, _DECIMAL))
    if base == 10:
        return float(text) if digits.fullmatch(text) else float("nan")
    if not digits.fullmatch(text, 2):
        return float("nan")
    try:
        return float(int(text[2:], base))
    except OverflowError:
        return float("inf")


def number_text(value: float) -> str:
    """`String(value)`: plain digits between 1e-6 and 1e21, an exponent elsewhere.

    Source: ECMA-262, Number::toString. `value` may be infinite or NaN.
    """
    if isnan(value):
        return "NaN"
    if value in (float("inf"), float("-inf")):
        return "Infinity" if value > 0 else "-Infinity"
    if value == 0:
        return "0"
    shortest = Decimal(repr(float(value)))
    if 1e-6 <= abs(value) < 1e21:
        plain = format(shortest, "f")
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    digits, _, exponent = format(shortest.normalize(), "e").partition("e")
    return f"{digits}e{int(exponent):+d}"
