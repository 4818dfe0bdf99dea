# SPDX-License-Identifier: Apache-2.0
"""Words of stages and steps that slide along in their heads while these scroll out of view."""

from functools import lru_cache
from typing import NamedTuple

from journey_studio.layout.display import Group, Item, TextLine
from journey_studio.layout.geometry import Box

_EVEN = 1024.0  # parts of a px


class _Slide(NamedTuple):
    """How far the words of each size go; those of the sizes `cut` are left out."""

    wanted: float
    ways: dict[float, float]
    cut: frozenset[float]

    @property
    def free(self) -> bool:
        """Whether they are not held up by the end of their head yet."""
        return all(way == self.wanted for size, way in self.ways.items() if size not in self.cut)


def slid(group: Group, left: float) -> tuple[Group, ...]:
    """A stage or step that reaches beyond `left`, its words moved right so far that they are seen.

    They stay within it; what stands below the title is left out where it would be cut. The words
    are a group of their own then: as long as they go along with `left`, they look the same.
    """
    slide = _slide_of(group, left)
    if slide is None:
        return (group,)
    wanted, ways, cut = slide
    _, ends = _reach(group)
    long = max(end for size, end in ends.items() if size not in cut) - group.box.x
    box = Box(
        left if slide.free else group.box.x + max(ways.values()), group.box.y, long, group.box.h
    )

    def make() -> tuple[Item, ...]:
        return tuple(
            item._replace(
                x=box.x + _even(item.x - group.box.x)
                if slide.free
                else item.x + max(ways[item.size], 0)
            )
            for item in group.items
            if isinstance(item, TextLine) and item.size in ways and item.size not in cut
        )

    key = (group.key, "words", cut, None if slide.free else wanted)
    own = _part_id(group, "words") if slide.free else ""  # else it is for one look only
    words = Group(own, group.role, box, key, make)
    return _plate(group), words


def slides(group: Group, left: float) -> bool:
    """Whether the words of a head have begun to slide."""
    return _slide_of(group, left) is not None


def slid_words(group: Group, left: float) -> Box:
    """Where the words of a stage or step that slides are at most."""
    slide = _slide_of(group, left)
    if slide is None:
        return group.box
    inset, ends = _reach(group)
    ways = {size: max(way, 0.0) for size, way in slide.ways.items()}
    start = group.box.x + inset + min(ways.values())
    end = max(ends[size] + way for size, way in ways.items())
    return Box(start, group.box.y, end - start, group.box.h)


@lru_cache(maxsize=64)  # a step of a pan asks three times, and the next one again
def _slide_of(group: Group, left: float) -> _Slide | None:
    inset, ends = _reach(group)
    wanted, right = left - group.box.x, group.box.right - inset
    ways = {size: min(wanted, right - end) for size, end in ends.items()}
    if not ends or ways[max(ends)] <= 0:
        return None
    largest = max(ends)
    cut = [size for size, way in ways.items() if way < wanted - inset and size != largest]
    return _Slide(wanted, ways, frozenset(cut))


@lru_cache(maxsize=64)
def _plate(group: Group) -> Group:
    """A head without its words."""

    def make() -> tuple[Item, ...]:
        _, ends = _reach(group)
        return tuple(
            item for item in group.items if not (isinstance(item, TextLine) and item.size in ends)
        )

    key = (group.key, "plate")
    return Group(_part_id(group, "plate"), group.role, group.box, key, make, group.tint)


def _even(value: float) -> float:
    """A place within words so that adding and taking away where they are leaves nothing behind:
    their picture is the same wherever it was made first.
    """
    return round(value * _EVEN) / _EVEN


def _part_id(group: Group, part: str) -> str:
    return f"{part} of {group.id}" if group.id else ""


@lru_cache(maxsize=64)
def _reach(group: Group) -> tuple[float, dict[float, float]]:
    """How far within a head its words begin, and where those of each size end on the board."""
    inset = min((item.x for item in group.items if isinstance(item, TextLine)), default=0)
    ends: dict[float, float] = {}
    for item in group.items:
        if isinstance(item, TextLine) and item.runs:
            end = max(run.x + run.width for run in item.runs)
            ends[item.size] = max(item.x + end, ends.get(item.size, 0))
    return inset - group.box.x, ends
