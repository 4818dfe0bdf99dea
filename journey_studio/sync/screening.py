# SPDX-License-Identifier: Apache-2.0
"""Change sets of strangers, looked at as bytes before anything in them is read as JSON.

A reader of JSON makes an object for each value, so a small file can ask for very much memory. Here
values and depth are counted in the bytes, which costs next to nothing for change sets people make.
"""

from journey_studio.errors import JourneyError
from journey_studio.i18n import t
from journey_studio.model.change import MAX_MADE_BYTES, MAX_MADE_VALUES, Change, read_change
from journey_studio.model.json_bytes import has_more_values, nests_deeper
from journey_studio.sync.envelope import Refused

MOST_BYTES = MAX_MADE_BYTES  # what can be made can be shared
MOST_VALUES = MAX_MADE_VALUES
MOST_DEPTH = 64
MOST_QUOTES = 2 * MOST_VALUES  # as `has_more_values` counts them


def screen(data: bytes) -> None:
    """Raise Refused for bytes that are too many, or that hold too many values or too deep ones."""
    if len(data) > MOST_BYTES:
        raise Refused(t("sync.reason.large"))
    if has_more_values(data, MOST_VALUES):
        raise Refused(t("sync.reason.values", most=MOST_VALUES))
    if nests_deeper(data, MOST_DEPTH):
        raise Refused(t("sync.reason.deep", most=MOST_DEPTH))


def read_foreign(data: bytes, project: str, name: str = "") -> Change:
    """The change set that a stranger's bytes are; `name` is their hash where it is known.

    Raises Refused for what `screen` or the model refuses, and for one of another project.
    """
    screen(data)
    try:
        change = read_change(data, name)
    except JourneyError as error:
        raise Refused(t("sync.reason.malformed")) from error
    if change.project != project:
        raise Refused(t("sync.reason.project"))
    return change
