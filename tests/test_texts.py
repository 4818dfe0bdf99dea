# SPDX-License-Identifier: Apache-2.0
"""Every text a person can see comes from the catalogue, and the catalogue holds nothing else."""

import ast
import json
import re
import string
from collections.abc import Iterator

from tests.source import PROJECT, Module, called_name, calls, modules, strings

CATALOGUE = PROJECT / "resources" / "i18n"

AREA = re.compile(
    r"(?:app|canvas|cli|compare|exchange|export|history|inspector|layout|model|palette|session"
    r"|sharing|store|sync|team|transfer|ui)\."
)

# What shows the strings it is given, in any place of its arguments or by one of these names.
SHOWS = {
    *"QAction QCheckBox QDockWidget QGroupBox QLabel QMenu QPushButton QRadioButton".split(),
    *"addAction addButton addItem addItems addMenu addRow addTab addToolBar insertItem".split(),
    *"critical echo getExistingDirectory getOpenFileName getSaveFileName getText".split(),
    *"information print question secho setAccessibleDescription setAccessibleName".split(),
    *"setActionText setDetailedText setHeaderLabels setHorizontalHeaderLabels".split(),
    *"setInformativeText setItemText setLabelText setPlaceholderText setStatusTip".split(),
    *"setTabText setText setTitle setToolTip setWhatsThis setWindowTitle showMessage".split(),
    *"about warning BadParameter UsageError".split(),
}
SHOWN_KEYWORDS = {"help", "short_help", "epilog", "title", "text", "label", "tooltip", "prompt"}
# Calls of the same names that show nothing: of the standard library, or to a file.
SILENT = {"warnings.warn", "logging.warning"}


def _texts() -> dict[str, str | dict[str, str]]:
    """The whole English catalogue by full key."""
    found = {}
    for path in sorted((CATALOGUE / "en").glob("*.json")):
        for key, text in json.loads(path.read_text(encoding="utf-8")).items():
            found[f"{path.stem}.{key}"] = text
    return found


def _people_errors() -> set[str]:
    """The names of JourneyError and of every class that descends from it."""
    names = {"JourneyError"}
    classes = [n for m in modules() for n in ast.walk(m.tree) if isinstance(n, ast.ClassDef)]
    for _ in range(5):  # deeper families do not exist
        for node in classes:
            bases = {base.id for base in node.bases if isinstance(base, ast.Name)}
            bases |= {base.attr for base in node.bases if isinstance(base, ast.Attribute)}
            if bases & names:
                names.add(node.name)
    return names


def _bare(node: ast.expr) -> bool:
    """Is this expression a text written down in the source?"""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and re.search(r"[A-Za-z]{2}", node.value) is not None
    if isinstance(node, ast.JoinedStr):
        return any(_bare(part) for part in node.values)
    if isinstance(node, ast.BinOp):
        return _bare(node.left) or _bare(node.right)
    if isinstance(node, ast.IfExp):
        return _bare(node.body) or _bare(node.orelse)
    if isinstance(node, ast.List | ast.Tuple):
        return any(_bare(part) for part in node.elts)
    return False


def _shown(call: ast.Call, errors: set[str]) -> Iterator[ast.expr]:
    """The arguments of a call that a person will read."""
    name = called_name(call)
    if ast.unparse(call.func) in SILENT:
        return
    if name in SHOWS or name in errors:
        yield from call.args
    if name in SHOWS or name in errors or "typer" in ast.unparse(call.func) or name == "command":
        yield from (word.value for word in call.keywords if word.arg in SHOWN_KEYWORDS)


def test_no_text_is_written_down_in_the_source() -> None:
    errors = _people_errors()
    bare = [
        f"{module.at(argument)} {ast.unparse(argument)}"
        for module in modules()
        for call in calls(module)
        for argument in _shown(call, errors)
        if _bare(argument)
    ]
    assert bare == []


def _asked(module: Module) -> Iterator[tuple[ast.Call, ast.expr]]:
    """Each call of t(...) with its key."""
    for call in calls(module):
        if called_name(call) == "t" and call.args and module.name != "i18n":
            yield call, call.args[0]


def _pattern(key: ast.JoinedStr) -> str:
    """A regular expression for the keys that an f-string can become."""
    parts = (
        re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"[A-Za-z0-9_.-]+"
        for part in key.values
    )
    return "".join(parts)


def _made_keys(module: Module) -> Iterator[ast.JoinedStr]:
    """Each f-string that becomes a key: it begins with the name of an area and a dot."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.JoinedStr):
            first = node.values[0]
            if isinstance(first, ast.Constant) and AREA.match(str(first.value)):
                yield node


def test_every_text_that_is_asked_for_is_in_the_catalogue() -> None:
    texts = _texts()
    missing = []
    for module in modules():
        for call, key in _asked(module):
            if isinstance(key, ast.Constant):
                found = key.value in texts
            elif isinstance(key, ast.JoinedStr):
                found = any(re.fullmatch(_pattern(key), known) for known in texts)
            else:
                continue  # a key out of a table, whose rows the next test finds
            if not found:
                missing.append(f"{module.at(call)} {ast.unparse(key)}")
    assert missing == []


def test_every_text_of_the_catalogue_is_used() -> None:
    words: set[str] = set()
    patterns: set[str] = set()
    for module in modules():
        words.update(str(node.value) for node in strings(module))
        patterns.update(_pattern(key) for key in _made_keys(module))
    unused = [
        key
        for key in _texts()
        if key not in words and not any(re.fullmatch(pattern, key) for pattern in patterns)
    ]
    assert unused == []


def _places(text: str | dict[str, str]) -> set[str]:
    forms = text.values() if isinstance(text, dict) else [text]
    return {name for form in forms for _, name, _, _ in string.Formatter().parse(form) if name}


def test_every_place_in_a_text_is_filled() -> None:
    texts = _texts()
    wrong = []
    for module in modules():
        for call, key in _asked(module):
            given = {word.arg for word in call.keywords}
            if not isinstance(key, ast.Constant) or None in given or key.value not in texts:
                continue
            text = texts[key.value]
            needed = _places(text) | ({"count"} if isinstance(text, dict) else set())
            if needed != given and not (given - needed <= {"count"} and needed <= given):
                wrong.append(f"{module.at(call)} {key.value}: {sorted(needed ^ given, key=str)}")
    assert wrong == []


def test_texts_with_numbers_have_a_form_for_one_and_for_many() -> None:
    wrong = [
        key
        for key, text in _texts().items()
        if isinstance(text, dict) and set(text) != {"one", "other"}
    ]
    assert wrong == []
