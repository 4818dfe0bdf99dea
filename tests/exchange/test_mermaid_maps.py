# SPDX-License-Identifier: Apache-2.0
"""A Mermaid file becomes a map: stages, steps, personas, values, and a warning for every doubt."""

import pytest

from journey_studio.exchange import mermaid
from journey_studio.exchange.formats import Choices, Found
from journey_studio.exchange.refusal import MermaidError
from tests.exchange.outlines import Outline, OutlineStage, OutlineStep, outlines


def read(text: str, name: str = "trip.mmd") -> Found:
    return mermaid.read(text.encode(), name)


def only_map(text: str) -> Outline:
    (found,) = outlines(read(text))
    return found


def warned(text: str) -> list[str]:
    """Everything that is said about a text, by its lines."""
    found = read(text)
    said = [*found.warnings, *(f"{loss.place}: {loss.reason}" for loss in found.losses)]
    return sorted(said, key=lambda each: int(each.split(":")[0].removeprefix("line ")))


def test_sections_tasks_actors_and_scores_become_a_map() -> None:
    found = only_map(
        "journey\n title Renting a bicycle\n accDescr: From app to ride\n"
        " section Find\n Open the app: 5: Rider\n Walk: 0: Rider, Friend\n"
        " section Ride\n Unlock: 3: Friend\n"
    )
    assert found == Outline(
        title="Renting a bicycle",
        description="From app to ride",
        stages=(
            OutlineStage(
                "Find",
                (
                    OutlineStep("Open the app", {"Rider": 1.0}),
                    OutlineStep("Walk", {"Rider": -1.0, "Friend": -1.0}),
                ),
            ),
            OutlineStage("Ride", (OutlineStep("Unlock", {"Friend": 0.0}),)),
        ),
        personas=("Rider", "Friend"),
    )


def test_a_section_that_returns_is_a_stage_of_its_own() -> None:
    stages = only_map("journey\nsection A\na: 3\nsection B\nb: 3\nsection A\nc: 3\n").stages
    assert [stage.title for stage in stages] == ["A", "B", "A"]


def test_neighbouring_sections_of_one_name_are_one_stage() -> None:
    (stage,) = only_map("journey\nsection A\na: 3\nsection A\nb: 3\n").stages
    assert [step.title for step in stage.steps] == ["a", "b"]


def test_a_section_without_tasks_is_not_lost() -> None:
    stages = only_map("journey\nsection A\nsection B\nb: 3\nsection C\n").stages
    assert [(stage.title, len(stage.steps)) for stage in stages] == [("A", 0), ("B", 1), ("C", 0)]


def test_tasks_before_any_section_stand_in_one_untitled_stage() -> None:
    stages = only_map("journey\na: 3\nb: 4\nsection A\nc: 3\n").stages
    assert [(stage.title, len(stage.steps)) for stage in stages] == [("", 2), ("A", 1)]


def test_scores_without_actors_are_everybodys() -> None:
    found = only_map("journey\na: 5\nb: 3: Me\nc: 0\n")
    assert found.personas == ("Me",)
    points = [step.points for step in found.stages[0].steps]
    assert points == [{"": 1.0}, {"Me": 0.0}, {"": -1.0}]


def test_an_actor_named_twice_has_one_value() -> None:
    (stage,) = only_map("journey\nT: 4: Me, Me , You\n").stages
    assert stage.steps[0].points == {"Me": 0.5, "You": 0.5}


def test_actors_who_only_look_alike_stay_two_people() -> None:
    assert only_map("journey\nT: 4: caf\u00e9, cafe\u0301, Caf\u00e9\n").personas == (
        "caf\u00e9",
        "cafe\u0301",
        "Caf\u00e9",
    )


def test_names_are_trimmed_and_breaks_become_lines() -> None:
    found = only_map(
        "journey\n title  My <br> trip \n section  First<br/>part \n"
        " Go <BR /> there </br>now : 3 : A<br>B\n"
    )
    assert found.title == "My trip"
    assert found.stages[0].title == "First\npart"
    assert found.stages[0].steps[0].title == "Go\nthere\nnow"
    assert only_map("journey\nsection a#lt;br>b\n").stages[0].title == "a<br>b"
    assert found.personas == ("A B",)


def test_the_accessible_title_is_not_lost() -> None:
    assert only_map("journey\naccTitle: A\n").title == "A"
    both = only_map("journey\ntitle T\naccTitle: A\naccDescr: D\n")
    assert (both.title, both.description) == ("T", "A\nD")
    assert only_map("journey\ntitle T\naccTitle: T\n").description == ""


@pytest.mark.parametrize(("score", "value"), [("13", 1.0), ("-2", -1.0), ("Infinity", 1.0)])
def test_a_score_out_of_range_is_held_at_the_end_and_warned_about(score: str, value: float) -> None:
    text = f"journey\n\n Pay: {score}: Me\n"
    assert only_map(text).stages[0].steps[0].points == {"Me": value}
    (warning,) = warned(text)
    assert warning.startswith(f'line 3: The score "{score}" of the step "Pay" lies outside 0 to 5')


def test_a_score_that_is_no_number_leaves_a_gap_and_a_warning() -> None:
    text = "journey\n Pay: 4/5: Me\n Go: happy\n"
    found = only_map(text)
    assert [step.points for step in found.stages[0].steps] == [{}, {}]
    assert found.personas == ("Me",)
    assert [warning.split(" of the")[0] for warning in warned(text)] == [
        'line 2: The score "4/5"',
        'line 3: The score "happy"',
    ]


def test_a_missing_score_is_mermaids_zero_with_a_warning() -> None:
    text = "journey\n Pay: : Me\n"
    assert only_map(text).stages[0].steps[0].points == {"Me": -1.0}
    assert "has no score between its colons" in warned(text)[0]


def test_actors_without_a_name_are_left_out_with_a_warning() -> None:
    text = "journey\n Pay: 4: Me,,\n Go: 5:\n"
    found = only_map(text)
    assert found.personas == ("Me",)
    assert found.stages[0].steps[1].points == {"": 1.0}
    assert [warning[:40] for warning in warned(text)] == [
        "line 2: An actor without a name at the s",
        "line 3: An actor without a name at the s",
    ]


def test_a_time_in_a_name_is_read_as_mermaid_does_and_warned_about() -> None:
    text = "journey\n Arrive 9:30: 4: Me\n"
    found = only_map(text)
    assert found.stages[0].steps[0] == OutlineStep("Arrive 9", {"4": 1.0})
    assert found.personas == ("4",)
    extra, lost, range_ = warned(text)
    assert extra.startswith('line 2: A colon too many: read as the step "Arrive 9"')
    assert lost.startswith('line 2: "Me" after the actors')
    assert "outside 0 to 5" in range_


def test_an_actor_who_is_a_number_is_suspicious() -> None:
    assert "A colon too many" in warned("journey\n Meet at 9:30: 4\n")[0]
    assert "A colon too many" in warned("journey\n Visit https://x: 4: Me\n")[0]
    assert warned("journey\n Meet: 4: Room 4\n") == []


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("journey\n T: 3: A#1\n", 'line 2: Mermaid takes "#1" for a comment'),
        ("journey\n% T: 3: A\n", 'line 2: Mermaid takes "% T: 3: A" for a comment'),
        ("journey\n title\n T: 3\n", 'line 2: The word "title" stands alone'),
        ("journey\n section\n T\n", 'line 2: The word "section" stands alone'),
        ("journey\n title page: 3: Me\n", 'line 2: "page: 3: Me" looks like a task'),
        ("journey\n title A\n title B\n", 'line 3: A second title replaces "A"'),
        ("journey\naccTitle: A\naccTitle: B\n", 'line 3: A second accTitle replaces "A"'),
        ("journey\naccDescr: A\naccDescr{B}\n", 'line 3: A second accDescr replaces "A"'),
        ("journey\n T: 3\n %%{init: {\n U: 3", "line 3: The directive that opens here with %%{ is"),
        ("---\ntitle: {}\n---\njourney\n", "line 2: The title between the --- lines is not"),
    ],
)
def test_silent_damage_is_said_aloud(text: str, warning: str) -> None:
    warnings = warned(text)
    assert any(found.startswith(warning) for found in warnings), warnings


def test_losses_stand_in_the_order_of_the_lines() -> None:
    losses = read("journey\n a: 9\n title x\n b: 9\n title y\n c: 9 # z\n").losses
    lines = [int(loss.place.removeprefix("line ")) for loss in losses]
    assert lines == sorted(lines)
    assert [(loss.fate, loss.what) for loss in losses] == [
        ("changed", "score"),
        ("changed", "score"),
        ("dropped", "title"),
        ("dropped", "#"),
        ("changed", "score"),
    ]


def test_what_is_lost_is_told_apart_from_what_is_odd() -> None:
    found = read("journey\n title\n T\n a: 4: Me: more\n")
    assert [loss.what for loss in found.losses] == [":"]
    assert len(found.warnings) == 2


def test_thousands_of_warnings_become_two_hundred_and_a_number() -> None:
    warnings = read("journey\n" + "T: : A\n" * 1000).warnings
    assert len(warnings) == 201
    assert warnings[-1] == "800 more warnings are not shown."


def test_another_scale_may_be_chosen() -> None:
    found = mermaid.read(b"journey\n T: 1: Me\n U: 10: Me\n", "a.mmd", Choices(scale="0-10"))
    (outline,) = outlines(found)
    assert [step.points for step in outline.stages[0].steps] == [{"Me": -0.8}, {"Me": 1.0}]
    assert found.losses == ()
    assert found.offer.chosen.scale == "0-10"


def test_the_ending_tells_markdown_from_mermaid_and_the_start_tells_where_there_is_none() -> None:
    fenced = "Our trip\n\n```mermaid\njourney\n T: 3: Me\n```\n"
    with pytest.raises(MermaidError, match="does not start a journey"):
        read(fenced, "trip.mmd")
    assert outlines(read(fenced, "TRIP.MD")) == outlines(read(fenced, "trip.txt"))
    assert outlines(read("%% c\njourney\n T: 3: Me\n", "trip")) == outlines(read(fenced, "trip"))


def test_bytes_that_are_not_text_are_refused_by_their_line() -> None:
    with pytest.raises(MermaidError, match=r"^line 2: Byte 11 is not UTF-8"):
        mermaid.read("journey\n T\xe9: 3".encode("latin-1"), "old.mmd")
