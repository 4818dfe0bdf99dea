# SPDX-License-Identifier: Apache-2.0
"""The differences of two texts as runs of words, to be shown side by side or in one."""

from collections.abc import Iterator
from itertools import groupby
from typing import Literal, NamedTuple

from journey_studio.model.word_diff import word_edits
from journey_studio.model.word_merge import WORDS

In = Literal["both", "mine", "theirs"]


class Run(NamedTuple):
    """Words that stand in both texts, or in one of them alone."""

    text: str
    where: In


def word_runs(mine: str, theirs: str) -> list[Run]:
    """The two texts in one. Without the runs of "theirs" it reads as `mine`, and the other way.

    Texts that have next to nothing in common are one run each.
    """
    one, other = WORDS.findall(mine), WORDS.findall(theirs)
    edits = word_edits(one, other)
    apart = iter((Run(mine, "mine"), Run(theirs, "theirs")))
    found = apart if edits is None else _runs(one, edits)
    joined = [
        Run("".join(run.text for run in group), where)
        for where, group in groupby(found, key=lambda run: run.where)
    ]
    return [run for run in joined if run.text]


def _runs(one: list[str], edits: list[tuple[int, int, tuple[str, ...]]]) -> Iterator[Run]:
    at = 0
    for start, end, new in edits:
        yield Run("".join(one[at:start]), "both")
        yield Run("".join(one[start:end]), "mine")
        yield Run("".join(new), "theirs")
        at = end
    yield Run("".join(one[at:]), "both")
