# SPDX-License-Identifier: Apache-2.0
"""A metric on a card: its name, its latest value, its target, and the way it has gone."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from journey_studio.i18n import t
from journey_studio.layout.blocks import HALF_CAPITAL, Block, block, hugging
from journey_studio.layout.display import Item, Path, Rect, Segment
from journey_studio.layout.geometry import Box
from journey_studio.layout.scene import Scene
from journey_studio.layout.theme import KindLook, faded
from journey_studio.model.records import Metric, Reading

_LEAST_TREND = 40.0  # px: a narrower one says nothing
_DOT = 2.5
_GAP = 2.0
_UNIT_GAP = 5.0
_AIM = (2.0, 3.0)  # dashes of the line at the target


def figure(value: float) -> str:
    """A number as people write it: no exponent, thousands parted, as many decimals as it has."""
    digits = f"{value:,.6f}".rstrip("0").rstrip(".")
    return ("0" if digits == "-0" else digits).replace(",", "\u202f").replace("-", "\u2212")


def amount(value: float, unit: str) -> str:
    """A figure with its unit."""
    return t("layout.metric.amount", value=figure(value), unit=unit) if unit else figure(value)


class MetricPart(NamedTuple):
    """The metric's part of a card, broken for its width. The unit stands beside the value or,
    where there is no room, below it.
    """

    name: Block
    value: Block
    unit: Block
    beside: bool
    target: Block
    trend: float  # how wide it is, 0 where there is none
    readings: tuple[Reading, ...]
    aim: float | None  # the target, in the unit of the readings
    width: float

    @property
    def height(self) -> float:
        """All texts, one above the other."""
        below = 0.0 if self.beside else self.unit.height
        return self.name.height + _GAP + self.value.height + below + self.target.height


def metric_part(scene: Scene, metric_id: str | None, width: float) -> MetricPart | None:
    """What a card `width` px wide inside shows of a metric; None where it names none."""
    known = scene.metrics.get(metric_id or "")
    if known is None:
        return None
    metric, readings = known
    grid, style = scene.theme.grid, scene.type
    shown = figure(readings[-1].value or 0) if readings else t("layout.metric.none")
    named = metric.unit if readings else ""
    value, unit, beside, used = _figure(scene, shown, named, width - grid.card_x - _LEAST_TREND)
    trend = min(grid.trend_width, width - grid.card_x - used)
    if len(readings) < 2 or len(value.lines) > 1 or trend < _LEAST_TREND:
        trend = 0.0
        value, unit, beside, used = _figure(scene, shown, named, width)
    return MetricPart(
        name=block(metric.name, style.label, width),
        value=value,
        unit=unit,
        beside=beside,
        target=block(_target(metric), style.label, width),
        trend=trend,
        readings=readings,
        aim=metric.target,
        width=width,
    )


def _figure(scene: Scene, shown: str, unit: str, room: float) -> tuple[Block, Block, bool, float]:
    """A value and its unit, whether they have room beside each other, and how wide they are."""
    value = block(shown, scene.type.value, room)
    named = hugging(unit, scene.type.label, room)
    both = value.widest + (_UNIT_GAP + named.widest if unit else 0)
    beside = len(value.lines) == 1 and len(named.lines) < 2 and both <= room
    return value, named, beside, both if beside else max(value.widest, named.widest)


def _target(metric: Metric) -> str:
    if metric.target is None:
        return ""
    return t("layout.metric.target", value=amount(metric.target, metric.unit))


def draw_metric(scene: Scene, part: MetricPart, look: KindLook, x: float, y: float) -> list[Item]:
    """The part with its top left corner at (x, y)."""
    items: list[Item] = [*part.name.at(x, y, look.label)]
    y += part.name.height + _GAP
    items += part.value.at(x, y, look.text)
    if part.beside:
        # On one baseline: the line of the unit is lower by what its capitals are smaller.
        value, unit = part.value.style, part.unit.style
        down = (value.leading - unit.leading) / 2 + (value.size - unit.size) * HALF_CAPITAL
        items += part.unit.at(x + part.value.widest + _UNIT_GAP, y + down, look.label)
    else:
        items += part.unit.at(x, y + part.value.height, look.label)
    if part.trend:
        grid = scene.theme.grid
        top = y + (scene.type.value.leading - grid.trend_height) / 2 + 1
        plot = Box(x + part.width - part.trend, top, part.trend, grid.trend_height)
        items += _trend(scene, part, look, plot)
    y += part.value.height + (0 if part.beside else part.unit.height)
    items += part.target.at(x, y, look.label)
    return items


def _trend(scene: Scene, part: MetricPart, look: KindLook, plot: Box) -> list[Item]:
    """The readings as a small line, each as far right as its day is late, and a fine line at the
    target, so that one sees how far it is.
    """
    readings, aim = part.readings, part.aim
    days = [_day(reading) for reading in readings]
    values = [reading.value or 0.0 for reading in readings]
    span = max(days[-1] - days[0], 1)
    height = _scale([*values, *([] if aim is None else [aim])], plot)
    points = [
        (plot.x + _DOT + (plot.w - 2 * _DOT) * (day - days[0]) / span, height(value))
        for day, value in zip(days, values, strict=True)
    ]
    line: list[Segment] = [("L", *point) for point in points]
    line[0] = ("M", *points[0])
    end_x, end_y = points[-1]
    dot = Box(end_x - _DOT, end_y - _DOT, 2 * _DOT, 2 * _DOT)
    stroke = scene.theme.grid.icon_stroke
    items: list[Item] = []
    if aim is not None:
        y = height(aim)
        level: tuple[Segment, ...] = (("M", plot.x, y), ("L", plot.right, y))
        items.append(Path(level, line=faded(look.label, 0.6), line_width=1, dash=_AIM))
    items.append(Path(tuple(line), line=look.mark, line_width=stroke))
    items.append(Rect(dot, fill=look.mark, radius=_DOT))
    return items


def _scale(values: Sequence[float], plot: Box) -> Callable[[float], float]:
    """How high in the plot a value lies, so that all of these have room."""
    low, rise = min(values), max(values) - min(values)
    room = plot.h - 2 * _DOT

    def height(value: float) -> float:
        return plot.bottom - _DOT - room * ((value - low) / rise if rise else 0.5)

    return height


def _day(reading: Reading) -> int:
    try:
        return date.fromisoformat(reading.day).toordinal()
    except ValueError:  # the 30th of February has the form of a day
        year, month, day = (int(part) for part in reading.day.split("-"))
        return (year * 12 + month) * 31 + day
