# SPDX-License-Identifier: Apache-2.0
"""Changes to files that know how the file is built, so that what is changed is still opened.

Checksums are made anew, packed parts are unpacked, changed and packed again; now and then bytes are
changed as they lie there.
"""

import io
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from random import Random
from typing import Any

import yaml

from journey_studio.exchange.embedded import MARK, pack, unpack
from tests.soak.trees import changed_tree, changed_xml, odd_text

MOST_BYTES = 400_000  # of a changed file
_PNG = b"\x89PNG\r\n\x1a\n"
_PACKED = re.compile(re.escape(MARK.encode()) + rb"[0-9a-f:]+[A-Za-z0-9+/=]*")
_INNER = re.compile(
    rb"(<script[^>]*id=\"journey-studio\"[^>]*>|<part[^>]*>|stream\r?\n)(.*?)"
    rb"(</script>|</part>|\r?\nendstream)",
    re.DOTALL,
)
_NO_ARCHIVE = (  # all that reading a changed archive may raise
    zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, EOFError,
)  # fmt: skip
_TOKEN = re.compile(rb"[A-Za-z_]+|[0-9.]+|[^\sA-Za-z0-9]")
_ODD_BYTES = (
    b"\0", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xc3", b"\xed\xa0\x80", b"\r", b"\n\n",
    b"\x1a", b"{", b"[", b"]", b'"', b"'", b"\\", b"\\u0000", b"\\ud800", b"<!--", b"<![CDATA[",
    b"&x;", b"&#x0;", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"%%{init: {", b"---\n", b"...\n",
    b"- ", b": ", b"&a ", b"*a", b"<<: ", b"!!python/object:os.system ", b"!!binary ", b"? ",
    b"|+9\n", b"\t", b" " * 300, b"[" * 300, b"(" * 300, b"/Filter /FlateDecode",
    b"/Length 999999999", b"1 0 R", b"/Kids [1 0 R]", b"99999999999", b"-1", b"1e999",
    b"section ", b"title ", b"journey\n", b": 5: Me, You", b"%%", b"#35;", b"#x110000;", b";",
    b"|",
)  # fmt: skip


def mutate(random: Random, data: bytes, seeds: tuple[bytes, ...]) -> bytes:
    """A file with one to some changes; `seeds` are others that it may be crossed with."""
    for _ in range(random.choice((1, 1, 1, 2, 2, 3, 5, 9))):
        data = _one(random, data, seeds)[:MOST_BYTES]
    return data


def _one(random: Random, data: bytes, seeds: tuple[bytes, ...]) -> bytes:
    if random.random() < 0.12:
        return _bytes(random, data)
    if random.random() < 0.04:
        other = random.choice(seeds)
        return data[: random.randrange(len(data) + 1)] + other[random.randrange(len(other) + 1) :]
    if random.random() < 0.4:
        opened = _PACKED.search(data)
        if opened is not None:
            return data[: opened.start()] + _packed(random, opened[0]) + data[opened.end() :]
    return _shaped(random, data)


def _shaped(random: Random, data: bytes) -> bytes:
    """A change by the kind of the file."""
    if data.startswith(b"PK"):
        return _zip(random, data)
    if data.startswith(_PNG):
        return _png(random, data)
    head = data[:300].lstrip(b"\xef\xbb\xbf \r\n\t")
    if (head.startswith(b"%PDF") or head[:9].lower() == b"<!doctype") and random.random() < 0.7:
        return _inner(random, data)
    if head.startswith((b"{", b"[")):
        return _json(random, data)
    if head.startswith(b"<"):
        if b"</part>" in data and random.random() < 0.5:
            return _inner(random, data)
        return changed_xml(random, data, _shaped)
    if head.startswith((b"kind:", b"%YAML", b"---", b"apiVersion")) and random.random() < 0.6:
        return _yaml(random, data)
    return _lines(random, data)


def _json(random: Random, data: bytes) -> bytes:
    try:
        tree = json.loads(data)
        return json.dumps(changed_tree(random, tree), ensure_ascii=random.random() < 0.5).encode(
            "utf-8", "surrogatepass"
        )
    except (ValueError, RecursionError):
        return _bytes(random, data)


def _yaml(random: Random, data: bytes) -> bytes:
    try:
        documents: list[Any] = list(yaml.load_all(data, Loader=yaml.CSafeLoader))
        return yaml.dump_all(changed_tree(random, documents), Dumper=yaml.CSafeDumper).encode()
    except (yaml.YAMLError, ValueError, TypeError, RecursionError):
        return _lines(random, data)


def _lines(random: Random, data: bytes) -> bytes:
    """Lines of text, and the words and cells in one."""
    lines = data.split(b"\n")
    at, other = random.randrange(len(lines)), random.randrange(len(lines))
    what = random.randrange(8)
    if what == 0:
        del lines[at]
    elif what == 1:
        lines.insert(other, lines[at])
    elif what == 2:
        lines[at], lines[other] = lines[other], lines[at]
    elif what == 3:
        lines[at:at] = [lines[other]] * random.choice((2, 20, 300))
    elif what == 4:
        lines[at] = b" " * random.randrange(9) + lines[at].strip()
    else:
        lines[at] = _words(random, lines[at])
    return b"\n".join(lines)


def _words(random: Random, line: bytes) -> bytes:
    tokens = list(_TOKEN.finditer(line))
    if not tokens:
        return odd_text(random).encode("utf-8", "surrogatepass")
    one, other = random.choice(tokens), random.choice(tokens)
    put = random.choice((
        b"", other[0], one[0] * 2, one[0] * 300, one[0] + other[0], random.choice(_ODD_BYTES),
        odd_text(random).encode("utf-8", "surrogatepass"),
    ))  # fmt: skip
    return line[: one.start()] + put + line[one.end() :]


def _bytes(random: Random, data: bytes) -> bytes:
    """Bytes as they lie there."""
    changed = bytearray(data or b"\0")
    at = random.randrange(len(changed))
    length = min(len(changed) - at, random.choice((1, 1, 2, 4, 16, 200)))
    what = random.randrange(7)
    if what == 0:
        changed[at] ^= 1 << random.randrange(8)
    elif what == 1:
        changed[at] = random.randrange(256)
    elif what == 2:
        del changed[at : at + length]
    elif what == 3:
        changed[at:at] = changed[at : at + length] * random.choice((1, 3, 90))
    elif what == 4:
        del changed[at:]
    elif what == 5 and length >= 4:
        struct.pack_into(
            "<I", changed, at, random.choice((0, 1, 0x7FFFFFFF, 0xFFFFFFFF, len(data)))
        )
    else:
        changed[at:at] = random.choice(_ODD_BYTES)
    return bytes(changed)


def _packed(random: Random, line: bytes) -> bytes:
    """What one of our own remarks holds, changed and packed anew."""
    inside = unpack(line.decode("ascii"))
    return pack(_json(random, inside)).encode() if inside else _bytes(random, line)


def _inner(random: Random, data: bytes) -> bytes:
    """What a poster carries, or another stream of it, packed or not."""
    places = list(_INNER.finditer(data))
    if not places:
        return _bytes(random, data)
    found = random.choice(places)
    inside = found[2]
    try:
        made = zlib.compress(_shaped(random, zlib.decompress(inside)))
    except zlib.error:
        made = _shaped(random, inside)
    return data[: found.start(2)] + made + data[found.end(2) :]


def _png(random: Random, data: bytes) -> bytes:
    chunks: list[tuple[bytes, bytes]] = []
    place = len(_PNG)
    while place + 12 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, place)
        chunks.append((kind, data[place + 8 : place + 8 + size]))
        place += 12 + size
    if not chunks:
        return _bytes(random, data)
    texts = [n for n, (kind, _) in enumerate(chunks) if kind == b"iTXt"]
    at = random.choice(texts) if texts and random.random() < 0.8 else random.randrange(len(chunks))
    kind, body = chunks[at]
    what = random.randrange(6)
    if what == 0:
        del chunks[at]
    elif what == 1:
        chunks.insert(at, chunks[at])
    elif kind == b"iTXt" and body.count(b"\0") >= 4:
        head, text = body[: body.index(b"\0") + 5], body[body.index(b"\0") + 5 :]
        try:
            text = zlib.compress(_json(random, zlib.decompress(text)))
        except zlib.error:
            text = _json(random, text)
        chunks[at] = (kind, (head if what > 2 else _bytes(random, head)) + text)
    else:
        chunks[at] = (kind, _bytes(random, body))
    return _PNG + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )


def _zip(random: Random, data: bytes) -> bytes:
    """The parts of a workbook; then now and then what the archive says about them."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [(each.filename, archive.read(each)) for each in archive.infolist()[:200]]
    except _NO_ARCHIVE:
        return _bytes(random, data)
    if not parts:
        return _bytes(random, data)
    at = random.randrange(len(parts))
    telling = [n for n, (name, _) in enumerate(parts) if "sheet" in name or "Strings" in name]
    if telling and random.random() < 0.7:
        at = random.choice(telling)
    name, body = parts[at]
    what = random.randrange(12)
    if what == 0:
        del parts[at]
    elif what == 1:
        parts.append((random.choice(parts)[0], body))
    elif what == 2:
        parts[at] = (random.choice(("../" + name, name.upper(), "/" + name, "x" * 300)), body)
    elif what <= 4:
        parts[at] = (name, _bytes(random, body))
    else:
        parts[at] = (name, changed_xml(random, body, _cell))
    out = io.BytesIO()
    how = random.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))
    with zipfile.ZipFile(out, "w", how) as made:
        for name, body in parts:
            made.writestr(zipfile.ZipInfo(name), body, how)
    return _lying(random, out.getvalue()) if random.random() < 0.1 else out.getvalue()


def _lying(random: Random, data: bytes) -> bytes:
    """A directory that tells other sizes, ways or places than those that are."""
    entries = [found.start() for found in re.finditer(rb"PK\x01\x02|PK\x03\x04|PK\x05\x06", data)]
    at = random.choice(entries) + random.choice((6, 8, 10, 16, 20, 22, 24, 26, 28, 42))
    lie = struct.pack("<I", random.choice((0, 1, 8, 99, 0x7FFFFFFF, 0xFFFFFFFF, 2 * len(data))))
    return data[:at] + lie + data[at + 4 :]


_CELLS = (
    "A1", "XFD1048576", "ZZZZ99999999", "B2:A1", "A1:XFD1048576", "$A$1", "1", "R1C1",
    "4294967295",
)  # fmt: skip


def _cell(random: Random, data: bytes) -> bytes:
    """The name of a cell, a count, or a text of a workbook."""
    change: Callable[[Random, bytes], bytes] = random.choice((_words, _lines, _bytes))
    return random.choice(_CELLS).encode() if random.random() < 0.4 else change(random, data)
