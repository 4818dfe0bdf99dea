# SPDX-License-Identifier: Apache-2.0
"""Small files to begin with: what our own writers make, and what other programs write."""

import io
import json
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import xlsxwriter
from pypdf import PdfWriter

from journey_studio.exchange.formats import Choices
from journey_studio.exchange.registry import FORMATS, Format, by_name
from journey_studio.export.options import PosterOptions
from journey_studio.export.poster import export_poster
from journey_studio.model.builder import Builder
from journey_studio.model.snapshot import Snapshot
from journey_studio.paint.carried import ATTACHMENT
from journey_studio.session.poster_source import poster_source
from tests.exchange.map_strategy import PICTURES
from tests.export.projects import small_maps
from tests.model.test_canonical import rich

READERS = tuple(each.name for each in FORMATS if each.reads)

_CJML_OLD = """<?xml version="1.0"?><CJML version="2.0"><actualJourney><journeyID>J1</journeyID>
<journeyTitle>A book</journeyTitle><touchpoints><actualCommunicationPoint>
<touchpointID>T1</touchpointID><belongsTo phaseIDref="P1"/><receiver><refersTo actorIDref="A"/>
<receiverLabel>gets it</receiverLabel></receiver><initiator><refersTo actorIDref="C"/>
<initiatorLabel>orders</initiatorLabel></initiator><channel>Web</channel>
<experience>4</experience></actualCommunicationPoint></touchpoints>
<actors><serviceProvider actorID="A"><companyName>Shop</companyName></serviceProvider>
<endUser actorID="C"><actorName>Carl</actorName></endUser></actors><journeyPhases>
<journeyPhase phaseID="P1"><phaseName>Order</phaseName></journeyPhase></journeyPhases>
</actualJourney></CJML>"""
_CJM_YAML = """kind: cjm
version: '1.0'
id: cjm:night-train
persona: {name: Mia, description: Commutes by night}
phases: [{id: p1, name: Book}, {id: p2, name: Ride}]
actions:
  - {id: a1, name: Search, phase: p1, touchpoints: [Web, App], emotion_score: -1,
     thoughts_feelings: [Is this the price?]}
  - {id: a2, name: Sleep, phase: p2, emotion_score: 2}
---
kind: sbp
version: '1.0'
id: sbp:night-train
lanes:
  - {id: l0, name: Journey, kind: cjm}
  - {id: l1, name: Crew, kind: team, description: On board, position: {x: 1, y: 2}}
tasks:
  - {id: t1, lane: l1, name: Make beds, source_id: a2, position: {x: 500, y: 5}}
  - {id: a1, lane: l0, name: Search, readonly: true, position: {x: 50, y: 5}}
connections: [{source: t1, target: a1, sourceHandle: top}]
---
kind: outcome
version: '1.0'
id: oc
kgi: {id: k, name: Full trains}
primary_csf: {id: c, kgi_id: k, source_id: t1, rationale: Sleep sells}
primary_kpi: {id: i, csf_id: c, name: Occupancy, definition: sold / all, unit: '%', target: 90}
"""
_DGMO = """// a lamp for the desk
journey-map Buying a lamp
persona Careful Carla color: blue
  Reads every label
  description: Two children
tag Channel as ch
  Web blue
  Phone
[Look]
  Compare lamps score: 4, emotion: Curious, ch: Web
    thought: Is it bright?
[Buy]
  Pay at 9:30 score: 1, emotion: Cross
    pain: No card: only cash
"""
_DGMO_OLD = """journey-map Buying a lamp
persona Careful Carla | color: blue
tag: Channel alias ch
  Web(blue)
[Look]
  Compare lamps | 4 Curious, ch: Web
    thought: Is it bright?
"""
_MERMAID = """---
title: "My day"
config:
  theme: base
---
%% a remark
journey
    accTitle: Short
    accDescr {
      Longer
    }
    title My #quot;day#quot;
    section Go to work
      Make tea: 5: Me
      Do work: 1: Me, Cat
    section Go home
      Sit down: 3.5
"""
_MARKDOWN = "# Notes\n\n```mermaid\njourney\n  title A\n  section B\n  C: 3: D\n```\n\n~~~\nx\n"
_MATRIX = """,Before,,After
,Search,Visit,Move in
Actions,Look at adverts,"Call

Go there",Carry boxes
Emotion,1,3,5
Pain points,,No answer,Stairs
"""
_LONG = """Phase,Step,Lane,Persona,Note,Channel,Tags,Moment of truth,Score,Link
Before,Search,Doing,Ann,Looks at adverts,Web,"fast; cheap",yes,2,Report https://example.org/r
After,Move in,Doing,Ann,Carries,,,no,-1,
"""
_FRENCH = "Mon parcours;;\n;Avant;Après\nÉmotions;😡;1,5\nIrritants;Attente;\n"

_OJF: dict[str, Any] = {
    "metadata": {"title": "Clinic", "persona": "Patient", "pov": "A check-up"},
    "stages": [{"id": "s1", "name": "Arrive", "emotion": 3}],
    "swimlanes": [{"id": "l1", "name": "Patient"}],
    "nodes": [{"id": "n1", "stage": "s1", "swimlaneId": "l1", "title": "Check in", "score": 4,
               "blueprint": {"evidence": [{"item": "Sign", "type": "Physical"}],
                             "onstage": [{"actor": "Desk", "action": "Greets"}],
                             "support": [{"system": "Records", "description": "Loads"}]}}],
}  # fmt: skip
_UJG: dict[str, Any] = {
    "@context": "https://ujg.specs.openuji.org/ed/ns/context.jsonld",
    "@id": "urn:doc",
    "@type": "UJGDocument",
    "nodes": [
        {"@id": "urn:j", "@type": "Journey", "label": "Train", "stateRefs": ["urn:s1", "urn:s2"],
         "entryRefs": ["urn:e"], "defaultEntryRef": "urn:e", "transitionRefs": ["urn:t1"]},
        {"@id": "urn:e", "@type": "JourneyEntry", "stateRef": "urn:s1"},
        {"@id": "urn:s1", "@type": "State", "label": "Searching"},
        {"@id": "urn:s2", "@type": "State", "label": "Sleeping", "journeyRef": "urn:j"},
        {"@id": "urn:t1", "@type": "Transition", "from": "urn:s1", "to": "urn:s2"},
        {"@id": "urn:p1", "@type": "Phase", "label": "Book", "order": 1},
        {"@id": "urn:x1", "@type": "ExperienceStep", "label": "Search", "stateRefs": ["urn:s1"],
         "phaseRef": "urn:p1", "touchpointRefs": ["urn:tp"], "tags": ["online"]},
        {"@id": "urn:tp", "@type": "Touchpoint", "label": "Search form", "channel": "Web"},
        {"@id": "urn:pp", "@type": "PainPoint", "label": "Fees", "experienceRefs": ["urn:x1"]},
    ],
}  # fmt: skip
_DAY = "2026-05-01"
_METRIC: dict[str, Any] = {
    "format": "THEYDO_METRICS_V1",
    "metrics": [{"importKey": "m", "title": "How", "type": "NPS", "unit": "%", "target": 5,
                 "targetComparisonOperator": "LESS_THAN_OR_EQUAL_TO",
                 "dataPoints": [{"dateOfMeasurement": _DAY, "promoters": 5, "passives": 3,
                                 "detractors": 2}]},
                {"importKey": "n", "title": "Many", "type": "OTHER", "aggregationMethod": "SUM",
                 "dataPoints": [{"dateOfMeasurement": _DAY, "value": 2,
                                 "dimensions": [{"key": "land", "value": "CH"}]}]}],
}  # fmt: skip
_SURVEY: dict[str, Any] = {
    "format": "THEYDO_SURVEY_RESPONSES_V1",
    "surveyMetadata": {"surveyName": "After", "surveyId": "s", "surveyFields": [
        {"fieldId": "q", "fieldName": "What went well?", "fieldType": "TEXT", "required": True},
        {"fieldId": "t", "fieldName": "Topic", "fieldType": "TAG_GROUP", "tagGroupTitle": "Topic"},
        {"fieldId": "p", "fieldName": "Who", "fieldType": "PERSONA"}]},
    "responses": [{"responseId": "r", "responseDateTime": "2026-05-01T10:00:00Z",
                   "responseFields": [{"fieldId": "q", "textValue": "All"},
                                      {"fieldId": "p", "textValue": "Ann"}]}],
}  # fmt: skip
_INSIGHT: dict[str, Any] = {
    "format": "THEYDO_INSIGHTS_V1",
    "insights": [{"importKey": "i1", "title": "Fees", "description": "*Leave*", "type": "pain",
                  "groupTags": [{"tagGroup": "Market", "tag": "Swiss"}], "weight": 3,
                  "externalLinks": ["https://example.org/a"], "ownerEmail": "a@example.org"}],
}  # fmt: skip
_LANESCAPE: dict[str, Any] = {
    "type": "service-journey-mapper",
    "version": 1,
    "journeys": [{
        "id": "j1", "badge": "", "title": "A permit", "stageLabel": "", "stages": [
            {"num": 1, "title": "Find", "subStages": []},
            {"num": 2, "title": "Submit", "subStages": [{"title": "Fill in"}, {"title": "Pay"}]}],
        "subJourneys": [{"title": "Main", "rows": [
            {"rowType": "text", "laneLabel": "Doing", "cells": [
                {"mode": "bullets", "html": "<ul><li>a<b>b</b></li><li>c</li></ul>"},
                {"mode": "text", "html": "x &amp; y<br>z"}]},
            {"rowType": "emotion", "laneLabel": "Mood", "cells": [{"score": 2, "emoji": "😀"}]}]}],
    }],
}  # fmt: skip
_WORKBOOK = (
    ("End user", "", "", "Ada"), ("Status", "", "", "draft"), (),
    ("Include", "TP ID", "Phase", "Actor who initiated", "Initiator's label", "Actor who received",
     "Receiver's label", "Channel", "UX description", "UX rating", "Deviation", "Date", "Time",
     "Comment"),
    ("YES", "T1", "Plan", "Ada", "Asks", "Shop", "Answers", "Phone", "Quick", "Very satisfied",
     "NO", "2026-01-02", "10:15", "in a hurry"),
    ("", "T2", "Plan", "Ada", "Thinks", "", "", "", "", 2, "", "", "", ""),
)  # fmt: skip

_TEXTS: dict[str, tuple[str, ...]] = {
    "mermaid": (_MERMAID, _MARKDOWN),
    "dgmo": (_DGMO, _DGMO_OLD),
    "csv": (_MATRIX, _LONG, _FRENCH),
    "tsv": (_LONG.replace(",", "\t"),),
    "cjm-yaml": (_CJM_YAML,),
    "cjml": (_CJML_OLD,),
    "ojf": (json.dumps(_OJF),),
    "ujg": (json.dumps(_UJG),),
    "lanescape": (json.dumps(_LANESCAPE),),
    "theydo": tuple(map(json.dumps, (_METRIC, _SURVEY, _INSIGHT))),
}


@cache
def seeds(name: str) -> tuple[bytes, ...]:
    """The files to begin with for a reader."""
    wanted = by_name(name)
    texts = [text.encode() for text in _TEXTS.get(name, ())]
    made = list(_posters()) if name == "poster" else list(_written(wanted))
    if name == "csv":
        texts.append(_FRENCH.encode("utf-16"))
    if name in ("xlsx", "cjml-workbook"):
        made.append(_book())
    return (*texts, *made)


def _written(wanted: Format) -> Iterator[bytes]:
    if not wanted.writes:
        return
    writer = wanted.writer()
    shapes = ("insights", "opportunities", "solutions", "metrics", "feedback")
    choices = [Choices(shape=shape) for shape in shapes] if wanted.name == "theydo" else []
    choices = choices or [Choices(), Choices(source=False)]
    for each in choices:
        yield writer.write(rich().snapshot, ("map-m",), each, PICTURES.get).data
    small = _small()
    ids = tuple(each.id for each in small.maps())
    yield writer.write(small, ids, Choices(), PICTURES.get).data
    if wanted.name in ("csv", "tsv", "xlsx"):
        shaped = Choices(shape="matrix")
        yield writer.write(rich().snapshot, ("map-m",), shaped, PICTURES.get).data


def _small() -> Snapshot:
    """The least that a map can be."""
    made = Builder()
    the_map = made.add("map", title="Tea")
    lane = made.add("lane", the_map, title="Doing", kind="text")
    step = made.add("step", made.add("stage", the_map, title="Home"), title="Boil")
    made.add("card", lane, step, text="water")
    return made.snapshot()


def _posters() -> Iterator[bytes]:
    """Each kind, from our own printer and as small as others write it."""
    project = small_maps()
    with tempfile.TemporaryDirectory() as folder:
        for kind in ("pdf", "png", "svg"):
            chosen = PosterOptions(dpi=36)
            source = poster_source(project.snapshot, chosen, project.pictures.get).data
            path = Path(folder) / f"poster.{kind}"
            export_poster(project.snapshot, path, chosen, project.pictures.get, source=source)
            yield path.read_bytes()
    (small, *_) = _written(by_name("journey"))
    pdf = PdfWriter()
    pdf.add_blank_page(9, 9)
    pdf.add_attachment(ATTACHMENT, small)
    out = io.BytesIO()
    pdf.write(out)
    yield out.getvalue()
    yield b'<!doctype html><script type="application/json" id="journey-studio">%s</script>' % small


def _book() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("Trip")
        for number, row in enumerate(_WORKBOOK):
            sheet.write_row(number, 0, row)
        other = book.add_worksheet("Matrix")
        other.merge_range(0, 1, 0, 2, "Before")
        other.write_row(1, 0, ("Doing", "Call", "Go", "=1+1"))
        other.write_row(2, 0, ("Emotion", 1, 3.5, True))
        other.write_datetime(3, 1, datetime(2026, 5, 1, tzinfo=UTC).replace(tzinfo=None))
    return out.getvalue()
