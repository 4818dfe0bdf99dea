# SPDX-License-Identifier: Apache-2.0
"""What of a map is not in a file that was just written: seen by reading it back.

A writer knows what its format has no place for. What the format holds only mostly (a text that
begins with an empty line, two personas of one name) shows here, so that no report is better than
the file.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from journey_studio.exchange.formats import Carries
from journey_studio.exchange.reporting import called, words_of
from journey_studio.i18n import t
from journey_studio.model.contents import contents
from journey_studio.model.fragments import LIBRARY_KINDS
from journey_studio.model.loss import Fate, Loss
from journey_studio.model.records import Comment, Connection, Point, Reading, Record
from journey_studio.model.references import REFERENCES
from journey_studio.model.same_things import library_name
from journey_studio.model.snapshot import Snapshot
from journey_studio.model.walk import walk

_NONE: frozenset[str] = frozenset()
Place = tuple[str, ...]


def unlike(
    snapshot: Snapshot,
    map_id: str,
    back: Snapshot,
    back_id: str,
    carries: Carries,
    known: Iterable[Loss] = (),
) -> list[Loss]:
    """The losses of registers a format carries that came back different, or not at all.

    `back_id` is the map `map_id` as it was read back. What the writer has named already (`known`)
    is not named again.
    """
    named = {(loss.record, loss.register) for loss in known}
    theirs = contents(back, [back_id])
    library = [each for each in theirs if each.KIND in LIBRARY_KINDS]
    pairs = _library(snapshot, contents(snapshot, [map_id]), back, library)
    there = _said(back, back_id, {each.id: ("library", each.id) for each in library})
    found = []
    places = {old: ("library", new) for old, new in pairs.items()}
    for place, (record, words) in _said(snapshot, map_id, places).items():
        other = there.get(place, (None, {}))[1]
        for register in sorted(carries.get(record.KIND, _NONE)):
            one, two = words.get(register), other.get(register)
            if one != two and (record.id, register) not in named:
                found.append(loss_of(snapshot, record, register, changed=two is not None))
    return found


def loss_of(
    snapshot: Snapshot, record: Record, register: str, reason: str = "", *, changed: bool = False
) -> Loss:
    """The loss of a register on the way out."""
    usual = t("exchange.data.differs") if changed else t("exchange.data.unsayable")
    what = f"{record.KIND}.{register}"
    fate: Fate = "changed" if changed else "dropped"
    return Loss(fate, what, called(snapshot, record), reason or usual, record.id, register)


def _library(
    before: Snapshot, mine: Iterable[Record], after: Snapshot, theirs: Iterable[Record]
) -> dict[str, str]:
    """Which record of the library became which: by name, the rest of a kind in order where both
    have as many.
    """
    pairs: dict[str, str] = {}
    ours = [record for record in mine if record.KIND in LIBRARY_KINDS]
    left = list(theirs)
    named = {(each.KIND, library_name(after, each.id)): each.id for each in left}
    for each in ours:
        if same := named.get((each.KIND, library_name(before, each.id))):
            pairs[each.id] = same
    for kind in LIBRARY_KINDS:
        rest = [each.id for each in ours if kind == each.KIND and each.id not in pairs]
        taken = set(pairs.values())
        free = [each.id for each in left if kind == each.KIND and each.id not in taken]
        if len(rest) == len(free):
            pairs |= dict(zip(rest, free, strict=True))
    return pairs


def _said(
    snapshot: Snapshot, map_id: str, library: Mapping[str, Place]
) -> dict[Place, tuple[Record, Mapping[str, Any]]]:
    """Each record of a map by its place, with what it says and places instead of ids."""
    records = contents(snapshot, [map_id])
    places: dict[str, Place] = {
        each: (name,) for each, name in walk(snapshot, map_id).names.items()
    }
    places |= library
    met: Counter[Place] = Counter()
    for record in records:
        if record.id not in places:
            base = _base(record, places)
            met[base] += 1
            places[record.id] = (*base, str(met[base]))
    return {places[record.id]: (record, _words(record, places)) for record in records}


def _words(record: Record, places: Mapping[str, Place]) -> Mapping[str, Any]:
    words = words_of(record)
    for register in REFERENCES.get(record.KIND, ()):
        held = words.get(register)
        if isinstance(held, list | tuple):
            words[register] = [places.get(each, (each,)) for each in held]
        elif isinstance(held, str):
            words[register] = places.get(held, (held,))
    return words


def _base(record: Record, places: Mapping[str, Place]) -> Place:
    def of(record_id: str | None) -> Place:
        return places.get(record_id or "", ("", record_id or ""))

    match record:
        case Point():
            return ("point", *of(record.lane), *of(record.step), *of(record.persona))
        case Connection():
            return ("connection", *of(record.source), *of(record.target))
        case Reading():
            return ("reading", *of(record.metric), record.day)
        case Comment():
            return ("comment", *of(record.on), record.text)
    return (record.KIND, record.id)
