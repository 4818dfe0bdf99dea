# SPDX-License-Identifier: Apache-2.0
"""The legend of a poster that compares two maps: what is compared, how much differs, which sign
means what.
"""

from journey_studio.export.options import ComparedSides
from journey_studio.export.text_column import TextColumn
from journey_studio.i18n import t
from journey_studio.layout.difference_marks import ICONS
from journey_studio.layout.display import Path, Rect
from journey_studio.layout.geometry import Box
from journey_studio.layout.icons import icon
from journey_studio.layout.markers import marker
from journey_studio.layout.scene import Way
from journey_studio.layout.theme import Theme, faded

WAYS: tuple[Way, ...] = ("added", "removed", "moved", "changed")
_SWATCH = 44.0
_BESIDE = 10.0
_HATCH = 5


def legend(column: TextColumn, sides: ComparedSides, theme: Theme) -> None:
    """Append the legend to the title block."""
    colours, types = theme.colours, theme.type
    for key, name in (
        ("export.compared_before", sides.before),
        ("export.compared_after", sides.after),
    ):
        column.y += 10
        column.text(t(key), types.label, colours.quiet)
        column.text(name, types.strong, colours.text)
    column.y += 14
    if not sides.counts.total:
        column.text(t("compare.none"), types.card, colours.text)
        return
    for way in WAYS:
        count: int = getattr(sides.counts, way)
        if count:
            _badge(column, way, theme)
            text = t(f"compare.count.{way}", count=count)
            column.text(text, types.card, colours.text, theme.grid.badge + _BESIDE)
            column.y += 4
    if sides.counts.points:
        _curves(column, sides.counts.points, theme)


def _badge(column: TextColumn, way: Way, theme: Theme) -> None:
    look = getattr(theme.differences, way)
    size = theme.grid.badge
    top = column.y + (theme.type.card.leading - size) / 2
    inner = size * 0.62
    at = (size - inner) / 2
    column.items.append(Rect(Box(0, top, size, size), look.line, radius=size / 2))
    column.items.append(icon(ICONS[way], at, top + at, inner, look.on, size / 9))


def _curves(column: TextColumn, count: int, theme: Theme) -> None:
    """How both curves are drawn, and what the areas between them mean."""
    colours, types = theme.colours, theme.type
    column.y += 6
    column.text(t("compare.count.points", count=count), types.card, colours.text)
    for key in ("before", "after", "better", "worse"):
        column.y += 4
        y = column.y + types.label.leading / 2
        _swatch(column, key, y, theme)
        column.text(t(f"compare.legend.{key}"), types.label, colours.quiet, _SWATCH + _BESIDE)


def _swatch(column: TextColumn, key: str, y: float, theme: Theme) -> None:
    looks, line, colour = theme.differences, theme.curve.line, theme.everyone.colour
    box = Box(0, y - 5, _SWATCH, 10)
    if key in ("before", "after"):
        old = key == "before"
        along = (("M", 0, y), ("L", _SWATCH, y))
        size = theme.curve.point * (0.75 if old else 1)
        sign = marker("circle", _SWATCH / 2, y, size)
        dots, width = ((0.5, 4.5), line * 0.6) if old else ((), line)
        ground = theme.colours.band if old else colour
        column.items.append(Path(along, line=colour, line_width=width, dash=dots))
        column.items.append(Path(sign, ground, colour, 1.2))
    elif key == "better":
        column.items.append(Rect(box, looks.better))
    else:
        column.items.append(Rect(box, looks.worse))
        strokes = tuple(
            part
            for x in range(_HATCH, int(_SWATCH), _HATCH)
            for part in (("M", x, box.y), ("L", x, box.bottom))
        )
        column.items.append(Path(strokes, line=faded(looks.removed.line, 0.4), line_width=0.8))
