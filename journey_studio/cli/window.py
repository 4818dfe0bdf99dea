# SPDX-License-Identifier: Apache-2.0
"""The command that opens the editor."""

import os
import sys
from pathlib import Path

from journey_studio.errors import JourneyError
from journey_studio.i18n import t

_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def open_window(file: Path | None) -> int:
    """Open the editor, with a project or with its start page, until its last window closes."""
    if file is not None:
        from journey_studio.store.screen import screen

        screen(file)  # a word here is better than an empty window
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in _SCREENS):
        raise JourneyError(t("cli.no_screen"))
    from journey_studio.app import run

    return run(file)
