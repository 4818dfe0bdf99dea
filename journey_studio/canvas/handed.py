# SPDX-License-Identifier: Apache-2.0
"""What is pasted or dropped: parts of maps, pictures, addresses, tables, texts. Nothing is fetched.

The order is that of what a person most likely means: what was copied here, a table (a spreadsheet
hands over a picture of it as well), a picture as it is, picture files, a picture another program
drew, an address, a text.
"""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QUrl
from PySide6.QtGui import QGuiApplication, QImage

from journey_studio.errors import JourneyError
from journey_studio.i18n import t
from journey_studio.paint.pictures import MAX_PIXELS

if TYPE_CHECKING:  # the clipboard's form is imported when it is used
    from journey_studio.exchange.tables.clipboard import Grid
    from journey_studio.model.fragments import Fragment

_MEDIA_TYPES = ("image/png", "image/jpeg", "image/webp", "image/gif")
FRAGMENT = "application/x-journey-studio+json"
_PROJECT = ".journey"
_DRAWINGS = (".svg", ".svgz")
_ENDINGS = (".png", ".jpg", ".jpeg", ".webp", ".gif")
_SCHEMES = ("http", "https", "mailto")
_MOST_BYTES = 64 * 1024 * 1024  # of one file; the project says in better words what is too large
_MOST_FILES = 50
_LONGEST_TEXT = 20_000
_MOST_CARDS = 200


class Handed(NamedTuple):
    """What came in; one of the first five, the others are empty.

    `left_out` names files that came along and are no pictures, or were too many.
    """

    pictures: tuple[bytes, ...] = ()
    addresses: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    table: "Grid | None" = None
    fragment: "Fragment | None" = None
    left_out: tuple[str, ...] = ()


def is_picture_file(path: Path) -> bool:
    """Whether a file calls itself a picture of a kind that projects hold."""
    return path.suffix.lower() in _ENDINGS


def clipboard() -> QMimeData | None:
    """What the clipboard holds; where it holds nothing there may not even be an empty object."""
    return QGuiApplication.clipboard().mimeData()


def welcome(mime: QMimeData) -> bool:
    """Whether it is for a map to take, or to refuse in words; a project, and a file that another
    program has made, is for the window.

    Nothing is read for the answer.
    """
    if mime.hasFormat(FRAGMENT) or mime.hasImage() or any(map(mime.hasFormat, _MEDIA_TYPES)):
        return True
    files = _files(mime)
    if files:
        foreign = len(files) == 1 and not is_picture_file(files[0]) and files[0].is_file()
        return not foreign and all(path.suffix.lower() != _PROJECT for path in files)
    return bool(_addresses(mime)) or (mime.hasText() and not mime.hasUrls())


def is_for_a_card(mime: QMimeData) -> bool:
    """Whether it belongs on the card it is let go over, as a picture or an address does."""
    if mime.hasFormat(FRAGMENT):
        return False
    return bool(_files(mime)) or mime.hasImage() or bool(_addresses(mime))


def read(mime: QMimeData) -> Handed:
    """What was handed over. Raises JourneyError where it cannot be used."""
    if mime.hasFormat(FRAGMENT):
        from journey_studio.model.fragments import read_fragment

        return Handed(fragment=read_fragment(bytes(mime.data(FRAGMENT).data())))
    table = _table(mime)
    if table is not None:
        return table
    for kind in _MEDIA_TYPES:
        if mime.hasFormat(kind):
            return Handed(pictures=(bytes(mime.data(kind).data()),))
    files = _files(mime)
    pictures = [path for path in files if is_picture_file(path)]
    if pictures:
        rest = [path.name for path in files if path not in pictures[:_MOST_FILES]]
        data = tuple(map(_bytes_of, pictures[:_MOST_FILES]))
        return Handed(pictures=data, left_out=tuple(rest))
    if mime.hasImage():
        drawn = _encoded(mime.imageData())
        if drawn is not None:
            return Handed(pictures=(drawn,))
    if files:
        raise JourneyError(_refusal(files[0]))
    addresses = _addresses(mime)
    return Handed(addresses=addresses) if addresses else read_text(mime)


def read_text(mime: QMimeData) -> Handed:
    """What was handed over, as nothing but words. Raises JourneyError where there are none."""
    paragraphs = paragraphs_of(mime.text()) if mime.hasText() and not mime.hasUrls() else ()
    if not paragraphs:
        raise JourneyError(t("canvas.handed.nothing"))
    return Handed(paragraphs=paragraphs)


def _table(mime: QMimeData) -> Handed | None:
    """A table, or the cells of its only column; None where there is none."""
    if mime.hasUrls():
        return None
    from journey_studio.exchange.tables.clipboard import read_html_table, read_tabbed

    grid = read_html_table(mime.html()) if mime.hasHtml() else None
    if grid is None and mime.hasText():
        grid = read_tabbed(mime.text())
    if grid is None or len(grid[0]) > 1:
        return Handed(table=grid) if grid else None
    column = tuple(row[0] for row in grid if row[0])
    _check_number(len(column))
    return Handed(paragraphs=column)


def _refusal(path: Path) -> str:
    """Why a file cannot go on a map."""
    if path.is_dir():
        return t("canvas.handed.folder", name=path.name)
    if not path.exists():
        return t("canvas.handed.no_file", name=path.name)
    key = "svg" if path.suffix.lower() in _DRAWINGS else "kind"
    return t(f"canvas.handed.{key}", name=path.name)


def paragraphs_of(text: str) -> tuple[str, ...]:
    """The texts of the cards that a text comes to: paragraphs where there are blank lines, else
    lines, without what no card can hold.
    """
    from journey_studio.exchange.tables.clipboard import plain_text

    plain = plain_text(text)
    blocks = [block.strip() for block in plain.split("\n\n")]
    blocks = [block for block in blocks if block]
    if len(blocks) == 1:
        blocks = [line.strip() for line in plain.split("\n") if line.strip()]
    _check_number(len(blocks))
    return tuple(block[:_LONGEST_TEXT] for block in blocks)


def _check_number(count: int) -> None:
    if count > _MOST_CARDS:
        raise JourneyError(t("canvas.handed.too_many", count=count, most=_MOST_CARDS))


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
