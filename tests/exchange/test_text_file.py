# SPDX-License-Identifier: Apache-2.0
"""Bytes become text, or the person is told where they are not text."""

import codecs

import pytest

from journey_studio.exchange.refusal import MermaidError
from journey_studio.exchange.strict.text_file import decode


@pytest.mark.parametrize(
    "data",
    [
        "Größe ✓".encode(),
        codecs.BOM_UTF8 + "Größe ✓".encode(),
        "Größe ✓".encode("utf-16"),
        codecs.BOM_UTF16_BE + "Größe ✓".encode("utf-16-be"),
    ],
)
def test_utf8_and_marked_utf16_are_read(data: bytes) -> None:
    assert decode(data) == "Größe ✓"


def test_a_file_of_an_old_code_page_is_refused_by_line_and_byte() -> None:
    with pytest.raises(MermaidError, match=r"^line 2: Byte 12 is not UTF-8") as refusal:
        decode(codecs.BOM_UTF8 + b"journey\n" + "é: 3".encode("latin-1"))
    assert refusal.value.line == 2
    with pytest.raises(MermaidError, match=r"^line 3: Byte 14 is not UTF-8"):
        decode("journey\r\n\r\n T\xe9: 3".encode("latin-1"))


def test_half_a_utf16_character_is_refused() -> None:
    with pytest.raises(MermaidError, match="UTF-16"):
        decode("journey".encode("utf-16")[:-1])


def test_a_file_too_large_is_refused_before_it_is_read() -> None:
    with pytest.raises(MermaidError, match="larger than 5 MB"):
        decode(b" " * 5_000_001)
