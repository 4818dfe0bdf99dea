# SPDX-License-Identifier: Apache-2.0
"""Registers and their values in words: what people read in place of names and ids of the file."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QDate, QLocale, QTime

from journey_studio.i18n import t
from journey_studio.layout.metrics import amount, figure
from journey_studio.model.change import Author, Stamp
from journey_studio.model.records import (
    CardPlace,
    Lane,
    Link,
    MapPlace,
    Metric,
    Point,
    Reading,
    Record,
    Slider,
    StagePlace,
    StepPlace,
)
from journey_studio.model.scales import number_of
from journey_studio.model.snapshot import Snapshot, order_key, parent_key
from journey_studio.ui.team.places import map_title, named, title_of

# Registers whose values are words of the program, by kind of record where that matters.
_CHOICES: dict[str, Callable[[str], str]] = {
    "card kind": lambda value: t(f"inspector.card.{value}"),
    "lane kind": lambda value: t(f"canvas.lane.{value}"),
    "line": lambda value: t(f"layout.divider.{value}"),
    "state": lambda value: t(f"layout.map.{value}"),
    "evidence": lambda value: t(f"inspector.evidence.{value}"),
    "status": lambda value: t(f"team.status.{value}"),
    "better": lambda value: t(f"team.better.{value}"),
}
_PICTURES = ("picture", "photo")
_SIZES = ("width", "height")


def register_in_words(register: str) -> str:
    """What people call a register."""
    return t(f"team.register.{register}")


def is_picture(register: str) -> bool:
    """Whether the values of a register are pictures."""
    return register in _PICTURES


def is_words(value: Any, register: str) -> bool:
    """Whether a value is text that people wrote, which can be compared word by word."""
    return isinstance(value, str) and register in _WRITTEN


_WRITTEN = frozenset(
    "title text goal expectations interactions description scenario name role demographics "
    "behaviours needs goals quote note label owner unit icon".split()
)


def value_in_words(snapshot: Snapshot, record: Record, register: str, value: Any) -> str:
    """A typed value of a register as people would say it; names in place of ids."""
    if value is None or value in ("", ()):
        return t("team.value.none")
    if isinstance(value, bool):
        return t(f"team.value.{'yes' if value else 'no'}")
    if isinstance(value, MapPlace | StagePlace | StepPlace | CardPlace):
        return _place(snapshot, record, value)
    choice = _CHOICES.get(f"{record.KIND} {register}") or _CHOICES.get(register)
    if choice is not None:
        return choice(value)
    return _other_value(snapshot, record, register, value)


def _other_value(snapshot: Snapshot, record: Record, register: str, value: Any) -> str:
    if register in _PICTURES:
        return t("team.value.picture")
    if register in ("recheck", "day"):
        return day_in_words(value)
    if isinstance(value, int | float):
        return _number(snapshot, record, register, value)
    if isinstance(value, tuple):
        return t("team.value.between").join(_part(snapshot, each) for each in value)
    return _part(snapshot, value)


def _part(snapshot: Snapshot, value: Any) -> str:
    match value:
        case Link():
            return value.title or value.url
        case Slider():
            percent = str(round(value.value * 100))
            return t("team.value.slider", left=value.left, right=value.right, percent=percent)
    return named(snapshot, value) if value in snapshot.records else str(value)


def _number(snapshot: Snapshot, record: Record, register: str, value: float) -> str:
    if isinstance(record, Point):
        lane = snapshot.records.get(record.lane or "")
        kind = lane.kind if isinstance(lane, Lane) else "curve"
        number = number_of(value, kind)
        return figure(number) if kind == "arc" or number <= 0 else t(
            "team.value.plus", number=figure(number)
        )  # fmt: skip
    if register in _SIZES:
        size = figure(round(value))
        return t("team.value.px", number=size) if value else t("team.value.usual")
    metric = record if isinstance(record, Metric) else None
    if isinstance(record, Reading):
        found = snapshot.records.get(record.metric or "")
        metric = found if isinstance(found, Metric) else None
    return amount(value, metric.unit) if metric is not None else figure(value)


def _place(
    snapshot: Snapshot, record: Record, place: MapPlace | StagePlace | StepPlace | CardPlace
) -> str:
    """A place by what is around it: the head it lies under and what comes before it."""
    before = _before(snapshot, record, place)
    match place:
        case CardPlace():
            lane, step = named(snapshot, place.lane), named(snapshot, place.step)
            cell = t("team.place.cell", lane=lane, step=step)
            return t("team.place.below", place=cell, name=before) if before else cell
        case StepPlace():
            inside = t("team.place.stage", stage=named(snapshot, place.stage))
        case StagePlace():
            inside = map_title(snapshot, place.map)
        case _:
            inside = ""
    order = t("team.place.after", name=before) if before else t("team.place.first")
    return t("team.place.both", place=inside, order=order) if inside else order


def _before(snapshot: Snapshot, record: Record, place: Any) -> str:
    """What comes before a place, of those who are there now; "" where nothing does."""
    there = replace(record, place=place, deleted=False)
    key = parent_key(there)
    siblings = snapshot.children.get(key, ()) if key is not None else ()
    order = order_key(there)
    earlier = [
        other
        for each in siblings
        if each != record.id and order_key(other := snapshot.records[each]) < order
    ]
    return title_of(snapshot, earlier[-1]) if earlier else ""


def day_in_words(day: str) -> str:
    """A day as people of this country write it."""
    try:
        found = date.fromisoformat(day)
    except ValueError:
        return day
    return QLocale().toString(QDate(found.year, found.month, found.day), t("team.day"))


def moment_in_words(stamp: Stamp, now: datetime | None = None) -> str:
    """When something was written by the clock of who wrote it: the time today, else the day too."""
    today = (now or datetime.now(UTC)).astimezone()
    try:
        then = datetime.fromtimestamp(stamp.time / 1000, UTC).astimezone()
    except (ValueError, OverflowError, OSError):
        return t("team.when.unknown")
    time = QLocale().toString(QTime(then.hour, then.minute), QLocale.FormatType.ShortFormat)
    days = (today.date() - then.date()).days
    if days == 0:
        return time
    if days == 1:
        return t("team.when.yesterday", time=time)
    return t("team.when.day", day=day_in_words(then.date().isoformat()), time=time)


def author_in_words(author: Author, *, own: bool = False) -> str:
    """Who somebody is: "you", else the name with the department, as far as they are known."""
    if own:
        return t("team.who.you")
    if author.name and author.department:
        return t("team.who.of", name=author.name, department=author.department)
    return author.name or author.department or author.device or t("team.who.unknown")


def listed(names: Iterable[str], most: int = 3) -> str:
    """Names one after the other, with how many more there are beyond the first few."""
    every = list(names)
    shown = t("team.value.between").join(every[:most])
    more = len(every) - most
    return t("team.and_more", names=shown, count=more, number=more) if more > 0 else shown
