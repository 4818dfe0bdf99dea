# SPDX-License-Identifier: Apache-2.0
"""The rules of UAX #9 for one isolating run sequence: weak and neutral signs, and brackets."""

from itertools import groupby
from typing import NamedTuple
from unicodedata import category, mirrored, normalize

ISOLATES = ("LRI", "RLI", "FSI")
_NEUTRAL = frozenset(("B", "S", "WS", "ON", "PDI", *ISOLATES))
_AS_STRONG = {"L": "L", "R": "R", "EN": "R", "AN": "R"}
_MOST_BRACKETS = 63


class Sign(NamedTuple):
    """A sign, its kind, and the kind that an override around it gives it."""

    sign: str
    original: str
    kind: str


def resolve(signs: list[Sign], level: int, before: str, after: str) -> list[int]:
    """W1 to I2: the levels of a sequence at `level` between the directions `before` and `after`."""
    embedding = "LR"[level % 2]
    line = [sign.kind for sign in signs]
    _numbers_and_marks(line, before)
    _separators(line, before)
    _brackets(line, signs, before, embedding)
    _neutral(line, before, after, embedding)
    deeper = {"L": level % 2, "R": 1 - level % 2}
    return [level + deeper.get(kind, 2 - level % 2) for kind in line]


def _numbers_and_marks(line: list[str], before: str) -> None:
    """W1 to W3: marks are as what they stand on, numbers after Arabic letters are Arabic."""
    previous = strong = before
    for at, found in enumerate(line):
        kind = found
        if kind == "NSM":
            kind = "ON" if previous in (*ISOLATES, "PDI") else previous
        previous = kind
        if kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":
            kind = "AN"
        line[at] = kind
    line[:] = ["R" if kind == "AL" else kind for kind in line]


def _separators(line: list[str], before: str) -> None:
    """W4 to W7: the signs in and around numbers."""
    for at in range(1, len(line) - 1):
        left, kind, right = line[at - 1 : at + 2]
        if left == right and (left, kind) in (("EN", "ES"), ("EN", "CS"), ("AN", "CS")):
            line[at] = left
    start = 0
    for kind, group in groupby(list(line)):
        end = start + len(list(group))
        if kind == "ET" and "EN" in line[max(0, start - 1) : start] + line[end : end + 1]:
            line[start:end] = ["EN"] * (end - start)
        start = end
    strong = before
    for at, kind in enumerate(line):
        if kind in ("ES", "ET", "CS"):
            line[at] = "ON"
        elif kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            line[at] = "L"


def _closing(sign: str) -> str:
    """The bracket that closes `sign`; "" where it opens none."""
    if category(sign) != "Ps" or not mirrored(sign):
        return ""
    step = {"[": 2, "{": 2, "\uff3b": 2, "\uff5b": 2, "\u298d": 3, "\u298f": -1}
    return chr(ord(sign) + step.get(sign, 1))


def _pairs(line: list[str], signs: list[Sign]) -> list[tuple[int, int]]:
    """BD16: the pairs of brackets, in the order of their opening."""
    waiting: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for at, kind in enumerate(line):
        if kind != "ON":
            continue
        sign = normalize("NFC", signs[at].sign)  # U+2329 and U+3008 are one bracket
        if closing := _closing(sign):
            if len(waiting) == _MOST_BRACKETS:
                break
            waiting.append((closing, at))
            continue
        depth = next((d for d, (c, _) in enumerate(reversed(waiting), 1) if c == sign), 0)
        if depth:
            pairs.append((waiting[-depth][1], at))
            del waiting[-depth:]
    return sorted(pairs)


def _brackets(line: list[str], signs: list[Sign], before: str, embedding: str) -> None:
    """N0: a pair of brackets runs as what it holds, or as what stands before it."""
    for start, end in _pairs(line, signs):
        inside = {_AS_STRONG.get(kind) for kind in line[start + 1 : end]} - {None}
        if not inside:
            continue
        direction = embedding
        if embedding not in inside:
            earlier = (_AS_STRONG.get(kind) for kind in reversed(line[:start]))
            direction = next(filter(None, earlier), before)
        for bracket in (start, end):
            at = bracket
            while at == bracket or (at < len(line) and signs[at].original == "NSM"):
                line[at] = direction
                at += 1


def _neutral(line: list[str], before: str, after: str, embedding: str) -> None:
    """N1 and N2: neutral signs run as what stands on both sides, or as the text around."""
    start = 0
    for neutral, group in groupby(list(line), key=_NEUTRAL.__contains__):
        end = start + len(list(group))
        if neutral:
            left = _AS_STRONG[line[start - 1]] if start else before
            right = _AS_STRONG[line[end]] if end < len(line) else after
            line[start:end] = [left if left == right else embedding] * (end - start)
        start = end
