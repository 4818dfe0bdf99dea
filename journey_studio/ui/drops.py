# SPDX-License-Identifier: Apache-2.0
"""Project files that are dragged into the window; what a map can hold is the canvas's."""

from pathlib import Path

from PySide6.QtCore import QMimeData

from journey_studio.ui.file_deeds import ENDING


def project_in(mime: QMimeData) -> Path | None:
    """The project file that is being handed over."""
    files = (Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile())
    return next((path for path in files if path.suffix.lower() == ENDING), None)
