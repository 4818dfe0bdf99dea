# SPDX-License-Identifier: Apache-2.0
"""Which way each part of a line runs, and the order in which the parts stand (UAX #9)."""

from typing import Any
from unicodedata import bidirectional

from bidi import algorithm  # type: ignore[import-untyped]

_RIGHT_TO_LEFT = frozenset(("R", "AL"))
_STEERING = frozenset(("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI", "BN"))


def is_rtl(text: str) -> bool:
    """Whether a paragraph runs from right to left: by its first sign with a direction."""
    if text.isascii():
        return False
    for sign in text:
        kind = bidirectional(sign)
        if kind == "L":
            return False
        if kind in _RIGHT_TO_LEFT:
            return True
    return False


def has_rtl(text: str) -> bool:
    """Whether any sign of `text` runs from right to left."""
    return not text.isascii() and any(
        bidirectional(s) in ("R", "AL", "AN", "RLE", "RLO", "RLI") for s in text
    )


def levels(text: str, *, rtl: bool) -> list[int]:
    """The embedding level of each sign of a line in a paragraph that runs `rtl`; odd: leftwards."""
    base = int(rtl)
    storage: dict[str, Any] = algorithm.get_empty_storage()
    storage["base_level"] = base
    storage["base_dir"] = ("L", "R")[base]
    steering = [bidirectional(sign) in _STEERING for sign in text]
    plain = "".join(sign for sign, skip in zip(text, steering, strict=True) if not skip)
    algorithm.get_embedding_levels(plain, storage)
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    resolved = iter(storage["chars"])
    found: list[int] = []
    for skip in steering:
        found.append((found[-1] if found else base) if skip else next(resolved)["level"])
    for index in range(len(text) - 1, -1, -1):  # blanks at the end stand at the paragraph's end
        if not text[index].isspace():
            break
        found[index] = base
    return found


def visual_order(levels: list[int]) -> list[int]:
    """The indices of parts with these levels, from left to right (rule L2)."""
    order = list(range(len(levels)))
    if not levels:
        return order
    for level in range(max(levels), 0, -1):
        start = 0
        while start < len(order):
            if levels[order[start]] < level:
                start += 1
                continue
            end = start
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = end
    return order
