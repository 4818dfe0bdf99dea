# SPDX-License-Identifier: Apache-2.0
"""Figures as people write them, metrics on cards."""

import pytest
from msgspec.structs import replace

from journey_studio.layout.blocks import block
from journey_studio.layout.board import LayoutOptions
from journey_studio.layout.display import Path, Rect
from journey_studio.layout.footers import initials
from journey_studio.layout.icons import icon
from journey_studio.layout.metrics import amount, figure
from journey_studio.layout.outlines import FALLBACK, icon_names
from journey_studio.layout.text import TextStyle
from journey_studio.layout.theme import load_theme
from journey_studio.model.records import Metric, Reading
from tests.layout.maps import Draft, cards_of, extent, lines_of


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (8, "8"),
        (8.5, "8.5"),
        (-0.25, "−0.25"),
        (1234567, "1\u202f234\u202f567"),
        (1e15, "1\u202f000\u202f000\u202f000\u202f000\u202f000"),
        (1e-9, "0"),
        (-1e-9, "0"),
    ],
)
def test_figures_have_no_exponent(value: float, shown: str) -> None:
    assert figure(value) == shown


def test_a_unit_stays_with_its_figure() -> None:
    assert amount(72, "%") == "72\u00a0%"
    assert amount(72, "") == "72"


def metric_card(*readings: tuple[str, float], **values: object) -> Draft:
    draft = Draft()
    draft.stage("Stage", "One")
    draft.keep(Metric(id="metric-m", name="Waiting", **values))  # type: ignore[arg-type]
    for day, value in readings:
        draft.keep(Reading(id=f"reading-{day}", metric="metric-m", day=day, value=value))
    draft.card(draft.lane("metric"), draft.steps[0], "", metric="metric-m")
    return draft


def test_the_latest_reading_shows_large() -> None:
    board = metric_card(("2024-01-01", 3), ("2024-03-01", 7), unit="days").board()
    large = [line.text for line in lines_of([cards_of(board)[0].group]) if line.size == 20]
    assert large == ["7"]


def test_a_metric_without_readings_says_so() -> None:
    board = metric_card(unit="days", target=5).board()
    words = [line.text for line in lines_of([cards_of(board)[0].group])]
    assert words == ["Waiting", "–", "Target 5\u00a0days"]


def test_the_trend_runs_through_all_readings_by_day() -> None:
    board = metric_card(("2024-01-01", 3), ("2024-01-31", 7), ("2024-03-01", 5)).board()
    mark = load_theme("light").kinds["metric"].mark
    group = cards_of(board)[0].group
    (line,) = [item for item in group.items if isinstance(item, Path) and item.line == mark]
    points = [tuple(float(number) for number in segment[1:]) for segment in line.segments]
    assert len(points) == 3
    assert points[1][0] == pytest.approx((points[0][0] + points[2][0]) / 2)
    assert points[0][1] > points[2][1] > points[1][1]
    assert any(isinstance(item, Rect) and item.fill == mark for item in group.items)


def test_a_steady_metric_has_a_level_trend() -> None:
    board = metric_card(("2024-01-01", 3), ("2024-02-30", 3)).board()
    assert cards_of(board)[0].group.items


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Amira Haddad", "AH"), ("Tom", "T"), ("Anna Maria von Berg", "AB"), ("", ""), ("ángel", "Á")],
)
def test_initials(name: str, shown: str) -> None:
    assert initials(name) == shown


def test_every_icon_stays_in_its_square() -> None:
    for name in icon_names():
        path = icon(name, 100, 200, 24, "#000000", 1)
        for segment in path.segments:
            numbers = [float(number) for number in segment[1:]]
            assert all(99 <= x <= 125 for x in numbers[::2]), name
            assert all(199 <= y <= 225 for y in numbers[1::2]), name


def test_an_unknown_icon_is_a_touchpoint() -> None:
    assert icon("from-the-future", 0, 0, 24, "#000000", 1) == icon(FALLBACK, 0, 0, 24, "#000000", 1)


def test_every_icon_the_layout_asks_for_is_in_the_set() -> None:
    wanted = {
        "link", "department", "search", "opportunity", "solution", "lock", "comment", "branch",
        "image", "chevron-right", "curve", "drama", "layers", "send", "text", "touchpoint",
        "metric", "pain", "quote", "backstage",
    }  # fmt: skip
    assert wanted <= set(icon_names())


def test_lines_of_a_block_stand_one_leading_apart() -> None:
    style = TextStyle("regular", 13, 18)
    lines = block("one\n\ntwo", style, 100).at(5, 10, "#000000")
    assert [line.text for line in lines] == ["one", "two"]
    assert lines[1].y - lines[0].y == 36
    assert all(line.x == 5 for line in lines)


def test_the_trend_shows_how_far_the_target_is() -> None:
    draft = Draft()
    draft.stage("Plan", "Look")
    lane = draft.lane("metric", "Figures")
    metric = draft.keep(Metric(id="metric-m", name="Done at first try", unit="%", target=80))
    for day, value in (("2026-01-01", 40), ("2026-02-01", 60)):
        draft.keep(Reading(id=f"reading-{day}", metric=metric.id, day=day, value=value))
    draft.card(lane, draft.steps[0], "", metric=metric.id)

    def lines(target: float | None) -> list[Path]:
        draft.keep(replace(metric, target=target))
        (card,) = cards_of(draft.board())
        return [item for item in card.group.items if isinstance(item, Path) and item.line]

    aim, trend = lines(80)
    first, last = (float(segment[2]) for segment in trend.segments)
    assert float(aim.segments[0][2]) < last < first
    assert len(lines(None)) == 1


@pytest.mark.parametrize(("columns", "value", "shown"), [(1, 57, 1), (0.85, 57, 1), (1, 1e12, 0)])
def test_the_trend_takes_what_room_the_value_leaves(
    columns: float, value: float, shown: int
) -> None:
    draft = Draft()
    draft.stage("Plan", "Look")
    lane = draft.lane("metric", "Figures")
    metric = draft.keep(Metric(id="metric-m", name="Bookings completed", unit="%"))
    for day, read in (("2026-01-01", 40), ("2026-02-01", value)):
        draft.keep(Reading(id=f"reading-{day}", metric=metric.id, day=day, value=read))
    draft.card(lane, draft.steps[0], "", metric=metric.id)
    (card,) = cards_of(draft.board(options=LayoutOptions(columns=columns)))
    trends = [item for item in card.group.items if isinstance(item, Path) and item.line]
    assert len(trends) == shown
    end = max(extent(line)[1] for line in lines_of([card.group]) if line.size > 15)
    for trend in trends:
        assert min(float(segment[1]) for segment in trend.segments) > end
