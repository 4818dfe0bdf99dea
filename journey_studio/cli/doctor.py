# SPDX-License-Identifier: Apache-2.0
"""The command that looks whether this computer has what the program needs."""

import os
import platform
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from journey_studio import __version__, assets
from journey_studio.cli import libraries
from journey_studio.cli.terminal import fail, one_line, say, warn
from journey_studio.i18n import t
from journey_studio.store.database import SQLITE_VERSION

_PYTHONS = ((3, 11), (3, 13))
_LITTLE_ROOM = 200_000_000
_TRY_QT = "from PySide6.QtGui import QGuiApplication; QGuiApplication([])"
_PATIENCE = 60.0


class Finding(NamedTuple):
    """One thing that was looked at. `grave`: the program cannot do its work without it."""

    text: str
    good: bool = True
    grave: bool = False


def doctor() -> int:
    """Tell what is there and what is missing; 1 where something that is needed is missing."""
    grave = []
    for look in _LOOKS:
        for finding in look():
            if finding.good:
                say(finding.text)
            elif finding.grave:
                grave.append(finding.text)
            else:
                warn(finding.text)
    if grave:
        fail(t("cli.doctor.ill", count=len(grave), problems=" ".join(grave)))
        return 1
    say(t("cli.doctor.well"))
    return 0


def _program() -> Iterator[Finding]:
    yield Finding(t("cli.doctor.program", version=__version__, folder=Path(__file__).parents[1]))
    python = {"python": platform.python_version(), "system": platform.platform()}
    yield Finding(t("cli.doctor.python", **python))
    if not _PYTHONS[0] <= sys.version_info[:2] <= _PYTHONS[1]:
        yield Finding(t("cli.doctor.python_other"), good=False)


def _packages() -> Iterator[Finding]:
    try:
        needed = metadata.requires("journey-studio") or []
    except metadata.PackageNotFoundError:  # a frozen program brings everything with it
        return
    found = [f"SQLite {SQLITE_VERSION}"]
    for line in needed:
        name = re.split(r"[^A-Za-z0-9._-]", line, maxsplit=1)[0]
        if "extra ==" in line:
            continue
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            yield Finding(t("cli.doctor.no_package", name=name), good=False, grave=True)
    yield Finding(t("cli.doctor.packages", list=", ".join(found)))


def _system_libraries() -> Iterator[Finding]:
    lost = libraries.missing()
    if lost:
        packages = " ".join(sorted({libraries.DRAWING[name] for name in lost}))
        text = t("cli.doctor.no_libraries", list=", ".join(lost), packages=packages)
        yield Finding(text, good=False, grave=True)
        return
    problem = _try_qt()
    if problem:
        yield Finding(t("cli.doctor.qt_fails", reason=problem), good=False, grave=True)
    else:
        yield Finding(t("cli.doctor.qt"))


def _try_qt() -> str:
    """Start Qt without a screen in another process, since it may take this one with it."""
    if getattr(sys, "frozen", False):
        return ""
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    try:
        done = subprocess.run(  # noqa: S603 - this very Python
            [sys.executable, "-c", _TRY_QT],
            env=surroundings,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    if done.returncode == 0:
        return ""
    lines = done.stderr.strip().splitlines()
    return one_line(lines[-1]) if lines else str(done.returncode)


def _fonts() -> Iterator[Finding]:
    from journey_studio.layout import extra_faces, fonts

    try:
        faces = fonts.faces()
    except (OSError, ValueError, KeyError, TypeError):
        yield Finding(t("cli.doctor.no_fonts", folder=assets.path("built/fonts")), False, True)
        return
    lost = [str(face.path) for face in faces if not face.path.is_file()]
    if lost:
        yield Finding(t("cli.doctor.lost_fonts", list=", ".join(lost)), good=False, grave=True)
    families = ", ".join(dict.fromkeys(face.family for face in faces))
    yield Finding(t("cli.doctor.fonts", list=families))
    if extra_faces.cjk_is_missing():
        yield Finding(t("cli.doctor.no_cjk"), good=False)


def _screen() -> Iterator[Finding]:
    screens = [os.environ.get(name) for name in ("WAYLAND_DISPLAY", "DISPLAY")]
    if sys.platform.startswith("linux") and not any(screens):
        yield Finding(t("cli.doctor.no_screen"))
    else:
        yield Finding(t("cli.doctor.screen", name=next(filter(None, screens), sys.platform)))


def _places() -> Iterator[Finding]:
    from journey_studio.cli.ending import log_file
    from journey_studio.session.settings import settings_file
    from journey_studio.store.places import backups_folder, open_folder

    places = (
        ("cli.doctor.settings", settings_file(), settings_file().parent),
        ("cli.doctor.backups", backups_folder(), backups_folder()),
        ("cli.doctor.notes", open_folder(), open_folder()),
        ("cli.doctor.log", log_file(), log_file().parent),
    )
    for key, path, folder in places:
        yield Finding(t(key, path=path))
        there = _nearest(folder)
        if not os.access(there, os.W_OK):
            yield Finding(t("cli.doctor.no_writing", path=there), good=False)
    free = shutil.disk_usage(_nearest(backups_folder())).free
    if free < _LITTLE_ROOM:
        megabytes = free // 1_000_000
        yield Finding(t("cli.doctor.little_room", megabytes=megabytes), good=False)


def _nearest(folder: Path) -> Path:
    """The folder itself or the first one above it that is there."""
    return next((each for each in (folder, *folder.parents) if each.is_dir()), Path.home())


def _clock() -> Iterator[Finding]:
    """A clock cannot stand before the files of the program, which somebody wrote in the past."""
    newest = max(path.stat().st_mtime for path in Path(__file__).parent.glob("*.py"))
    behind = newest - time.time()
    shown = time.strftime("%Y-%m-%d %H:%M:%S %z")
    if behind > 24 * 3600:
        yield Finding(t("cli.doctor.clock_behind", time=shown), good=False)
    else:
        yield Finding(t("cli.doctor.clock", time=shown))


_LOOKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    _program, _packages, _system_libraries, _fonts, _screen, _places, _clock,
)  # fmt: skip
