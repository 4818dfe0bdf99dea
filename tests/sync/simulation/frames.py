# SPDX-License-Identifier: Apache-2.0
"""Reads the files of a shared folder by their specification alone, to say what is safe in there."""

import hashlib
import struct
import zlib
from collections.abc import Iterable
from functools import lru_cache

_HEAD = struct.Struct("<4scII")


@lru_cache(maxsize=200_000)
def holds(data: bytes) -> frozenset[str] | None:
    """The change sets a file holds, by hash; None where it is no whole frame."""
    if len(data) < _HEAD.size + 32:
        return None
    magic, kind, header, payload = _HEAD.unpack_from(data)
    end = _HEAD.size + header + payload
    if magic != b"JSF1" or len(data) != end + 32:
        return None
    if hashlib.sha256(data[:end]).digest() != data[end:]:
        return None
    body = data[_HEAD.size + header : end]
    if kind == b"c":
        return frozenset((hashlib.sha256(body).hexdigest(),))
    if kind == b"p":
        return frozenset(
            hashlib.sha256(each).hexdigest() for each in _packed(zlib.decompress(body))
        )
    return frozenset()


def _packed(body: bytes) -> Iterable[bytes]:
    at = 0
    while at < len(body):
        (length,) = struct.unpack_from("<I", body, at)
        yield body[at + 4 : at + 4 + length]
        at += 4 + length


def safe(files: Iterable[bytes]) -> set[str]:
    """Every change set that can be read from these files."""
    found: set[str] = set()
    for data in files:
        found |= holds(data) or frozenset()
    return found
