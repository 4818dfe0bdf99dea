# SPDX-License-Identifier: Apache-2.0
"""What can be brought back from the moment on show, and the sentences that say so."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from journey_studio.errors import JourneyError
from journey_studio.i18n import t
from journey_studio.model.commands import RestoreTo
from journey_studio.model.commands.base import writes_of
from journey_studio.model.ids import kind_of
from journey_studio.model.records import Comment
from journey_studio.model.snapshot import Snapshot
from journey_studio.ui.team.places import title_of, where

What = Literal["chosen", "map"]  # what is selected, or the whole map
OFFERS: tuple[What, What] = ("chosen", "map")
_SHORT = 24  # signs of a name
_KINDS = ("card", "stage", "step", "lane", "point", "connection")


class Offered(NamedTuple):
    """An offer to bring something back: a few words, the whole sentence, and what to say after.

    `command` is None where nothing would change: it is as it was.
    """

    text: str
    sentence: str
    done: str
    command: RestoreTo | None


def no_offer(what: What) -> Offered:
    """What the button says where there is nothing to bring back."""
    key = f"history.restore.{what}"
    return Offered(t(key), t(f"{key}.none"), "", None)


def map_offer(now: Snapshot, then: Snapshot, map_id: str, when: str) -> Offered:
    """The offer to make a whole map what it was."""
    command = None
    if _differs(now, then, map_id):
        command = RestoreTo(ids=(map_id,), then=then, when=when)
    key = "map" if command is not None else "map_same"
    return Offered(
        t("history.restore.map"),
        t(f"history.restore.{key}.more", when=when),
        t("history.restored.map", when=when),
        command,
    )


def chosen_offer(now: Snapshot, then: Snapshot, ids: Sequence[str], when: str) -> Offered:
    """The offer to make what is selected what it was."""
    if not ids or kind_of(ids[-1]) not in _KINDS:
        return no_offer("chosen")
    kind = t(f"model.kind.{kind_of(ids[-1])}", count=len(ids))
    record = then.records.get(ids[-1]) or now.records.get(ids[-1])
    if record is None:
        return no_offer("chosen")
    name = title_of(then, record)
    command = _fitting(now, RestoreTo(ids=tuple(ids), then=then, when=when))
    form = "one" if len(ids) == 1 else "several"
    key = form if command is not None else f"{form}_same"
    values = {"kind": kind, "name": name, "number": len(ids), "when": when}
    inside = t("history.restore.inside") if kind_of(ids[-1]) in ("stage", "step", "lane") else ""
    sentence = t(f"history.restore.{key}.more", **values)
    return Offered(
        t(f"history.restore.{form}", **{**values, "name": _short(name)}),
        " ".join(each for each in (sentence, inside if command is not None else "") if each),
        t(f"history.restored.{form}", **values),
        command,
    )


def _differs(now: Snapshot, then: Snapshot, map_id: str) -> bool:
    """Whether anything of a map is otherwise: to plan it all would take a while for a large one."""
    for each in now.records.keys() | then.records.keys():
        one, other = now.records.get(each), then.records.get(each)
        if one is other or one == other or isinstance(one or other, Comment):
            continue
        for record, snapshot in ((one, now), (other, then)):
            live = record is not None and not record.deleted
            if record is not None and live and where(snapshot, record).map == map_id:
                return True
    return False


def _short(name: str) -> str:
    """A name as it fits on a button."""
    return name if len(name) <= _SHORT else name[: _SHORT - 1].rstrip(" …") + "…"


def _fitting(now: Snapshot, command: RestoreTo) -> RestoreTo | None:
    """The command where it would change something."""
    try:
        return command if writes_of(now, command.plan(now)) else None
    except JourneyError:
        return None
