# SPDX-License-Identifier: Apache-2.0
"""Merging texts that several people edited at once, word by word.

A three-way merge after the classic diff3 (S. Khanna, K. Kunal, B. Pierce, "A Formal Investigation
of Diff3", 2007): what only one side changed is taken, what both changed alike is taken once, what
both changed differently is a conflict. A conflict is never guessed at.
"""

import re
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from itertools import combinations, pairwise
from typing import Any, NamedTuple

from journey_studio.model.change import Change
from journey_studio.model.snapshot import Contender, RegisterKey

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
_MOST_WORDS = 8_000  # beyond this matching gets slow; such texts stay a conflict

GetChange = Callable[[str], Change | None]
Edit = tuple[int, int, tuple[str, ...]]  # words base[from:to] become these


def _edits(base: list[str], text: list[str]) -> list[Edit]:
    matcher = SequenceMatcher(None, base, text, autojunk=False)
    return [(a, b, tuple(text[c:d])) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal"]


def _touch(one: Edit, other: Edit) -> bool:
    """Whether two edits change the same words, or insert at the same place."""
    if one[0] == other[0]:
        return True
    first, second = sorted((one, other), key=lambda edit: edit[:2])
    return second[0] < first[1]


def merge_words(base: str, mine: str, theirs: str) -> str | None:
    """Both edits of `base` together, or None where they touch the same words."""
    if theirs in (mine, base):
        return mine
    if mine == base:
        return theirs
    words = _WORDS.findall(base)
    one, other = _WORDS.findall(mine), _WORDS.findall(theirs)
    if max(len(words), len(one), len(other)) > _MOST_WORDS:
        return None
    return _apply(words, {*_edits(words, one), *_edits(words, other)})


def _apply(words: list[str], edits: set[Edit]) -> str | None:
    """The words after all edits, or None where two of them touch."""
    ordered = sorted(edits)
    if any(_touch(a, b) for a, b in pairwise(ordered)):
        return None
    made = list(words)
    for start, end, new in reversed(ordered):
        made[start:end] = new
    return "".join(made)


def _replaced(get: GetChange, key: RegisterKey, sha256: str) -> tuple[str, ...]:
    change = get(sha256)
    return change.writes[key].replaces if change is not None and key in change.writes else ()


def _ancestors(get: GetChange, key: RegisterKey, sha256: str) -> set[str]:
    """All earlier writes of a register that this one rests on, as far as they have arrived."""
    found: set[str] = set()
    waiting = [sha256]
    while waiting:
        fresh = [head for head in _replaced(get, key, waiting.pop()) if head not in found]
        found.update(fresh)
        waiting.extend(fresh)
    return found


def _base(get: GetChange, key: RegisterKey, heads: Sequence[str]) -> str | None:
    """The value of the single nearest write that all heads rest on, or None."""
    common = set.intersection(*(_ancestors(get, key, head) for head in heads))
    # What a common ancestor rests on is common too, so its direct predecessors cover them all.
    farther = {head for each in common for head in _replaced(get, key, each)}
    nearest = common - farther
    if len(nearest) != 1:
        return None
    change = get(nearest.pop())
    value = change.writes[key].value if change is not None and key in change.writes else None
    return value if isinstance(value, str) else None


class Agreed(NamedTuple):
    """What several heads come to without a word lost."""

    value: Any


def merge_heads(
    get: GetChange, key: RegisterKey, heads: Sequence[Contender], merges: bool
) -> Agreed | None:
    """What several heads agree on, or None where they are a conflict.

    Equal values agree. Texts that merge word by word against their one common base do too; three
    or more only if every two of them do, taken together in the order of their names.
    """
    values = [head.value for head in heads]
    if all(value == values[0] for value in values[1:]):
        return Agreed(values[0])
    base = _base(get, key, [head.sha256 for head in heads]) if merges else None
    if base is None:
        return None
    texts: list[str] = [head.value for head in sorted(heads, key=lambda head: head.sha256)]
    if any(merge_words(base, a, b) is None for a, b in combinations(texts, 2)):
        return None
    return _together(base, texts)


def _together(base: str, texts: list[str]) -> Agreed | None:
    words = _WORDS.findall(base)
    merged = _apply(words, {edit for text in texts for edit in _edits(words, _WORDS.findall(text))})
    return None if merged is None else Agreed(merged)
