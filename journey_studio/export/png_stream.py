# SPDX-License-Identifier: Apache-2.0
"""A PNG file written band by band, so that a poster never lies in memory as a whole.

Chunks and filters as in PNG (third edition), https://www.w3.org/TR/png-3/. Each row is stored as
its difference from the row above (filter 2, "Up"), which suits areas of one colour.
"""

import zlib
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from struct import pack
from typing import BinaryIO

from PIL import Image, ImageChops

from journey_studio.paint.carried import KEYWORD, pieces

_LEVEL = 4  # 5 and above take longer and save under 5 %
_UP = 2
_STRIP = 32  # rows filtered at once
_STRIPS = 8  # of them wait at most: as many rows as a band has
_INCH = 0.0254


class PngStream:
    """Takes 8-bit RGB rows from the top down; `close` ends the file, with `source` as text in it.

    Rows are compressed on a second thread while the next ones are painted: zlib leaves the
    interpreter to others. Strips of few rows and few of them waiting keep the memory small.
    """

    def __init__(
        self,
        file: BinaryIO,
        width: int,
        height: int,
        dpi: float,
        title: str,
        source: bytes | None = None,
    ) -> None:
        self._file = file
        self._source = source
        self._row = 3 * width
        self._last = Image.new("L", (self._row, 1))
        self._packer = zlib.compressobj(_LEVEL)
        self._thread = ThreadPoolExecutor(1)
        self._waiting: deque[Future[None]] = deque()
        file.write(b"\x89PNG\r\n\x1a\n")
        self._chunk(b"IHDR", pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
        self._chunk(b"sRGB", b"\0")
        per_metre = round(dpi / _INCH)
        self._chunk(b"pHYs", pack(">IIB", per_metre, per_metre, 1))
        if title:
            self._chunk(b"iTXt", b"Title\0\0\0\0\0" + title.encode())

    def write(self, rows: bytes | bytearray | memoryview, count: int, stride: int) -> None:
        """Append `count` rows of RGB bytes that begin `stride` bytes apart."""
        view = memoryview(rows)

        def part(first: int, last: int) -> Image.Image:
            """Rows where they lie, without a copy."""
            size, data = (self._row, last - first), view[first * stride :]
            return Image.frombuffer("L", size, data, "raw", "L", stride, 1)  # type: ignore[arg-type]

        self._add(part(0, 1), self._last)
        for top in range(1, count, _STRIP):
            bottom = min(top + _STRIP, count)
            self._add(part(top, bottom), part(top - 1, bottom - 1))
        self._last = part(count - 1, count).copy()

    def _add(self, strip: Image.Image, above: Image.Image) -> None:
        """Hand rows on to be compressed, each after the number of its filter."""
        filtered = Image.new("L", (self._row + 1, strip.height), _UP)
        filtered.paste(ImageChops.subtract_modulo(strip, above), (1, 0))
        self._settle(_STRIPS - 1)
        self._waiting.append(self._thread.submit(self._pack, filtered.tobytes()))

    def _pack(self, data: bytes) -> None:
        packed = self._packer.compress(data)
        if packed:
            self._chunk(b"IDAT", packed)

    def _settle(self, most: int = 0) -> None:
        """Wait until at most `most` strips wait for the file; raises what went wrong there."""
        while len(self._waiting) > most:
            self._waiting.popleft().result()

    def _chunk(self, kind: bytes, data: bytes) -> None:
        crc = zlib.crc32(data, zlib.crc32(kind))
        self._file.write(pack(">I", len(data)) + kind)
        self._file.write(data)
        self._file.write(pack(">I", crc))

    def close(self) -> None:
        """End the picture."""
        try:
            self._settle()
            self._chunk(b"IDAT", self._packer.flush())
            for piece in pieces(self._source or b""):  # behind the picture, which nobody waits for
                head = KEYWORD.encode("ascii") + b"\0\1\0\0\0"  # deflated, in no language
                self._chunk(b"iTXt", head + zlib.compress(piece))
            self._chunk(b"IEND", b"")
        finally:
            self.abandon()

    def abandon(self) -> None:
        """Stop without ending the picture."""
        self._thread.shutdown(cancel_futures=True)
