# SPDX-License-Identifier: Apache-2.0
"""What each copy has seen: told in a frame of its own, compared by everybody.

Two copies with the same change sets must have come to the same map. Where they have not, one of
the computers or programs is wrong, and that is said at once instead of being carried on.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from journey_studio.model.change import Author
from journey_studio.sync.envelope import Frame, canonical, plain, wrap
from journey_studio.sync.replica import State

MOST_STATES = 16
MOST_BYTES = 65_536
MOST_SIGNS = 500
MOST_NUMBER = 2**53


class Other(NamedTuple):
    """A colleague's copy: who works with it, and the states it has told of, the newest last.

    `number` counts what it has told; `time` is when, by its own clock, in ms since 1970: to be
    shown, and used for nothing else.
    """

    writer: str
    author: Author
    states: tuple[State, ...]
    number: int
    time: int

    def has(self, state: State) -> bool:
        """Whether it has come to hold these very change sets, now or lately."""
        return any(each.names == state.names for each in self.states)


class Alarm(NamedTuple):
    """Two copies that hold the same change sets and show different maps."""

    other: Other
    ours: State
    theirs: State


def tell(project: str, other: Other) -> bytes:
    """The frame that tells of a copy."""
    states = [[each.count, each.names, each.content, each.form] for each in other.states]
    said = {
        "author": list(other.author),
        "number": other.number,
        "states": states[-MOST_STATES:],
        "time": other.time,
        "writer": other.writer,
    }
    return wrap("k", project, canonical(said))


def read(frame: Frame) -> Other:
    """The copy that a frame of kind `k` tells of. Raises ValueError."""
    if len(frame.payload) > MOST_BYTES:
        raise ValueError("seen")
    try:
        return from_json(json.loads(frame.payload.decode()))
    except RecursionError as error:
        raise ValueError("seen") from error


def from_json(said: Any) -> Other:
    """The copy that these values tell of. Raises ValueError."""
    try:
        states = tuple(State(_number(a), *map(_word, rest)) for a, *rest in said["states"])
        name, department, device = (plain(_word(word)) for word in said["author"])
        number, moment = _number(said["number"]), _number(said["time"])
        author = Author(name, department, device)
        return Other(_word(said["writer"]), author, states[-MOST_STATES:], number, moment)
    except (TypeError, KeyError, ValueError) as error:
        raise ValueError("seen") from error


def to_json(other: Other) -> Any:
    """What `from_json` reads."""
    states = [[each.count, each.names, each.content, each.form] for each in other.states]
    return {**other._asdict(), "author": list(other.author), "states": states}


def _word(value: Any) -> str:
    if not isinstance(value, str) or len(value) > MOST_SIGNS:
        raise ValueError("word")
    value.encode()  # half characters are no words: UnicodeEncodeError is a ValueError
    return value


def _number(value: Any) -> int:
    if type(value) is not int or not 0 <= value < MOST_NUMBER:
        raise ValueError("number")
    return value


def newest(others: Iterable[Other]) -> list[Other]:
    """The last that each copy has told, by writer."""
    found: dict[str, Other] = {}
    for other in others:
        before = found.get(other.writer)
        if before is None or _order(before) < _order(other):
            found[other.writer] = other
    return [found[writer] for writer in sorted(found)]


def _order(other: Other) -> tuple[int, bytes]:
    return other.number, canonical(to_json(other))


def alarms(ours: Sequence[State], others: Iterable[Other]) -> list[Alarm]:
    """Every copy that disagrees, once, by the newest state in which it does.

    Of two states with the same change sets the newer one counts: the map may have been made anew.
    """
    mine = {(state.names, state.form): state for state in ours}
    found = []
    for other in others:
        theirs = {(state.names, state.form): state for state in other.states}
        for key in reversed(theirs):
            own = mine.get(key)
            if own is not None and own.content != theirs[key].content:
                found.append(Alarm(other, own, theirs[key]))
                break
    return found
