# SPDX-License-Identifier: Apache-2.0
"""Project files that are dragged into the window; what a map can hold is the canvas's."""

import re
from pathlib import Path

from PySide6.QtCore import QMimeData

from journey_studio.ui.file_deeds import ENDING

_SHARED = re.compile("journey-[0-9a-f]{8}", re.IGNORECASE)


def project_in(mime: QMimeData) -> Path | None:
    """The project file or the shared folder that is being handed over."""
    files = (Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile())
    return next((path for path in files if path.suffix.lower() == ENDING or is_shared(path)), None)


def is_shared(path: Path) -> bool:
    """Whether this is the folder in which a project is shared, by its name."""
    return _SHARED.match(path.name) is not None and path.is_dir()
