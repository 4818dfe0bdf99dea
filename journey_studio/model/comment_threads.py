# SPDX-License-Identifier: Apache-2.0
"""Comments in an order that does not depend on ids: threads by what they are on and what they say.

A thread is written flat, each remark before its answers, with its depth as `level`; `on` is told
where it is not that of the remark above. An answer names no comment, so that nothing depends on an
id; and a chain of ten thousand answers is a list like any other.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

from journey_studio.model.records import Comment
from journey_studio.model.snapshot import Snapshot
from journey_studio.model.walk import canonical_json, plain

_Order = tuple[str, str, str]


def threads(snapshot: Snapshot, names: Mapping[str, str]) -> list[dict[str, Any]]:
    """The live comments on the records that `names` names, and the answers to them."""
    found = _gather(snapshot, names)
    answers: dict[str | None, list[str]] = {}
    for comment in found.values():
        answers.setdefault(_answered(comment, found), []).append(comment.id)
    reached = _from_roots(answers)
    circular = sorted(set(found).difference(reached))  # they answer one another
    for each in circular:
        answers.pop(each, None)
    answers[None] = answers.get(None, []) + circular

    order: dict[str, _Order] = {}
    for each in [*reversed(reached), *circular]:
        comment = found[each]
        said = canonical_json(plain(comment))
        below = sorted(order[answer] for answer in answers.get(each, ()))
        digest = hashlib.sha256(canonical_json([said, below]).encode()).hexdigest()
        order[each] = (names.get(comment.on or "", ""), said, digest)
    return _flat(found, names, answers, order)


def _gather(snapshot: Snapshot, names: Mapping[str, str]) -> dict[str, Comment]:
    found: dict[str, Comment] = {}
    waiting = list(names)
    while waiting:
        for comment in snapshot.under(Comment, waiting.pop()):
            if comment.id not in found:
                found[comment.id] = comment
                waiting.append(comment.id)
    return found


def _answered(comment: Comment, found: Mapping[str, Comment]) -> str | None:
    for other in (comment.reply_to, comment.on):
        if other in found:
            return other
    return None


def _from_roots(answers: Mapping[str | None, list[str]]) -> list[str]:
    """Every comment that a first remark leads to, each before its answers."""
    reached: list[str] = list(answers.get(None, ()))
    for each in reached:
        reached.extend(answers.get(each, ()))
    return reached


def _flat(
    found: Mapping[str, Comment],
    names: Mapping[str, str],
    answers: Mapping[str | None, list[str]],
    order: Mapping[str, _Order],
) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    first = sorted(answers[None], key=order.__getitem__, reverse=True)
    stack = [(each, 0, "") for each in first]
    while stack:
        each, level, above = stack.pop()
        body = {**plain(found[each]), "level": level}
        on = names.get(found[each].on or "", above)
        if on != above:
            body["on"] = on
        made.append(body)
        below = sorted(answers.get(each, ()), key=order.__getitem__, reverse=True)
        stack.extend((answer, level + 1, on) for answer in below)
    return made
