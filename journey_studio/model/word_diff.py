# SPDX-License-Identifier: Apache-2.0
"""Which words of a text became which: the shortest way from one list of words to another.

E. Myers, "An O(ND) Difference Algorithm and Its Variations" (1986): the time grows with the number
of differences, not with how often a word or a space repeats, and it can be bounded.
"""

from collections.abc import Sequence

Edit = tuple[int, int, tuple[str, ...]]  # words before[from:to] become these
MOST_STEPS = 1_000  # words taken out and put in; beyond this it is another text
_Trace = list[list[int]]


def word_edits(before: Sequence[str], after: Sequence[str]) -> list[Edit] | None:
    """The edits in order, or None where more than `MOST_STEPS` words differ."""
    start = 0
    shorter = min(len(before), len(after))
    while start < shorter and before[start] == after[start]:
        start += 1
    end = 0
    while end < shorter - start and before[-1 - end] == after[-1 - end]:
        end += 1
    one, other = before[start : len(before) - end], after[start : len(after) - end]
    if not one or not other:
        return [(start, start + len(one), tuple(other))] if one or other else []
    trace = _search(one, other)
    return None if trace is None else _edits(one, other, trace, start)


def _search(one: Sequence[str], other: Sequence[str]) -> _Trace | None:
    """How far along `one` each diagonal comes with 0, 1, 2, ... steps, until both ends are met."""
    rows, columns = len(one), len(other)
    reach = [0, 0]  # of the diagonals from -steps to +steps + 1, every other one
    trace: _Trace = []
    for steps in range(min(rows + columns, MOST_STEPS) + 1):
        trace.append(reach)
        found = []
        for index in range(steps + 1):
            diagonal = 2 * index - steps
            if steps == 0:
                at = 0
            elif index == 0 or (index < steps and reach[index - 1] < reach[index]):
                at = reach[index]
            else:
                at = reach[index - 1] + 1
            down = at - diagonal
            while at < rows and down < columns and one[at] == other[down]:
                at += 1
                down += 1
            found.append(at)
            if at >= rows and down >= columns:
                return trace
        reach = found
    return None


def _edits(one: Sequence[str], other: Sequence[str], trace: _Trace, shift: int) -> list[Edit]:
    """The way back through `trace`, with steps that follow one another made one edit."""
    at, down = len(one), len(other)
    made: list[tuple[int, int, int, int]] = []  # from, to in `one`; from, to in `other`
    for steps in range(len(trace) - 1, 0, -1):
        reach, diagonal = trace[steps], at - down
        index = (diagonal + steps) // 2
        inserts = index == 0 or (index < steps and reach[index - 1] < reach[index])
        came = reach[index] if inserts else reach[index - 1]
        before = came - (diagonal + 1 if inserts else diagonal - 1)
        step = (came, came, before, before + 1) if inserts else (came, came + 1, before, before)
        if made and made[-1][0] == step[1] and made[-1][2] == step[3]:
            made[-1] = (step[0], made[-1][1], step[2], made[-1][3])
        else:
            made.append(step)
        at, down = came, before
    return [(a + shift, b + shift, tuple(other[c:d])) for a, b, c, d in reversed(made)]
