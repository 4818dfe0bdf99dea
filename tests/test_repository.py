# SPDX-License-Identifier: Apache-2.0
"""What the checkout may hold: licensed source, no lock files, nothing made, nothing private."""

import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.source import PROJECT

SOURCE = {".py", ".sh", ".toml", ".mk"}
SOURCE_NAMES = {"Makefile", "run"}
LOCK_FILES = {"uv.lock", "poetry.lock", "pdm.lock", "Pipfile.lock", "package-lock.json"}
# In halves, so that this file does not find itself.
HOSTS = ["pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".", "deb.debian" + ".org"]
MADE = re.compile(r"\.(pyc|so|whl|ttf|otf|journey)$|^(resources/built|build|dist|posters)/")
LARGEST = 2_000_000
PINNED = re.compile(r"^([a-z0-9-]+)==([^ ;]+)(?: ; [^\\]+)? \\$")


@pytest.fixture(scope="module")
def files() -> list[Path]:
    """Every file that is or would be committed."""
    if not (PROJECT / ".git").exists():
        pytest.skip("not a checkout")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return [path for name in listed.split("\0") if name and (path := PROJECT / name).is_file()]


def _name(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


def test_every_source_file_names_its_licence(files: list[Path]) -> None:
    unnamed = [
        _name(path)
        for path in files
        if (path.suffix in SOURCE or path.name in SOURCE_NAMES)
        and "SPDX-License-Identifier: Apache-2.0"
        not in "".join(path.read_text(encoding="utf-8").splitlines(keepends=True)[:2])
    ]
    assert unnamed == []


def test_every_module_says_what_it_is_for(files: list[Path]) -> None:
    silent = [
        _name(path)
        for path in files
        if path.suffix == ".py"
        and not re.match(r'(#[^\n]*\n)+"""\S', path.read_text(encoding="utf-8"))
    ]
    assert silent == []


def test_nothing_that_is_made_is_kept(files: list[Path]) -> None:
    old_files = "tests/data/"  # files of earlier versions, kept because they must always open
    made = [_name(path) for path in files if MADE.search(_name(path))]
    assert [name for name in made if not name.startswith(old_files)] == []


def test_no_file_is_too_large_to_clone(files: list[Path]) -> None:
    assert [_name(path) for path in files if path.stat().st_size > LARGEST] == []


def test_no_lock_file_and_no_registry_is_named(files: list[Path]) -> None:
    assert [_name(path) for path in files if path.name in LOCK_FILES] == []
    naming = []
    for path in files:
        text = path.read_text(encoding="utf-8", errors="ignore")
        naming += [f"{_name(path)} names {host}" for host in HOSTS if host in text]
    assert naming == []


def test_nothing_speaks_of_the_machine_it_was_written_on(files: list[Path]) -> None:
    machine = re.compile(r"(?<![\w.}])/(?:root|home|work)/\w")
    speaking = [
        f"{_name(path)}: {found.group()}"
        for path in files
        if path.suffix in SOURCE | {".md", ".json", ".yml", ".txt"} and "tests" not in path.parts
        if (found := machine.search(path.read_text(encoding="utf-8")))
    ]
    assert speaking == []


def _pins() -> dict[str, str]:
    pins: dict[str, str] = {}
    for line in (PROJECT / "packaging/requirements.txt").read_text(encoding="utf-8").splitlines():
        if found := PINNED.match(line):
            pins[found.group(1)] = found.group(2)
    return pins


def test_every_package_is_pinned_with_hashes() -> None:
    text = (PROJECT / "packaging/requirements.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        assert line.startswith(("#", "    --hash=sha256:")) or PINNED.match(line), line
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*settings["build-system"]["requires"], *settings["project"]["dependencies"]]
    for extra in settings["project"]["optional-dependencies"].values():
        wanted += extra
    names = {re.split(r"[^A-Za-z0-9-]", need)[0].lower() for need in wanted}
    assert names - set(_pins()) == set()


def test_the_build_uses_the_pinned_versions() -> None:
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    pins = _pins()
    for need in settings["build-system"]["requires"]:
        name, _, version = need.partition("==")
        assert pins[name] == version, need


def test_icons_are_plain_paths_in_their_box() -> None:
    icons = json.loads((PROJECT / "resources/built/icons.json").read_text(encoding="utf-8"))
    assert len(icons) > 60
    numbers = {"M": 2, "L": 2, "C": 6, "Z": 0}
    for name, icon in icons.items():
        assert icon["paths"], name
        for path in icon["paths"]:
            assert path.startswith("M "), name
            for command, rest in re.findall(r"([A-Za-z])([^A-Za-z]*)", path):
                values = [float(value) for value in rest.split()]
                assert len(values) == numbers[command], (name, path)
                assert all(0 <= value <= 24 for value in values), (name, path)


def test_every_link_of_the_pages_leads_somewhere(files: list[Path]) -> None:
    broken = []
    for page in files:
        if page.suffix != ".md" or "data" in page.parts:
            continue
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8")):
            if "://" not in target and not (page.parent / target).exists():
                broken.append(f"{_name(page)} -> {target}")
    assert broken == []


def test_the_readme_names_every_command_of_make_it_promises(files: list[Path]) -> None:
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    commands = set(re.findall(r"^([a-z]+):.*##", makefile, flags=re.MULTILINE))
    for page in files:
        if page.suffix == ".md" and page.parent == PROJECT:
            named = re.findall(r"`make ([a-z]+)`|^make ([a-z]+)", page.read_text(), re.MULTILINE)
            assert {a or b for a, b in named} <= commands, _name(page)
