# SPDX-License-Identifier: Apache-2.0
"""The map as a real table: stages and steps as headings across, lanes as headings down."""

from collections.abc import Iterator, Sequence

from journey_studio.exchange.map_view import Head, LaneView, MapView, Unit
from journey_studio.exchange.web_page import curves
from journey_studio.exchange.web_page.cards import Cards, unit
from journey_studio.exchange.web_page.markup import element, lines, sign, told, words
from journey_studio.i18n import t
from journey_studio.layout.lane_heads import lane_icon
from journey_studio.model.records import Stage


def table(cards: Cards) -> str:
    """The whole map."""
    view = cards.view
    firsts = frozenset(head.first for head in view.stages if head.first)
    bodies = [_lane(cards, number, lane, firsts) for number, lane in enumerate(view.lanes)]
    return lines(
        [
            '<table class="map">',
            f'<caption class="hidden-words" dir="auto">{words(view.title)}</caption>',
            _columns(view.stages),
            "<thead>",
            _stages(view),
            _steps(view, firsts),
            "</thead>",
            *bodies,
            "</table>",
        ]
    )


def _columns(stages: Sequence[Head]) -> str:
    groups = "".join(
        f"<colgroup>{'<col class=step>' * (head.end - head.first)}</colgroup>" for head in stages
    )
    return f'<colgroup><col class="head"></colgroup>{groups}'


def _stages(view: MapView) -> str:
    hues = len(view.scene.theme.hues)
    heads = "".join(
        f'<th scope="colgroup" colspan="{head.end - head.first}" class="stage">'
        f'<span class="plate h{number % hues}">{_stage(head.stage)}</span></th>'
        for number, head in enumerate(view.stages)
    )
    return f'<tr><td class="corner" rowspan="2"></td>{heads}</tr>'


def _stage(stage: Stage) -> str:
    title = element("strong", stage.title) or told(t("exchange.page.a_stage"))
    owner = told(t("exchange.page.owner") + ": ") + words(stage.owner) if stage.owner else ""
    more = [
        f"<p>{told(t(f'exchange.page.{name}') + ': ')}{words(text)}</p>"
        for name, text in (
            ("expectations", stage.expectations),
            ("interactions", stage.interactions),
        )
        if text
    ]
    # A button of its own, so that long expectations do not push the map out of view.
    folded = ""
    if more:
        summary = words(t("exchange.page.more"))
        folded = f"<details><summary>{summary}</summary>{''.join(more)}</details>"
    return (
        f'<span class="within">{title}{element("small", stage.goal)}'
        f"{f'<small>{owner}</small>' if owner else ''}{folded}</span>"
    )


def _steps(view: MapView, firsts: frozenset[int]) -> str:
    found = []
    for number, column in enumerate(view.columns):
        css = _css("step", number, view, firsts)
        if column.step is None:
            found.append(f'<td class="{css}"></td>')
            continue
        moment = ""
        if number in view.moments:
            moment = sign("moment") + told(t("exchange.page.moment") + ": ")
        title = words(column.step.title) or told(t("exchange.page.a_step"))
        found.append(
            f'<th scope="col" class="{css}"><strong dir="auto">{moment}{title}</strong>'
            f"{element('small', column.step.description)}</th>"
        )
    return f"<tr>{''.join(found)}</tr>"


def _css(
    name: str, column: int, view: MapView, firsts: frozenset[int], *, wide: bool = False
) -> str:
    css = [name] if name else []
    css += ["parts"] if column in firsts else []
    css += ["matters"] if column in view.moments and not wide else []
    return " ".join(css)


def _lane(cards: Cards, number: int, lane: LaneView, firsts: frozenset[int]) -> str:
    css = ["even"] if number % 2 else []
    if lane.is_divider:
        css += ["divider", lane.lane.line]
    if lane.lane.kind == "arc":
        css.append("arc")
    rows = list(_rows(cards, lane, firsts))
    name = _lane_head(cards.view, lane)
    head = f'<th scope="rowgroup" rowspan="{len(rows)}" class="lane">{name}</th>'
    made = [f"<tr>{head if not place else ''}{row}</tr>" for place, row in enumerate(rows)]
    return f'<tbody data-lane="{number}" class="{" ".join(css)}">{lines(made)}</tbody>'


def _lane_head(view: MapView, lane: LaneView) -> str:
    icon = "" if lane.is_divider else sign(lane_icon(lane.lane))
    owner = ""
    if lane.lane.owner:
        hint = told(t("exchange.page.owner") + ": ")
        owner = f'<span class="owner" dir="auto">{hint}{words(lane.lane.owner)}</span>'
    legend = curves.legend(view, lane) if lane.is_curve else ""
    title = f'<span dir="auto">{words(lane.title)}</span>'
    return f'<span class="name">{icon}{title}</span>{owner}{legend}'


def _rows(cards: Cards, lane: LaneView, firsts: frozenset[int]) -> Iterator[str]:
    """What stands beside the head of a lane, row by row; every lane has one at least."""
    view = cards.view
    count = len(view.columns)
    if not count:
        yield ""
        return
    if lane.is_divider:
        yield f'<td colspan="{count}"><hr></td>'
    elif lane.is_curve:
        if lane.lines:
            yield f'<td class="plot" colspan="{count}">{curves.plot(view, lane)}</td>'
        cells = curves.said(view, lane)
        yield "".join(
            f'<td class="{_css("said", number, view, firsts)}">{cell}</td>'
            for number, cell in enumerate(cells)
        )
    if lane.rows or not (lane.is_divider or lane.is_curve):
        yield from _card_rows(cards, lane, firsts)


def _card_rows(cards: Cards, lane: LaneView, firsts: frozenset[int]) -> Iterator[str]:
    """The rows of a lane of cards; a cell that reaches into the next rows leaves them its room."""
    view, several = cards.view, len(lane.rows) > 1
    filled: dict[int, int] = {}  # column -> the first row in which it is free again
    for number, row in enumerate(lane.rows or ((),)):
        starts = {one.first: one for one in row}
        found = []
        column = 0
        while column < len(view.columns):
            one = starts.get(column)
            if one is None and filled.get(column, 0) <= number:
                found.append(_cell(view, Unit(column, column, ()), firsts, "", several=several))
            elif one is not None:
                content = unit(cards, lane, one)
                found.append(_cell(view, one, firsts, content, several=several))
                filled.update(dict.fromkeys(range(one.first, one.last + 1), number + one.deep))
                column = one.last
            column += 1
        yield "".join(found)


def _cell(view: MapView, one: Unit, firsts: frozenset[int], content: str, *, several: bool) -> str:
    css = _css("cell", one.first, view, firsts, wide=one.last > one.first)
    css += f" c{one.first}" if several else ""
    wide = f' colspan="{one.last - one.first + 1}"' if one.last > one.first else ""
    deep = f' rowspan="{one.deep}"' if one.deep > 1 else ""
    return f'<td class="{css}"{wide}{deep}>{content}</td>'
