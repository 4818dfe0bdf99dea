# SPDX-License-Identifier: Apache-2.0
"""Packs: many change sets in one frame. Unpacking never makes more than was allowed for."""

import struct
import zlib
from collections.abc import Iterable, Iterator

from journey_studio.i18n import t
from journey_studio.sync.envelope import Frame, Refused, wrap

MOST_BYTES = 32 * 1024 * 1024  # of the change sets in one pack, with their lengths
MOST_CHANGES = 65_536
GOOD_BYTES = 4 * 1024 * 1024  # what is sent anew when a pack is lost stays small
QUICKLY, WELL = 1, 6  # levels of zlib: what was sent quickly is packed better when it is gathered
_LENGTH = struct.Struct("<I")
Named = tuple[str, bytes]  # a change set: its hash and its bytes


def pack(project: str, changes: Iterable[bytes], level: int = QUICKLY) -> bytes:
    """One frame that holds these change sets. They must fit; `split` sees to it."""
    length = _LENGTH.pack
    parts = [part for change in changes for part in (length(len(change)), change)]
    plain = b"".join(parts)  # one long run is compressed twice as fast as many short ones
    payload = zlib.compress(plain, level)
    return wrap("p", project, payload, count=len(parts) // 2, size=len(plain))


def split(changes: Iterable[Named], most: int = GOOD_BYTES) -> Iterator[list[Named]]:
    """Change sets in groups of about `most` bytes, each fit for one pack."""
    group: list[Named] = []
    size = 0
    for change in changes:
        more = _LENGTH.size + len(change[1])
        if group and (size + more > most or len(group) >= MOST_CHANGES):
            yield group
            group, size = [], 0
        group.append(change)
        size += more
    if group:
        yield group


def unpack(frame: Frame) -> list[bytes]:
    """The change sets in a pack. Raises Refused where it holds other than it says, or too much."""
    count, size = frame.header.get("count"), frame.header.get("size")
    if type(count) is not int or type(size) is not int:
        raise Refused(t("sync.reason.malformed"))
    if not (0 < count <= MOST_CHANGES and 0 < size <= MOST_BYTES):
        raise Refused(t("sync.reason.large"))
    opener = zlib.decompressobj()
    try:
        data = opener.decompress(frame.payload, size + 1)
    except zlib.error as error:
        raise Refused(t("sync.reason.malformed")) from error
    if len(data) != size or not opener.eof or opener.unused_data:
        raise Refused(t("sync.reason.malformed"))
    return _parted(data, count)


def _parted(data: bytes, count: int) -> list[bytes]:
    found: list[bytes] = []
    at, end = 0, len(data)
    while at + _LENGTH.size <= end and len(found) < count:
        (length,) = _LENGTH.unpack_from(data, at)
        at += _LENGTH.size
        if not 0 < length <= end - at:
            break
        found.append(data[at : at + length])
        at += length
    if at != end or len(found) != count:
        raise Refused(t("sync.reason.malformed"))
    return found
