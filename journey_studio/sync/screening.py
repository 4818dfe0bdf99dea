# SPDX-License-Identifier: Apache-2.0
"""Change sets of strangers, looked at as bytes before anything in them is read as JSON.

A reader of JSON makes an object for each value, so a small file can ask for very much memory. Here
values and depth are counted in the bytes, which costs next to nothing for change sets people make.
"""

import re

from journey_studio.errors import JourneyError
from journey_studio.i18n import t
from journey_studio.model.change import MAX_MADE_BYTES, MAX_MADE_VALUES, Change, read_change
from journey_studio.sync.envelope import Refused

MOST_BYTES = MAX_MADE_BYTES  # what can be made can be shared
MOST_VALUES = MAX_MADE_VALUES
MOST_DEPTH = 64

MOST_QUOTES = 2 * MOST_VALUES
# Possessive, so that it never goes back; an open string ends where the bytes do, so that it never
# looks twice at anything.
_STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)', re.DOTALL)
_SEPARATORS = (b",", b":", b"[", b"{")
_BRACKETS = b"[]{}"
_NO_BRACKETS = bytes(set(range(256)) - set(_BRACKETS))
_ALIKE = bytes.maketrans(b"{}", b"[]")


def screen(data: bytes) -> None:
    """Raise Refused for bytes that are too many, or that hold too many values or too deep ones."""
    if len(data) > MOST_BYTES:
        raise Refused(t("sync.reason.large"))
    openings = data.count(b"[") + data.count(b"{")
    if openings <= MOST_DEPTH and len(data) <= MOST_VALUES:
        return
    if data.count(b'"') > MOST_QUOTES:
        raise Refused(t("sync.reason.values", most=MOST_VALUES))
    bare = _STRING.sub(b"", data)
    if sum(bare.count(sign) for sign in _SEPARATORS) > MOST_VALUES:
        raise Refused(t("sync.reason.values", most=MOST_VALUES))
    nested = bare.translate(_ALIKE, _NO_BRACKETS)
    for _ in range(MOST_DEPTH):
        before = len(nested)
        nested = nested.replace(b"[]", b"")  # each round takes away the innermost ones
        if not nested:
            return
        if len(nested) == before:
            break
    raise Refused(t("sync.reason.deep", most=MOST_DEPTH))


def read_foreign(data: bytes, project: str) -> Change:
    """The change set that a stranger's bytes are.

    Raises Refused for what `screen` or the model refuses, and for one of another project.
    """
    screen(data)
    try:
        change = read_change(data)
    except JourneyError as error:
        raise Refused(t("sync.reason.malformed")) from error
    if change.project != project:
        raise Refused(t("sync.reason.project"))
    return change
