# SPDX-License-Identifier: Apache-2.0
"""Frames: everything that lies in a shared folder is one, and proves by itself that it is whole.

`JSF1`, the kind, two lengths, a header, a payload, and the SHA-256 of all of that. A file is read
by what is in it and never by its name, so it does not matter how tools that carry files rename,
double or half-write them.
"""

import hashlib
import json
import re
import struct
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple, get_args

from journey_studio.i18n import t

VERSION = 1
MAGIC = b"JSF1"
START = struct.Struct("<4scII")  # magic, kind, length of the header, length of the payload
MOST_HEADER = 4096
MOST_PAYLOAD = 48 * 1024 * 1024
_SEAL = hashlib.sha256().digest_size
MOST_BYTES = START.size + MOST_HEADER + MOST_PAYLOAD + _SEAL
_MOST_SIGNS = 200  # of a project's id

Kind = Literal["s", "c", "p", "b", "k"]
KINDS: tuple[str, ...] = get_args(Kind)
FRAME_NAME = re.compile(r"[a-z]-[0-9a-f]{32}.*|.*\.jsf.*", re.IGNORECASE | re.DOTALL)


class NotWhole(Exception):
    """These bytes are no whole frame: short, zeroed, damaged, empty, or something else."""


class Newer(Exception):
    """A whole frame of a kind or version that only a newer program understands."""


class Refused(Exception):
    """A whole frame that is not taken: too large or malformed. The text says why, for a person."""


class Frame(NamedTuple):
    """What a frame holds. `header` is a JSON object with at least `v` and `project`."""

    kind: str
    header: Mapping[str, Any]
    payload: bytes

    @property
    def project(self) -> str:
        """The project it belongs to."""
        return str(self.header["project"])


def canonical(value: object) -> bytes:
    """JSON with sorted keys and no spaces, in UTF-8."""
    return json.dumps(
        value, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":")
    ).encode()


def plain(text: str) -> str:
    """The words of strangers as they may be shown: no control signs, no half characters."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in text)


def wrap(kind: Kind, project: str, payload: bytes, **more: object) -> bytes:
    """The frame of `payload`; `more` is said in its header."""
    header = canonical({"v": VERSION, "project": project, **more})
    body = b"".join((START.pack(MAGIC, kind.encode(), len(header), len(payload)), header, payload))
    return body + hashlib.sha256(body).digest()


def name_of(data: bytes) -> str:
    """The name that the file of a frame gets: its kind and the start of its hash."""
    return f"{chr(data[4])}-{hashlib.sha256(data).hexdigest()[:32]}.jsf"


def length_of(start: bytes) -> int:
    """How long the whole frame must be that begins with these 13 bytes. Raises NotWhole."""
    if len(start) < START.size or not start.startswith(MAGIC):
        raise NotWhole
    _, _, header, payload = START.unpack_from(start)
    return START.size + int(header) + int(payload) + _SEAL


def unwrap(data: bytes) -> Frame:
    """The frame that these bytes are. Raises NotWhole, Newer or Refused."""
    if length_of(data) != len(data):
        raise NotWhole
    view = memoryview(data)
    if hashlib.sha256(view[:-_SEAL]).digest() != view[-_SEAL:]:
        raise NotWhole
    _, letter, header_size, payload_size = START.unpack_from(data)
    if header_size > MOST_HEADER or payload_size > MOST_PAYLOAD:
        raise Refused(t("sync.reason.large"))
    header = _header(data[START.size : START.size + header_size])
    kind = letter.decode("latin-1")
    if kind not in KINDS or header["v"] > VERSION:
        raise Newer
    return Frame(kind, header, data[START.size + header_size : -_SEAL])


def _header(data: bytes) -> dict[str, Any]:
    try:
        header = json.loads(data.decode())
        version, project = header["v"], header["project"]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise Refused(t("sync.reason.malformed")) from error
    if isinstance(project, str) and plain(project) != project:
        raise Refused(t("sync.reason.malformed"))
    sound = type(version) is int and version >= 1 and isinstance(project, str)
    if not isinstance(header, dict) or not sound or not 0 < len(project) <= _MOST_SIGNS:
        raise Refused(t("sync.reason.malformed"))
    return header
