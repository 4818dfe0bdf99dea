# SPDX-License-Identifier: Apache-2.0
"""The source of the package as the tests about its shape read it: parsed once, never imported."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

PROJECT = Path(__file__).parent.parent
PACKAGE = PROJECT / "journey_studio"


class Module(NamedTuple):
    """One source file: its dotted name below journey_studio ("paint.qt"), text and tree."""

    name: str
    path: Path
    text: str
    tree: ast.Module

    @property
    def room(self) -> str:
        """The layer it belongs to: "paint" for "paint.qt"."""
        return self.name.partition(".")[0]

    def at(self, node: ast.AST) -> str:
        """Where `node` stands, as an editor understands it."""
        return f"{self.path.relative_to(PROJECT)}:{getattr(node, 'lineno', 1)}"


@cache
def modules() -> tuple[Module, ...]:
    """Every module of the package."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        name = ".".join(part for part in parts if part != "__init__")
        text = path.read_text(encoding="utf-8")
        found.append(Module(name, path, text, ast.parse(text)))
    return tuple(found)


def imports(module: Module) -> Iterator[tuple[ast.stmt, str]]:
    """Each import of a module, those in functions and under TYPE_CHECKING too, as dotted names."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield node, name.name
        elif isinstance(node, ast.ImportFrom):
            above = ""
            if node.level:
                is_package = module.path.name == "__init__.py"
                parts = ["journey_studio", *module.name.split(".")]
                above = ".".join(parts[: len(parts) - node.level + is_package]) + "."
            for name in node.names:
                yield node, f"{above}{node.module or ''}".strip(".") + f".{name.name}"


def called_name(call: ast.Call) -> str:
    """The last part of what is called: "setText" for label.setText(...)."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def calls(module: Module) -> Iterator[ast.Call]:
    """Every call in a module."""
    return (node for node in ast.walk(module.tree) if isinstance(node, ast.Call))


def strings(module: Module) -> Iterator[ast.Constant]:
    """Every string of a module that the program works with: its docstrings are left out."""
    told = {id(node.value) for node in ast.walk(module.tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node
