# SPDX-License-Identifier: Apache-2.0
"""TheyDo's files for import: insights, opportunities, solutions, metrics, feedback; in and out.

Each file holds one of the five. The first four become records of the library, feedback a map with a
lane of quotes. Which of them is written the person says (`Choices.shape`), or chooses by the name
of the format; else it is the first that the project has.
"""

from collections.abc import Callable, Sequence
from typing import Any

from journey_studio.exchange.formats import Carries, Choices, Found, Offer, Pictures, Written
from journey_studio.exchange.strict.foreign_data import DataError, Item, Reading
from journey_studio.exchange.strict.json import dump, parse
from journey_studio.exchange.theydo import feedback, ideas, metrics
from journey_studio.exchange.theydo.losses import left_out
from journey_studio.i18n import t
from journey_studio.model.contents import library
from journey_studio.model.snapshot import Snapshot

__all__ = ["CARRIES", "SHAPES", "carried", "read", "recognises", "write"]

SHAPES = ("insights", "opportunities", "solutions", "metrics", "feedback")
_FORMAT = "format"
_FORMATS = {
    "THEYDO_INSIGHTS_V1": "insights",
    "THEYDO_OPPORTUNITIES_V1": "opportunities",
    "THEYDO_SOLUTIONS_V1": "solutions",
    "THEYDO_METRICS_V1": "metrics",
    "THEYDO_FEEDBACK_RESPONSES_V1": "feedback",
    "THEYDO_SURVEY_RESPONSES_V1": "feedback",
}
_CARRIES: dict[str, Carries] = {**ideas.CARRIES, "metrics": metrics.CARRIES}
_CARRIES["feedback"] = feedback.CARRIES

CARRIES: Carries = {kind: fields for part in _CARRIES.values() for kind, fields in part.items()}
_READERS: dict[str, Callable[[Reading, Item], None]] = {
    **ideas.READERS,
    "metrics": metrics.read,
    "feedback": feedback.read,
}


def recognises(data: bytes) -> bool:
    """Whether these bytes are a file for TheyDo."""
    return b'"format"' in data and any(b'"%s"' % name.encode() in data for name in _FORMATS)


def read(data: bytes, name: str, choices: Choices) -> Found:
    """What a file holds. DataError where it is none of TheyDo's."""
    del name, choices
    value = parse(data)
    called = value.get("format") if isinstance(value, dict) else None
    shape = _FORMATS.get(called) if isinstance(called, str) else None
    if shape is None:
        raise DataError(_FORMAT, t("exchange.data.not_this", format=t("exchange.theydo.name")))
    reading = Reading()
    root = Item(reading, value, "")
    root.leave("format", "$schema")
    _READERS[shape](reading, root)
    root.close()
    reading.finish()
    builder = reading.builder
    offer = Offer(Choices(shape=shape))
    return Found(builder.snapshot(), tuple(builder.losses), tuple(reading.warnings), offer)


def carried(shape: str) -> Carries:
    """What a file of one of the five holds."""
    return _CARRIES[shape]


def write(
    snapshot: Snapshot, map_ids: Sequence[str], choices: Choices, pictures: Pictures
) -> Written:
    """One of the five as a file: all of the library there is of it, or the quotes of the maps."""
    del pictures  # the format holds none
    shape = choices.shape if choices.shape in SHAPES else _likeliest(snapshot, map_ids)
    value: dict[str, Any]
    if shape == "feedback":
        value = feedback.written(snapshot, map_ids)
    elif shape == "metrics":
        value = metrics.written(snapshot)
    else:
        value = ideas.written(snapshot, shape)
    data = dump(value)
    back = read(data, "", choices).snapshot
    return Written(data, tuple(left_out(snapshot, map_ids, back, CARRIES, shape)))


def _likeliest(snapshot: Snapshot, map_ids: Sequence[str]) -> str:
    kinds = {record.KIND for record in library(snapshot)}
    for shape in SHAPES[:-1]:
        if _KINDS[shape] in kinds:
            return shape
    return "feedback" if map_ids else SHAPES[0]


_KINDS = {**ideas.KIND_OF, "metrics": "metric"}
