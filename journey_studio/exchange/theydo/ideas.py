# SPDX-License-Identifier: Apache-2.0
"""Insights, opportunities and solutions of TheyDo, which are ours by the same names.

The description is Markdown and stays as it is typed. Type, tags and whatever else TheyDo says of
them stands below it in lines of its own. A status that is one of ours is the status of a solution.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, get_args, get_type_hints

from journey_studio.exchange.formats import Carries
from journey_studio.exchange.strict.foreign_data import Item, Reading
from journey_studio.exchange.theydo.labelled import joined, parted
from journey_studio.i18n import t
from journey_studio.model.records import KINDS, LibraryEntry, Solution
from journey_studio.model.snapshot import Snapshot

KIND_OF = {"insights": "insight", "opportunities": "opportunity", "solutions": "solution"}
_FIELDS = frozenset(("title", "text", "owner"))
CARRIES: dict[str, Carries] = {
    "insights": {"insight": _FIELDS},
    "opportunities": {"opportunity": _FIELDS},
    "solutions": {"solution": _FIELDS | {"status"}},
}
_STATES: tuple[str, ...] = get_args(get_type_hints(Solution)["status"])
_SAME_STATE = {
    "new": "idea",
    "open": "idea",
    "backlog": "idea",
    "to do": "planned",
    "in progress": "doing",
    "ongoing": "doing",
    "completed": "done",
    "live": "done",
    "rejected": "dropped",
    "archived": "dropped",
}
_LISTS = ("tags", "groups", "externalLinks")


def read(shape: str, reading: Reading, root: Item) -> None:
    """The records of a file, added to the library."""
    for item in root.items(shape):
        kind = KIND_OF[shape]
        item.leave("importKey")
        title, text, owner = item.text("title"), item.text("description"), item.text("ownerEmail")
        status = item.text("status")
        state = _state(status) if kind == "solution" else None
        said = [("type", item.text("type")), ("status", "" if state else status)]
        said.append(("priority", item.text("priority")))
        said += [(key, ", ".join(_texts(item, key))) for key in _LISTS]
        said.insert(5, ("groupTags", ", ".join(_group_tags(item))))
        said[6:6] = [(key, item.text(key)) for key in ("weight", "empathyScore")]
        reading.builder.add(
            kind,
            at=item.path,
            title=title,
            text=joined(text, said),
            owner=owner,
            **({"status": state} if state else {}),
        )
        if item.has("icon"):
            item.lost("icon", t("exchange.data.icon"))
        item.close()


READERS: dict[str, Callable[[Reading, Item], None]] = {
    shape: partial(read, shape) for shape in KIND_OF
}


def _state(status: str) -> str | None:
    plain = status.strip().casefold().replace("_", " ")
    return plain if plain in _STATES else _SAME_STATE.get(plain)


def _texts(item: Item, key: str) -> list[str]:
    """The entries of a list of texts, or of links as objects."""
    value = item.peek(key)
    if not isinstance(value, list) or not any(isinstance(each, dict) for each in value):
        return item.texts(key)
    made = []
    for number, each in enumerate(item.take(key)):
        link = each if isinstance(each, dict) else {"title": each}
        one = item.inside(f"{key}[{number}]", link)
        words = [one.text(name) for name in ("title", "label", "name", "url", "href")]
        one.close()
        made.append(" ".join(filter(None, words)))
    return [*filter(None, made)]


def _group_tags(item: Item) -> list[str]:
    made = []
    for each in item.items("groupTags"):
        group, tag = each.text("tagGroup"), each.text("tag")
        made.append(t("exchange.theydo.group_tag", group=group, tag=tag) if group else tag)
        each.close()
    return made


def written(snapshot: Snapshot, shape: str) -> dict[str, Any]:
    """All records of one kind as a file."""
    kind = KIND_OF[shape]
    entries = [_entry_of(each) for each in snapshot.under(KINDS[kind])]  # type: ignore[arg-type]
    return {"format": f"THEYDO_{shape.upper()}_V1", shape: entries}


def _entry_of(record: LibraryEntry) -> dict[str, Any]:
    text, said = parted(record.text)
    made: dict[str, Any] = {"importKey": record.id, "title": record.title}
    if text:
        made["description"] = text
    for key, value in said.items():
        made[key] = value.split(", ") if key in _LISTS else value
    if "groupTags" in said:
        made["groupTags"] = [_parted_tag(each) for each in said["groupTags"].split(", ")]
    for key in ("weight", "empathyScore"):
        if key in said and said[key].lstrip("-").isdecimal() and len(said[key]) < 10:
            made[key] = int(said[key])
    if record.owner:
        made["ownerEmail"] = record.owner
    if isinstance(record, Solution) and "status" not in made:
        made["status"] = record.status
    return made


def _parted_tag(words: str) -> dict[str, str]:
    group, slash, tag = words.partition(" / ")
    return {"tagGroup": group, "tag": tag} if slash else {"tag": words}
