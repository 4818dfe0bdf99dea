# SPDX-License-Identifier: Apache-2.0
"""Commands as JSON: what `journey-studio apply` reads and what samples are written in.

A list of objects, each with its verb in `do` and the fields of that verb. `"as": "pay"` beside an
`add` gives the new record a name for the rest of the script: `"@pay"` stands for its id wherever
an id can stand. `{"do": "batch", "name": "...", "commands": [...]}` makes several one undo step.
"""

from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError

from journey_studio.i18n import t
from journey_studio.model.change import Label
from journey_studio.model.commands.add import Add
from journey_studio.model.commands.base import Command, CommandError
from journey_studio.model.commands.batch import Batch
from journey_studio.model.commands.delete import Delete, Restore
from journey_studio.model.commands.edit import Edit
from journey_studio.model.commands.move import Move
from journey_studio.model.commands.points import SetPoint, SetReading
from journey_studio.model.ids import new_id

_VERB: TypeAdapter[Command] = TypeAdapter(
    Annotated[
        Add | Edit | Move | Delete | Restore | SetPoint | SetReading, Field(discriminator="do")
    ]
)
_WORDS = {"text", "title", "name", "note", "description"}  # "@pay" is a word here


def _resolve(value: Any, names: dict[str, str], field: str = "") -> Any:
    """`value` with every "@name" of a named record replaced by its id."""
    if isinstance(value, str):
        return names.get(value, value) if field not in _WORDS else value
    if isinstance(value, list):
        return [_resolve(part, names, field) for part in value]
    if isinstance(value, dict):
        return {key: _resolve(part, names, key) for key, part in value.items()}
    return value


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
    entry = dict(entry)
    name = entry.pop("as", None)
    if isinstance(name, str) and isinstance(entry.get("kind"), str):
        entry.setdefault("id", new_id(entry["kind"]))
        names["@" + name] = entry["id"]
    try:
        return _VERB.validate_python(_resolve(entry, names))
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
