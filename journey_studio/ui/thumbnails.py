# SPDX-License-Identifier: Apache-2.0
"""Small pictures of maps for the start page, kept in the person's folder for caches.

They are named by a hash of the project's path, so that showing them opens no project. Losing them
loses nothing: the next time a map is shown its picture is made again.
"""

import os
from contextlib import suppress
from pathlib import Path

from platformdirs import user_cache_path
from PySide6.QtCore import QCryptographicHash, QSize
from PySide6.QtGui import QImage, QImageReader

from journey_studio.layout.theme import ThemeName

SIZE = QSize(480, 300)
_LOOKS: tuple[ThemeName, ...] = ("light", "dark")
_MOST = 200  # pictures; the oldest go


def _folder() -> Path:
    return user_cache_path("journey-studio", appauthor=False) / "thumbnails"


def thumbnail_file(project: Path, look: ThemeName) -> Path:
    """Where the picture of a project lies, in the colours of that theme."""
    full = os.path.normcase(Path(project).absolute())
    # Qt is here already; Python's hashes load a library of their own.
    digest = QCryptographicHash.hash(
        full.encode("utf-8", "surrogateescape"), QCryptographicHash.Algorithm.Sha256
    )
    name = digest.data().hex()[:32]
    return _folder() / f"{name}-{look}.png"


def has_thumbnail(project: Path) -> bool:
    """Whether there is a picture of a project, in whatever colours."""
    return any(thumbnail_file(project, look).is_file() for look in _LOOKS)


def load_thumbnail(project: Path, look: ThemeName) -> QImage | None:
    """The picture of a project in these colours, in others where there is only that, or None."""
    for each in sorted(_LOOKS, key=lambda other: other != look):
        path = thumbnail_file(project, each)
        if path.is_file():
            image = QImageReader(str(path), b"png").read()
            if not image.isNull():
                return image
    return None


def save_thumbnail(project: Path, look: ThemeName, image: QImage) -> None:
    """Keep the picture of a project; where it cannot be written, there is none."""
    path = thumbnail_file(project, look)
    part = path.with_name(f"{path.stem}.{os.urandom(4).hex()}.part")
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            if image.save(str(part), "PNG"):  # type: ignore[call-overload]
                part.replace(path)
        finally:
            part.unlink(missing_ok=True)
        _tidy(path.parent)


def _tidy(folder: Path) -> None:
    found = sorted(folder.glob("*.png"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in found[_MOST:]:
        path.unlink(missing_ok=True)
