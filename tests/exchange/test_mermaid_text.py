# SPDX-License-Identifier: Apache-2.0
"""A Mermaid journey is read as Mermaid reads it: same content, same refusals, with the line."""

from math import isnan

import pytest

from journey_studio.exchange.mermaid.text import JourneyDiagram, JourneyTask, parse_journey
from journey_studio.exchange.refusal import MermaidError


def only_task(line: str) -> JourneyTask:
    """The one task of a journey whose last line is `line`."""
    (task,) = parse_journey(f"journey\n{line}\n").tasks
    return task


def refused(text: str) -> MermaidError:
    with pytest.raises(MermaidError) as refusal:
        parse_journey(text)
    return refusal.value


def remarks(text: str) -> list[tuple[int, str]]:
    return [(remark.line, remark.key) for remark in parse_journey(text).remarks]


def test_a_whole_journey_is_read() -> None:
    diagram = parse_journey(
        "journey\n"
        "  title Renting a bicycle\n"
        "  accTitle: The bicycle\n"
        "  accDescr: From the app to the ride\n"
        "  section Find\n"
        "    Open the app: 4: Rider\n"
        "    Walk to the dock: 2: Rider, Friend\n"
        "  section Ride\n"
        "    Unlock: 5: Rider\n"
    )
    assert diagram.title == "Renting a bicycle"
    assert diagram.acc_title == "The bicycle"
    assert diagram.acc_description == "From the app to the ride"
    assert diagram.sections == ("Find", "Ride")
    assert [(task.section, task.name, task.score) for task in diagram.tasks] == [
        ("Find", "Open the app", 4),
        ("Find", "Walk to the dock", 2),
        ("Ride", "Unlock", 5),
    ]
    assert diagram.tasks[1].actors == ("Rider", "Friend")
    assert [task.line for task in diagram.tasks] == [6, 7, 9]
    assert diagram.remarks == ()


@pytest.mark.parametrize(
    "text", ["journey", "journey\n", "\n \u3000\n journey", "\ufeffjourney\n", "journey # so\n"]
)
def test_a_journey_may_be_empty(text: str) -> None:
    empty = JourneyDiagram("", "", "", (), (), ())
    assert parse_journey(text) == empty


def test_line_ends_of_every_system_are_the_same() -> None:
    text = "journey\n title A\n\n section S\n T: 3: Me\n"
    assert parse_journey(text.replace("\n", "\r\n")) == parse_journey(text)
    assert parse_journey(text.replace("\n", "\r")) == parse_journey(text)


def test_blank_lines_and_any_indent_mean_nothing() -> None:
    diagram = parse_journey("journey\n\n\t\n\u00a0\n\u3000 T: 3: Me\n   \t U: 4\n")
    assert [task.name for task in diagram.tasks] == ["T", "U"]


def test_words_of_the_grammar_may_be_written_in_capitals_except_the_first() -> None:
    diagram = parse_journey("journey\nTITLE A\nSection S\nACCTITLE: b\naccdescr: c\n")
    assert (diagram.title, diagram.sections) == ("A", ("S",))
    assert (diagram.acc_title, diagram.acc_description) == ("b", "c")
    assert refused("Journey\n T: 3: Me\n").line == 1


@pytest.mark.parametrize("name", ["titled page", "sectional sofa", "Journeys end", "plan journey"])
def test_names_that_only_begin_like_a_word_of_the_grammar_are_tasks(name: str) -> None:
    assert only_task(f"{name}: 3: Me").name == name


def test_the_last_title_wins_and_may_hold_a_colon() -> None:
    text = "journey\n title Old\n T: 3: Me\n title Trip: by train\n"
    assert parse_journey(text).title == "Trip: by train"
    assert remarks(text) == [(4, "second_title")]


def test_blanks_at_the_end_of_names_stay_for_the_map_to_trim() -> None:
    diagram = parse_journey("journey\n section   A  \n T   : 3 : Me \n")
    assert diagram.sections == ("  A  ",)
    assert diagram.tasks[0].name == "T   "
    assert diagram.tasks[0].actors == ("Me",)


def test_a_section_that_returns_opens_a_new_run_and_neighbours_of_one_name_share_one() -> None:
    diagram = parse_journey(
        "journey\n T: 3\n section A\n U: 3\n section A\n V: 3\n section B\n section A\n W: 3\n"
    )
    assert diagram.sections == ("A", "A", "B", "A")
    assert [(run.section, len(run.tasks), run.line) for run in diagram.runs] == [
        ("", 1, 2),
        ("A", 2, 3),
        ("B", 0, 7),
        ("A", 1, 8),
    ]


@pytest.mark.parametrize(
    ("written", "score"),
    [("0", 0), ("6", 6), ("-1", -1), ("3.5", 3.5), ("+3", 3), ("0x5", 5), ("1e2", 100), ("", 0)],
)
def test_any_number_is_a_score(written: str, score: float) -> None:
    assert only_task(f"Wait: {written} : Me").score == score


@pytest.mark.parametrize("written", ["happy", "4/5", "3,5", "80%", "★★★", "５"])
def test_a_score_that_is_no_number_is_kept_as_written(written: str) -> None:
    task = only_task(f"Wait: {written}: Me")
    assert isnan(task.score)
    assert task.score_text == written


@pytest.mark.parametrize(
    ("line", "actors"),
    [
        ("T: 3", ()),
        ("T: 3:", ("",)),
        ("T: 3: Me,,You", ("Me", "", "You")),
        ("T: 3: Me, ", ("Me", "")),
        ("T: 3: Me, Me", ("Me", "Me")),
        ('T: 3: "Ltd, Co."', ('"Ltd', 'Co."')),
        ("T: 3: __proto__, A & B", ("__proto__", "A & B")),
        ("T: 3: caf\u00e9, cafe\u0301", ("caf\u00e9", "cafe\u0301")),
        ("T: 3: Me %% note", ("Me %% note",)),
    ],
)
def test_actors_stand_between_commas(line: str, actors: tuple[str, ...]) -> None:
    assert only_task(line).actors == actors


def test_what_follows_a_third_colon_is_told_apart() -> None:
    task = only_task("Arrive 9:30: 4: Me")
    assert (task.name, task.score, task.actors, task.rest) == ("Arrive 9", 30, ("4",), "Me")
    assert only_task("Arrive: 4: Me").rest is None


def test_entities_are_the_characters_they_stand_for() -> None:
    task = only_task("Fix #35;12 #59; #quot;now#quot;: 4: A#44; Inc., #unheard_of;, #0x41;")
    assert task.name == 'Fix #12 ; "now"'
    assert task.actors == ("A, Inc.", "#unheard_of;", "#0x41;")
    assert only_task(f"#{'0' * 5000}65; #99999999999;: 3").name == "A \ufffd"


def test_a_hash_starts_a_comment_and_what_it_takes_is_remarked() -> None:
    text = "journey\n# all of it\n title A # one\n section S # two\n T: 3: Child#1, Mum\n"
    diagram = parse_journey(text)
    assert diagram.title == "A "
    assert diagram.tasks[0].actors == ("Child",)
    assert remarks(text) == [(3, "hash"), (4, "hash"), (5, "hash")]


def test_percent_comments_go_and_what_only_looks_like_one_is_remarked() -> None:
    text = "%% first\njourney\n %% second\n\n T: 3: Me\n% of users: 3: Me\nA%% b: 3\n50% off: 4\n"
    diagram = parse_journey(text)
    assert [(task.name, task.line) for task in diagram.tasks] == [("T", 5), ("50% off", 8)]
    assert remarks(text) == [(1, "comment"), (3, "comment"), (6, "percent"), (7, "percent")]


def test_directives_are_taken_out_wherever_they_stand() -> None:
    diagram = parse_journey(
        "%%{init: {\n 'theme': 'base'\n}}%%\njourney\n"
        "%%{init: {'broken': }}%%\n%%{wrap}%%\n T%%{init: a}%%: 3: Me\n"
    )
    assert [(task.name, task.line) for task in diagram.tasks] == [("T", 7)]
    assert [(each.line, each.key) for each in diagram.remarks] == [
        (line, "directive") for line in (1, 5, 6, 7)
    ]


def test_a_directive_that_is_never_closed_takes_the_rest_and_is_remarked() -> None:
    text = "journey\n T: 3: Me\n%%{init: {\n U: 3: Me\n"
    assert [task.name for task in parse_journey(text).tasks] == ["T"]
    assert remarks(text) == [(3, "directive_open")]


def test_the_description_may_take_several_lines() -> None:
    diagram = parse_journey("journey\n accDescr {\n  one #35;\n\n   two; three\n }\n T: 3: Me\n")
    assert diagram.acc_description == "one #\ntwo; three"
    assert diagram.tasks[0].line == 7


def test_accessible_texts_may_hold_what_others_may_not() -> None:
    diagram = parse_journey("journey\n accTitle: 1; 2 # 3\n accDescr : a: b\n accDescr {}\n")
    assert diagram.acc_title == "1; 2 # 3"
    assert diagram.acc_description == "a: b"


def test_a_word_left_alone_swallows_the_next_line() -> None:
    text = "journey\n title\n Wait: 3: Me\n section\nQueue\n T: 3: Me\n"
    diagram = parse_journey(text)
    assert diagram.title == " Wait: 3: Me"
    assert diagram.sections == ("Queue",)
    assert (2, "swallowed_title") in remarks(text)
    assert (4, "swallowed_section") in remarks(text)


def test_a_task_that_starts_with_title_becomes_the_title_and_is_remarked() -> None:
    text = "journey\n title page: 3: Me\n"
    assert parse_journey(text).title == "page: 3: Me"
    assert remarks(text) == [(2, "title_like_task")]


def test_tags_keep_their_words_with_single_quotes() -> None:
    assert only_task('See <a href="x" id="y">this</a>: 3').name == "See <a href='x' id='y'>this</a>"
    assert only_task('a<b and "c": 3').name == 'a<b and "c"'


def test_odd_characters_are_part_of_a_name() -> None:
    assert only_task("\u200bT\x00\u202e x: 3: Me").name == "\u200bT\x00\u202e x"
    assert only_task("- C\\n {x} | 任务: 3").name == "- C\\n {x} | 任务"


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("", 1, "no diagram here"),
        ("%% nothing else\n", 1, "no diagram here"),
        ("flowchart LR\n a-->b\n", 1, '"flowchart LR" does not start a journey'),
        ("\n\njourneyman\n", 3, '"journeyman" does not start'),
        ("journey-beta\n title A\n", 1, '"journey-beta" does not start'),
        ("```mermaid\njourney\n```\n", 1, "does not start a journey"),
        ("%%\njourney\n", 1, "does not start a journey"),
        ("journey\n A; B: 3: Me\n", 2, "semicolon"),
        ("journey\n A: 3: Me;\n", 2, "semicolon"),
        ("journey\n A &amp; B: 3: Me\n", 2, "semicolon"),
        ("journey\n T: 3\n just words\n", 3, '"just words" has no score after a colon'),
        ("journey\n%% c\n%%{init: {\n}}%%\n\n just words", 6, "has no score after a colon"),
        ("journey\n Task:\n", 2, "no score after a colon"),
        ("journey\n : 4: Me\n", 2, '": 4: Me" has no name'),
        ("journey\n Item #12: 4: Me\n", 2, "write #35; for the character"),
        ("journey\n 任务：5：我\n", 2, "full-width colon"),
        ("journey\n accTitle Hello\n", 2, "no colon after its first word"),
        ("journey\n accDescr here\n", 2, "no colon after its first word"),
        ("journey\n T: 3\n accTitle:\n\n", 3, "has no text after it"),
        ("journey\n\n accDescr {\n one\n two\n", 3, "add the missing }"),
        ("journey\n section \n T: 3: Me\n", 2, 'word "section" has no name'),
        ("journey\n title \n T: 3: Me\n", 2, 'word "title" has no text'),
        ("journey\n section review done: 3\n", 2, "section cannot hold a colon"),
        ("journey\n journey planner: 3: Me\n", 2, 'cannot start with the word "journey"'),
        ("journey\n T: 3: Me\n classDef x fill:#f00\n", 3, "no score after a colon"),
        ("journey\n T\ud83d: 3: Me\n", 2, "half a character"),
        ("journey\n" + "\n" * 50_000, 50_000, "more than 50000 lines"),
    ],
)
def test_a_refusal_names_the_line_and_what_to_do(text: str, line: int, why: str) -> None:
    refusal = refused(text)
    assert refusal.line == line
    assert str(refusal).startswith(f"line {line}: ")
    assert "Nothing was imported" in str(refusal)
    assert len(str(refusal).splitlines()) == 1
    assert why in str(refusal)


def test_a_quoted_line_cannot_play_with_the_terminal() -> None:
    refusal = refused("journey\n \x1b[31mred\u202e" + "x" * 500 + "\n")
    assert "\x1b" not in str(refusal)
    assert "\u202e" not in str(refusal)
    assert len(str(refusal)) < 250
