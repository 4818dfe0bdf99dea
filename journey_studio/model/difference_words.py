# SPDX-License-Identifier: Apache-2.0
"""Differences in words, the same in the window, on a poster and on the command line."""

from typing import Any

from journey_studio.i18n import t
from journey_studio.model.compare import Change, CurveDifference, Difference, Place
from journey_studio.model.records import Connection, Lane, Persona, Record, Stage, Step
from journey_studio.model.references import REFERENCES
from journey_studio.model.registers import registers
from journey_studio.model.same_things import Side, library_name
from journey_studio.model.scales import number_of
from journey_studio.model.snapshot import Snapshot
from journey_studio.model.word_diff import word_edits
from journey_studio.model.word_merge import WORDS

_SHORT = 60  # signs of a name
_AROUND = 5  # words, and what is between them, on either side of what differs
_PASSAGE = 160  # signs of an old text on a card


def kind_name(kind: str) -> str:
    """What a kind of record is called."""
    return t(f"compare.kind.{kind}")


def register_name(register: str) -> str:
    """What a register is called."""
    return t(f"compare.register.{register}")


def name_of(record: Record | None) -> str:
    """What a person would call a record, on one line."""
    if record is None:
        return ""
    text = ""
    for register in ("text", "title", "name", "label"):
        text = text or str(getattr(record, register, ""))
    text = " ".join(text.split())
    if not text:
        kind = getattr(record, "kind", "") if isinstance(record, Lane) else ""
        return t(f"layout.lane.{kind}") if kind and kind != "divider" else t("compare.unnamed")
    return text if len(text) <= _SHORT else text[: _SHORT - 1].rstrip() + "…"


def value_words(snapshot: Snapshot, kind: str, change: Change, value: Any) -> str:
    """A value of a register as a person reads it."""
    register = change.register
    if isinstance(value, bool):
        return t("compare.yes") if value else t("compare.no")
    if value is None or value in ("", ()):
        return t("compare.nothing")
    if register in REFERENCES.get(kind, {}):
        held = value if isinstance(value, tuple) else (value,)
        named = [library_name(snapshot, each) or t("compare.unnamed") for each in held]
        return ", ".join(named)
    if register == "picture":
        return t("compare.picture")
    if register == "links":
        return ", ".join(f"{link.title} <{link.url}>" if link.title else link.url for link in value)
    if register in ("width", "height"):
        return f"{value:g}" if value else t("compare.usual")
    if register in ("kind", "evidence", "state", "line"):
        return t(f"compare.value.{value}")
    return str(value)


def place_words(side: Side, kind: str, place: Place | None) -> str:
    """Where something stands: a card at its step and in its lane, a step in its stage."""
    if place is None:
        return ""
    number = place.number + 1
    if kind == "card":
        lane, step = (_titled(side, each) for each in place.parents)
        return t("compare.place.card", lane=lane, step=step)
    if kind == "step":
        return t("compare.place.step", stage=_titled(side, place.parents[0]), number=number)
    return t("compare.place.number", number=number)


def _titled(side: Side, record_id: str) -> str:
    shape = side.shape
    rows: tuple[Stage | Step | Lane, ...] = (
        *shape.lanes,
        *shape.steps,
        *(stage for stage, _ in shape.stages),
    )
    return name_of(next((row for row in rows if row.id == record_id), None))


def where_words(before: Side, after: Side, each: Difference) -> str:
    """Where a difference is, after, or before where it was removed."""
    if isinstance(each.after or each.before, Connection):
        record: Any = each.after or each.before
        cards = (after if each.after else before).cards
        ends = [name_of(cards.get(end or "")) for end in (record.source, record.target)]
        return t("compare.place.connection", source=ends[0], target=ends[1])
    if each.new_place is not None:
        return place_words(after, each.kind, each.new_place)
    return place_words(before, each.kind, each.old_place)


def curve_name(before: Side, after: Side, curve: CurveDifference) -> str:
    """Whose curve it is, and in which lane."""
    here = bool(curve.lane[1])
    side = after if here else before
    lane = _titled(side, curve.lane[1] if here else curve.lane[0])
    old, new = curve.persona
    persona = after.snapshot.get(Persona, new) or before.snapshot.get(Persona, old)
    who = persona.name if persona else t("layout.curve.everybody")
    return t("compare.curve.name", who=who or t("layout.persona.unnamed"), lane=lane)


def lane_kind(before: Side, after: Side, curve: CurveDifference) -> str:
    """The kind of the lane a curve is in."""
    lanes = {lane.id: lane.kind for side in (before, after) for lane in side.shape.lanes}
    return lanes.get(curve.lane[1]) or lanes.get(curve.lane[0]) or "curve"


def number_words(value: float | None, kind: str) -> str:
    """A value of a curve as people read it: a feeling from -2 to +2, tension from 1 to 5."""
    if value is None:
        return t("compare.point.none")
    number = number_of(value, kind)
    return _signed(number) if kind != "arc" else f"{number:.1f}".removesuffix(".0")


def delta_words(delta: float) -> str:
    """How much higher or lower a curve lies, on the scale people read."""
    size = f"{abs(2 * delta):.1f}".removesuffix(".0")
    if size == "0":
        return t("compare.point.same")
    return t("compare.point.higher" if delta > 0 else "compare.point.lower", value=size)


def _signed(number: float) -> str:
    digits = f"{number:+.1f}".removesuffix(".0")
    return "0" if digits in ("+0", "-0") else digits.replace("-", "\u2212")


def passage(old: str, new: str) -> str:
    """What an old text said where a new one says something else, with a few words around it.

    "" where nothing is gone: then words were only added.
    """
    words = WORDS.findall(old)
    edits = word_edits(words, WORDS.findall(new))
    if edits is None:
        start, end = 0, len(words)
    else:
        gone = [edit for edit in edits if edit[1] > edit[0]]
        if not gone:
            return ""
        start = max(gone[0][0] - _AROUND, 0)
        end = min(gone[-1][1] + _AROUND, len(words))
        # A few words at either end are said whole: dots would take their place.
        start, end = (
            (0 if start < _AROUND else start),
            (len(words) if len(words) - end < _AROUND else end),
        )
    text = " ".join("".join(words[start:end]).split())
    long = len(text) > _PASSAGE
    text = text[:_PASSAGE].rstrip() if long else text
    before, after = ("…" if start else ""), ("…" if long or end < len(words) else "")
    return f"{before}{text}{after}"


def long_text(kind: str, register: str) -> bool:
    """Whether a register holds words that are worth comparing word by word."""
    found = registers(kind).get(register)
    return found is not None and (found.merges or register in ("title", "label", "name"))
