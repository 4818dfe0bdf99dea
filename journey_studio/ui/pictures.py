# SPDX-License-Identifier: Apache-2.0
"""Pictures from outside: from files, from the clipboard, dropped on the map."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData
from PySide6.QtGui import QGuiApplication, QImage

from journey_studio.canvas import verbs
from journey_studio.canvas.selection import only
from journey_studio.errors import JourneyError
from journey_studio.i18n import t
from journey_studio.model.commands import Add, Edit
from journey_studio.model.records import Card
from journey_studio.ui.workbench import Workbench, waiting

FORMATS = ("image/png", "image/jpeg", "image/webp", "image/gif")
ENDINGS = (".png", ".jpg", ".jpeg", ".webp", ".gif")
_MOST_BYTES = 64 * 1024 * 1024  # of a file: the project refuses smaller ones in better words


def is_picture(path: Path) -> bool:
    """Whether a file calls itself a picture of a kind that projects hold."""
    return path.suffix.lower() in ENDINGS


def picture_in(path: Path) -> bytes:
    """The bytes of a picture file; JourneyError where it cannot be read."""
    try:
        if not path.is_file() or path.stat().st_size > _MOST_BYTES:
            raise JourneyError(t("ui.picture.no_file", name=path.name))
        return path.read_bytes()
    except OSError as error:
        raise JourneyError(
            t("ui.picture.unreadable", name=path.name, reason=error.strerror or error)
        ) from error


def clipboard_picture() -> bytes | None:
    """The picture in the clipboard, None where there is none."""
    return picture_of(QGuiApplication.clipboard().mimeData())


def picture_of(mime: QMimeData) -> bytes | None:
    """The picture that is being handed over: as it is, as a file, or drawn by another program."""
    for media_type in FORMATS:
        if mime.hasFormat(media_type):
            return bytes(mime.data(media_type).data())
    for path in files_of(mime):
        if is_picture(path):
            return picture_in(path)
    return _encoded(mime.imageData()) if mime.hasImage() else None


def files_of(mime: QMimeData) -> list[Path]:
    """The files on this computer that are being handed over."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


def has_picture(mime: QMimeData) -> bool:
    """Whether a picture is being handed over; nothing is read for the answer."""
    given = any(mime.hasFormat(media_type) for media_type in FORMATS)
    return given or mime.hasImage() or any(is_picture(path) for path in files_of(mime))


def _encoded(image: object) -> bytes | None:
    if not isinstance(image, QImage) or image.isNull():
        return None
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    # Qt's stubs know the format as bytes only, Qt itself as a text.
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def insert_picture(bench: Workbench, data: bytes) -> None:
    """Put a picture on the selected card, or on a new card of the selected cell.

    Raises JourneyError where it is no picture, or nothing is selected that could take it.
    """
    session, canvas = bench.session, bench.canvas
    assert session is not None
    if canvas is None:
        return
    canvas.finish_writing()
    snapshot, selection = session.snapshot, canvas.selection
    card = snapshot.get(Card, selection.ids[-1] if selection.ids else None)
    cell = selection.cell
    if card is None and (cell is None or not verbs.takes_cards(snapshot, cell[0])):
        raise JourneyError(t("ui.picture.no_place"))
    with waiting():
        sha256 = session.add_picture(data)
    if card is not None:
        canvas.apply(Edit(id=card.id, values={"picture": sha256}))
        return
    assert cell is not None
    values = {"kind": verbs.card_kind(snapshot, cell[0]), "picture": sha256}
    added = Add(kind="card", under=cell, values=values)
    if canvas.apply(added):
        canvas.select(only(added.id, cell))
