# SPDX-License-Identifier: Apache-2.0
"""The law of formats: what was written and read again is what was written, or a report says so.

`round_trips` takes the word of a format's CARRIES and of its losses, and of nobody else: a register
that is said to travel reads back equal, one that is said to be lost does not.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import ModuleType
from typing import Any, TypeVar

from journey_studio.exchange.formats import Choices, Found, Written
from journey_studio.exchange.reporting import report_of_reading, report_of_writing, words_of
from journey_studio.exchange.text_source import twins_of
from journey_studio.model.arrangement import Arrangement, arrange
from journey_studio.model.canonical import map_hash
from journey_studio.model.contents import contents
from journey_studio.model.fragments import LIBRARY_KINDS
from journey_studio.model.ids import kind_of
from journey_studio.model.loss import LossReport
from journey_studio.model.records import KINDS, Comment, Connection, Point, Reading, Record
from journey_studio.model.references import REFERENCES
from journey_studio.model.registers import registers
from journey_studio.model.same_things import Side, library_name, same_things
from journey_studio.model.snapshot import Snapshot
from tests.exchange.map_strategy import PICTURES, MadeMap, maps

__all__ = ["PICTURES", "MadeMap", "maps", "paired", "reads_the_same_again", "round_trips"]

AnyRecord = TypeVar("AnyRecord", bound=Record)
Pairs = dict[str, str]
To = Callable[[Any], Any]
AS_IT_LOOKS = Choices()


def round_trips(
    module: ModuleType,
    snapshot: Snapshot,
    map_id: str,
    choices: Choices = AS_IT_LOOKS,
    reading: Choices = AS_IT_LOOKS,
    name: str = "map",
    makes: Iterable[str] = (),
) -> LossReport:
    """Write a map, read it back, and hold the format to its word.

    `makes` are the kinds of which a reader may find more than was written, since the format always
    has some: a map without lanes read from a format of curves has a lane. The result is the report.
    """
    written = module.write(snapshot, (map_id,), choices, PICTURES.get)
    again = module.write(snapshot, (map_id,), choices, PICTURES.get)
    assert written.data == again.data, "the same map is written in the same bytes"
    assert module.recognises(written.data), "its own files are recognised"
    found: Found = module.read(written.data, name, reading)
    assert not found.losses, found.losses
    (there,) = found.snapshot.maps()
    told = _told(module, snapshot, map_id, found.snapshot)
    pairs = paired(snapshot, map_id, found.snapshot, there.id, told)
    _losses_are_real(snapshot, written)
    _all_as_said(module.CARRIES, snapshot, map_id, found.snapshot, written, pairs)
    _stands_as_said(snapshot, map_id, found.snapshot, there.id, written, pairs)
    _nothing_made_up(module.CARRIES, found.snapshot, there.id, pairs, frozenset(makes))
    reads_the_same_again(module, found, choices, reading, name)
    return report_of_writing(snapshot, (map_id,), module.CARRIES, written)


def reads_the_same_again(
    module: ModuleType,
    found: Found,
    choices: Choices = AS_IT_LOOKS,
    reading: Choices = AS_IT_LOOKS,
    name: str = "map",
) -> None:
    """Read, write, read: the second time says what the first did, of every map."""
    pictures = {**PICTURES, **found.pictures}
    ids = tuple(each.id for each in found.snapshot.maps())
    written = module.write(found.snapshot, ids, choices, pictures.get)
    second: Found = module.read(written.data, name, reading)
    assert len(second.snapshot.maps()) == len(ids)
    lost = {(loss.record, loss.register) for loss in written.losses}
    for each, other in zip(found.snapshot.maps(), second.snapshot.maps(), strict=True):
        if not lost and not _uncarried(module.CARRIES, found.snapshot, each.id):
            assert map_hash(found.snapshot, each.id) == map_hash(second.snapshot, other.id)
    assert report_of_reading(second).kept.keys() <= report_of_reading(found).kept.keys() | {
        f"{kind}.{register}" for kind in KINDS for register in registers(kind)
    }


def _uncarried(carries: Mapping[str, frozenset[str]], snapshot: Snapshot, map_id: str) -> bool:
    return any(
        register not in carries.get(record.KIND, ())
        for record in contents(snapshot, (map_id,))
        for register in words_of(record)
    )


def _losses_are_real(snapshot: Snapshot, written: Written) -> None:
    for loss in written.losses:
        record = snapshot.records.get(loss.record)
        assert record is not None, loss
        assert loss.register in registers(record.KIND), loss
        assert loss.what == f"{record.KIND}.{loss.register}", loss
        assert loss.reason, loss
    named = [(loss.record, loss.register) for loss in written.losses]
    assert len(named) == len(set(named)), "a loss is said once"


def _all_as_said(
    carries: Mapping[str, frozenset[str]],
    before: Snapshot,
    map_id: str,
    after: Snapshot,
    written: Written,
    pairs: Pairs,
) -> None:
    lost = {(loss.record, loss.register) for loss in written.losses}
    for record in contents(before, (map_id,)):
        other = after.records.get(pairs.get(record.id, ""))
        mine = _with_pairs(words_of(record), record.KIND, pairs)
        theirs = words_of(other) if other else {}
        for register in sorted(mine.keys() | theirs.keys()):
            one, two = mine.get(register), theirs.get(register)
            where = f"{record.KIND}.{register} of {record.id}: {one!r} came back as {two!r}"
            if (record.id, register) in lost:
                assert one != two, f"said to be lost, but is there: {where}"
            elif register in carries.get(record.KIND, ()):
                assert one == two, f"said to travel: {where}"
            elif register in mine:
                assert one != two, f"said to have no room, but is there: {where}"


def _stands_as_said(
    before: Snapshot, map_id: str, after: Snapshot, other_id: str, written: Written, pairs: Pairs
) -> None:
    """Stages, steps, lanes and cards follow each other as before, in the same cells, but for those
    of which the report says that they moved, and those that are not there.
    """
    moved = {loss.record for loss in written.losses if loss.register == "place"}
    mine, theirs = (_rows(arrange(*each)) for each in ((before, map_id), (after, other_id)))
    for (kind, *under), ids in mine.items():
        stayed = [pairs[each] for each in ids if each in pairs and each not in moved]
        there = theirs.get((kind, *[pairs.get(each, "") for each in under]), [])
        known = set(stayed)
        assert stayed == [each for each in there if each in known], f"not in the order of {kind}s"


def _rows(shape: Arrangement) -> dict[tuple[str, ...], list[str]]:
    rows: dict[tuple[str, ...], list[str]]
    rows = {("stage",): [stage.id for stage, _ in shape.stages]}
    rows[("lane",)] = [lane.id for lane in shape.lanes]
    for stage, steps in shape.stages:
        rows[("step", stage.id)] = [step.id for step in steps]
    for (lane, step_id), cards in shape.cells.items():
        rows[("card", lane, step_id)] = [card.id for card in cards]
    return rows


def _nothing_made_up(
    carries: Mapping[str, frozenset[str]],
    after: Snapshot,
    map_id: str,
    pairs: Pairs,
    makes: frozenset[str],
) -> None:
    known = set(pairs.values())
    for record in contents(after, (map_id,)):
        if record.id not in known and record.KIND not in makes:
            assert not (carries.get(record.KIND) and words_of(record)), f"made up: {record}"


def _with_pairs(values: Mapping[str, Any], kind: str, pairs: Pairs) -> dict[str, Any]:
    """Values with the ids that the other side has for what they name."""
    made = dict(values)
    for register in REFERENCES.get(kind, {}):
        held = made.get(register)
        if isinstance(held, list):
            made[register] = [pairs.get(each, each) for each in held]
        elif isinstance(held, str):
            made[register] = pairs.get(held, held)
    return made


def _told(module: ModuleType, snapshot: Snapshot, map_id: str, after: Snapshot) -> Pairs | None:
    """Which lane, card, persona and channel of a map in words is which, where the format knows:
    those it has no words for are not there, and others are of another kind and name.
    """
    language = getattr(module, "LANGUAGE", None)
    if language is None or map_id in after.records:
        return None
    twins = twins_of(after, language.tell(snapshot, map_id))
    kinds = ("lane", "card", "persona", "channel")
    return {mine: other for other, mine in twins.items() if kind_of(mine) in kinds}


def paired(
    before: Snapshot, map_id: str, after: Snapshot, other_id: str, told: Pairs | None = None
) -> Pairs:
    """The id after of everything of a map, by its id before: as `told`, by place where both have as
    many of a kind there, else by likeness.
    """
    one, other = arrange(before, map_id), arrange(after, other_id)
    pairs: Pairs = {map_id: other_id}
    like = same_things(Side(before, map_id), Side(after, other_id))
    pairs |= {mine: new for mine, new in (told or {}).items() if kind_of(mine) in ("lane", "card")}
    if told is None:
        _pair(pairs, like, one.lanes, other.lanes)
    _pair(pairs, like, [s for s, _ in one.stages], [s for s, _ in other.stages])
    steps = {stage.id: found for stage, found in other.stages}
    for stage, found in one.stages:
        _pair(pairs, like, found, steps.get(pairs.get(stage.id, ""), ()))
    _pair_cards(pairs, like, one, other)
    mine, theirs = contents(before, (map_id,)), contents(after, (other_id,))
    for kind in LIBRARY_KINDS:
        ours, others = _of(mine, KINDS[kind]), _of(theirs, KINDS[kind])
        _pair_library(pairs, before, after, ours, others, told or {})
    keys: dict[type[Record], Callable[[Any, To], Any]] = {
        Point: lambda p, to: (to(p.lane), to(p.step), to(p.persona)),
        Reading: lambda r, to: (to(r.metric), r.day),
        Connection: lambda c, to: (to(c.source), to(c.target)),
    }
    for one_kind, key in keys.items():
        _pair_keys(pairs, _of(mine, one_kind), _of(theirs, one_kind), key)
    _pair_comments(pairs, _of(mine, Comment), _of(theirs, Comment))
    return pairs


def _of(records: Sequence[Record], kind: type[AnyRecord]) -> list[AnyRecord]:
    return [record for record in records if isinstance(record, kind)]


def _pair(pairs: Pairs, like: Pairs, mine: Sequence[Record], theirs: Sequence[Record]) -> None:
    if len(mine) == len(theirs):
        pairs.update((one.id, two.id) for one, two in zip(mine, theirs, strict=True))
        return
    there = {each.id for each in theirs}
    pairs.update((each.id, like[each.id]) for each in mine if like.get(each.id) in there)


def _pair_cards(pairs: Pairs, like: Pairs, one: Arrangement, other: Arrangement) -> None:
    taken = set(pairs.values())
    for (lane, step), cards in one.cells.items():
        if any(card.id in pairs for card in cards):
            continue
        cell = (pairs.get(lane, ""), pairs.get(step, ""))
        free = [card for card in other.cells.get(cell, ()) if card.id not in taken]
        _pair(pairs, like, cards, free)


def _pair_library(
    pairs: Pairs,
    before: Snapshot,
    after: Snapshot,
    mine: Sequence[Record],
    theirs: Sequence[Record],
    told: Mapping[str, str],
) -> None:
    named = {library_name(after, each.id): each.id for each in theirs}
    found = {
        each.id: named[name] for each in mine if (name := library_name(before, each.id)) in named
    }
    free = {each.id for each in theirs} - set(found.values())
    found |= {
        each.id: told[each.id]
        for each in mine
        if each.id not in found and told.get(each.id) in free
    }
    rest = [each for each in mine if each.id not in found]
    left = [each for each in theirs if each.id not in found.values()]
    if len(rest) == len(left):
        found |= {one.id: two.id for one, two in zip(rest, left, strict=True)}
    pairs.update(found)


def _pair_keys(
    pairs: Pairs, mine: Sequence[Any], theirs: Sequence[Any], key: Callable[[Any, To], Any]
) -> None:
    there: dict[Any, list[str]] = {}
    for each in theirs:
        there.setdefault(key(each, lambda i: i), []).append(each.id)
    for each in mine:
        same = there.get(key(each, lambda i: pairs.get(i, i) if i else i))
        if same:
            pairs[each.id] = same.pop(0)


def _pair_comments(pairs: Pairs, mine: Sequence[Comment], theirs: Sequence[Comment]) -> None:
    """By what they are on and their words; then those of one thing by their order."""
    keys: tuple[Callable[[Comment], Any], ...] = (lambda c: c.text, lambda _: None)
    for words in keys:
        left = [each for each in theirs if each.id not in pairs.values()]
        open_ones = [each for each in mine if each.id not in pairs]
        _pair_keys(pairs, open_ones, left, lambda c, to, words=words: (to(c.on), words(c)))  # type: ignore[misc]
