# SPDX-License-Identifier: Apache-2.0
"""The map inside a poster: attached to a PDF, as text in a PNG, in the metadata of an SVG, in a
script of a page in HTML. `paint.carried` says where each keeps it.

What is around it, pages and pixels, is never looked at.
"""

import logging
import re
import struct
import zlib
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO

from journey_studio.errors import JourneyError
from journey_studio.exchange import interchange
from journey_studio.exchange.formats import Choices, Found
from journey_studio.exchange.strict.xml import XmlError, pieces, root_of
from journey_studio.i18n import t
from journey_studio.paint.carried import ATTACHMENT, KEYWORD, MOST

_PDF = b"%PDF-"
_PNG = b"\x89PNG\r\n\x1a\n"
_HEAD = 1024  # a PDF may begin with something else
_MOST_CHUNKS = 100_000
_KEY = KEYWORD.encode("ascii")
_SCRIPT = re.compile(rb"<script\b[^<>]{0,300}\bid=\"" + _KEY + rb"\"[^<>]{0,300}>", re.IGNORECASE)
_METADATA = b'<metadata id="' + _KEY + b'">'  # as `paint.carried` writes it
_METADATA_END = b"</metadata>"
# What a poster says of itself in a PDF and in an SVG, also where it does not carry its map.
_OURS = (b"(Journey Studio)", b"'Journey Inter'")
_PAGE = re.compile(rb"<!doctype html|<html\b", re.IGNORECASE)

# What pypdf raises at files that are none, next to its own errors.
_BROKEN = (
    ValueError, KeyError, IndexError, TypeError, AttributeError, AssertionError, OverflowError,
    RecursionError, NotImplementedError, OSError, zlib.error, struct.error,
)  # fmt: skip


class PosterError(JourneyError):
    """A poster without a map inside, or with one that cannot be read."""


def recognises(data: bytes) -> bool:
    """Whether this is a PDF, a PNG or an SVG, or a page in HTML that holds a map."""
    if data.startswith(_PNG) or _PDF in data[:_HEAD] or root_of(data) == "svg":
        return True
    return _PAGE.search(data[:_HEAD]) is not None and _SCRIPT.search(data) is not None


def read(data: bytes, name: str, choices: Choices) -> Found:
    """The maps of a poster, with their pictures. Raises PosterError where it holds none."""
    return interchange.read(source_in(data, name), name, choices)


def source_in(data: bytes, name: str) -> bytes:
    """The interchange JSON in a poster. Raises PosterError."""
    if data.startswith(_PNG):
        found = _in_png(data, name)
    elif _PDF in data[:_HEAD]:
        found = _in_pdf(data, name)
    elif root_of(data) == "svg":
        found = _in_svg(data)
    else:
        found = _in_page(data)
    if found is None:
        ours = any(mark in data for mark in _OURS)
        raise PosterError(t(f"exchange.poster.{'none' if ours else 'foreign'}", name=name))
    if len(found) > MOST:
        raise _too_large(name)
    return found


def _too_large(name: str) -> PosterError:
    return PosterError(t("exchange.poster.large", name=name, megabytes=MOST // 1_000_000))


def _in_pdf(data: bytes, name: str) -> bytes | None:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, DeprecationError, LimitReachedError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # damage is told of in our words

    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted:
            raise PosterError(t("exchange.poster.locked", name=name))
        files = reader.attachments.get(ATTACHMENT)
        return bytes(files[0]) if files else None
    except LimitReachedError as error:
        raise _too_large(name) from error
    except (PyPdfError, DependencyError, DeprecationError, *_BROKEN) as error:
        raise PosterError(t("exchange.poster.not_pdf", name=name)) from error


def _in_png(data: bytes, name: str) -> bytes | None:
    """The texts under our keyword, put together."""
    found: list[bytes] = []
    room = MOST
    for body in _texts(data, name):
        # keyword, 0, whether it is deflated, how, language, 0, keyword in that language, 0, text
        deflated, rest = body[:1] == b"\1", body[2:]
        text = rest.split(b"\0", 2)[-1]
        if deflated:
            inflater = zlib.decompressobj()
            try:
                text = inflater.decompress(text, room + 1)
            except zlib.error as error:
                raise PosterError(t("exchange.poster.damaged", name=name)) from error
            if not inflater.eof and len(text) <= room:
                raise PosterError(t("exchange.poster.damaged", name=name))
        room -= len(text)
        if room < 0:
            raise _too_large(name)
        found.append(text)
    return b"".join(found) if found else None


def _texts(data: bytes, name: str) -> Iterator[bytes]:
    """What stands in the iTXt chunks of our keyword, behind it."""
    place = len(_PNG)
    for _ in range(_MOST_CHUNKS):
        if place + 12 > len(data):
            return
        size, kind = struct.unpack_from(">I4s", data, place)
        body = data[place + 8 : place + 8 + size] if kind == b"iTXt" else b""
        if body.startswith(_KEY + b"\0"):
            (checksum,) = struct.unpack(
                ">I", data[place + 8 + size : place + 12 + size].ljust(4, b"\0")
            )
            if zlib.crc32(body, zlib.crc32(kind)) != checksum:
                raise PosterError(t("exchange.poster.damaged", name=name))
            yield body[len(_KEY) + 1 :]
        place += 12 + size


def _in_svg(data: bytes) -> bytes | None:
    """The text in the metadata, which as a poster is written stands alone at its end.

    Only where another program saved it anew the whole drawing is gone through.
    """
    start = data.rfind(_METADATA)
    end = data.find(_METADATA_END, start)
    found = None
    if 0 <= start < end:
        with suppress(XmlError):
            found = pieces(data[start : end + len(_METADATA_END)], KEYWORD, "part")
    if not found:
        found = pieces(data, KEYWORD, "part")
    return "".join(found).encode() if found else None


def _in_page(data: bytes) -> bytes | None:
    opening = _SCRIPT.search(data)
    if opening is None:
        return None
    end = data.find(b"</script", opening.end())
    return data[opening.end() : end].strip() if end >= 0 else None
