# SPDX-License-Identifier: Apache-2.0
"""Survey and feedback responses of TheyDo: a map called after the survey, with a lane of quotes.

Each question answered in words is a step, each answer a card there. Fields that hold a tag group
are tags of the answers, fields that name a persona are their personas. Who answered and when is
left out, and so is every field the file says to ignore or that is called like personal data; the
report says so.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from journey_studio.exchange.formats import Carries
from journey_studio.exchange.strict.foreign_data import MOST_ROWS, Item, Reading
from journey_studio.i18n import t
from journey_studio.model.arrangement import arrange
from journey_studio.model.records import Card, Persona, Tag
from journey_studio.model.snapshot import Snapshot

CARRIES: Carries = {
    "map": frozenset(("title",)),
    "step": frozenset(("title",)),
    "lane": frozenset(("title", "kind")),
    "card": frozenset(("text", "tags", "personas")),
    "persona": frozenset(("name",)),
    "tag": frozenset(("name",)),
}
_PERSONAL = re.compile(
    r"\b(e-?mail|mail|phone|mobile|telephone|telefon|address|adresse|(first|last|full|sur)\s?name"
    r"|name|nom|pr[ée]nom|vorname|nachname|ip|birth\w*|geburt\w*|user\s?id|customer\s?id)\b",
    re.IGNORECASE,
)
_YOURS = re.compile(r"\b(your|votre|ta|ihre?|deine?)\b", re.IGNORECASE)
_FEW_WORDS = 3  # of a field's name that is the name of what it holds
_WIDEST_LENS = 200
_FORMAT = "THEYDO_FEEDBACK_RESPONSES_V1"


class Field(NamedTuple):
    """A field of the survey: what becomes of it, and the step of a question."""

    use: str  # "TEXT", "TAG_GROUP", "PERSONA" or "" for one that is left out
    step: str


def read(reading: Reading, root: Item) -> None:
    """The map of a survey."""
    meta = root.object("surveyMetadata")
    builder = reading.builder
    the_map = builder.add("map", title=meta.text("surveyName"))
    meta.leave("surveyId", "convertAllRowsToQuotes")
    stage = builder.add("stage", the_map)
    fields: dict[str, Field] = {}
    for item in meta.items("surveyFields", MOST_ROWS):
        fields.setdefault(item.text("fieldId"), _field(reading, stage, item))
        item.close()
    lane_title = t("exchange.theydo.quotes")
    lane = builder.add("lane", the_map, title=lane_title, kind="quote")
    people: dict[str, None] = {}
    responses = root.items("responses")
    for item in responses:
        _response(reading, item, lane, fields, people)
    if responses:
        reading.lost("responseId", "responses", t("exchange.theydo.who"))
    if len(people) <= _WIDEST_LENS:
        builder.set(the_map, personas=list(people))
    meta.close()


def _asks_who(name: str) -> bool:
    """Whether a field of that name holds who somebody is: "Email", "What is your address?", but not
    "Enter email and password", which is a step.
    """
    is_short = len(name.split()) <= _FEW_WORDS
    return bool(_PERSONAL.search(name)) and (is_short or bool(_YOURS.search(name)))


def _field(reading: Reading, stage: str, item: Item) -> Field:
    name, kind = item.text("fieldName"), item.text("fieldType").upper()
    item.leave("required")
    group = item.text("tagGroupTitle")
    if kind not in ("TEXT", "TAG_GROUP", "PERSONA", "IGNORE"):
        item.lost("fieldType", t("exchange.theydo.field_type"))
        return Field("", "")
    if kind == "IGNORE" or (kind == "TEXT" and _asks_who(name)):
        key = "ignored" if kind == "IGNORE" else "personal"
        reading.lost(name or "fieldName", item.path, t(f"exchange.theydo.{key}"))
        return Field("", "")
    if kind == "TAG_GROUP" and group and group != name:
        reading.lost("tagGroupTitle", item.at("tagGroupTitle"), t("exchange.theydo.tag_group"))
    step = reading.builder.add("step", stage, at=item.path, title=name) if kind == "TEXT" else ""
    return Field(kind, step)


def _response(
    reading: Reading, item: Item, lane: str, fields: dict[str, Field], people: dict[str, None]
) -> None:
    builder = reading.builder
    item.leave("responseId", "responseDateTime")
    answers: list[tuple[str, str, str]] = []
    found: dict[str, dict[str, None]] = {"TAG_GROUP": {}, "PERSONA": {}}
    for part in item.items("responseFields", MOST_ROWS):
        field, text = fields.get(part.text("fieldId")), part.text("textValue")
        if field is None:
            part.lost("fieldId", t("exchange.theydo.no_field"))
        elif field.use == "TEXT" and text:
            answers.append((field.step, text, part.path))
        elif field.use in found and text:
            kind = "tag" if field.use == "TAG_GROUP" else "persona"
            found[field.use][builder.named(kind, text, at=part.path)] = None
        part.close()
    people |= found["PERSONA"]
    for step, text, path in answers:
        tags, personas = list(found["TAG_GROUP"]), list(found["PERSONA"])
        reading.card(lane, step, path, text=text, tags=tags, personas=personas)
    item.close()


def written(snapshot: Snapshot, map_ids: Sequence[str]) -> dict[str, Any]:
    """The quotes of the first map as answers to its steps; nothing where there is no map."""
    if not map_ids:
        empty: dict[str, Any] = {"surveyName": "", "surveyId": "", "surveyFields": []}
        return {"format": _FORMAT, "surveyMetadata": empty, "responses": []}
    shape = arrange(snapshot, map_ids[0])
    steps = {step.id: f"q{number}" for number, step in enumerate(shape.steps, 1)}
    fields = [
        {"fieldId": steps[step.id], "fieldName": step.title, "fieldType": "TEXT", "required": False}
        for step in shape.steps
    ]
    tags = {"fieldId": "tag", "fieldName": "Tags", "fieldType": "TAG_GROUP", "required": False}
    fields.append({**tags, "tagGroupTitle": "Tags"})
    who = {"fieldId": "persona", "fieldName": "Persona", "fieldType": "PERSONA"}
    fields.append({**who, "required": False})
    responses = []
    for lane in shape.lanes:
        for step in shape.steps:
            for card in shape.cells.get((lane.id, step.id), ()):
                if card.text and "quote" in (lane.kind, card.kind):
                    answer = [{"fieldId": steps[step.id], "textValue": card.text}]
                    answer += _about(snapshot, card)
                    responses.append({"responseId": card.id, "responseFields": answer})
    meta = {
        "surveyName": shape.map.title,
        "surveyId": shape.map.id,
        "convertAllRowsToQuotes": True,
        "surveyFields": fields,
    }
    return {"format": _FORMAT, "surveyMetadata": meta, "responses": responses}


def _about(snapshot: Snapshot, card: Card) -> Iterator[dict[str, str]]:
    for each in card.tags:
        if tag := snapshot.get(Tag, each):
            yield {"fieldId": "tag", "textValue": tag.name}
    for each in card.personas:
        if persona := snapshot.get(Persona, each):
            yield {"fieldId": "persona", "textValue": persona.name}
