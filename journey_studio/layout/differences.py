# SPDX-License-Identifier: Apache-2.0
"""From a comparison to what a board shows of it: one map of both, a sign for each difference."""

from collections.abc import Mapping
from typing import NamedTuple

from journey_studio.i18n import t
from journey_studio.layout.scene import Compared, Note, Sign, Way
from journey_studio.model.compare import Comparison, Difference, compare
from journey_studio.model.difference_words import (
    long_text,
    name_of,
    passage,
    place_words,
    register_name,
    value_words,
)
from journey_studio.model.snapshot import Snapshot
from journey_studio.model.union import union

_MOST_NOTES = 4  # on one card; the rest is in the list beside the map


class ComparedMap(NamedTuple):
    """Two maps as one to lay out: `shown` goes into the options of the layout. `left` names the
    card that was moved away, by the id of the mark at its old place.
    """

    found: Comparison
    snapshot: Snapshot
    map_id: str
    shown: Compared
    left: Mapping[str, str]


def compared_map(before: Snapshot, map_before: str, after: Snapshot, map_after: str) -> ComparedMap:
    """Two live maps compared and laid over one another; KeyError where one is not there."""
    return compared(compare(before, map_before, after, map_after))


def compared(found: Comparison) -> ComparedMap:
    """The map of both sides of a comparison, with signs at what differs."""
    both = union(found)
    signs = {**_signs(found), **_left(found, both.left)}
    return ComparedMap(found, both.snapshot, both.map_id, Compared(signs, both.points), both.left)


def _signs(found: Comparison) -> dict[str, Sign]:
    signs = {each.id: Sign(("added",)) for each in found.added}
    signs |= {each.id: Sign(("removed",)) for each in found.removed}
    met: dict[str, Difference] = {each.id: each for each in (*found.moved, *found.changed)}
    for each in met.values():
        ways: list[Way] = ["moved"] if each.moved else []
        ways += ["changed"] if each.said else []
        if ways:
            signs[each.id] = Sign(tuple(ways), _notes(found, each))
    return signs


def _notes(found: Comparison, each: Difference) -> tuple[Note, ...]:
    """What a card was before; heads have no room for it."""
    if each.kind != "card":
        return ()
    notes: list[Note] = []
    elsewhere = each.old_place and each.new_place and not _same_cell(found, each)
    if each.moved and elsewhere:
        place = place_words(found.before, each.kind, each.old_place)
        notes.append(Note(t("compare.note.from", place=place)))
    before, after = found.before.snapshot, found.after.snapshot
    for change in each.said:
        if long_text(each.kind, change.register):
            gone = passage(change.old, change.new)
            notes += [Note(gone, struck=True)] if gone else []
            continue
        values = {
            "old": value_words(before, each.kind, change, change.old),
            "new": value_words(after, each.kind, change, change.new),
        }
        name = register_name(change.register)
        notes.append(Note(t("compare.note.register", register=name, **values)))
    return tuple(notes[:_MOST_NOTES])


def _same_cell(found: Comparison, each: Difference) -> bool:
    old = each.old_place.parents if each.old_place else ()
    new = each.new_place.parents if each.new_place else ()
    return tuple(found.pairs.get(parent) for parent in old) == new


def _left(found: Comparison, left: Mapping[str, str]) -> dict[str, Sign]:
    """The marks at old places: the words that lay there, and where they went."""
    moved = {each.id: each for each in found.moved}
    signs = {}
    for mark, card in left.items():
        each = moved[card]
        names = {"name": name_of(each.before)}
        if _same_cell(found, each):
            text = t("compare.note.left_order", **names)
        else:
            text = t("compare.note.left", **names)
        signs[mark] = Sign(("left",), (Note(text),))
    return signs
