# SPDX-License-Identifier: Apache-2.0
"""Merging texts that several people edited at once, word by word.

A three-way merge after the classic diff3 (S. Khanna, K. Kunal, B. Pierce, "A Formal Investigation
of Diff3", 2007): what only one side changed is taken, what both changed alike is taken once, what
both changed differently is a conflict. A conflict is never guessed at.
"""

import re
from collections.abc import Sequence
from itertools import combinations, pairwise
from os.path import commonprefix

from journey_studio.model.word_diff import Edit, word_edits

WORDS = re.compile(r"\w+|\s+|[^\w\s]")


def _touch(one: Edit, other: Edit) -> bool:
    """Whether two edits change the same words, or insert at the same place."""
    if one[0] == other[0]:
        return True
    first, second = sorted((one, other), key=lambda edit: edit[:2])
    return second[0] < first[1]


def _fit(edits: set[Edit]) -> bool:
    """Whether no two of these edits touch. Sorted, those that do include two neighbours."""
    return not any(_touch(one, other) for one, other in pairwise(sorted(edits)))


def merge_words(base: str, mine: str, theirs: str) -> str | None:
    """Both edits of `base` together, or None where they touch the same words."""
    return merge_texts(base, (mine, theirs))


def merge_texts(base: str, texts: Sequence[str]) -> str | None:
    """All edits of `base` together, or None where two of them touch the same words.

    None too where a text differs so much from its base that nobody would call it an edit of it.
    """
    same = _same_words(base, texts)
    words = WORDS.findall(base[same:])
    found: list[set[Edit]] = []
    for text in set(texts) - {base}:
        edits = word_edits(words, WORDS.findall(text[same:]))
        if edits is None:
            return _only(base, texts)
        found.append(set(edits))
    if not all(_fit(one | other) for one, other in combinations(found, 2)):
        return None
    made = list(words)
    for start, end, new in sorted(set().union(*found), reverse=True):
        made[start:end] = new
    return base[:same] + "".join(made)


def _same_words(base: str, texts: Sequence[str]) -> int:
    """A place up to which all texts hold the same whole words, whatever follows there."""
    start = commonprefix([base, *texts])  # noqa: RUF071 - of any texts, sign by sign
    at = start.rfind(" ", 0, -1) + 1
    return 0 if not at or start[at].isspace() else at


def _only(base: str, texts: Sequence[str]) -> str | None:
    """The one text that differs from `base`, which needs no comparing; None where several do."""
    changed = set(texts) - {base}
    return changed.pop() if len(changed) == 1 else None
