# SPDX-License-Identifier: Apache-2.0
"""The shape of the house: who may import whom, and how large a room may grow."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions

from tests.source import PROJECT, Module, called_name, calls, imports, modules, strings

# From the roof to the ground: a module imports its own line and the lines below it, but never a
# neighbour on its own line.
LAYERS = (
    {"__main__"},
    {"cli"},
    {"app"},
    {"ui"},
    {"canvas"},
    {"session"},
    {"export", "exchange", "store", "sync"},
    {"paint"},
    {"layout"},
    {"model"},
    {"i18n"},
    {"assets", "collector", "errors", "processes"},
)
LEVEL = {room: level for level, rooms in enumerate(LAYERS) for room in rooms}

# Libraries that only some modules may name; "export.png" may do so inside a function only.
KEPT_IN = {
    "PySide6": ("ui", "canvas", "app", "paint.qt", "export.png"),
    "shiboken6": ("ui", "canvas"),
    "reportlab": ("paint.pdf", "export.pdf"),
    "sqlalchemy": ("store.writing", "store.database"),
    "sqlite3": ("store",),
}
IN_FUNCTIONS_ONLY = ("export.png",)

# What stands in the place of a lost picture: a painter draws it, and no theme reaches a painter.
OWN_COLOURS = {("paint.pictures", "#808080")}

MOST_LINES = 500
MOST_LINES_OF_A_FUNCTION = 60


def _lies_in(module: Module, place: str) -> bool:
    return re.match(rf"{re.escape(place)}(?![a-z0-9])", module.name) is not None


def test_a_module_imports_its_own_layer_and_those_below() -> None:
    wrong = []
    for module in modules():
        if not module.name:
            continue  # journey_studio/__init__.py, which imports nothing of its own
        assert module.room in LEVEL, f"{module.name} stands in no layer"
        for node, name in imports(module):
            root, _, rest = name.partition(".")
            target = rest.partition(".")[0]
            if root != "journey_studio" or target in (module.room, "__version__"):
                continue
            if LEVEL[target] <= LEVEL[module.room]:
                wrong.append(f"{module.at(node)} imports {name}")
    assert wrong == []


def test_libraries_are_known_only_where_they_belong() -> None:
    wrong = []
    for module in modules():
        top_level = set(map(id, module.tree.body))
        for node, name in imports(module):
            places = KEPT_IN.get(name.partition(".")[0])
            if places is None:
                continue
            allowed = any(_lies_in(module, place) for place in places)
            if any(_lies_in(module, place) for place in IN_FUNCTIONS_ONLY):
                allowed = allowed and id(node) not in top_level
            if not allowed:
                wrong.append(f"{module.at(node)} imports {name}")
    assert wrong == []


def test_every_library_is_a_declared_dependency() -> None:
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = settings["dependencies"] + settings["optional-dependencies"]["cjk"]
    declared = {re.split(r"[^A-Za-z0-9-]", need)[0].lower() for need in wanted}
    packages = packages_distributions()
    wrong = []
    for module in modules():
        for node, name in imports(module):
            root = name.partition(".")[0]
            if root in sys.stdlib_module_names or root == "journey_studio":
                continue
            providers = {provider.lower().replace("_", "-") for provider in packages.get(root, ())}
            if not providers & declared:
                wrong.append(f"{module.at(node)} imports {name}")
    assert wrong == []


def test_everything_below_the_canvas_imports_without_qt() -> None:
    names = [
        f"journey_studio.{module.name}"
        for module in modules()
        if module.name
        and module.room not in ("ui", "canvas", "app", "__main__")
        and not _lies_in(module, "paint.qt")
    ]
    script = (
        "import importlib, sys\n"
        "sys.modules['PySide6'] = sys.modules['shiboken6'] = None\n"
        "for name in sys.argv[1:]: importlib.import_module(name)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *names], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_qt_keeps_its_references_to_none() -> None:
    """A release of PySide6 drops one at every void call, and Python 3.11 dies of it."""
    script = (
        "import sys\n"
        "from PySide6.QtGui import QGuiApplication, QImage, QPainter\n"
        "app = QGuiApplication([])\n"
        "image = QImage(8, 8, QImage.Format.Format_RGB32)\n"
        "painter = QPainter(image)\n"
        "before = sys.getrefcount(None)\n"
        "for _ in range(20_000): painter.drawLine(0, 0, 7, 7)\n"
        "lost = before - sys.getrefcount(None)\n"
        "painter.end()\n"
        "sys.exit(lost > 100)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_no_module_and_no_function_is_too_long_to_read() -> None:
    long = []
    for module in modules():
        lines = len(module.text.splitlines())
        if lines > MOST_LINES:
            long.append(f"{module.at(module.tree)} has {lines} lines")
        for node in ast.walk(module.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > MOST_LINES_OF_A_FUNCTION:
                    long.append(f"{module.at(node)} {node.name} has {lines} lines")
    assert long == []


def test_colours_come_from_the_themes() -> None:
    colour = re.compile(r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{8})\b|: ?#[0-9a-fA-F]{3,4}\b")
    wrong = []
    for module in modules():
        for node in strings(module):
            own = (module.name, node.value) in OWN_COLOURS
            if colour.search(str(node.value)) and not own:
                wrong.append(f"{module.at(node)} {node.value!r}")
        for call in calls(module):
            numbers = [arg for arg in call.args if isinstance(arg, ast.Constant)]
            if called_name(call) == "QColor" and numbers:
                wrong.append(f"{module.at(call)} QColor of its own")
    assert wrong == []
