# SPDX-License-Identifier: Apache-2.0
"""The tables of docs/file-format.md as the code has them.

`python -m tests.docs.register_table` prints them, to be pasted where a test says they differ.
"""

from collections.abc import Iterator
from typing import Any, get_args, get_origin, get_type_hints

from journey_studio.model import records
from journey_studio.model.references import REFERENCES
from journey_studio.model.registers import registers
from journey_studio.model.values import Number
from journey_studio.model.walk import canonical_json
from journey_studio.store import tables
from journey_studio.store.writing import creates

_PLAIN = {bool: "true or false", int: "whole number", str: "word", float: "number"}


def holds(hint: Any) -> str:
    """What values of an annotation are called in the document."""
    known = next((name for name_of, name in _known() if name_of == hint), None)
    if known:
        return known
    options = [part for part in get_args(hint) if part is not type(None)]
    if type(None) in get_args(hint):
        return f"{holds(options[0])} or null"
    if options and all(isinstance(option, str) for option in options):
        return ", ".join(f"`{option}`" if option else "empty" for option in options)
    if isinstance(hint, type) and hasattr(hint, "_fields"):
        inner = get_type_hints(hint, include_extras=True)
        return f"[{', '.join(f'{name}: {holds(inner[name])}' for name in hint._fields)}]"
    if hasattr(hint, "__metadata__"):
        return holds(hint.__origin__) + _bounds(hint.__metadata__)
    if get_origin(hint) is tuple:
        return f"list of {holds(options[0])}"
    return _PLAIN[hint]


def _bounds(metadata: tuple[Any, ...]) -> str:
    limits = [each for each in metadata if isinstance(each, Number)]
    return "".join(f" {each.least:g} to {each.most:g}" for each in limits)


def _known() -> Iterator[tuple[Any, str]]:
    for name, label in (
        ("Id", "id"), ("Word", "word"), ("Prose", "prose"), ("Rank", "rank"), ("Day", "day"),
        ("Url", "address"), ("Hash", "picture"), ("Value", "number -1 to 1"),
        ("Amount", "number"), ("Size", "number 0 to 4000"), ("Ids", "list of id"),
        ("Marks", "marks"), ("GatheredMarks", "marks"), ("Seen", "what it holds"),
    ):  # fmt: skip
        yield getattr(records, name), label


def register_table() -> str:
    """Every register of every kind of record: what it holds, and what it holds at first."""
    lines = ["| Record | Register | Holds | At first |", "|---|---|---|---|"]
    for kind, cls in records.KINDS.items():
        hints = get_type_hints(cls, include_extras=True)
        for name, register in registers(kind).items():
            default = canonical_json(register.write(register.default))
            kinds = REFERENCES.get(kind, {}).get(name, ()) if name != "place" else ()
            what = holds(hints[name]) + (f" ({', '.join(kinds)})" if kinds else "")
            lines.append(f"| {kind} | {name} | {what} | `{default}` |")
    return "\n".join(lines)


def schema() -> str:
    """The statements that make the tables, those of one kind of record as the example."""
    shown = (
        tables.change, tables.picture, tables.meta, tables.contender, tables.dangling,
        tables.record_tables["step"],
    )  # fmt: skip
    text = "\n".join(f"{creates(table).strip()};" for table in shown)
    return "\n".join(line.rstrip() for line in text.replace("\t", "  ").splitlines())


if __name__ == "__main__":
    print(register_table())
    print(schema())
