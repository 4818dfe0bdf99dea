# SPDX-License-Identifier: Apache-2.0
"""The YAML block at the very start of a Mermaid text, of which a map needs only the title.

Mermaid reads it as YAML 1.2 with JSON's types, so `yes` is a word and a date is a text. The block
is only composed into nodes, never turned into objects: nothing in it can build anything.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

import yaml

from journey_studio.exchange.mermaid import javascript
from journey_studio.exchange.refusal import MermaidError, quote
from journey_studio.exchange.strict.yaml import comments as yaml_comments
from journey_studio.i18n import t

_FENCE = "---"
_LONGEST = 32 * 1024
# PyYAML's work grows with the square of the depth of brackets.
_MOST_BRACKETS = 500
_PLAIN = "tag:yaml.org,2002:"
_KNOWN_TAGS = {_PLAIN + name for name in ("str", "seq", "map", "null", "bool", "int", "float")}
_INDENT = re.compile(f"[{javascript.BLANKS.translate({10: None, 13: None})}]*")
_INNER_TAB = re.compile(r"(?<=[^ \t\n])[ \t]*\t")
_BLANK_RUN = re.compile(f"[{javascript.BLANKS}]*")


class FrontMatter(NamedTuple):
    """The block found: its YAML, the length it takes from the text, the line its YAML starts at."""

    body: str
    length: int
    line: int


def find(text: str) -> FrontMatter | None:
    """The front matter of `text` (line ends already `\\n`), or None where Mermaid sees none.

    It opens in the first line, possibly indented; it is closed by the first line with the same
    indent and dashes that nothing but blanks and a line end follow. Blank lines belong to the
    fence they follow, as far as that leaves a closing fence.
    """
    start = _INDENT.match(text)
    indent = start.group() if start else ""
    if not text.startswith(_FENCE, len(indent)):
        return None
    run = _blank_run(text, len(indent) + len(_FENCE))
    breaks = [i for i in range(*run) if text[i] == "\n"]
    if not breaks:
        return None
    closings = _closings(text, indent, breaks[0] + 1)
    if not closings:
        return None
    body = max((at + 1 for at in breaks if at < closings[-1][0]), default=breaks[0] + 1)
    for at, end in closings:
        if at >= body:
            return FrontMatter(_dedented(text[body:at], indent), end, text.count("\n", 0, body) + 1)
    return None


def _blank_run(text: str, start: int) -> tuple[int, int]:
    found = _BLANK_RUN.match(text, start)
    return start, found.end() if found else start


def _closings(text: str, indent: str, start: int) -> list[tuple[int, int]]:
    """(line break before, end after the blank lines) of everything that may close the block."""
    fence = f"\n{indent}{_FENCE}"
    found = []
    at = text.find(fence, start)
    while at >= 0:
        after, end = _blank_run(text, at + len(fence))
        last_break = text.rfind("\n", after, end)
        if last_break >= 0:
            found.append((at, last_break + 1))
        at = text.find(fence, at + 1)
    return found


def _dedented(body: str, indent: str) -> str:
    return "\n".join(line.removeprefix(indent) for line in body.split("\n")) if indent else body


_FLOAT = (
    r"[-+]?[0-9]+(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?|\.[0-9]+(?:[eE][-+]?[0-9]+)?"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)


class _JsonLoader(yaml.SafeLoader):
    """YAML with the scalar types of JSON: no dates, no `yes`, no sexagesimal numbers."""


# Without this the types of YAML 1.1 would stay in force beside those added below.
_JsonLoader.yaml_implicit_resolvers = {}

for _name, _form, _first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?(?:0b[01]+|0o[0-7]+|0x[0-9a-fA-F]+|[0-9]+)", list("-+0123456789")),
    ("float", _FLOAT, list("-+0123456789.")),
):
    _JsonLoader.add_implicit_resolver(_PLAIN + _name, re.compile(f"(?:{_form})\\Z"), _first)


def title(found: FrontMatter) -> str | None:
    """The title of the block as Mermaid writes it out; "" where there is none.

    None stands for a title that is no text but a structure: Mermaid prints "[object Object]".

    Raises MermaidError, counted in the lines of the whole text, for YAML that cannot be read.
    """
    if len(found.body) > _LONGEST:
        raise MermaidError(found.line, t("exchange.front_matter_large", kilobytes=_LONGEST // 1024))
    if found.body.count("[") + found.body.count("{") > _MOST_BRACKETS:
        raise _bad(found.line, "")
    node = _composed(found)
    if not isinstance(node, yaml.MappingNode):
        return ""
    for key, value in node.value:
        if key.value == "title":
            return _written(value)
    return ""


def others(found: FrontMatter) -> Iterator[tuple[int, str]]:
    """The lines and names of what else the block sets; to be asked after `title`."""
    node = _composed(found)
    if node is not None and not isinstance(node, yaml.MappingNode):
        yield found.line + node.start_mark.line, found.body.strip()
    for key, _ in node.value if isinstance(node, yaml.MappingNode) else ():
        if key.value != "title":
            yield found.line + key.start_mark.line, str(key.value)


def comments(found: FrontMatter) -> Iterator[int]:
    """The lines of the comments in the block; to be asked after `title`."""
    try:
        yield from (found.line + line - 1 for line, _ in yaml_comments(found.body))
    except yaml.YAMLError:
        return  # with tabs between words, where comments cannot be told from them


def _composed(found: FrontMatter) -> yaml.Node | None:
    try:
        return _nodes(found.body)
    except yaml.YAMLError:
        # PyYAML refuses tabs between words, which YAML allows.
        body = _INNER_TAB.sub(" ", found.body)
    except (RecursionError, ValueError, OverflowError) as error:
        # PyYAML lets the last two out for escapes beyond the last character.
        raise _bad(found.line, "") from error
    try:
        return _nodes(body)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        # An end that came too early is marked in the line below the block.
        down = min(mark.line, body.count("\n")) if mark else 0
        raise _bad(found.line + down, error.problem or "") from error
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError) as error:
        raise _bad(found.line, "") from error


def _nodes(body: str) -> yaml.Node | None:
    root = yaml.compose(f"{body}\n", Loader=_JsonLoader)
    _check(root)
    return root


def _bad(line: int, detail: str) -> MermaidError:
    detail = f" ({quote(detail)})" if detail else ""
    return MermaidError(line, t("exchange.front_matter_bad", detail=detail))


def _check(root: yaml.Node | None) -> None:
    """Refuse what YAML's JSON schema refuses: a key twice, a type it does not know."""
    seen: set[int] = set()
    left = [root] if root else []
    while left:
        node = left.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if node.tag not in _KNOWN_TAGS:
            raise yaml.MarkedYAMLError(problem=node.tag, problem_mark=node.start_mark)
        if isinstance(node, yaml.MappingNode):
            keys: set[str] = set()
            for key, value in node.value:
                if isinstance(key, yaml.ScalarNode) and key.value in keys:
                    raise yaml.MarkedYAMLError(problem=key.value, problem_mark=key.start_mark)
                keys.add(key.value if isinstance(key, yaml.ScalarNode) else "")
                left += [key, value]
        elif isinstance(node, yaml.SequenceNode):
            left += node.value


def _written(node: yaml.Node) -> str | None:
    """`node` as `String(value)` writes it, "" for what JavaScript takes for nothing."""
    if isinstance(node, yaml.SequenceNode):
        items = [item for item in node.value if isinstance(item, yaml.ScalarNode)]
        return ",".join(_scalar(item) for item in items)
    if not isinstance(node, yaml.ScalarNode):
        return None
    text = _scalar(node)
    nothing = {"bool": "false", "int": "0", "float": "0"}.get(node.tag.removeprefix(_PLAIN))
    return "" if text == nothing or (text == "NaN" and node.tag == _PLAIN + "float") else text


def _scalar(node: yaml.ScalarNode) -> str:
    kind, value = node.tag.removeprefix(_PLAIN), str(node.value)
    if kind == "null":
        return ""
    if kind == "bool":
        return value.lower()
    if kind not in {"int", "float"}:
        # An escape may have written half a character.
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    plain = value.lower()
    sign = "-" if plain.startswith("-") else ""
    plain = plain.lstrip("+-").replace(".inf", "Infinity").replace(".nan", "NaN")
    size = javascript.number_text(javascript.number(plain))
    return size if size in {"0", "NaN"} else sign + size
