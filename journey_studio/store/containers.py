# SPDX-License-Identifier: Apache-2.0
"""The containers of picture formats: everything but the picture itself cut out, byte for byte.

PNG is specified in RFC 2083, JPEG in ITU-T T.81 annex B, WebP in RFC 9649. All functions raise
ValueError for a container that is not whole; what follows its end is cut off too.
"""

import zlib
from collections.abc import Iterator

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}
_ALPHA = 0x10
_SOS, _EOI, _APP14 = 0xDA, 0xD9, 0xEE
_JPEG_ALONE = {0x01, *range(0xD0, 0xD8)}


def strip_png(data: bytes) -> bytes:
    """Only the chunks that hold pixels and transparency."""
    kept = [_PNG]
    at = len(_PNG)
    while True:
        size, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        end = at + 12 + size
        if end > len(data):
            raise ValueError("a PNG chunk is cut off")
        if name in _PNG_KEPT:
            body = data[at + 4 : end - 4]
            if zlib.crc32(body) != int.from_bytes(data[end - 4 : end], "big"):
                raise ValueError("a PNG chunk is damaged")
            kept.append(data[at:end])
        if name == b"IEND":
            return b"".join(kept)
        at = end


def strip_webp(data: bytes) -> bytes:
    """Only the picture and its transparency, in the plainest container that holds them."""
    chunks = dict(_webp_chunks(data))
    picture = next((name for name in (b"VP8L", b"VP8 ") if name in chunks), None)
    if picture is None:
        raise ValueError("no picture in the WebP file")
    body = _chunk(picture, chunks[picture])
    if picture == b"VP8 " and b"ALPH" in chunks and b"VP8X" in chunks:
        size = chunks[b"VP8X"][4:10]
        body = (
            _chunk(b"VP8X", bytes([_ALPHA, 0, 0, 0]) + size)
            + _chunk(b"ALPH", chunks[b"ALPH"])
            + body
        )
    return b"RIFF" + (len(body) + 4).to_bytes(4, "little") + b"WEBP" + body


def _webp_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at, end = 12, min(len(data), 8 + int.from_bytes(data[4:8], "little"))
    while at + 8 <= end:
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        if at + 8 + size > len(data):
            raise ValueError("a WebP chunk is cut off")
        yield data[at : at + 4], data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2


def _chunk(name: bytes, body: bytes) -> bytes:
    return name + len(body).to_bytes(4, "little") + body + b"\0" * (len(body) % 2)


def strip_jpeg(data: bytes) -> bytes:
    """Only the segments that decode the picture: no APPn but Adobe's colour marker, no comments."""
    kept = [b"\xff\xd8"]
    at = 2
    while True:
        at = _next_marker(data, at)
        marker = data[at + 1]
        if marker == _EOI:
            return b"".join([*kept, b"\xff\xd9"])
        if marker in _JPEG_ALONE:
            at += 2
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if end > len(data) or end < at + 4:
            raise ValueError("a JPEG segment is cut off")
        if _decodes(marker, data[at + 4 : end]):
            kept.append(data[at:end])
        at = end
        if marker == _SOS:
            at = _end_of_scan(data, at)
            kept.append(data[end:at])


def _decodes(marker: int, body: bytes) -> bool:
    if marker == _APP14:
        return body.startswith(b"Adobe") and len(body) == 12
    return not (0xE0 <= marker <= 0xEF or marker == 0xFE)


def _next_marker(data: bytes, at: int) -> int:
    """Where the marker at or behind `at` begins; fill bytes before it are passed over."""
    while at + 1 < len(data) and data[at] == 0xFF and data[at + 1] == 0xFF:
        at += 1
    if at + 1 >= len(data) or data[at] != 0xFF:
        raise ValueError("the JPEG file is cut off")
    return at


def _end_of_scan(data: bytes, at: int) -> int:
    """Where the compressed data that begins at `at` ends: at a marker that is no restart."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            raise ValueError("the JPEG file is cut off")
        if data[at + 1] == 0 or data[at + 1] in _JPEG_ALONE or data[at + 1] == 0xFF:
            at += 1 if data[at + 1] == 0xFF else 2
        else:
            return at
