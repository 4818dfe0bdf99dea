# SPDX-License-Identifier: Apache-2.0
"""Tables that other people made become the maps they meant."""

import io
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from journey_studio.exchange.formats import Choices, Found
from journey_studio.exchange.tables import csv_file, spreadsheet, tsv_file
from journey_studio.exchange.tables.clipboard import TableError
from journey_studio.exchange.tables.guesses import MOST_QUOTES
from journey_studio.model.records import Card, Channel, Lane, Map, Metric, Persona, Reading, Tag
from journey_studio.model.snapshot import Snapshot
from tests.exchange.laws import reads_the_same_again

AS_IT_LOOKS = Choices()


def read(text: str, choices: Choices = AS_IT_LOOKS, encoding: str = "utf-8") -> Found:
    return csv_file.read(text.encode(encoding), "Moving house.csv", choices)


def the_map(found: Found) -> Map:
    (only,) = found.snapshot.maps()
    return only


def shape(found: Found) -> list[tuple[str, list[str]]]:
    """The stages of the one map with the titles of their steps."""
    snapshot = found.snapshot
    return [
        (stage.title, [step.title for step in snapshot.steps(stage.id)])
        for stage in snapshot.stages(the_map(found).id)
    ]


def lanes(found: Found) -> dict[str, Lane]:
    return {lane.title: lane for lane in found.snapshot.lanes(the_map(found).id)}


def cards(found: Found, lane: str) -> list[list[str]]:
    """The words in each cell of a lane, step by step."""
    snapshot, map_id = found.snapshot, the_map(found).id
    lane_id = lanes(found)[lane].id
    return [
        [card.text for card in snapshot.cards(lane_id, step.id)]
        for step in snapshot.steps_of_map(map_id)
    ]


def values(found: Found, lane: str) -> list[tuple[str, float | None]]:
    snapshot = found.snapshot
    people = {persona.id: persona.name for persona in snapshot.personas()}
    order = [step.id for step in snapshot.steps_of_map(the_map(found).id)]
    said = [
        (order.index(point.step or ""), people.get(point.persona or "", ""), point.value)
        for point in snapshot.points(lanes(found)[lane].id)
    ]
    return [(who, value) for _, who, value in sorted(said)]


def all_cards(snapshot: Snapshot) -> list[Card]:
    return [record for record in snapshot.records.values() if isinstance(record, Card)]


MATRIX = """,Before,,After
,Search,Visit,Move in
Actions,Look at adverts,"Call

Go there",Carry boxes
Emotion,1,3,5
Pain points,,No answer,Stairs
Opportunities,Alerts,,
"""


def test_a_matrix_with_a_row_of_steps() -> None:
    found = read(MATRIX)
    assert shape(found) == [("Before", ["Search", "Visit"]), ("After", ["Move in"])]
    assert the_map(found).title == "Moving house"
    assert cards(found, "Actions") == [["Look at adverts"], ["Call", "Go there"], ["Carry boxes"]]
    kinds = {title: lane.kind for title, lane in lanes(found).items()}
    assert kinds == {
        "Actions": "text", "Emotion": "curve", "Pain points": "pain", "Opportunities": "opportunity"
    }  # fmt: skip
    assert values(found, "Emotion") == [("", -1.0), ("", 0.0), ("", 1.0)]
    assert the_map(found).scale == "1-5"
    assert found.offer.chosen.shape == "matrix"
    assert any("1-5" in warning for warning in found.warnings)
    assert all(card.kind == "pain" for card in all_cards(found.snapshot) if card.text == "Stairs")


def test_a_matrix_without_steps_under_a_title() -> None:
    found = read("My journey;;\n;Avant;Après\nÉmotions;😡;😀\nIrritants;Attente;\n")
    assert the_map(found).title == "My journey"
    assert shape(found) == [("Avant", [""]), ("Après", [""])]
    assert values(found, "Émotions") == [("", -1.0), ("", 1.0)]
    assert lanes(found)["Irritants"].kind == "pain"
    assert found.offer.chosen.separator == ";"


def test_whether_a_row_holds_steps_can_be_said() -> None:
    text = ",One,Two\nFirst,a,b\nSecond,c,d\n"
    assert shape(read(text)) == [("One", [""]), ("Two", [""])]
    said = read(text, Choices(steps_row=True))
    assert shape(said) == [("One", ["a"]), ("Two", ["b"])]
    assert list(lanes(said)) == ["Second"]


def test_a_curve_of_several_people() -> None:
    found = read(",Before,After\nFeelings,Ann: 2\tBen: -1,Ann: 0\n".replace("\t", "; "))
    assert values(found, "Feelings") == [("Ann", 1.0), ("Ben", -0.5), ("Ann", 0.0)]


def test_a_long_table_of_cards() -> None:
    found = read(
        "Phase,Step,Lane,Persona,Note,Channel,Tags,Moment of truth,Evidence,Link\n"
        "Before,Search,Doing,Ann,Looks at adverts,Web,\"fast; cheap\",yes,observed,"
        "Report https://example.org/r\n"
        "Before,Visit,Doing,\"Ann, Ben\",Goes there,,cheap,,,\n"
        "After,Move in,Pain points,Ben,Stairs,Phone,,,,\n"
    )  # fmt: skip
    assert shape(found) == [("Before", ["Search", "Visit"]), ("After", ["Move in"])]
    assert cards(found, "Doing") == [["Looks at adverts"], ["Goes there"], []]
    snapshot = found.snapshot
    first = next(card for card in all_cards(snapshot) if card.text == "Looks at adverts")
    assert first.moment_of_truth
    assert first.evidence == "observed"
    assert first.links == (("Report", "https://example.org/r"),)
    assert [channel.name for channel in snapshot.under(Channel)] == ["Web", "Phone"]
    assert [tag.name for tag in snapshot.under(Tag)] == ["fast", "cheap"]
    assert [persona.name for persona in snapshot.under(Persona)] == ["Ann", "Ben"]
    assert len(the_map(found).personas) == 2
    assert lanes(found)["Pain points"].kind == "pain"
    assert not found.losses


def test_a_row_for_each_step_and_a_column_for_each_lane() -> None:
    found = read(
        "Etape;Actions;Points de contact;Irritants;Satisfaction\n"
        "Recherche;Lit les annonces;Site;Trop de pages;3,5\n"
        "Visite;Va voir;Agence;;4,0\n"
    )
    assert list(lanes(found)) == ["Experience", "Actions", "Points de contact", "Irritants"]
    assert cards(found, "Irritants") == [["Trop de pages"], []]
    assert lanes(found)["Points de contact"].kind == "touchpoint"
    assert values(found, "Experience") == [("", 0.25), ("", 0.5)]
    assert found.offer.chosen.decimal == ","


def test_rows_without_a_stage_belong_to_the_stage_above() -> None:
    found = read("Stage,Step,Text\nBefore,One,a\n,Two,b\nAfter,Three,c\n")
    assert shape(found) == [("Before", ["One", "Two"]), ("After", ["Three"])]
    assert any("row" in warning for warning in found.warnings)


def test_german_headings_in_an_old_encoding() -> None:
    text = "Phase;Schritt;Notiz;Gefühl\nVorher;Suchen;Müde;sehr gut\nNachher;Finden;Froh;schlecht\n"
    for encoding in ("utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"):
        found = read(text, encoding=encoding)
        assert [card.text for card in all_cards(found.snapshot)] == ["Müde", "Froh"], encoding


def test_the_meaning_of_columns_is_offered_and_can_be_changed() -> None:
    text = "Wo,Was\nBefore,Search\nAfter,Move in\n"
    found = read(text, Choices(shape="long"))
    assert not found.snapshot.maps()
    assert [column.heading for column in found.offer.columns] == ["Wo", "Was"]
    assert found.offer.columns[0].sample == ("Before", "After")
    again = read(text, Choices(shape="long", columns=("stage", "text")))
    assert shape(again) == [("Before", [""]), ("After", [""])]
    assert [card.text for card in all_cards(again.snapshot)] == ["Search", "Move in"]


def test_what_has_no_home_is_told_with_its_place() -> None:
    found = read("Stage,Step,Lane,Text,Zebra,Score\nA,B,Doing,Words,black,7 apples\n")
    told = {(loss.what, loss.place) for loss in found.losses}
    assert told == {("Zebra", "line 1, cell 5"), ("Score", "line 2")}


def test_several_scores_for_a_step_become_their_mean() -> None:
    found = read("Stage,Step,Lane,Score\nA,B,Mood,1\nA,B,Mood,5\nA,B,Mood,5\n")
    ((_, value),) = values(found, "Experience")
    assert value == pytest.approx(1 / 3)
    assert any("mean" in warning for warning in found.warnings)


def test_thousands_of_answers_become_cards_that_say_how_often() -> None:
    rows = "".join(f"Buying,Pay,Queue {n % 3},{n % 5 + 1}\n" for n in range(9_000))
    found = read("Stage,Step,Comment,Rating\n" + rows)
    assert [card.text for card in all_cards(found.snapshot)] == [
        f"Queue {n} (3000 times)" for n in range(3)
    ]
    assert values(found, "Experience") == [("", 0.0)]


def test_a_table_too_large_for_a_map_is_refused_in_words() -> None:
    rows = "".join(f"Buying,Pay,Card {n}\n" for n in range(60_000))
    with pytest.raises(TableError, match="50000 cards"):
        read("Stage,Step,Comment\n" + rows)
    steps = "".join(f"Buying,Step {n},Card\n" for n in range(3_000))
    with pytest.raises(TableError, match="2000 steps"):
        read("Stage,Step,Comment\n" + steps)


def test_notes_in_one_column_become_cards() -> None:
    found = tsv_file.read(b"Sticky notes\nToo slow\nToo dear\n", "notes.txt", AS_IT_LOOKS)
    assert [card.text for card in all_cards(found.snapshot)] == ["Too slow", "Too dear"]


def test_metrics_with_days_become_readings() -> None:
    found = read(
        "Stage,Step,Lane,Metric,Value,Unit,Date\n"
        "A,B,KPI,NPS,\"1 234,5\",points,2026-01-31\nA,B,KPI,NPS,12,points,yesterday\n"
    )  # fmt: skip
    (metric,) = found.snapshot.under(Metric)
    assert (metric.name, metric.unit) == ("NPS", "points")
    assert [r.value for r in found.snapshot.under(Reading, metric.id)] == [1234.5]
    assert [loss.place for loss in found.losses] == ["line 3"]


def workbook() -> bytes:
    """A map as people draw it: merged heads, a merged cell, a second sheet, a hidden one."""
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Moving")
    sheet.write(0, 0, "Moving house")
    sheet.write(2, 0, "Phase")
    sheet.merge_range(2, 1, 2, 2, "Before")
    sheet.write(2, 3, "After")
    for column, step in enumerate(("", "Search", "Visit", "Move in")):
        sheet.write(3, column, step)
    sheet.merge_range(4, 0, 5, 0, "Actions")
    for column, words in enumerate(("Read", "Call", "Carry"), 1):
        sheet.write(4, column, words)
    sheet.write(5, 3, "Unpack")
    sheet.write(6, 0, "Touchpoints")
    sheet.merge_range(6, 1, 6, 2, "Agent")
    sheet.write_row(7, 0, ["Satisfaction", 2, 3, 4.5])
    other = book.add_worksheet("Cards")
    other.write_row(0, 0, ["Stage", "Step", "Text"])
    other.write_row(1, 0, ["Later", "Sell", 2026])
    book.close()
    return out.getvalue()


def test_a_workbook_with_merged_cells_and_several_sheets() -> None:
    found = spreadsheet.read(workbook(), "Moving.xlsx", AS_IT_LOOKS)
    snapshot = found.snapshot
    first, second = snapshot.maps()
    assert (first.title, second.title) == ("Moving house", "Cards")
    titles = [[step.title for step in snapshot.steps(s.id)] for s in snapshot.stages(first.id)]
    assert titles == [["Search", "Visit"], ["Move in"]]
    actions, touch, curve = snapshot.lanes(first.id)
    last = snapshot.steps_of_map(first.id)[-1]
    assert [card.text for card in snapshot.cards(actions.id, last.id)] == ["Carry", "Unpack"]
    (agent,) = [card for card in all_cards(snapshot) if card.text == "Agent"]
    assert (touch.kind, agent.kind, agent.span) == ("touchpoint", "touchpoint", 2)
    assert sorted(p.value or 0.0 for p in snapshot.points(curve.id)) == [-0.5, 0.0, 0.75]
    assert found.offer.sheets == ("Moving", "Cards")
    assert [card.text for card in all_cards(snapshot)][-1] == "2026"


def test_only_the_sheets_that_were_chosen_are_read() -> None:
    found = spreadsheet.read(workbook(), "Moving.xlsx", Choices(sheets=("Cards",)))
    assert [each.title for each in found.snapshot.maps()] == ["Moving"]
    assert found.offer.chosen.sheets == ("Cards",)


@pytest.mark.parametrize("text", [MATRIX, "Stage,Step,Text,Rating\nA,B,Words,3\nA,C,More,5\n"])
def test_what_was_read_is_read_the_same_again(text: str) -> None:
    found = read(text)
    reads_the_same_again(csv_file, found)
    reads_the_same_again(spreadsheet, found)


def test_reviews_become_quotes_with_their_marks() -> None:
    rows = [
        f'"{number} times I waited for an answer, nobody came",{-1 + number % 2 * 2}'
        for number in range(1, 501)
    ]
    found = read("\n".join(rows))
    (quotes,) = cards(found, "Quotes")
    assert len(quotes) == MOST_QUOTES
    assert quotes[0].startswith("1 times")
    assert lanes(found)["Quotes"].kind == "quote"
    tags = {tag.id: tag.name for tag in found.snapshot.records.values() if isinstance(tag, Tag)}
    moods = {card.text[0]: tags[card.tags[0]] for card in all_cards(found.snapshot)}
    assert set(moods.values()) == {"Positive", "Negative"}
    assert values(found, "Experience") == [("", 0.0)], "the mean of all, not only of those taken"
    assert "reviews (column 1) with marks (column 2: -1, 1)" in found.warnings[0]
    (loss,) = found.losses
    assert "Of 500 texts" in loss.reason
    assert loss.place == "line 1 – line 500"


def test_paths_are_no_map_and_are_said_to_be_none() -> None:
    found = read("path,count\nHome > Shop > Pay,3\nHome > Help,2\n")
    assert not found.snapshot.maps()
    (said,) = found.warnings
    assert "Home > Shop > Pay" in said
    assert "laid over a map" in said


def test_a_table_of_a_database_asks_what_its_columns_hold() -> None:
    heads = "Id,Name,OwnerId,Type,Status,CreatedDate,Description,Email,Phone"
    text = f"{heads}\n1,Ann,7,Lead,open,2026-01-01,called twice,a@example.org,1\n"
    found = read(text)
    assert not found.snapshot.maps()
    assert "9 columns (Id, Name, OwnerId" in found.warnings[0]
    assert [column.heading for column in found.offer.columns] == heads.split(",")
    chosen = read(text, Choices(columns=("", "persona", "", "", "step", "", "text", "", "")))
    assert shape(chosen) == [("", ["open"])]


def test_a_document_with_tables_is_no_table() -> None:
    document = "# Records\n\n| Name | Type, or kind |\n| :--- | ---: |\n| id | text, short |\n"
    assert not csv_file.recognises(document.encode())
    assert csv_file.recognises(b"Stage|Step\n---|Ask\nBuy|Pay\n")


@pytest.mark.real_data
def test_real_tables_become_maps_or_ask_what_they_mean(real_data: Path) -> None:
    files = sorted(real_data.glob("**/*.csv"))
    assert len(files) > 8
    for file in files:
        data = file.read_bytes()
        assert csv_file.recognises(data), file
        found = csv_file.read(data, file.name, AS_IT_LOOKS)
        if found.snapshot.maps():
            reads_the_same_again(csv_file, found)
        else:
            assert found.offer.columns, file
            assert found.warnings, file


@pytest.mark.real_data
def test_answers_to_a_survey_become_cards_when_their_columns_are_named(real_data: Path) -> None:
    data = (real_data / "feedback" / "pattern_polarity-fr-amazon.csv").read_bytes()
    columns = ("text", "score")
    found = csv_file.read(data, "avis.csv", Choices(shape="long", columns=columns))
    assert len(all_cards(found.snapshot)) == MOST_QUOTES
