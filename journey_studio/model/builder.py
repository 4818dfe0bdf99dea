# SPDX-License-Identifier: Apache-2.0
"""Building a snapshot record by record, for readers of other formats.

What comes from a file is made to fit: text loses what no card can hold, a value that fits no
register is left out, and each time the loss is noted with its place. The ids mean nothing outside
the snapshot: whoever takes it into a project gives its records new ones.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from journey_studio.i18n import t
from journey_studio.model.commands.points import point_id, reading_id
from journey_studio.model.ids import kind_of
from journey_studio.model.loss import Fate, Loss
from journey_studio.model.merge import index_children, make_record
from journey_studio.model.records import (
    LONG_TEXT,
    CardPlace,
    MapPlace,
    Record,
    StagePlace,
    StepPlace,
)
from journey_studio.model.registers import Register, registers
from journey_studio.model.snapshot import Snapshot

_REPLACEMENT = "\ufffd"
_LIBRARY_NAME = {"persona": "name", "channel": "name", "tag": "name", "metric": "name"}


class Builder:
    """Collects the records of a snapshot; `losses` is what did not fit."""

    def __init__(self) -> None:
        self.losses: list[Loss] = []
        self._values: dict[str, dict[str, Any]] = {}
        self._count: dict[str, int] = {}
        self._named: dict[tuple[str, str], str] = {}

    def add(self, kind: str, /, *under: str, at: str = "", **values: Any) -> str:
        """Add a record and give its id.

        `under` is the map of a stage or a lane, the stage of a step, the lane and the step of a
        card. `at` says where it stands in the file. `values` are registers as JSON; an empty one
        says nothing.
        """
        number = self._count.get(kind, 0) + 1
        self._count[kind] = number
        record_id = f"{kind}-{number}"
        self._values[record_id] = typed = {}
        place = _place(kind, under, f"K{number:07d}V")
        if place is not None:
            typed["place"] = place
        self._write(kind, typed, values, at)
        return record_id

    def set(self, record_id: str, /, *, at: str = "", **values: Any) -> None:
        """Write registers of a record that was added before."""
        self._write(kind_of(record_id), self._values[record_id], values, at)

    def _write(self, kind: str, typed: dict[str, Any], values: Mapping[str, Any], at: str) -> None:
        known = registers(kind)
        for name, value in values.items():
            if value is None or value in ("", (), []):
                continue
            found = self._fitted(kind, known[name], name, value, at)
            if found is not None:
                typed[name] = found

    def get(self, record_id: str, name: str) -> Any:
        """What a register holds so far; None where nothing was written."""
        return self._values[record_id].get(name)

    def named(self, kind: str, name: str, *, at: str = "") -> str:
        """The persona, channel, tag or metric of that name, made where there is none yet."""
        key = (kind, name)
        if key not in self._named:
            self._named[key] = self.add(kind, at=at, **{_LIBRARY_NAME[kind]: name})
        return self._named[key]

    def point(
        self, lane: str, step: str, persona: str | None, /, *, at: str = "", **values: Any
    ) -> str:
        """Set the point of a persona, None for everybody, at a step of a curve or arc lane."""
        record_id = point_id(lane, step, persona)
        typed = self._values.setdefault(record_id, {})
        typed["lane"], typed["step"], typed["persona"] = lane, step, persona
        self._write("point", typed, values, at)
        return record_id

    def reading(self, metric: str, day: str, value: float, *, at: str = "") -> None:
        """Set the value of a metric on a day, as YYYY-MM-DD."""
        record_id = reading_id(metric, day)
        self._values.setdefault(record_id, {})["metric"] = metric
        self.set(record_id, at=at, day=day, value=value)

    def lost(self, what: str, at: str, reason: str, fate: Fate = "dropped") -> None:
        """Note something of the file that no record holds, or that a record holds differently."""
        self.losses.append(Loss(fate, what, at, reason))

    def snapshot(self) -> Snapshot:
        """All that was added."""
        records: dict[str, Record] = {
            record_id: make_record(record_id, typed) for record_id, typed in self._values.items()
        }
        return Snapshot(records, children=index_children(records.values()))

    def _fitted(self, kind: str, register: Register, name: str, value: Any, at: str) -> Any:
        if isinstance(value, str) and (len(value) > LONG_TEXT or not value.isprintable()):
            value = self._shown(f"{kind}.{name}", value, at)
        try:
            return register.read(value)
        except ValueError:
            self.lost(f"{kind}.{name}", at, t("model.loss.value"))
            return None

    def _shown(self, what: str, value: str, at: str) -> str:
        """A text as a card can hold it."""
        value = value.replace("\r\n", "\n").replace("\r", "\n")
        shown = _drawable(value)
        if shown != value:
            self.lost(what, at, t("model.loss.control"), "changed")
        if len(shown) > LONG_TEXT:
            self.lost(what, at, t("model.loss.long", most=LONG_TEXT), "changed")
            shown = shown[: LONG_TEXT - 1] + "…"
        return shown


def _drawable(text: str) -> str:
    """A text with every sign that no card can hold shown as a replacement character."""
    if text.isprintable() or text.replace("\n", "").isprintable():
        return text
    return "".join(
        _REPLACEMENT
        if (sign < " " and sign not in "\n\t") or sign == "\x7f" or "\ud800" <= sign <= "\udfff"
        else sign
        for sign in text
    )


def _place(kind: str, under: Sequence[str], rank: str) -> Any:
    if kind == "card":
        lane, step = under
        return CardPlace(lane, step, rank)
    if kind == "step":
        (stage,) = under
        return StepPlace(stage, rank)
    if kind in ("stage", "lane"):
        (map_id,) = under
        return StagePlace(map_id, rank)
    return MapPlace(rank) if "place" in registers(kind) else None
