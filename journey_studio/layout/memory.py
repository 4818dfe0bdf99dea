# SPDX-License-Identifier: Apache-2.0
"""What one layout leaves for the next: the values it made, and what each was made from."""

from collections.abc import Callable, Collection
from typing import TypeVar, cast

Value = TypeVar("Value")
Name = tuple[str, str]  # which part of the board, and of which lane; "" where of the whole


class Memory:
    """The last values by name. It never changes what comes out, only how soon."""

    def __init__(self) -> None:
        self._known: dict[Name, tuple[tuple[object, ...], object]] = {}

    def value(
        self, part: str, source: tuple[object, ...], make: Callable[[], Value], lane: str = ""
    ) -> Value:
        """The last value where it was made from equal things, else one made now."""
        known = self._known.get((part, lane))
        if known is None or known[0] != source:
            known = self._known[part, lane] = (source, make())
        return cast(Value, known[1])

    def last(self, part: str, lane: str = "") -> object | None:
        """The last value, whatever it was made from."""
        known = self._known.get((part, lane))
        return known[1] if known else None

    def keep_lanes(self, lanes: Collection[str]) -> None:
        """Forget what belongs to other lanes."""
        self._known = {
            (part, lane): known
            for (part, lane), known in self._known.items()
            if not lane or lane in lanes
        }
