# SPDX-License-Identifier: Apache-2.0
"""Files in the scale that somebody chose for their scores, with the report of it."""

import pytest

from journey_studio.exchange.formats import Choices
from journey_studio.exchange.making import outgoing
from journey_studio.exchange.registry import FORMATS, by_name
from journey_studio.exchange.scales import SCALES
from journey_studio.model.builder import Builder
from journey_studio.model.snapshot import Snapshot

SCALED = [each.name for each in FORMATS if each.scales]
VALUES = [-1.0, -0.5, 0.0, 0.5, 1.0]


def scored(scale: str = "") -> tuple[Snapshot, str]:
    """A map with a curve, in a scale."""
    made = Builder()
    the_map = made.add("map", title="Scored", scale=scale)
    stage = made.add("stage", the_map, title="All")
    lane = made.add("lane", the_map, kind="curve", title="Mood")
    for value in VALUES:
        step = made.add("step", stage, title=f"At {value}")
        made.point(lane, step, None, value=value)
    return made.snapshot(), the_map


def values(snapshot: Snapshot) -> list[float]:
    (the_map,) = snapshot.maps()
    points = [p for lane in snapshot.lanes(the_map.id) for p in snapshot.points(lane.id)]
    return sorted(point.value or 0.0 for point in points)


@pytest.mark.parametrize("name", SCALED)
@pytest.mark.parametrize("scale", ["1-5", "0-10", "percent", "-2..2"])
def test_scores_are_written_in_the_chosen_scale_and_read_back_the_same(
    name: str, scale: str
) -> None:
    snapshot, the_map = scored("0-100")
    format = by_name(name)  # noqa: A001
    made = outgoing(snapshot, (the_map,), format, Choices(scale=scale), lambda _: None)
    back = format.reader().read(made.data, f"x{format.endings[0]}", Choices()).snapshot
    assert values(back) == pytest.approx(VALUES)
    assert SCALES[back.maps()[0].scale or "-2..2"] == SCALES[scale]
    (loss,) = [each for each in made.report.losses if each.register == "scale"]
    assert (loss.fate, loss.what, loss.place, loss.record) == (
        "changed",
        "map.scale",
        "Scored",
        the_map,
    )
    assert "map.scale" not in made.report.kept
    assert snapshot.maps()[0].scale == "0-100", "the map itself stays as it is"


@pytest.mark.parametrize("name", SCALED)
@pytest.mark.parametrize(("own", "chosen"), [("1-5", ""), ("1-5", "1-5"), ("", "-2..2")])
def test_the_scale_of_the_map_is_no_other_scale(name: str, own: str, chosen: str) -> None:
    snapshot, the_map = scored(own)
    usual = outgoing(snapshot, (the_map,), by_name(name), Choices(), lambda _: None)
    made = outgoing(snapshot, (the_map,), by_name(name), Choices(scale=chosen), lambda _: None)
    assert made.report == usual.report


def test_a_format_with_one_scale_alone_takes_no_other() -> None:
    snapshot, the_map = scored("0-100")
    for name in ("journey", "mermaid", "ojf"):
        usual = outgoing(snapshot, (the_map,), by_name(name), Choices(), lambda _: None)
        assert usual == outgoing(
            snapshot, (the_map,), by_name(name), Choices(scale="1-5"), lambda _: None
        )
