# SPDX-License-Identifier: Apache-2.0
"""A map packed into one line of printable signs, for formats that have room for a remark.

`journey-studio:1:<bytes>:<crc32>:<deflated, in base 64>`: the length and the checksum of what was
packed stand in front, so that a line somebody shortened or changed is seen and left alone, and so
that nobody can make more of it than it says.
"""

import base64
import binascii
import re
import zlib
from itertools import islice

MARK = "journey-studio:1:"
MOST_BYTES = 64 * 1024 * 1024  # that are made of a packed line
_LINE = re.compile(re.escape(MARK) + r"([0-9]{1,9}):([0-9a-f]{8}):([A-Za-z0-9+/]+={0,2})", re.ASCII)
_MOST_LINES = 4  # that are tried


def pack(data: bytes) -> str:
    """One line of printable ASCII that `unpack` makes these bytes of again."""
    packed = base64.b64encode(zlib.compress(data, 9)).decode("ascii")
    return f"{MARK}{len(data)}:{zlib.crc32(data):08x}:{packed}"


def unpack(text: str) -> bytes | None:
    """The bytes of the first packed line in a text; None where there is none that is whole.

    Never raises, and never makes more than `MOST_BYTES`.
    """
    for found in islice(_LINE.finditer(text), _MOST_LINES):
        data = _unpacked(int(found[1]), int(found[2], 16), found[3])
        if data is not None:
            return data
    return None


def _unpacked(size: int, check: int, packed: str) -> bytes | None:
    if size > MOST_BYTES:
        return None
    try:
        inflater = zlib.decompressobj()
        data = inflater.decompress(base64.b64decode(packed), size + 1)
    except (zlib.error, binascii.Error, ValueError):
        return None
    whole = len(data) == size and inflater.eof and not inflater.unused_data
    return data if whole and zlib.crc32(data) == check else None
