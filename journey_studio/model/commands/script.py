# SPDX-License-Identifier: Apache-2.0
"""Commands as JSON: what `journey-studio apply` reads and what samples are written in.

A list of objects, each with its verb in `do` and the fields of that verb. `"as": "pay"` beside an
`add` gives the new record a name for the rest of the script: `"@pay"` stands for its id in every
field that holds ids, and is a word like any other in those that hold words.

`{"do": "batch", "name": "...", "commands": [...]}` makes several one undo step.
"""

from collections.abc import Iterable
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Annotated, Any

from journey_studio.i18n import t
from journey_studio.model.change import Label
from journey_studio.model.commands.add import Add
from journey_studio.model.commands.base import Command, CommandError
from journey_studio.model.commands.batch import Batch
from journey_studio.model.commands.delete import Delete, Restore
from journey_studio.model.commands.duplicate import Duplicate
from journey_studio.model.commands.edit import Edit
from journey_studio.model.commands.move import Move
from journey_studio.model.commands.name_version import NameVersion
from journey_studio.model.commands.points import SetPoint, SetReading
from journey_studio.model.commands.settle import LetGo, Settle
from journey_studio.model.ids import new_id
from journey_studio.model.references import REFERENCES

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_HOLD_IDS = {"id", "ids", "under", *chain.from_iterable(REFERENCES.values())}


@cache
def _verbs() -> "TypeAdapter[Command]":
    """What makes commands of JSON; pydantic is imported for those who bring some."""
    from pydantic import Field, TypeAdapter

    return TypeAdapter(
        Annotated[
            Add
            | Duplicate
            | Edit
            | Move
            | Delete
            | Restore
            | SetPoint
            | SetReading
            | NameVersion
            | Settle
            | LetGo,
            Field(discriminator="do"),
        ]
    )


def _resolve(entry: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    """`entry` with every "@name" of a named record replaced by its id where ids stand."""
    made: dict[str, Any] = {}
    for field, value in entry.items():
        if field == "values" and isinstance(value, dict):
            made[field] = _resolve(value, names)
        elif field in _HOLD_IDS and isinstance(value, list):
            made[field] = [_id(part, names) for part in value]
        else:
            made[field] = _id(value, names) if field in _HOLD_IDS else value
    return made


def _id(value: Any, names: dict[str, str]) -> Any:
    return names.get(value, value) if isinstance(value, str) else value


def _named(entry: dict[str, Any], number: str, names: dict[str, str]) -> dict[str, Any]:
    """The entry without its name, which from now on stands for the id of what it adds."""
    if "as" not in entry:
        return entry
    name, kind = entry.pop("as"), entry.get("kind")
    made = entry.setdefault("id", new_id(kind)) if isinstance(kind, str) else None
    if not isinstance(name, str) or not isinstance(made, str) or entry["do"] != "add":
        raise CommandError(t("model.script.bad_name", number=number))
    if "@" + name in names:
        raise CommandError(t("model.script.name_taken", number=number, name=name))
    names["@" + name] = made
    return entry


def _command(entry: Any, number: str, names: dict[str, str]) -> Command:
    if not isinstance(entry, dict) or not isinstance(entry.get("do"), str):
        raise CommandError(t("model.script.no_verb", number=number))
    if entry["do"] == "batch":
        inner = entry.get("commands")
        if not isinstance(inner, list):
            raise CommandError(t("model.script.no_verb", number=number))
        commands = [
            _command(each, f"{number}.{index}", names) for index, each in enumerate(inner, 1)
        ]
        return Batch(commands, Label("model.label.batch", {"name": str(entry.get("name", ""))}))
    from pydantic import ValidationError

    entry = _named(dict(entry), number, names)
    try:
        return _verbs().validate_python(_resolve(entry, names))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"][1:])
        raise CommandError(
            t("model.script.bad", number=number, place=place, reason=first["msg"])
        ) from error


def read_commands(entries: Any) -> tuple[Command, ...]:
    """The commands of a script; CommandError names the first that is not one."""
    if not isinstance(entries, Iterable) or isinstance(entries, str | dict):
        raise CommandError(t("model.script.no_list"))
    names: dict[str, str] = {}
    return tuple(_command(entry, str(number), names) for number, entry in enumerate(entries, 1))
