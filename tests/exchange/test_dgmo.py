# SPDX-License-Identifier: Apache-2.0
"""Journey maps of dgmo, as people write them: in the forms before and since 0.18."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journey_studio.exchange import dgmo
from journey_studio.exchange.dgmo.lines import read_line
from journey_studio.exchange.dgmo.text import DgmoError, parse_dgmo
from journey_studio.exchange.formats import Choices, Found
from journey_studio.model.records import Channel, Persona
from tests.exchange.effort import lines_run
from tests.exchange.laws import reads_the_same_again
from tests.exchange.outlines import outlines

NEW = """\
// a lamp for the desk
journey-map Buying a lamp

persona Careful Carla color: blue
  Reads every label
  description: Two children

tag Channel as ch
  Web blue
  Shop green
  Phone

[Look]
  Compare lamps score: 4, emotion: Curious, ch: Web
    thought: Is it bright?
    description: Twelve shops
  Ask a friend ch: Shop

[Buy]
  Pay at 9:30 score: 1, emotion: Cross
    pain: No card: only cash
    opportunity: Take cards
"""
OLD = """\
journey-map Buying a lamp

persona Careful Carla | color: blue
  Reads every label
  Two children

tag: Channel alias ch
  Web(blue)
  Shop(green)
  Phone

[Look]
  Compare lamps | 4 Curious, ch: Web
    thought: Is it bright?
    description: Twelve shops
  Ask a friend | ch: Shop

[Buy]
  Pay at 9:30 | score: 1, emotion: Cross
    pain: No card: only cash
    opportunity: Take cards
"""


def read(text: str) -> Found:
    return dgmo.read(text.encode(), "map.dgmo")


@pytest.mark.parametrize("text", [NEW, OLD], ids=["new", "old"])
def test_a_journey_map_is_read_in_either_form(text: str) -> None:
    found = read(text)
    (outline,) = outlines(found)
    assert outline.title == "Buying a lamp"
    assert outline.personas == ("Careful Carla",)
    assert [(stage.title, [step.title for step in stage.steps]) for stage in outline.stages] == [
        ("Look", ["Compare lamps", "Ask a friend"]),
        ("Buy", ["Pay at 9:30"]),
    ]
    points = [step.points for stage in outline.stages for step in stage.steps]
    assert points == [{"Careful Carla": 0.5}, {}, {"Careful Carla": -1.0}]
    snapshot = found.snapshot
    (the_map,) = snapshot.maps()
    assert the_map.scale == "1-5"
    lanes = snapshot.lanes(the_map.id)
    assert [(lane.title, lane.kind) for lane in lanes] == [
        ("Experience", "curve"),
        ("Channel", "channel"),
        ("Thoughts", "quote"),
        ("Pain points", "pain"),
        ("Opportunities", "opportunity"),
    ]
    steps = snapshot.steps_of_map(the_map.id)
    assert steps[0].description == "Twelve shops"
    assert [snapshot.cards(lane.id, steps[2].id)[0].text for lane in lanes[3:]] == [
        "No card: only cash",
        "Take cards",
    ]
    assert [channel.name for channel in snapshot.under(Channel)] == ["Web", "Shop"]
    (persona,) = snapshot.under(Persona)
    assert persona.demographics == "Reads every label\nTwo children"
    assert {point.note for point in snapshot.points(lanes[0].id)} == {"Curious", "Cross"}


def test_what_has_no_place_is_said_with_its_line() -> None:
    losses = {(loss.place, loss.reason.split('"')[1]) for loss in read(NEW).losses}
    assert losses == {
        ("line 1", "// a lamp for the desk"),
        ("line 4", "color: blue"),
        ("line 9", "blue"),
        ("line 10", "green"),
        ("line 11", "Phone"),
    }


def test_a_map_without_phases_is_one_stage_without_a_name() -> None:
    (outline,) = outlines(read("journey-map Quick\n\nOpen score: 4\nFail score: 2\n  pain: Why\n"))
    (stage,) = outline.stages
    assert stage.title == ""
    assert [(step.title, step.points) for step in stage.steps] == [
        ("Open", {"": 0.5}),
        ("Fail", {"": -0.5}),
    ]


def test_a_step_between_phases_is_said_to_be_left_out_as_dgmo_does() -> None:
    found = read("journey-map\n[A]\n  One score: 3\nTwo score: 3\n[B]\n  Three score: 3\n")
    assert [(loss.place, loss.reason) for loss in found.losses] == [
        ("line 4", '"Two score: 3" has no place in a map and was left out.')
    ]


@pytest.mark.parametrize("score", ["0", "6", "3.5", "happy", "-1", "５"])
def test_a_score_that_is_none_leaves_a_gap_and_is_said(score: str) -> None:
    found = read(f"journey-map\n[A]\n  One score: {score}\n")
    (outline,) = outlines(found)
    assert outline.stages[0].steps[0].points == {}
    (loss,) = found.losses
    assert (loss.what, loss.place) == ("score", "line 3")


@pytest.mark.parametrize(
    ("line", "name", "values"),
    [
        ("Compare specs", "Compare specs", {}),
        ("Compare: specs score: 4", "Compare: specs", {"score": "4"}),
        ('Ask "score: 5" score: 4', 'Ask "score: 5"', {"score": "4"}),
        ('Pay ch: "Web, later", score:2', "Pay", {"Channel": "Web, later", "score": "2"}),
        ("Pay score : 2", "Pay", {"score": "2"}),
        ("Pay | 2", "Pay", {"score": "2"}),
        ("Pay | 2 Very cross", "Pay", {"score": "2", "emotion": "Very cross"}),
        ("Pay | ch: Web", "Pay", {"Channel": "Web"}),
        ("Pay Channel: Web", "Pay", {"Channel": "Web"}),
        ("Pay score:", "Pay", {}),
    ],
)
def test_a_line_is_parted_at_its_first_key(line: str, name: str, values: dict[str, str]) -> None:
    aliases = {"ch": "Channel", "channel": "Channel"}
    found = read_line(line, aliases)
    assert (found.name, found.values, found.lost) == (name, values, ())


def test_the_colour_and_the_short_name_of_a_step_are_no_part_of_its_name() -> None:
    assert read_line("Stop as st red score: 1", {}).name == "Stop"
    assert read_line("Stop as st red score: 1", {}).lost == ("as st", "red")
    assert read_line("Stop at Red score: 1", {}).name == "Stop at Red"


@pytest.mark.parametrize("text", ["", "// only words\n", "kanban Board\n", "{}", "journeymap x"])
def test_what_is_no_journey_map_is_refused_and_not_recognised(text: str) -> None:
    assert not dgmo.recognises(text.encode())
    with pytest.raises(DgmoError, match=r"^line \d+: "):
        read(text)


def test_a_file_of_too_many_lines_is_refused() -> None:
    with pytest.raises(DgmoError, match="more than 50000 lines"):
        read("journey-map\n" + "\n" * 60_000)


@pytest.mark.parametrize("text", [NEW, OLD], ids=["new", "old"])
def test_read_written_and_read_again_it_is_the_same(text: str) -> None:
    found = read(text)
    reads_the_same_again(dgmo, found)
    ids = tuple(each.id for each in found.snapshot.maps())
    once = dgmo.write(found.snapshot, ids, Choices(), lambda _: None).data
    again = dgmo.read(once, "map.dgmo").snapshot
    assert dgmo.write(again, ids[:1], Choices(), lambda _: None).data == once


SCRAPS = st.lists(
    st.sampled_from(
        [
            *"journey-map persona tag [A] score: emotion: ch: pain: color: description: as".split(),
            *"| , : \" ' // ## tag: alias Web(blue) red 4 default".split(),
            *["\n", "\n  ", "\n    ", " ", "\t", "\u200b", "\u2028", "\x00", "😀", "[", "]"],
        ]
    ),
    max_size=40,
).map("".join)


@settings(max_examples=150)
@given(SCRAPS.map("journey-map\n{}".format) | SCRAPS | st.text())
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    sentences: tuple[str, ...]
    try:
        found = read(text.encode("utf-8", "replace").decode())
        assert len(found.snapshot.maps()) == 1
        sentences = tuple(loss.reason for loss in found.losses)
    except DgmoError as refusal:
        sentences = (str(refusal),)
    assert all(sentence.isprintable() for sentence in sentences)


HOSTILE: list[Callable[[int], str]] = [
    lambda n: "  T score: 3\n" * n,
    lambda n: "T " * n,
    lambda n: "  a" + " " * n + "x",
    lambda n: '  "' * n,
    lambda n: "  T ch: " + "'\"" * n,
    lambda n: "  T " + "score: 1," * n,
    lambda n: "  T " + " as a" * n,
    lambda n: "tag " + "a as " * n,
    lambda n: "persona " + "color: " * n,
    lambda n: "[" * n + "]" * n,
    lambda n: "  T " + "|" * n,
    lambda n: "tag a" + ", b" * n,
]


def work_of(text: str) -> int:
    """How much work the reading of `text` is."""
    return lines_run(lambda: parse_dgmo(text))


@pytest.mark.parametrize("make", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("start", ["journey-map\n", "journey-map\n[A]\n"], ids=["head", "body"])
def test_twice_the_text_is_at_most_about_twice_the_work(
    start: str, make: Callable[[int], str]
) -> None:
    work_of(start + make(2))
    once, twice = work_of(start + make(150)), work_of(start + make(300))
    assert twice <= 2.2 * once + 500
    assert parse_dgmo(start + make(20_000)).phases is not None  # and patterns do not run wild
