# SPDX-License-Identifier: Apache-2.0
"""The map that travels inside a poster: where each kind of file keeps it.

What is carried is text, UTF-8. Programs that show pictures give up on a file in which one piece of
text is very long (libpng at 8 MB, Pillow at 1 MB and 64 MB in all, libxml2 at 10 MB), so PNG and
SVG hold it in pieces that belong together in their order.
"""

import re
from collections.abc import Iterator
from html import escape

ATTACHMENT = "journey.json"  # the name of the file in a PDF
KEYWORD = "journey-studio"  # of the text in a PNG; the id of the element in SVG and HTML
NAMESPACE = "urn:journey-studio"  # of the pieces in an SVG
MOST = 72_000_000  # bytes; readers of PDF stop at 75 MB of one attachment
MOST_IN_PNG = 48 * 1024 * 1024  # Pillow reads no PNG with 64 MB of text
_PIECE = 900_000

# What XML cannot hold, not even escaped. In JSON it stands in strings only, where it has a spelling
# of plain letters.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def pieces(source: bytes) -> Iterator[bytes]:
    """The text in pieces that no program finds too long; no sign is cut in two."""
    start = 0
    while start < len(source):
        end = min(start + _PIECE, len(source))
        while end < len(source) and source[end] & 0xC0 == 0x80:
            end -= 1
        yield source[start:end]
        start = end


def metadata(source: bytes) -> Iterator[str]:
    """The element of an SVG that holds a JSON text."""
    yield f'<metadata id="{KEYWORD}">\n'
    for piece in pieces(source):
        said = _FORBIDDEN.sub(lambda sign: f"\\u{ord(sign[0]):04x}", piece.decode())
        yield f'<part xmlns="{NAMESPACE}">{escape(said, quote=False)}</part>\n'
    yield "</metadata>\n"
