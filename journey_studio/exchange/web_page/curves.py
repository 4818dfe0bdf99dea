# SPDX-License-Identifier: Apache-2.0
"""Lanes of curves on a page: a drawing for the eye, and a row with every value for everybody."""

from collections.abc import Iterator, Sequence

from journey_studio.exchange.map_view import LaneView, MapView
from journey_studio.exchange.web_page.markup import path_data, persona_name, told, words
from journey_studio.i18n import t
from journey_studio.layout.curve_lanes import face, runs_of
from journey_studio.layout.curves import area, curve
from journey_studio.layout.geometry import Point as Spot
from journey_studio.layout.markers import marker, shown_value
from journey_studio.layout.plots import LEVELS, Line
from journey_studio.layout.theme import PersonaLook

_COLUMN, _MARGIN = 208.0, 26.0


def plot(view: MapView, lane: LaneView) -> str:
    """The curves of a lane over all columns."""
    theme = view.scene.theme
    width, height = _COLUMN * len(view.columns), theme.curve.plot
    label = words(summary(view, lane))
    found = [
        f'<svg viewBox="0 0 {width:g} {height:g}" role="img" aria-label="{label}">',
        _levels(view, lane, width, height),
    ]
    for line in lane.lines:
        found.append(f'<g class="{css_of(view, line.persona)}"{whose(view, line.persona)}>')
        found += _line(lane, line, height, theme.curve.point)
        found.append("</g>")
    return "".join([*found, "</svg>"])


def css_of(view: MapView, persona: str | None) -> str:
    """The class that gives a persona its colour; everybody has one, too."""
    known = view.scene.personas.get(persona or "")
    return f"p{known[0] % len(view.scene.theme.personas)}" if known else "everyone"


def whose(view: MapView, persona: str | None) -> str:
    """The attribute by which the page shows or leaves out what is a persona's."""
    known = view.scene.personas.get(persona or "")
    return f' data-personas="{known[0]}"' if known else ""


def _y(value: float, height: float) -> float:
    return _MARGIN + (1 - value) / 2 * (height - 2 * _MARGIN)


def _levels(view: MapView, lane: LaneView, width: float, height: float) -> str:
    middle = ' class="middle"'
    drawn = "".join(
        f'<path{"" if value else middle} d="M0 {_y(value, height):g}H{width:g}"/>'
        for value in LEVELS
    )
    faces = ""
    if lane.lane.kind == "curve":
        scene = view.scene
        strokes = (face(value, 16, _y(value, height), scene).segments for value in LEVELS)
        faces = f'<path class="faces" d="{" ".join(map(path_data, strokes))}"/>'
    return f'<g class="levels">{drawn}</g>{faces}'


def _line(lane: LaneView, line: Line, height: float, size: float) -> Iterator[str]:
    """Area, curve, points, and the words of the highest and the lowest."""
    by_column = dict(line.points)
    spots = {
        column: Spot((column + 0.5) * _COLUMN, _y(point.value or 0, height))
        for column, point in line.points
    }
    ground = _y(-1 if lane.lane.kind == "arc" else 0, height)
    dash = " ".join(f"{part:g}" for part in line.look.dash)
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    for piece in runs_of(sorted(spots)):
        along = [spots[column] for column in piece]
        if len(along) > 1:
            yield f'<path class="area" d="{path_data(area(along, ground))}"/>'
            yield f'<path class="curve"{dashed} d="{path_data(curve(along))}"/>'
    for column, spot in spots.items():
        assumed = " assumed" if by_column[column].evidence == "assumed" else ""
        shape = path_data(marker(line.look.marker, spot.x, spot.y, size))
        yield f'<path class="point{assumed}" d="{shape}"/>'
    for column, above in _ends(line):
        point, spot = by_column[column], spots[column]
        y = spot.y - 11 if above else spot.y + 20
        shown = shown_value(lane.lane.kind, point.value or 0)
        yield f'<text x="{spot.x:g}" y="{y:.1f}" aria-hidden="true">{shown}</text>'


def _ends(line: Line) -> Iterator[tuple[int, bool]]:
    """The columns of the highest and the lowest point, and whether its words stand above."""
    high = max(line.points, key=lambda entry: entry[1].value or 0)[0]
    low = min(line.points, key=lambda entry: entry[1].value or 0)[0]
    yield high, True
    if low != high:
        yield low, False


def swatch(look: PersonaLook) -> str:
    """A short piece of a persona's line with its marker."""
    dash = " ".join(f"{part * 0.6:g}" for part in look.dash)
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    shape = path_data(marker(look.marker, 14, 6, 8))
    return (
        '<svg class="swatch" viewBox="0 0 28 12" preserveAspectRatio="xMinYMid" aria-hidden="true">'
        f'<path class="curve"{dashed} d="M2 6H26"/><path class="point" d="{shape}"/></svg>'
    )


def legend(view: MapView, lane: LaneView) -> str:
    """Whose curves they are; nothing where they are everybody's."""
    if lane.lane.kind == "arc" or all(line.persona is None for line in lane.lines):
        return ""
    rows = "".join(
        f'<li class="{css_of(view, line.persona)}"{whose(view, line.persona)}>{swatch(line.look)}'
        f'<span dir="auto">{words(name_of(view, line))}</span></li>'
        for line in lane.lines
    )
    return f'<ul class="legend">{rows}</ul>'


def name_of(view: MapView, line: Line) -> str:
    """Whose line it is."""
    if line.persona is None:
        return t("layout.curve.everybody")
    return persona_name(view, line.persona) or t("layout.persona.unnamed")


def said(view: MapView, lane: LaneView) -> list[str]:
    """For each column what everybody says there: the values, and the words to them."""
    cells: list[list[str]] = [[] for _ in view.columns]
    for line in lane.lines:
        shape = path_data(marker(line.look.marker, 6, 6, 9))
        css = css_of(view, line.persona)
        for column, point in line.points:
            hollow = " assumed" if point.evidence == "assumed" else ""
            value = shown_value(lane.lane.kind, point.value or 0)
            sure = (
                told(" (" + t(f"exchange.page.evidence.{point.evidence}") + ")")
                if point.evidence
                else ""
            )
            note = f'<span class="note" dir="auto">{words(point.note)}</span>' if point.note else ""
            who = told(name_of(view, line) + ": ") if line.persona else ""
            cells[column].append(
                f'<li class="{css}"{whose(view, line.persona)}>'
                '<svg viewBox="0 0 12 12" aria-hidden="true">'
                f'<path class="point{hollow}" d="{shape}"/></svg>'
                f"<b>{who}{value}{sure}</b>{note}</li>"
            )
    return [f"<ul>{''.join(one)}</ul>" if one else "" for one in cells]


def summary(view: MapView, lane: LaneView) -> str:
    """A curve lane in a sentence for each line: where it is highest and where lowest."""
    parts = [t("exchange.page.curve", lane=lane.title)]
    for line in lane.lines:
        ends = [column for column, _ in _ends(line)]
        points = dict(line.points)
        high, low = points[ends[0]], points[ends[-1]]
        parts.append(
            t(
                "exchange.page.curve_ends",
                who=name_of(view, line),
                high=shown_value(lane.lane.kind, high.value or 0),
                high_step=step_name(view, ends[0]),
                low=shown_value(lane.lane.kind, low.value or 0),
                low_step=step_name(view, ends[-1]),
            )
        )
    return " ".join(parts)


def step_name(view: MapView, column: int) -> str:
    """What a column is called: its step, or its stage where that says nothing."""
    step = view.columns[column].step
    named = step.title if step else ""
    stages: Sequence[str] = [head.stage.title for head in view.stages]
    return named or stages[view.columns[column].stage] or t("exchange.page.a_step")
