# SPDX-License-Identifier: Apache-2.0
"""What the window remembers from one start to the next: its place, its look, the recent files.

A plain JSON file in the person's folder for settings. Losing it loses no work, so whatever is wrong
with it, the window opens as it did the first time.
"""

import json
import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, get_args

from platformdirs import user_config_path

Look = Literal["system", "light", "dark"]
LOOKS: tuple[Look, ...] = get_args(Look)
MOST_RECENT = 12  # beside those a person has pinned


class Preferences:
    """`geometry` is Qt's own, as hexadecimal digits; `poster` the last choices for a poster.

    `recent` holds the paths of projects, the latest first; `opened` when each was opened, in ISO
    form; `pinned` those that stay in front. `panels` holds how wide the panels beside the map are
    and whether they are open; `faces` and `band` say whether curves show them.
    """

    def __init__(
        self, look: Look = "system", geometry: str = "", poster: dict[str, Any] | None = None
    ) -> None:
        self.look: Look = look
        self.geometry = geometry
        self.recent: list[str] = []
        self.opened: dict[str, Any] = {}
        self.titles: dict[str, Any] = {}
        self.pinned: list[str] = []
        self.folder = ""
        self.poster: dict[str, Any] = poster or {}
        self.panels: dict[str, Any] = {}
        self.faces = True
        self.band = False

    def remember(self, path: Path) -> None:
        """Put a project at the head of the recent ones."""
        name = str(path)
        self.recent = [name, *(other for other in self.recent if other != name)]
        self.opened[name] = datetime.now(UTC).isoformat(timespec="seconds")
        loose = [other for other in self.recent if other not in self.pinned]
        for other in loose[MOST_RECENT:]:
            self.forget(Path(other))
        self.folder = str(path.parent)

    def leave(self, path: Path, title: str) -> None:
        """Note when a project was put away, and what its first map is called by now."""
        name = str(path)
        if name in self.recent:
            self.opened[name] = datetime.now(UTC).isoformat(timespec="seconds")
            self.titles[name] = title

    def forget(self, path: Path) -> None:
        """Take a project off the recent ones."""
        name = str(path)
        self.recent = [other for other in self.recent if other != name]
        self.pinned = [other for other in self.pinned if other != name]
        self.opened.pop(name, None)
        self.titles.pop(name, None)

    def pin(self, path: Path, on: bool) -> None:
        """Keep a project in front of the recent ones, or let it go its way."""
        self.pinned = [other for other in self.pinned if other != str(path)]
        if on:
            self.pinned.append(str(path))

    def start_folder(self) -> Path:
        """Where a file dialog begins."""
        folder = Path(self.folder) if self.folder else Path.home()
        return folder if folder.is_dir() else Path.home()

    def save(self) -> None:
        """Write them whole or not at all; where they cannot be written, the work goes on."""
        path = preferences_file()
        part = path.with_name(f"{path.name}.{os.urandom(4).hex()}.part")
        with suppress(OSError):
            try:
                path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                part.write_text(json.dumps(vars(self), indent=2) + "\n", encoding="utf-8")
                part.replace(path)
            finally:
                part.unlink(missing_ok=True)


def preferences_file() -> Path:
    """Where they lie."""
    return user_config_path("journey-studio", appauthor=False) / "window.json"


def load_preferences() -> Preferences:
    """The preferences; what is missing or odd is as it was at first."""
    try:
        found = json.loads(preferences_file().read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return Preferences()
    if not isinstance(found, dict):
        return Preferences()
    made = Preferences()
    for name, usual in vars(made).items():
        if isinstance(found.get(name), type(usual)):
            setattr(made, name, found[name])
    made.look = made.look if made.look in LOOKS else "system"
    made.recent = list(dict.fromkeys(map(str, made.recent)))
    made.pinned = [name for name in map(str, made.pinned) if name in made.recent]
    return made
