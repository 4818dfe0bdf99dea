# SPDX-License-Identifier: Apache-2.0
"""CJML: journeys of touchpoints as maps and back, in its dialects."""

import pytest

from journey_studio.errors import JourneyError
from journey_studio.exchange import cjml
from journey_studio.exchange.embedded import MARK
from journey_studio.exchange.formats import Choices, Found
from journey_studio.exchange.strict.xml import Element, parse
from journey_studio.model.canonical import map_hash
from journey_studio.model.contents import lying_in
from journey_studio.model.records import Card, Channel, Comment
from journey_studio.model.snapshot import Snapshot
from tests.exchange.laws import PICTURES, reads_the_same_again
from tests.export.projects import sample

POINT = """
<{kind}><touchpointID>{id}</touchpointID><belongsTo phaseIDref="{phase}"/>
<receiver><refersTo actorIDref="{to}"/><receiverLabel>{gets}</receiverLabel></receiver>
<initiator><refersTo actorIDref="{who}"/><initiatorLabel>{does}</initiatorLabel></initiator>
{more}</{kind}>"""
ACTION = """
<{kind}><belongsTo phaseIDref="{phase}"/><initiator><refersTo actorIDref="{who}"/>
<initiatorLabel>{does}</initiatorLabel></initiator>{more}</{kind}>"""


def journey(*touchpoints: str, kind: str = "actual", more: str = "", version: str = "2.0") -> bytes:
    """A journey of one traveller, one bookshop and one carrier in two phases."""
    return f"""<?xml version="1.0"?>
<CJML version="{version}"><{kind}Journey><journeyID>J1</journeyID>
<journeyTitle>Buying a book</journeyTitle>{more}
<touchpoints>{"".join(touchpoints)}</touchpoints>
<actors><serviceProvider actorID="A"><companyName>Bookshop</companyName></serviceProvider>
<endUser actorID="Carl"><actorName>Carl the reader</actorName></endUser>
<serviceProvider actorID="B"><companyName>Carrier</companyName></serviceProvider></actors>
<journeyPhases>
<journeyPhase phaseID=" P1"><phaseName>Order</phaseName><phaseDescription>Find it</phaseDescription>
</journeyPhase><journeyPhase phaseID=" P2"><phaseName>Receive</phaseName></journeyPhase>
</journeyPhases></{kind}Journey></CJML>""".encode()


def point(does: str, gets: str, who: str = "Carl", to: str = "A", **said: str) -> str:
    rest = {"kind": "actualCommunicationPoint", "id": "T1", "phase": "P1", "more": ""} | said
    return POINT.format(does=does, gets=gets, who=who, to=to, **rest)


def action(does: str, who: str = "Carl", **said: str) -> str:
    rest = {"kind": "actualAction", "phase": "P1", "more": ""} | said
    return ACTION.format(does=does, who=who, **rest)


def found_in(data: bytes) -> Found:
    return cjml.read(data, "journey.cjml", Choices())


def written(snapshot: Snapshot, **choices: bool) -> bytes:
    ids = tuple(each.id for each in snapshot.maps())[:1]
    return cjml.write(snapshot, ids, Choices(**choices), PICTURES.get).data  # type: ignore[arg-type]


def steps(snapshot: Snapshot) -> list[str]:
    return [step.title for step in snapshot.steps_of_map(snapshot.maps()[0].id)]


def cards(snapshot: Snapshot, lane_title: str) -> list[tuple[str, str, set[str]]]:
    """The step, the text and the tags of the cards of a lane."""
    map_id = snapshot.maps()[0].id
    (lane,) = (lane for lane in snapshot.lanes(map_id) if lane.title == lane_title)
    return [
        (step.title, card.text, {snapshot.records[tag].name for tag in card.tags})  # type: ignore[attr-defined]
        for step in snapshot.steps_of_map(map_id)
        for card in snapshot.cards(lane.id, step.id)
    ]


# Reading


@pytest.mark.parametrize("version", ["2.0", "3.0"])
def test_phases_are_stages_and_touchpoints_are_steps(version: str) -> None:
    data = journey(point("Sends order", "Gets order"), action("Reads", phase="P2"), version=version)
    assert cjml.recognises(data)
    found = found_in(data)
    assert not found.losses
    (the_map,) = found.snapshot.maps()
    assert (the_map.title, the_map.state, the_map.scale) == ("Buying a book", "current", "1-5")
    stages = [(stage.title, stage.goal) for stage in found.snapshot.stages(the_map.id)]
    assert stages == [("Order", "Find it"), ("Receive", "")]
    assert steps(found.snapshot) == ["Sends order", "Reads"]


def test_each_actor_is_a_traveller_or_a_lane() -> None:
    found = found_in(journey(point("Sends order", "Gets order")))
    (the_map,) = found.snapshot.maps()
    assert [p.name for p in found.snapshot.personas()] == ["Carl the reader"]
    assert the_map.personas == tuple(p.id for p in found.snapshot.personas())
    lanes = [(lane.title, lane.kind) for lane in found.snapshot.lanes(the_map.id)]
    assert lanes == [("Bookshop", "backstage"), ("Carrier", "backstage")]
    assert cards(found.snapshot, "Bookshop") == [("Sends order", "Gets order", set())]


def test_a_touchpoint_that_starts_at_the_company_says_so() -> None:
    found = found_in(
        journey(
            point("Sends parcel", "Gets parcel", who="B", to="Carl"),
            point("Hands over", "Picks up", who="A", to="B"),
            action("Restocks", who="A"),
        )
    )
    assert steps(found.snapshot) == ["Gets parcel", "Hands over", "Restocks"]
    starts = {"starts here"}
    assert cards(found.snapshot, "Carrier") == [
        ("Gets parcel", "Sends parcel", starts), ("Hands over", "Picks up", set()),
    ]  # fmt: skip
    assert cards(found.snapshot, "Bookshop") == [
        ("Hands over", "Hands over", starts), ("Restocks", "Restocks", starts),
    ]  # fmt: skip


def test_ratings_are_the_curve_of_who_felt_them() -> None:
    felt = "<touchpointExperience><experienceRating>{}</experienceRating>{}</touchpointExperience>"
    said = "<experienceDescription>Quick</experienceDescription>"
    data = journey(
        point("a", "b", more=felt.format(5, said)),
        point("c", "d", more=felt.format(2, "")),
        point("e", "f", more=felt.format("seven", "")),
    )
    found = found_in(data)
    (curve,) = (lane for lane in found.snapshot.lanes("map-1") if lane.kind == "curve")
    points = [(p.value, p.note, p.persona) for p in found.snapshot.points(curve.id)]
    assert sorted(points) == [(-0.5, "", "persona-1"), (1.0, "Quick", "persona-1")]
    (loss,) = found.losses
    assert loss.what == "experienceRating"
    assert "seven" in loss.reason
    assert loss.place == "line 13"


def test_a_planned_journey_has_no_experience() -> None:
    felt = "<touchpointExperience><experienceRating>5</experienceRating></touchpointExperience>"
    data = journey(point("a", "b", kind="plannedCommunicationPoint", more=felt), kind="planned")
    found = found_in(data)
    assert found.snapshot.maps()[0].state == "future"
    assert [loss.what for loss in found.losses] == ["touchpointExperience"]
    assert not found.snapshot.points("lane-1")


def test_what_has_no_place_stays_where_people_read_it() -> None:
    more = (
        "<comment>Two days</comment><timestamps><timeStarted>2026-01-02</timeStarted></timestamps>"
    )
    about = "<journeyStatus>draft</journeyStatus><plannedReference>PJ7</plannedReference>"
    found = found_in(journey(point("a", "b", more=more), more=about))
    (step,) = found.snapshot.steps_of_map("map-1")
    assert step.description == "Two days\ntimeStarted: 2026-01-02"
    texts = {r.text for r in found.snapshot.records.values() if isinstance(r, Comment)}
    assert texts == {"journeyStatus: draft", "plannedReference: PJ7"}
    assert not found.losses


def test_channels_and_deviations() -> None:
    more = "<channel><channelName>Web</channelName></channel>"
    found = found_in(journey(point("a", "b", more=more), point("c", "d", id="D2", more=more)))
    (channel,) = (r for r in found.snapshot.records.values() if isinstance(r, Channel))
    assert channel.name == "Web"
    assert [tags for _, _, tags in cards(found.snapshot, "Bookshop")] == [set(), {"deviation"}]


def test_a_phase_that_comes_back_keeps_the_order_of_touchpoints() -> None:
    found = found_in(
        journey(action("one"), action("two", phase="P2"), action("three"), action("four"))
    )
    assert [stage.title for stage in found.snapshot.stages("map-1")] == [
        "Order",
        "Receive",
        "Order",
    ]
    assert steps(found.snapshot) == ["one", "two", "three", "four"]


def test_phases_without_touchpoints_are_there() -> None:
    assert len(found_in(journey()).snapshot.stages("map-1")) == 2
    found = found_in(journey(action("late", phase="P2")))
    assert [stage.title for stage in found.snapshot.stages("map-1")] == ["Order", "Receive"]


def test_several_journeys_are_several_maps() -> None:
    one, other = journey(action("a")).decode(), journey(action("b"), kind="planned").decode()
    both = one.replace("</CJML>", other.split("<CJML", 1)[1].split(">", 1)[1])
    assert [each.state for each in found_in(both.encode()).snapshot.maps()] == ["current", "future"]


def test_the_old_dialect_is_read_as_far_as_it_goes() -> None:
    data = b"""<cjml><actors><actor id=u1 name="Ada" role=customer><actor id=s1 name=Shop
role="service provider"/></actor></actors><touchpoints>
<action initiatorId=u1 riskCategory=none time=1>Looks around</action>
<communicationPoint senderId=s1 receiverId=u1 time=2><sender>Sends an offer</sender>
<receiver>Reads it</receiver></communicationPoint></touchpoints></cjml>"""
    assert cjml.recognises(data)
    found = found_in(data)
    assert steps(found.snapshot) == ["Looks around", "Reads it"]
    assert [p.name for p in found.snapshot.personas()] == ["Ada"]
    assert cards(found.snapshot, "Shop") == [("Reads it", "Sends an offer", {"starts here"})]


@pytest.mark.parametrize(
    "data",
    [
        b"<CJML version='2.0'></CJML>",
        b"<CJML><actualJourney></CJML>",
        b"<other/>",
        b"<!DOCTYPE CJML [<!ENTITY a 'b'>]><CJML>&a;</CJML>",
        b"<CJML>" * 200 + b"</CJML>" * 200,
        b"",
    ],
)
def test_what_is_no_journey_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(JourneyError) as refused:
        found_in(data)
    assert str(refused.value).endswith(".")


# Writing


def test_without_the_remark_the_report_names_what_is_lost() -> None:
    snapshot = sample().snapshot
    map_id = snapshot.maps()[0].id
    whole = cjml.write(snapshot, (map_id,), Choices(), sample().pictures.get)
    bare = cjml.write(snapshot, (map_id,), Choices(source=False), sample().pictures.get)
    assert not whole.losses
    assert MARK.encode() not in bare.data
    lost = {(loss.record, loss.register) for loss in bare.losses}
    shown = {card.id for card in lying_in(snapshot, map_id) if isinstance(card, Card) and card.tags}
    assert {(card, "tags") for card in shown} <= lost
    assert (map_id, "title") not in lost


def test_a_journey_read_again_is_the_same() -> None:
    more = "<channel><channelName>Web</channelName></channel><comment>x</comment>"
    found = found_in(
        journey(
            point("Sends order", "Gets order", more=more),
            point("Sends parcel", "Gets parcel", who="B", to="Carl", id="D2", phase="P2"),
            action("Restocks", who="A"),
        )
    )
    reads_the_same_again(cjml, found)
    elements_only = found_in(written(found.snapshot, source=False))
    assert map_hash(elements_only.snapshot, "map-1") == map_hash(found.snapshot, "map-1")


def touchpoints(data: bytes) -> list[Element]:
    (group,) = (each for each in parse(data).every() if each.name == "touchpoints")
    return group.parts


def test_the_sample_as_cjml_has_a_touchpoint_for_each_step() -> None:
    snapshot = sample().snapshot
    map_id = snapshot.maps()[0].id
    data = cjml.write(snapshot, (map_id,), Choices(), sample().pictures.get).data
    found = touchpoints(data)
    assert len(found) == len(snapshot.steps_of_map(map_id))
    assert any(each.one("touchpointExperience") for each in found)
    again = found_in(data)
    assert map_hash(again.snapshot, map_id) == map_hash(snapshot, map_id)
    assert again.pictures == {name: sample().pictures[name] for name in again.pictures}


def test_a_map_of_the_future_is_a_planned_journey_without_experience() -> None:
    found = found_in(journey(point("a", "b"), kind="planned"))
    data = written(found.snapshot)
    assert b"<plannedJourney>" in data
    assert b"<touchpointExperience>" not in data
    assert [each.name for each in touchpoints(data)] == ["plannedCommunicationPoint"]


def test_what_somebody_edits_in_the_elements_counts() -> None:
    snapshot = sample().snapshot
    map_id = snapshot.maps()[0].id
    data = cjml.write(snapshot, (map_id,), Choices(), sample().pictures.get).data
    first = snapshot.steps_of_map(map_id)[0].title
    data = data.replace(f"<initiatorLabel>{first}<".encode(), b"<initiatorLabel>Dreams<", 1)
    found = found_in(data)
    assert steps(found.snapshot)[0] == "Dreams"
    there = [r for r in found.snapshot.records.values() if isinstance(r, Card)]
    assert len(there) >= 90


def test_a_remark_that_was_cut_short_is_told_of() -> None:
    data = written(sample().snapshot)
    place = data.index(MARK.encode())
    found = found_in(data[: place + 500] + b" -->")
    (loss,) = found.losses
    assert loss.place.startswith("line")
    assert found.snapshot.maps()[0].title == sample().snapshot.maps()[0].title
