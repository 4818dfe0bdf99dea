# SPDX-License-Identifier: Apache-2.0
"""Texts that say a part of a map in words of their own and carry the whole map in a remark."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, NamedTuple

from msgspec import structs

from journey_studio.errors import JourneyError
from journey_studio.exchange import interchange
from journey_studio.exchange.embedded import MARK, MOST_BYTES, pack, unpack
from journey_studio.exchange.formats import Carries, Choices, Found, Pictures, Written
from journey_studio.exchange.read_back import loss_of
from journey_studio.exchange.reporting import words_of
from journey_studio.exchange.text_edits import Shown, edited
from journey_studio.exchange.told_order import moved
from journey_studio.i18n import t
from journey_studio.model.canonical import map_hash
from journey_studio.model.commands.points import point_id
from journey_studio.model.contents import contents
from journey_studio.model.loss import Loss
from journey_studio.model.merge import index_children
from journey_studio.model.records import Point, Record
from journey_studio.model.references import REFERENCES
from journey_studio.model.renaming import with_other_ids
from journey_studio.model.snapshot import Snapshot

CARRIES: Carries = interchange.CARRIES
_ORDERED = frozenset(("stage", "step", "lane", "card"))  # of others nobody sees an order
_PICTURED = {"card": "picture", "persona": "photo"}


class Told(NamedTuple):
    """A map in the words of a format.

    `order` lists, for each kind, the records it tells of in the order its reader meets them; ""
    where the reader makes one that there is not.
    """

    text: str
    order: Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Language:
    """How a format tells a map.

    `read` gives the map of a text that has no remark, `shows` which registers it may find, `remark`
    starts a line that says nothing, `ends` ends it. A text of more than `most` signs goes without
    its remark.
    """

    tell: Callable[[Snapshot, str], Told]
    read: Callable[[str], Snapshot]
    shows: Carries
    remark: str
    most: int
    ends: str = ""


def write(
    language: Language,
    snapshot: Snapshot,
    map_ids: Sequence[str],
    choices: Choices,
    pictures: Pictures,
) -> Written:
    """The first of the maps in words, and all of them in a remark unless the words say it all.

    Where there is no room for a remark with pictures it has none, and where there is no room at
    all, or `choices.source` is off, every loss is named.
    """
    told = language.tell(snapshot, map_ids[0])
    shown = language.read(told.text)
    twins = twins_of(shown, told)
    missing = _missing(snapshot, map_ids, shown, twins)
    if missing is None:
        return Written(told.text.encode())
    if choices.source and len(told.text) < language.most:
        for found, losses in _bundles(snapshot, map_ids, pictures):
            text = f"{told.text}{language.remark}{pack(found)}{language.ends}\n"
            if len(text) <= language.most and len(found) <= MOST_BYTES:
                return Written(text.encode(), losses)
    missing += moved(snapshot, map_ids[0], shown, shown.maps()[0].id, twins)
    return Written(told.text.encode(), tuple(missing))


def _missing(
    snapshot: Snapshot, map_ids: Sequence[str], shown: Snapshot, twins: Mapping[str, str]
) -> list[Loss] | None:
    """What the words alone do not say; None where they say it all, and nothing but it."""
    backward = {mine: other for other, mine in twins.items()}
    missing = []
    everything = contents(snapshot, map_ids)
    for record in everything:
        other = shown.records.get(backward.get(record.id, ""))
        found = translated(words_of(other), other.KIND, twins) if other else {}
        said = words_of(record)
        if found == said:  # nearly always
            continue
        for register in sorted(
            CARRIES.get(record.KIND, frozenset()) & (said.keys() | found.keys())
        ):
            if found.get(register) != said.get(register):
                missing.append(_loss(snapshot, record, register, changed=register in found))
    if missing or len(map_ids) != 1:
        return missing
    (there,) = shown.maps()
    same = _stand_alike(snapshot, everything, shown, twins) or (
        map_hash(snapshot, map_ids[0]) == map_hash(shown, there.id)
    )
    return None if same else missing


def _stand_alike(
    snapshot: Snapshot, records: Sequence[Record], shown: Snapshot, twins: Mapping[str, str]
) -> bool:
    """Whether each record has its twin, and all of them lie in their twins in the same order.

    Two maps whose records say the same and stand alike have the same hash, which takes many times
    as long; where they do not, they may still have it.
    """
    if {twins.get(each) for each in shown.records} != {record.id for record in records}:
        return False
    if len(shown.records) != len(records):
        return False
    for key, children in shown.children.items():
        kind, *parents = key
        if kind in _ORDERED:
            mine = snapshot.children.get((kind, *[twins.get(each, "") for each in parents]), ())
            if tuple([twins[each] for each in children]) != mine:
                return False
    return True


def twins_of(shown: Snapshot, told: Told) -> dict[str, str]:
    """The records a map was told from, by the ids that the reader of its text gave them."""
    twins = {
        f"{kind}-{number}": mine
        for kind, ids in told.order.items()
        for number, mine in enumerate(ids, 1)
        if mine
    }
    for each in shown.records.values():
        if isinstance(each, Point):
            lane, step = twins.get(each.lane or "", ""), twins.get(each.step or "", "")
            persona = twins.get(each.persona or "") if each.persona else None
            if lane and step and (persona or not each.persona):
                twins[each.id] = point_id(lane, step, persona)
    return twins


def translated(said: dict[str, object], kind: str, twins: Mapping[str, str]) -> dict[str, object]:
    """What a record says with the ids of the map it was told from."""
    for register in REFERENCES.get(kind, ()):
        held = said.get(register)
        if isinstance(held, list):
            said[register] = [twins.get(each, each) for each in held]
        elif isinstance(held, str):
            said[register] = twins.get(held, held)
    return said


def _bundles(
    snapshot: Snapshot, map_ids: Sequence[str], pictures: Pictures
) -> Iterator[tuple[bytes, tuple[Loss, ...]]]:
    """The maps packed with their pictures, and without."""
    whole = interchange.bundle(snapshot, map_ids, pictures)
    yield whole.data, whole.losses
    bare, losses = _without_pictures(snapshot, map_ids)
    if losses:
        yield interchange.bundle(bare, map_ids, pictures).data, tuple(losses)


def _without_pictures(snapshot: Snapshot, map_ids: Sequence[str]) -> tuple[Snapshot, list[Loss]]:
    records: dict[str, Record] = dict(snapshot.records)
    losses = []
    for record in contents(snapshot, map_ids):
        register = _PICTURED.get(record.KIND)
        if register and getattr(record, register):
            bare: dict[str, Any] = {register: ""}
            records[record.id] = structs.replace(record, **bare)
            losses.append(_loss(snapshot, record, register, changed=False))
    return Snapshot(records, children=snapshot.children), losses


def _loss(snapshot: Snapshot, record: Record, register: str, *, changed: bool) -> Loss:
    reason = t("exchange.text.differs") if changed else t("exchange.loss.no_room")
    return loss_of(snapshot, record, register, reason, changed=changed)


def whole_of(language: Language, text: str, shown: Snapshot) -> Found | None:
    """The maps in the remark of a text, with what somebody changed in its words, which show
    `shown`; None where there is no remark that is whole.
    """
    data = unpack(text)
    if data is None:
        return None
    try:
        found = interchange.read(data, "", Choices())
        (first, *_) = found.snapshot.maps()
    except (JourneyError, ValueError):
        return None
    told = language.tell(found.snapshot, first.id)
    written = language.read(told.text)
    if written.records == shown.records:
        return found
    snapshot = edited(
        found.snapshot,
        first.id,
        Shown(written, written.maps()[0].id),
        Shown(shown, shown.maps()[0].id),
        twins_of(written, told),
        language.shows,
    )
    warnings = (*found.warnings, t("exchange.text.edited"))
    return replace(found, snapshot=snapshot, warnings=warnings)


def restored(
    language: Language, text: str, found: Found, what: str, reason: str, *, usable: bool = True
) -> Found:
    """What was found in the words of a text, made whole by its remark where it has one.

    A remark that is damaged, or not `usable` beside these words, is a loss called `what`.
    """
    if MARK not in text:
        return found
    if is_damaged(text) or not usable:
        line = 1 + text.count("\n", 0, text.index(MARK))
        loss = Loss("dropped", what, t("exchange.line", line=line), reason)
        return replace(found, losses=(*found.losses, loss))
    whole = whole_of(language, text, found.snapshot)
    return replace(whole, losses=found.losses) if whole else found


def is_damaged(text: str) -> bool:
    """Whether a text has a remark that was shortened or changed."""
    return MARK in text and unpack(text) is None


def together(found: Found, wholes: Sequence[Found], is_empty: bool) -> Found:
    """What was found in words and what in remarks as one; `is_empty` where no words count."""
    records: dict[str, Record] = {} if is_empty else dict(found.snapshot.records)
    warnings, pictures = found.warnings, dict(found.pictures)
    if not wholes and not is_empty:
        return found
    for number, each in enumerate(wholes):
        other = each.snapshot
        if any(records.get(one, record) != record for one, record in other.records.items()):
            other = with_other_ids(other, partial(_numbered, number))
        records |= other.records
        warnings += each.warnings
        pictures |= each.pictures
    snapshot = Snapshot(records, children=index_children(records.values()))
    return replace(found, snapshot=snapshot, warnings=warnings, pictures=pictures)


def _numbered(number: int, record_id: str) -> str:
    return record_id.replace("-", f"-{number}of", 1)
