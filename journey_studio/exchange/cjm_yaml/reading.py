# SPDX-License-Identifier: Apache-2.0
"""From the documents of a CJM file to maps; `cjm_writing` knows what is added in which order."""

from collections.abc import Sequence
from typing import Any

from journey_studio.exchange.cjm_yaml.blueprint import read_blueprint
from journey_studio.exchange.cjm_yaml.knowledge import read_enablement, read_outcome
from journey_studio.exchange.cjm_yaml.parts import GAPS, Journey
from journey_studio.exchange.formats import Choices, Found, Offer
from journey_studio.exchange.refusal import quote
from journey_studio.exchange.scales import OURS, SCALES
from journey_studio.exchange.strict.foreign_data import MOST_ROWS, DataError, Item, Reading
from journey_studio.i18n import t

_SCALE = SCALES[OURS]
_HEAD = 1_000_000  # signs of a file in which that comment may stand


def found_in(documents: Sequence[Any], gaps: frozenset[str] = frozenset()) -> Found:
    """The maps of a file. DataError where no document is a journey or a blueprint.

    At the actions whose ids are in `gaps` a 0 only fills the place of a score.
    """
    reading = Reading()
    items = [
        Item(reading, each, t("exchange.cjm.document", number=number))
        for number, each in enumerate(documents, 1)
        if isinstance(each, dict)
    ]
    kinds = [item.text("kind") for item in items]
    if not {"cjm", "sbp"} & set(kinds):
        raise DataError("", t("exchange.data.not_this", format=t("exchange.cjm.name")))
    journeys = [
        read_journey(reading, item, gaps)
        for item, kind in zip(items, kinds, strict=True)
        if kind == "cjm"
    ]
    for item, kind in zip(items, kinds, strict=True):
        if kind == "sbp":
            journey = _journey_of(reading, item, journeys)
            read_blueprint(reading, item, journey)
    for item, kind in zip(items, kinds, strict=True):
        if kind == "outcome":
            read_outcome(reading, item, journeys)
        elif kind == "em":
            read_enablement(reading, item, journeys)
        elif kind not in ("cjm", "sbp"):
            reading.lost(quote(kind or "kind"), item.path, t("exchange.cjm.other_kind"))
            continue
        item.close()
    reading.finish()
    builder = reading.builder
    losses, warnings = tuple(builder.losses), tuple(reading.warnings)
    return Found(builder.snapshot(), losses, warnings, Offer(Choices(scale=OURS)))


def _journey_of(reading: Reading, item: Item, journeys: list[Journey]) -> Journey:
    """The journey a blueprint belongs to: the first whose actions its tasks name, else the last
    there is, else one of its own.
    """
    tasks = item.peek("tasks")
    named = {
        task.get(key)
        for task in (tasks if isinstance(tasks, list) else ())
        if isinstance(task, dict)
        for key in ("id", "source_id")
        if isinstance(task.get(key), str)
    }
    for journey in journeys:
        if named & journey.steps.keys():
            return journey
    if not journeys:
        builder = reading.builder
        map_id = builder.add("map", at=item.path, title=_title(item))
        stage = builder.add("stage", map_id)
        journeys.append(Journey(map_id, {"": builder.add("step", stage)}))
    return journeys[-1]


def _title(item: Item) -> str:
    """What a document is called: its name, else its id made readable."""
    own = item.take("id")
    called = item.take("name")
    if isinstance(called, str):
        return called
    words = own.rpartition(":")[2] if isinstance(own, str) else ""
    plain = " ".join(words.replace("-", " ").replace("_", " ").split())
    return plain[:1].upper() + plain[1:]


def gaps_in(text: str) -> frozenset[str]:
    """The actions that a comment of the file says have no score."""
    return frozenset(
        own.strip()
        for line in text[:_HEAD].splitlines()
        if line.startswith(GAPS)
        for own in line.removeprefix(GAPS).split(",")
    )


def read_journey(reading: Reading, item: Item, gaps: frozenset[str] = frozenset()) -> Journey:
    """The map of a `cjm` document."""
    builder = reading.builder
    item.leave("version")
    title = _title(item)
    given = item.object("persona")
    name, about = given.text("name"), given.text("description")
    given.leave("id")
    given.close()
    persona = builder.named("persona", name, at=item.path) if name or about else None
    if persona and about:
        builder.set(persona, demographics=about)
    map_id = builder.add("map", at=item.path, title=title, personas=[persona] if persona else None)
    actions = _by_phase(reading, item)
    journey = Journey(map_id, {})
    told: list[tuple[str, Item, bool]] = []
    for phase_title, path, inside in actions:
        stage = builder.add("stage", map_id, at=path, title=phase_title)
        for action in inside:
            description = action.text("description")
            step = builder.add(
                "step", stage, at=action.path, title=action.text("name"), description=description
            )
            own = action.text("id")
            journey.steps.setdefault(own, step)
            told.append((step, action, own in gaps))
    _lanes(reading, map_id, persona, told)
    for _, action, _ in told:
        action.close()
    return journey


def _by_phase(reading: Reading, item: Item) -> list[tuple[str, str, list[Item]]]:
    """Each phase with its title, its place in the file and its actions."""
    found: dict[str, tuple[str, str, list[Item]]] = {}
    for number, phase in enumerate(item.items("phases", MOST_ROWS)):
        title = phase.text("name")
        found.setdefault(phase.text("id") or f"#{number}", (title, phase.path, []))
        phase.close()
    for action in item.items("actions", MOST_ROWS):
        phase_id = action.text("phase")
        if phase_id not in found:
            if phase_id:
                reading.lost(
                    "phase", action.at("phase"), t("exchange.data.no_column"), changed=True
                )
            found.setdefault("", ("", action.path, []))
            phase_id = ""
        found[phase_id][2].append(action)
    return list(found.values())


def _lanes(
    reading: Reading, map_id: str, persona: str | None, told: Sequence[tuple[str, Item, bool]]
) -> None:
    """Touchpoints, thoughts, and the curve, each where any action says something of it; `told` has
    the step of each action, and whether its score is a gap.
    """
    builder = reading.builder
    lanes: dict[str, str] = {}
    for key, kind in (("touchpoints", "touchpoint"), ("thoughts_feelings", "text")):
        if any(action.has(key) for _, action, _ in told):
            title = t(f"exchange.cjm.{key}")
            lanes[key] = builder.add("lane", map_id, title=title, kind=kind)
    curve = ""
    for step, action, is_gap in told:
        for key, lane in lanes.items():
            for text in action.texts(key):
                reading.card(lane, step, action.at(key), text=text)
        score = action.number("emotion_score")
        if score is None or (is_gap and score == 0):
            continue
        curve = curve or builder.add("lane", map_id, title=t("exchange.curve"), kind="curve")
        at = action.at("emotion_score")
        if not _SCALE.holds(score):
            reading.lost("emotion_score", at, t("exchange.data.clamped"), changed=True)
        builder.point(curve, step, persona, at=at, value=_SCALE.value_of(score))
