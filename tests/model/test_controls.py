# SPDX-License-Identifier: Apache-2.0
"""Tests of the tests: the model broken in one place, and the check that must find it."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test

from journey_studio.model import agreement, merge, rank
from journey_studio.model.change import Change
from journey_studio.model.history import History
from journey_studio.model.snapshot import RegisterKey, order_key
from tests.model import test_adversity, test_company, test_merge, test_rank

_SHORT = settings(
    max_examples=60, phases=[Phase.generate], derandomize=True, database=None, deadline=None
)
_LOGS = (test_adversity.foreign_logs(), st.integers(0, 2**32))
_TEXTS = (st.lists(test_adversity.sides(), min_size=2, max_size=4), st.integers(0, 2**32))


def _law(test: Any, *strategies: Any, examples: int = 60) -> Callable[[], None]:
    """A property of the suite without the search for the smallest example."""
    over: Any = given(*strategies)
    check: Callable[[], None] = over(test.hypothesis.inner_test)
    return settings(_SHORT, max_examples=examples)(check)


def _machine() -> None:
    run_state_machine_as_test(
        test_merge.FourReplicas, settings=settings(_SHORT, stateful_step_count=25)
    )


any_order = _law(
    test_adversity.test_any_change_sets_in_any_order_end_in_the_same_snapshot,
    *_LOGS,
    examples=200,
)
every_word = _law(
    test_adversity.test_texts_of_several_people_come_together_with_every_word_or_stay_a_conflict,
    *_TEXTS,
)
polite = _law(test_company.test_undo_leaves_every_value_that_somebody_else_wrote_last, st.data())


def _latest_only(self: Any, key: RegisterKey, _known: Any, fresh: Any) -> None:
    self.several[key] = {fresh[-1][0]}


def _again(self: Any, changes: Iterable[Change]) -> None:
    log, self.log = self.log, merge._Nothing()
    for change in changes:
        self.arrived.pop(change.sha256, None)
        _take(self, [change])
    self.log = log


def _forgetful(self: Any, key: RegisterKey, known: Any, fresh: Any) -> None:
    heads = set(known)
    for sha256, replaces in fresh:
        heads.difference_update(replaces)
        heads.add(sha256)
    self.several[key] = heads


def _emptied(records: Any, children: Any, moved: Any) -> None:
    _stand(records, children, moved)
    for record_id in moved:
        if records[record_id].deleted:
            records[record_id] = merge.make_record(record_id, {"deleted": True})


def _guess(_get: Any, _key: Any, _register: Any, heads: Any) -> Any:
    return heads[0].value


_stand, _take = merge._stand, merge._Merger.take
BROKEN = {
    "heads ignored: what came last shows": (merge._Merger, "write", _latest_only, any_order),
    "heads ignored, seen by four replicas": (merge._Merger, "write", _latest_only, _machine),
    "a change set merged as often as it comes": (merge._Merger, "take", _again, any_order),
    "replaced writes forgotten until they come": (merge._Merger, "write", _forgetful, any_order),
    "a conflict of words guessed at": (agreement, "_merged", _guess, every_word),
    "undo that clobbers": (History, "_still_stands", lambda *_: True, polite),
    "undo that orphans what a colleague put in": (
        History, "_in_use", lambda *_: set(),
        test_company.test_undo_of_a_new_stage_keeps_it_once_a_colleague_has_filled_it),
    "a deletion drops a concurrent edit": (
        merge, "_stand", _emptied,
        test_company.test_what_one_deletes_while_another_edits_it_keeps_the_edit),
    "ranks without a random tail": (
        rank, "_between", rank._midpoint,
        test_rank.test_two_people_who_insert_into_one_gap_choose_different_ranks),
    "equal ranks not sorted by id": (
        merge, "order_key", lambda record: (order_key(record)[0], ""),
        test_adversity.test_cards_of_equal_rank_lie_in_one_order_whatever_came_first),
}  # fmt: skip


@pytest.mark.parametrize("broken", BROKEN)
def test_the_suite_notices(broken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    owner, name, variant, check = BROKEN[broken]
    monkeypatch.setattr(owner, name, variant)
    with pytest.raises((AssertionError, LookupError, ExceptionGroup)):
        check()
