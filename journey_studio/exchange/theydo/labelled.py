# SPDX-License-Identifier: Apache-2.0
"""What TheyDo says of an idea beyond title and description, as labelled lines at its end.

"Type: pain" below a text is read by people, comes back out as TheyDo's `type`, and is lost to
nobody.
"""

from collections.abc import Iterable

from journey_studio.i18n import t

KEYS = (
    "type",
    "status",
    "priority",
    "tags",
    "groups",
    "groupTags",
    "weight",
    "empathyScore",
    "externalLinks",
)
_GAP = "\n\n"


def label(key: str) -> str:
    """What people call one of TheyDo's keys."""
    return t(f"exchange.theydo.{key}")


def joined(text: str, said: Iterable[tuple[str, str]]) -> str:
    """A text with what is said under each key below it, a line for each."""
    lines = [f"{label(key)}: {' '.join(value.split())}" for key, value in said if value.strip()]
    if not lines:
        return text
    return (text + _GAP if text else "") + "\n".join(lines)


def parted(text: str) -> tuple[str, dict[str, str]]:
    """The text without the labelled lines at its end, and what they say, by key."""
    before, gap, end = text.rpartition(_GAP)
    keys = {label(key): key for key in KEYS}
    found: dict[str, str] = {}
    for line in end.split("\n"):
        called, colon, value = line.partition(": ")
        key = keys.get(called)
        if not colon or key is None or key in found or not value.strip():
            return text, {}
        found[key] = value
    again = joined(before, [(key, found[key]) for key in KEYS if key in found])
    return (before, found) if again == text and bool(gap) == bool(before) else (text, {})
