# SPDX-License-Identifier: Apache-2.0
"""Metrics of TheyDo: each of its kinds of data points as one reading a day.

* NPS: (promoters - detractors) / all, times 100 (Reichheld, "The One Number You Need to Grow",
  2003).
* CSAT: (satisfied + very satisfied) / all, times 100: the share of the two upper boxes.
* CES: the mean score, points of a day weighted by their respondents.
* RATIO: numerator / denominator; times 100 where the unit is a percent sign.
* OTHER: the value; of several on a day their sum or mean, as `aggregationMethod` says.

Points that differ only in their dimensions are put together before the formula: counts are added.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from journey_studio.exchange.formats import Carries
from journey_studio.exchange.refusal import quote
from journey_studio.exchange.strict.foreign_data import Item, Reading
from journey_studio.i18n import t
from journey_studio.model.records import Metric
from journey_studio.model.records import Reading as DayValue
from journey_studio.model.snapshot import Snapshot
from journey_studio.model.walk import number

CARRIES: Carries = {
    "metric": frozenset(("name", "unit", "target", "better")),
    "reading": frozenset(("day", "value")),
}
_LESS, _MORE = "LESS_THAN_OR_EQUAL_TO", "MORE_THAN_OR_EQUAL_TO"
_SCORES = ("veryUnsatisfied", "unsatisfied", "neutral", "satisfied", "verySatisfied")
_PARTS: dict[str, tuple[str, ...]] = {
    "CES": ("score", "respondents"),
    "CSAT": _SCORES,
    "NPS": ("detractors", "passives", "promoters"),
    "RATIO": ("numerator", "denominator"),
    "OTHER": ("value",),
}
_METHODS = ("", "SUM", "AVERAGE")
Counts = dict[str, float]


def read(reading: Reading, root: Item) -> None:
    """The metrics of a file with their readings."""
    for item in root.items("metrics"):
        item.leave("importKey")
        kind = item.text("type").upper()
        unit = item.text("unit")
        percent = "%" in unit
        metric = reading.builder.add(
            "metric",
            at=item.path,
            name=item.text("title"),
            unit=unit or ("%" if kind == "CSAT" else None),
            target=item.number("target"),
            better=_better(item),
        )
        method = item.text("aggregationMethod").upper()
        if method not in _METHODS:
            item.lost("aggregationMethod", t("exchange.data.wrong"))
        if kind not in _PARTS:
            item.lost("type", t("exchange.theydo.metric_type", type=quote(kind)))
            kind = "OTHER"
        points = item.items("dataPoints")
        _readings(reading, metric, points, kind, percent, method)
        if kind != "OTHER" and points:
            reading.lost(
                "dataPoints", item.path, t("exchange.theydo.computed", type=kind), changed=True
            )
        item.close()


def _better(item: Item) -> str | None:
    word = item.text("targetComparisonOperator").upper()
    if word not in ("", _LESS, _MORE):
        item.lost("targetComparisonOperator", t("exchange.data.wrong"))
    return "lower" if word == _LESS else None


def _readings(
    reading: Reading, metric: str, items: Sequence[Item], kind: str, percent: bool, method: str
) -> None:
    days: dict[str, list[Counts]] = {}
    at: dict[str, str] = {}
    for item in items:
        told = item.text("dateOfMeasurement")
        day = _day(told)
        if day and len(told) > len(day):
            item.lost("dateOfMeasurement", t("exchange.theydo.time"), changed=True)
        counts = {part: item.number(part) for part in _PARTS[kind]}
        if item.has("dimensions"):
            item.lost("dimensions", t("exchange.theydo.dimensions"))
        method = item.text("aggregationMethod").upper() or method
        known = {part: count for part, count in counts.items() if count is not None}
        if day and known:
            days.setdefault(day, []).append(known)
            at.setdefault(day, item.path)
        else:
            item.lost("dateOfMeasurement" if not day else _PARTS[kind][0], t("exchange.data.wrong"))
        item.close()
    for day, points in days.items():
        if kind == "OTHER" and len(points) > 1:
            reading.lost(
                "dataPoints", at[day], t("exchange.theydo.computed", type=kind), changed=True
            )
        value = _FORMULAS[kind](points)
        if kind == "RATIO" and percent and value is not None:
            value *= 100
        if kind == "OTHER" and method == "SUM":
            value = sum(point["value"] for point in points)
        if value is None:
            reading.lost("dataPoints", at[day], t("exchange.theydo.nobody"))
        else:
            reading.builder.reading(metric, day, value, at=at[day])


def _day(text: str) -> str:
    """The day of a date, with or without a time; "" where it is none."""
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        return ""


def _sums(points: Sequence[Counts]) -> Counts:
    made: Counts = {}
    for point in points:
        for part, count in point.items():
            made[part] = made.get(part, 0) + count
    return made


def _nps(points: Sequence[Counts]) -> float | None:
    sums = _sums(points)
    everybody = sum(sums.values())
    gained = sums.get("promoters", 0) - sums.get("detractors", 0)
    return None if everybody <= 0 else 100 * gained / everybody


def _csat(points: Sequence[Counts]) -> float | None:
    sums = _sums(points)
    everybody = sum(sums.values())
    content = sums.get("satisfied", 0) + sums.get("verySatisfied", 0)
    return None if everybody <= 0 else 100 * content / everybody


def _ces(points: Sequence[Counts]) -> float | None:
    scored = [point for point in points if "score" in point]
    weights = [max(point.get("respondents", 1), 0) for point in scored]
    if not scored or sum(weights) <= 0:
        return scored[0]["score"] if len(scored) == 1 else None
    if len(scored) == 1:
        return scored[0]["score"]  # as it is, without rounding on the way
    products = (point["score"] * weight for point, weight in zip(scored, weights, strict=True))
    return sum(products) / sum(weights)


def _ratio(points: Sequence[Counts]) -> float | None:
    sums = _sums(points)
    below = sums.get("denominator", 0)
    return None if below == 0 else sums.get("numerator", 0) / below


def _mean(points: Sequence[Counts]) -> float | None:
    values = [point["value"] for point in points]
    return values[0] if len(values) == 1 else sum(values) / len(values)


_FORMULAS: dict[str, Callable[[Sequence[Counts]], float | None]] = {
    "NPS": _nps,
    "CSAT": _csat,
    "CES": _ces,
    "RATIO": _ratio,
    "OTHER": _mean,
}


def written(snapshot: Snapshot) -> dict[str, Any]:
    """All metrics as a file; their readings are values, since no counts are kept."""
    entries = [_entry(snapshot, metric) for metric in snapshot.under(Metric)]
    return {"format": "THEYDO_METRICS_V1", "metrics": entries}


def _entry(snapshot: Snapshot, metric: Metric) -> dict[str, Any]:
    points = [
        {"dateOfMeasurement": each.day, "value": number(each.value)}
        for each in snapshot.under(DayValue, metric.id)
        if each.value is not None
    ]
    made: dict[str, Any] = {"importKey": metric.id, "title": metric.name, "type": "OTHER"}
    made |= {"unit": metric.unit, "aggregationMethod": "AVERAGE", "dataPoints": points}
    if metric.target is not None:
        made["target"] = number(metric.target)
    made["targetComparisonOperator"] = _LESS if metric.better == "lower" else _MORE
    return made
