# SPDX-License-Identifier: Apache-2.0
"""From the bytes of a text file to its text, refusing what is not text by line and byte."""

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

from journey_studio.exchange.refusal import MermaidError
from journey_studio.i18n import t

MOST_BYTES = 5_000_000


def decode(data: bytes, most: int = MOST_BYTES) -> str:
    """The text of `data`: UTF-8, with or without a byte order mark, or UTF-16 with one.

    Raises MermaidError for more than `most` bytes and for bytes that are not text.
    """
    if len(data) > most:
        raise MermaidError(1, t("exchange.file_large", megabytes=most // 1_000_000))
    wide = data.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    try:
        return data.decode("utf-16") if wide else data.removeprefix(BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        whole = data if wide else data.removeprefix(BOM_UTF8)
        before = whole[: error.start].decode("utf-16" if wide else "utf-8", "ignore")
        line = len((before + "|").splitlines())
        byte = error.start + len(data) - len(whole) + 1
        key = "exchange.not_utf16" if wide else "exchange.not_utf8"
        raise MermaidError(line, t(key, byte=byte)) from error
