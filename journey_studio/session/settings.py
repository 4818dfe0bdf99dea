# SPDX-License-Identifier: Apache-2.0
"""What this program remembers about the person at this computer, outside every project.

Change sets carry the name, department and device only if somebody has entered them here: a name of
the operating system is never taken without being asked for.
"""

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from platformdirs import user_config_path

from journey_studio.errors import JourneyError
from journey_studio.i18n import t
from journey_studio.model.change import Author

_LONGEST = 500  # of a word in a change set


@dataclass(frozen=True, slots=True)
class Settings:
    """Who makes changes here, as they chose to be shown."""

    name: str = ""
    department: str = ""
    device: str = ""

    @property
    def author(self) -> Author:
        """The author of changes made from now on."""
        return Author(self.name, self.department, self.device)


def settings_file() -> Path:
    """Where the settings lie."""
    return user_config_path("journey-studio", appauthor=False) / "settings.json"


def _content(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def load_settings() -> Settings:
    """The settings; what is missing or unreadable there is as it was at first."""
    found = _content(settings_file())
    names = [field.name for field in fields(Settings)]
    return Settings(**{name: _word(found, name) for name in names})


def _word(found: Mapping[str, Any], name: str) -> str:
    value = found.get(name, "")
    text = value if isinstance(value, str) else ""
    return text.encode("utf-8", "replace").decode()[:_LONGEST]


def save_settings(settings: Settings) -> None:
    """Write the settings whole or not at all; entries this version does not know stay.

    Raises JourneyError where they cannot be written.
    """
    path = settings_file()
    part = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    content = json.dumps({**_content(path), **asdict(settings)}, ensure_ascii=False, indent=2)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with part.open("w", encoding="utf-8") as file:
            file.write(content + "\n")
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        reason = error.strerror or error
        raise JourneyError(t("session.settings_not_saved", path=path, reason=reason)) from error
