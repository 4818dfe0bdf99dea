# SPDX-License-Identifier: Apache-2.0
"""The command that opens the editor."""

import os
import sys
from pathlib import Path

from journey_studio.collector import resting
from journey_studio.errors import JourneyError
from journey_studio.i18n import t

_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY")
_PLATFORM = "QT_QPA_PLATFORM"


def open_window(file: Path | None) -> int:
    """Open the editor, with a project or with its start page, until its last window closes."""
    if file is not None:
        with resting():  # a library makes no garbage while it is imported
            # Once PySide6 is there, it reads the source of every module that is imported.
            import journey_studio.layout.board
            import journey_studio.session  # noqa: F401
            from journey_studio.store.errors import MissingProject, StoreError
            from journey_studio.store.screen import screen

        from journey_studio.store.looks import is_foreign

        try:
            if not is_foreign(file):  # the window says what it is
                screen(file)  # a word here is better than an empty window
        except MissingProject:
            raise
        except StoreError:
            if not _clicked():
                raise
    if not _has_screen() and not os.environ.get(_PLATFORM):
        raise JourneyError(t("cli.no_screen"))
    from journey_studio.app import run

    return run(file)


def _has_screen() -> bool:
    return not sys.platform.startswith("linux") or any(map(os.environ.get, _SCREENS))


def _clicked() -> bool:
    """Whether a desktop started us: nobody reads stderr then, and the window tells in a dialog."""
    return _has_screen() and not (sys.stderr and sys.stderr.isatty())
