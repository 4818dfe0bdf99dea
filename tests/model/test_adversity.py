# SPDX-License-Identifier: Apache-2.0
"""Change sets of any kind, in any order: every replica ends alike, nothing raises, no word is lost.

The change sets here are not made by commands. They come as from a hostile or a newer program:
wrong types, heads that were never written, records without a place, kinds nobody knows.
"""

import json
import random
from itertools import product
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from journey_studio.model.arrangement import arrange
from journey_studio.model.canonical import dump, map_hashes
from journey_studio.model.change import (
    Author,
    Change,
    Label,
    Stamp,
    Write,
    make_change,
    read_change,
)
from journey_studio.model.conflicts import conflicts
from journey_studio.model.document import MemoryJournal
from journey_studio.model.ids import derived_id, is_id, kind_of
from journey_studio.model.merge import merge, rebuild
from journey_studio.model.registers import find
from journey_studio.model.snapshot import Snapshot

NEVER_WRITTEN = "f" * 64
PARKING = [derived_id(kind, "parking", "map-m") for kind in ("stage", "step", "lane")]
RECORDS = [
    "map-m", "map-n", "stage-a", "stage-b", "step-1", "step-2", "lane-t", "card-x", "card-y",
    "point-p", "persona-p", "connection-k", "comment-c", "comment-d", "metric-w", "reading-r",
    "project-p", "project-q", "insight-i", "hologram-h", "card-", "Card-X", "", "map-m\x00",
    *PARKING,
]  # fmt: skip
REGISTERS = [
    "place", "deleted", "text", "title", "personas", "span", "parent_step", "value", "lane", "step",
    "persona", "source", "target", "on", "reply_to", "day", "metric", "refs", "aura", "links",
]  # fmt: skip
KEYS = list(product(RECORDS, REGISTERS))
KNOWN = [key for key in KEYS if is_id(key[0]) and find(kind_of(key[0]), key[1])]
UNKNOWN = [key for key in KEYS if key not in KNOWN]
RANKS = ["V", "V", "0", "00", "0V", "z" * 200, "B", "9" * 201]
LONG = "x" * 20_001  # stands where "long" is drawn
VALUES: list[Any] = [
    True, False, None, 0, 1, 0.5, -1e300, 2**52, "", "one two three", "long", "\x07", "deep",
    [], ["persona-p", "card-x"], {"deleted": True}, [[[[]]]], ["map-m"], "step-1", "lane-t",
    "card-x", "comment-c", "comment-d", "map-m", "persona-p", "metric-w", "2026-02-30",
    "\u0662\u0660\u0662\u0666-01-01", [["a", "javascript:x"]], "\u202etxet",
    *[[parent, rank] for parent in ("map-m", "map-n", "stage-a", "lane-t") for rank in RANKS[:4]],
    *[["lane-t", step, rank] for step in ("step-1", "step-2") for rank in RANKS],
    ["step-1", "lane-t", "V"], ["lane-z", "step-z", "V"], [PARKING[2], PARKING[1], "V"], ["V"],
]  # fmt: skip


def _foreign(number: int, writes: dict[str, dict[str, Any]]) -> Change:
    """A change set as another program might write it, with whatever it says."""
    body = {
        "v": 1,
        "project": "project-p",
        "stamp": [number % 5, number % 2, "ab"[number % 2]],
        "author": ["", "", str(number)],
        "label": ["key", {"key": "x", "self": "y"}],
        "writes": writes,
    }
    return read_change(json.dumps(body).encode())


@st.composite
def foreign_logs(draw: st.DrawFn) -> list[Change]:
    """Up to twelve change sets that fight over a few registers and replace one another's writes."""
    keys = st.sampled_from(KNOWN) | st.sampled_from(UNKNOWN)
    fought_over = st.sampled_from(draw(st.lists(keys, min_size=1, max_size=5)))
    made: list[Change] = []
    for number in range(draw(st.integers(1, 12))):
        heads = st.sampled_from([NEVER_WRITTEN, *(change.sha256 for change in made)])
        writes: dict[str, dict[str, Any]] = {}
        for record, register in draw(st.lists(fought_over, max_size=4)):
            value, replaces = draw(st.sampled_from(VALUES)), draw(st.lists(heads, max_size=3))
            writes.setdefault(record, {})[register] = [LONG if value == "long" else value, replaces]
        made.append(_foreign(number, writes))
    return made


def _delivered(changes: list[Change], seed: int) -> tuple[Snapshot, MemoryJournal]:
    """The snapshot after all of them came in some order, in bundles, some of them twice."""
    chance = random.Random(seed)
    order = [*changes, *chance.sample(changes, len(changes) // 3)]
    chance.shuffle(order)
    snapshot, journal = Snapshot(), MemoryJournal()
    while order:
        bundle = [order.pop() for _ in range(min(len(order), chance.randint(1, 4)))]
        snapshot = merge(snapshot, bundle, journal).snapshot
        journal.append(bundle, snapshot, ())
    return snapshot, journal


@settings(max_examples=60)
@given(foreign_logs(), st.integers(0, 2**32))
@example([_foreign(0, {"card-x": {"text": ["a", [NEVER_WRITTEN]]}})], 0)
def test_any_change_sets_in_any_order_end_in_the_same_snapshot(
    changes: list[Change], seed: int
) -> None:
    expected = rebuild(changes)
    snapshot, journal = _delivered(changes, seed)
    assert snapshot == expected
    assert [entry[:2] for entry in conflicts(snapshot, journal)] == sorted(
        key for key, contested in expected.contested.items() if not contested.agreed
    )
    _everything_has_one_home(snapshot)
    dump(snapshot)
    map_hashes(snapshot)


def _everything_has_one_home(snapshot: Snapshot) -> None:
    live = [r.id for r in snapshot.records.values() if not r.deleted and r.KIND in ("card", "step")]
    shown = []
    for each in snapshot.maps():
        shape = arrange(snapshot, each.id)
        shown += [card.id for cards in shape.cells.values() for card in cards]
        shown += [step.id for step in shape.steps if step.id in snapshot.records]
        assert set(shape.cells) <= {
            (lane.id, step.id) for lane in shape.lanes for step in shape.steps
        }
        assert all(card.place for cards in shape.cells.values() for card in cards)
    assert sorted(shown) == (sorted(live) if snapshot.maps() else [])


def test_a_write_that_replaces_one_never_made_is_dangling_in_every_order() -> None:
    other = _foreign(1, {"map-m": {"title": ["Other"]}})
    claim = _foreign(2, {"card-x": {"text": ["mine", [other.sha256]]}})
    there, back = rebuild([other, claim]), rebuild([claim, other])
    assert there == back
    assert there.dangling == {("card-x", "text"): frozenset({other.sha256})}


def _written(number: int, text: str, *replaces: Change) -> Change:
    write = Write(text, tuple(each.sha256 for each in replaces))
    stamp = Stamp(number, 0, "r")
    return make_change("project-p", stamp, Author(), Label("k"), {("card-x", "text"): write})


WORDS = "one two three four five six".split()


@st.composite
def sides(draw: st.DrawFn) -> tuple[str, str, set[int]]:
    """One person's edit of `WORDS`: the text, the word put in, and the words taken out."""
    out = draw(st.sets(st.integers(0, len(WORDS) - 1), max_size=2))
    kept = [word for index, word in enumerate(WORDS) if index not in out]
    new = draw(st.uuids()).hex
    kept.insert(draw(st.integers(0, len(kept))), new)
    return " ".join(kept), new, out


@given(st.lists(sides(), min_size=2, max_size=4), st.integers(0, 2**32))
def test_texts_of_several_people_come_together_with_every_word_or_stay_a_conflict(
    edits: list[tuple[str, str, set[int]]], seed: int
) -> None:
    base = _written(0, " ".join(WORDS))
    heads = [_written(number, text, base) for number, (text, _, _) in enumerate(edits, 1)]
    snapshot, _ = _delivered([base, *heads], seed)
    assert snapshot == rebuild([base, *heads])
    shown = snapshot.records["card-x"].text.split()  # type: ignore[attr-defined]
    contested = snapshot.contested["card-x", "text"]
    if contested.agreed:
        assert {new for _, new, _ in edits} <= set(shown)
        assert not {WORDS[index] for _, _, out in edits for index in out} & set(shown)
    else:
        assert {head.value for head in contested.heads} == {text for text, _, _ in edits}


def test_texts_merge_once_the_common_ancestor_has_come() -> None:
    base = _written(0, "one two three")
    middle = _written(1, "one two three four", base)
    mine = _written(2, "ONE two three four", middle)
    theirs = _written(3, "one two THREE", base)
    journal = MemoryJournal()
    snapshot = Snapshot()
    for change in (mine, theirs, base):
        snapshot = merge(snapshot, [change], journal).snapshot
        journal.append([change], snapshot, ())
    assert not snapshot.contested["card-x", "text"].agreed
    snapshot = merge(snapshot, [middle], journal).snapshot
    assert snapshot == rebuild([base, middle, mine, theirs])
    assert snapshot.records["card-x"].text == "ONE two THREE four"  # type: ignore[attr-defined]


def test_texts_that_are_too_long_together_stay_a_conflict() -> None:
    base = _written(0, "middle")
    mine = _written(1, "a" * 15_000 + " middle", base)
    theirs = _written(2, "middle " + "b" * 15_000, base)
    snapshot = rebuild([base, mine, theirs])
    assert not snapshot.contested["card-x", "text"].agreed


def test_the_same_point_made_by_two_people_is_one_point_without_a_conflict() -> None:
    writes = {"lane": ["lane-t"], "step": ["step-1"], "deleted": [False], "value": [0.5]}
    snapshot = rebuild([_foreign(number, {"point-p": writes}) for number in range(2)])
    assert all(contested.agreed for contested in snapshot.contested.values())


def test_what_a_newer_program_wrote_gives_way_to_what_can_be_read() -> None:
    newer = _foreign(4, {"card-x": {"span": ["wide"]}})
    older = _foreign(3, {"card-x": {"span": [2]}})
    snapshot = rebuild([newer, older])
    assert snapshot.records["card-x"].span == 2  # type: ignore[attr-defined]
    assert ("card-x", "span") not in snapshot.contested
    assert snapshot.heads["card-x"]["span"] == (newer.sha256, older.sha256)


def test_true_is_no_number_and_one_is_not_true() -> None:
    writes = {"card-x": {"span": [True], "deleted": [1], "moment_of_truth": ["yes"]}}
    card = rebuild([_foreign(1, writes)]).records["card-x"]
    assert (card.span, card.deleted, card.moment_of_truth) == (1, False, False)  # type: ignore[attr-defined]


def test_thousands_of_people_may_write_one_register_at_once() -> None:
    base = _written(0, "one two three")
    changes = [base, *(_written(number, f"one {number} three", base) for number in range(1, 3000))]
    snapshot, _ = _delivered(changes[:100], 1)
    assert len(snapshot.contested["card-x", "text"].heads) == 99
    snapshot = rebuild(changes)
    assert len(snapshot.contested["card-x", "text"].heads) == 2999
    assert snapshot.records["card-x"].text == "one 2999 three"  # type: ignore[attr-defined]


def test_a_change_set_with_very_many_writes_is_merged() -> None:
    writes = {f"card-{number}": {"text": [str(number)], "span": [1]} for number in range(5_000)}
    snapshot = rebuild([_foreign(0, writes)])
    assert len(snapshot.records) == 5_000


def test_long_texts_and_long_histories_of_one_text_merge() -> None:
    words = [f"w{number % 300}" for number in range(3_900)]
    base = changes = _written(0, " ".join(words))
    log = [base]
    for number in range(1, 40):
        words[number] = "changed"
        changes = _written(number, " ".join(words), changes)
        log.append(changes)
    mine = _written(50, " ".join(["first", *words]), changes)
    theirs = _written(51, " ".join([*words[:-1], "last"]), changes)
    snapshot = rebuild([*log, mine, theirs])
    text = snapshot.records["card-x"].text  # type: ignore[attr-defined]
    assert text.startswith("first ")
    assert text.endswith(" last")


def test_cards_of_equal_rank_lie_in_one_order_whatever_came_first() -> None:
    log = [
        _foreign(number, {f"card-{name}": {"place": [["lane-t", "step-1", "V"]]}})
        for number, name in enumerate("hfbdgaec")
    ]
    orders = {_delivered(log, seed)[0].children["card", "lane-t", "step-1"] for seed in range(10)}
    assert orders == {tuple(f"card-{name}" for name in "abcdefgh")}
