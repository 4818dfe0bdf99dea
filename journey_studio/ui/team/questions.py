# SPDX-License-Identifier: Apache-2.0
"""A conflict as its entry shows it: names, values in words, and who wrote them."""

from journey_studio.errors import JourneyError
from journey_studio.i18n import t
from journey_studio.model.conflicts import Conflict
from journey_studio.model.records import Card, Lane, Record
from journey_studio.model.registers import registers
from journey_studio.model.snapshot import Snapshot
from journey_studio.ui.actions import LANE_ICONS
from journey_studio.ui.team.conflict_entry import Offer, Question
from journey_studio.ui.team.differences import Piece, differing
from journey_studio.ui.team.facts import Facts
from journey_studio.ui.team.places import place_in_words, title_of
from journey_studio.ui.team.telling import (
    author_in_words,
    is_picture,
    is_words,
    moment_in_words,
    register_in_words,
    value_in_words,
)

_ICONS = {
    "map": "map",
    "stage": "stage",
    "step": "step",
    "persona": "user",
    "point": "curve",
    "connection": "branch",
    "comment": "comment",
    "channel": "send",
    "tag": "tag",
    "metric": "metric",
    "reading": "metric",
    "insight": "evidence",
    "opportunity": "opportunity",
    "solution": "solution",
}


def icon_of(record: Record) -> str:
    """The sign of a record in lists."""
    if isinstance(record, Card | Lane):
        return LANE_ICONS[record.kind]
    return _ICONS.get(record.KIND, "card")


def about(snapshot: Snapshot, record: Record, register: str) -> str:
    """Which register of a record it is about, and where the record lies."""
    place = place_in_words(snapshot, record)
    name = register_in_words(register)
    return t("team.about", register=name, place=place) if place else name


def question_of(facts: Facts, conflict: Conflict) -> Question:
    """All that is shown of a conflict, equal where nothing about it has changed."""
    snapshot = facts.snapshot
    record = snapshot.records[conflict.record]
    register = conflict.register
    values = [side.value for side in conflict.sides]
    written = all(is_words(value, register) for value in values)
    said = differing(values) if written else [[] for _ in values]
    offers = []
    for side, own_pieces in zip(conflict.sides, said, strict=True):
        text = value_in_words(snapshot, record, register, side.value)
        found = own_pieces or [Piece(text, False)]
        own = facts.is_own(side.sha256)
        who = t(
            "team.who.when",
            who=author_in_words(side.author, own=own),
            when=moment_in_words(side.stamp),
        )
        picture = _picture(facts, register, side.value)
        offers.append(Offer(side.sha256, who, own, tuple(found), picture))
    prose = registers(record.KIND)[register].merges
    return Question(
        conflict.record,
        register,
        icon_of(record),
        title_of(snapshot, record),
        about(snapshot, record, register),
        tuple(offers),
        str(getattr(record, register)) if written else None,
        3 if prose else 1,
    )


def _picture(facts: Facts, register: str, value: object) -> bytes | None:
    if not is_picture(register) or not isinstance(value, str) or not value:
        return None
    try:
        return facts.session.picture(value)
    except JourneyError:
        return None
