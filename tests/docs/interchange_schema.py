# SPDX-License-Identifier: Apache-2.0
"""The JSON Schema of the interchange format as the code has it.

`python -m tests.docs.interchange_schema` prints docs/interchange.schema.json.
"""

import json
import types
from collections.abc import Iterable
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from journey_studio.exchange.interchange.writing import FORMAT, GROUPS, VERSION
from journey_studio.model.records import KEPT_FROM_SIGHT, KINDS, Hash, Id
from journey_studio.model.references import REFERENCES
from journey_studio.model.registers import registers
from journey_studio.model.values import Count, Number, Text

Schema = dict[str, Any]

_TAIL = "-[0-9a-z_]{1,64}$"
_NO_CONTROLS = r"^[^\u0000-\u0008\u000b-\u001f\u007f]*$"
_HIDDEN = KEPT_FROM_SIGHT | {"place"}
_ELSEWHERE = {"point": {"lane", "step"}, "reading": {"metric"}}  # said by where it stands


def schema() -> Schema:
    """The whole schema."""
    groups = {name: _list(kind) for kind, name in GROUPS.items()}
    top = {
        "$schema": {"type": "string"},
        "format": {"const": FORMAT},
        "version": {"const": VERSION},
        "project": {"$ref": "#/$defs/project"},
        "maps": _list("map"),
        **groups,
        "comments": _list("comment"),
        "pictures": {
            "description": "Pictures in base 64, by the SHA-256 of their bytes.",
            "type": "object",
            "propertyNames": {"pattern": "^[0-9a-f]{64}$"},
            "additionalProperties": {"type": "string", "contentEncoding": "base64"},
        },
    }
    kinds = [kind for kind in KINDS if kind != "version"]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Journey Studio interchange",
        "description": "Customer journey maps with all they refer to. The order of lists is the "
        "order on the map; a register that is left out holds what it holds at first.",
        **_object(top, ("format", "version")),
        "$defs": {kind: _record(kind) for kind in kinds} | {"parked": _parked()},
    }


def _object(properties: Schema, required: Iterable[str] = ()) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def _list(kind: str) -> Schema:
    return {"type": "array", "items": {"$ref": f"#/$defs/{kind}"}}


def _record(kind: str) -> Schema:
    hints = get_type_hints(KINDS[kind], include_extras=True)
    properties: Schema = {} if kind in _ELSEWHERE else {"id": _id((kind,))}
    for name in registers(kind):
        if name not in _HIDDEN and name not in _ELSEWHERE.get(kind, ()):
            properties[name] = _values(hints[name], REFERENCES.get(kind, {}).get(name, ()))
    parts: dict[str, Schema] = {
        "map": {
            "stages": _list("stage"), "lanes": _list("lane"),
            "parked": {"$ref": "#/$defs/parked"}, "connections": _list("connection"),
        },
        "stage": {"steps": _list("step")},
        "lane": {"cards": _list("card"), "points": _list("point")},
        "card": {"step": _id(("step",))},
        "point": {"step": _id(("step",))},
        "metric": {"readings": _list("reading")},
    }  # fmt: skip
    properties |= parts.get(kind, {})
    if kind == "reading":
        properties["day"]["minLength"] = 1
    required = {"card": ("id", "step"), "point": ("step",), "reading": ("day",)}.get(kind, ("id",))
    return _object(properties, required)


def _parked() -> Schema:
    """What has lost its stage, its lane or its step, and stands where it still can."""
    card = _record("card")
    card["properties"]["lane"] = _id(("lane",))
    card["required"] = ["id"]
    return _object({"steps": _list("step"), "cards": {"type": "array", "items": card}})


def _id(kinds: Iterable[str]) -> Schema:
    names = "|".join(kinds)
    return {"type": "string", "pattern": f"^({names}){_TAIL}" if names else f"^[a-z_]+{_TAIL}"}


def _values(hint: Any, kinds: tuple[str, ...]) -> Schema:
    """What values of an annotation are in JSON; ids are of one of these kinds."""
    if hint == Id:
        return _id(kinds)
    if hint == Hash:
        return {"type": "string", "pattern": "^([0-9a-f]{64})?$"}
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        inner = next(part for part in parts if part is not type(None))
        return {"anyOf": [_values(inner, kinds), {"type": "null"}]}
    if origin is Literal:
        return {"enum": list(parts)}
    if origin is tuple:
        return {"type": "array", "items": _values(parts[0], kinds)}
    if hasattr(hint, "__metadata__"):
        return _ruled(hint, kinds)
    if hasattr(hint, "_fields"):
        fields = get_type_hints(hint, include_extras=True)
        each = [_values(fields[name], ()) for name in hint._fields]
        return {"type": "array", "prefixItems": each, "items": False, "minItems": len(each)}
    return {"type": {bool: "boolean", int: "integer", float: "number", str: "string"}[hint]}


def _ruled(hint: Any, kinds: tuple[str, ...]) -> Schema:
    made = _values(hint.__origin__, kinds)
    for rule in hint.__metadata__:
        if isinstance(rule, Number):
            made |= {"minimum": rule.least, "maximum": rule.most}
        elif isinstance(rule, Count):
            made["maxItems"] = rule.most
        elif isinstance(rule, Text):
            made["maxLength"] = rule.longest
            forms = [f"^({rule.pattern})$"] if rule.pattern else []
            forms += [_NO_CONTROLS] if rule.also and rule.also.__name__ == "_plain" else []
            if len(forms) == 1:
                made["pattern"] = forms[0]
            elif forms:
                made["allOf"] = [{"pattern": form} for form in forms]
    return made


def text() -> str:
    """As the file has it."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    print(text(), end="")
