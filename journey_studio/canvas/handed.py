# SPDX-License-Identifier: Apache-2.0
"""What is pasted or dropped from outside: pictures, addresses, texts. Nothing is ever fetched.

The order is that of what a person most likely means: a picture as it is, picture files, a picture
another program drew, an address, a text.
"""

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QUrl
from PySide6.QtGui import QGuiApplication, QImage

from journey_studio.errors import JourneyError
from journey_studio.i18n import t
from journey_studio.paint.pictures import MAX_PIXELS

_MEDIA_TYPES = ("image/png", "image/jpeg", "image/webp", "image/gif")
_ENDINGS = (".png", ".jpg", ".jpeg", ".webp", ".gif")
_SCHEMES = ("http", "https", "mailto")
_MOST_BYTES = 64 * 1024 * 1024  # of one file; the project says in better words what is too large
_MOST_FILES = 50
_LONGEST_ADDRESS = 2000
_LONGEST_TEXT = 20_000
_MOST_CARDS = 200


class Handed(NamedTuple):
    """What came in; one of the three, the others are empty."""

    pictures: tuple[bytes, ...] = ()
    addresses: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()


def is_picture_file(path: Path) -> bool:
    """Whether a file calls itself a picture of a kind that projects hold."""
    return path.suffix.lower() in _ENDINGS


def clipboard() -> QMimeData | None:
    """What the clipboard holds; where it holds nothing there may not even be an empty object."""
    return QGuiApplication.clipboard().mimeData()


def welcome(mime: QMimeData) -> bool:
    """Whether there is anything in it for a map; nothing is read for the answer."""
    if any(mime.hasFormat(kind) for kind in _MEDIA_TYPES) or mime.hasImage():
        return True
    files = _files(mime)
    if files:
        return any(map(is_picture_file, files))
    return bool(_addresses(mime)) or (mime.hasText() and not mime.hasUrls())


def read(mime: QMimeData) -> Handed:
    """What was handed over. Raises JourneyError where it cannot be used."""
    for kind in _MEDIA_TYPES:
        if mime.hasFormat(kind):
            return Handed(pictures=(bytes(mime.data(kind).data()),))
    files = [path for path in _files(mime) if is_picture_file(path)]
    if files:
        return Handed(pictures=tuple(map(_bytes_of, files[:_MOST_FILES])))
    if mime.hasImage():
        data = _encoded(mime.imageData())
        if data is not None:
            return Handed(pictures=(data,))
    addresses = _addresses(mime)
    if addresses:
        return Handed(addresses=addresses)
    paragraphs = paragraphs_of(mime.text()) if mime.hasText() and not mime.hasUrls() else ()
    if not paragraphs:
        raise JourneyError(t("canvas.handed.nothing"))
    return Handed(paragraphs=paragraphs)


def paragraphs_of(text: str) -> tuple[str, ...]:
    """The texts of the cards that a text comes to: paragraphs where there are blank lines, else
    lines, without what no card can hold.
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2029", "\n")
    plain = "".join(sign for sign in plain if sign in "\n\t" or not _is_control(sign))
    blocks = [block.strip() for block in plain.split("\n\n")]
    blocks = [block for block in blocks if block]
    if len(blocks) == 1:
        blocks = [line.strip() for line in plain.split("\n") if line.strip()]
    if len(blocks) > _MOST_CARDS:
        raise JourneyError(t("canvas.handed.too_many", count=len(blocks), most=_MOST_CARDS))
    return tuple(block[:_LONGEST_TEXT] for block in blocks)


def _is_control(sign: str) -> bool:
    return sign < " " or sign == "\x7f" or "\ud800" <= sign <= "\udfff"


def _files(mime: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


def _addresses(mime: QMimeData) -> tuple[str, ...]:
    """Addresses as such, or a text that is one and nothing else."""
    urls = [url for url in mime.urls() if not url.isLocalFile()]
    if not urls and mime.hasText() and len(mime.text().split()) == 1:
        urls = [QUrl(mime.text().strip(), QUrl.ParsingMode.StrictMode)]
    found = [bytes(url.toEncoded().data()).decode("ascii") for url in urls if url.isValid()]
    usable = [address for address in found if address.partition(":")[0].lower() in _SCHEMES]
    return tuple(a for a in usable if "://" in a or a.startswith("mailto:"))[:_MOST_CARDS]


def _bytes_of(path: Path) -> bytes:
    try:
        if not path.is_file() or path.stat().st_size > _MOST_BYTES:
            raise JourneyError(t("canvas.handed.no_file", name=path.name))
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or error
        raise JourneyError(t("canvas.handed.unreadable", name=path.name, reason=reason)) from error


def _encoded(image: object) -> bytes | None:
    """A picture that another program drew, as PNG."""
    if not isinstance(image, QImage) or image.isNull():
        return None
    if image.width() * image.height() > MAX_PIXELS:
        megapixels = -(-image.width() * image.height() // 1_000_000)
        most = MAX_PIXELS // 1_000_000
        raise JourneyError(t("canvas.handed.pixels", count=megapixels, most=most))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    # Qt's stubs know the format as bytes only, Qt itself as a text.
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
