# SPDX-License-Identifier: Apache-2.0
"""Files that are dragged into the window; what a map can hold is the canvas's."""

import re
from contextlib import suppress
from os import SEEK_CUR
from pathlib import Path

from PySide6.QtCore import QMimeData

from journey_studio.ui.file_deeds import ENDING

_PNG = b"\x89PNG\r\n\x1a\n"
_KEYWORD = b"journey-studio\0"
_MOST_PARTS = 100_000
_SHARED = re.compile("journey-[0-9a-f]{8}", re.IGNORECASE)


def project_in(mime: QMimeData) -> Path | None:
    """The project file or the shared folder that is being handed over."""
    return next((path for path in _files(mime) if _is_project(path)), None)


def files_in(mime: QMimeData) -> list[Path]:
    """What the window takes: a project, or else the files of other programs there are."""
    project = project_in(mime)
    if project is not None:
        return [project]
    return [path for path in _files(mime) if not path.is_dir()]


def carries_map(path: Path) -> bool:
    """Whether a picture is a poster that carries its map; only the heads of its parts are read."""
    if path.suffix.lower() != ".png":
        return False
    with suppress(OSError), path.open("rb") as file:
        if file.read(len(_PNG)) != _PNG:
            return False
        for _ in range(_MOST_PARTS):
            head = file.read(8)
            size = int.from_bytes(head[:4], "big")
            if len(head) < 8 or head[4:] == b"IEND":
                break
            if head[4:] == b"iTXt" and file.read(min(size, len(_KEYWORD))) == _KEYWORD:
                return True
            if head[4:] == b"iTXt":
                file.seek(-min(size, len(_KEYWORD)), SEEK_CUR)
            file.seek(size + 4, SEEK_CUR)
    return False


def holds_poster(mime: QMimeData) -> bool:
    """Whether what is handed over is one picture that carries a map."""
    files = _files(mime)
    return len(files) == 1 and carries_map(files[0])


def is_shared(path: Path) -> bool:
    """Whether this is the folder in which a project is shared, by its name."""
    return _SHARED.match(path.name) is not None and path.is_dir()


def _files(mime: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


def _is_project(path: Path) -> bool:
    return path.suffix.lower() == ENDING or is_shared(path)
