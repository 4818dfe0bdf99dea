# SPDX-License-Identifier: Apache-2.0
"""XML from strangers: whatever could hide, grow or reach out is refused, with its line."""

import codecs
from contextlib import suppress
from types import ModuleType

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from journey_studio.errors import JourneyError
from journey_studio.exchange import cjml, posters
from journey_studio.exchange.drawings import drawio
from journey_studio.exchange.formats import Choices
from journey_studio.exchange.strict.xml import (
    MOST_DEPTH,
    MOST_ELEMENTS,
    XmlError,
    parse,
    pieces,
    root_of,
)

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha" * 10}">' for n in range(12))
HOSTILE = {
    "billion laughs": f"<!DOCTYPE r [{LAUGHS}]><r>&l11;</r>",
    "one entity many times": f'<!DOCTYPE r [<!ENTITY a "{"x" * 9999}">]><r>{"&a;" * 9999}</r>',
    "a file of this computer": '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>',
    "an address": '<!DOCTYPE r [<!ENTITY x SYSTEM "http://127.0.0.1:9/">]><r>&x;</r>',
    "a document type elsewhere": '<!DOCTYPE r SYSTEM "http://127.0.0.1:9/r.dtd"><r/>',
    "a parameter entity": '<!DOCTYPE r [<!ENTITY % x SYSTEM "file:///etc/hosts"> %x;]><r/>',
    "an entity in an attribute": '<!DOCTYPE r [<!ENTITY x "y">]><r a="&x;"/>',
    "a plain document type": "<!DOCTYPE r><r/>",
    "an entity nobody declared": "<r>&nobody;</r>",
    "nesting": "<r>" * (MOST_DEPTH + 1) + "</r>" * (MOST_DEPTH + 1),
    "an open end": "<r><s>",
    "an unknown encoding": '<?xml version="1.0" encoding="klingon"?><r/>',
    "nothing": "",
    "a control character": "<r>\x01</r>",
    "two roots": "<r/><r/>",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(XmlError) as refused:
        parse(text.encode())
    assert str(refused.value).endswith(".")
    with pytest.raises(XmlError):
        pieces(text.encode(), "id", "part")


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize(("module", "name"), [(cjml, "CJML"), (drawio, "mxfile"), (posters, "svg")])
def test_every_reader_of_xml_refuses_it(module: ModuleType, name: str, text: str) -> None:
    hostile = text.replace("<r", f"<{name}").replace("</r", f"</{name}").replace("E r", f"E {name}")
    with pytest.raises(JourneyError) as refused:
        module.read(hostile.encode(), "map", Choices())
    assert str(refused.value).endswith(".")


def test_more_elements_than_a_map_could_need_are_refused() -> None:
    with pytest.raises(XmlError) as refused:
        parse(b"<r>" + b"<s/>" * MOST_ELEMENTS + b"</r>")
    assert str(MOST_ELEMENTS) in str(refused.value)


def test_a_file_larger_than_allowed_is_not_even_looked_at() -> None:
    with pytest.raises(XmlError):
        parse(b"<r/>" + b" " * 1000, most=100)


def test_the_refusal_names_the_line() -> None:
    with pytest.raises(XmlError) as refused:
        parse(b"<r>\n\n<s>\n</r>")
    assert refused.value.line == 4
    assert "line 4" in str(refused.value).lower()


def test_elements_know_their_line_and_their_text() -> None:
    root = parse(b"<r>\n one <s a=' b '> two </s>\n three <!-- no --><t xmlns='urn:x'/></r>")
    assert [(each.name, each.line) for each in root.every()] == [("r", 1), ("s", 2), ("t", 3)]
    assert root.said("s") == "two"
    assert root.said("nothing") == ""
    assert root.text.split() == ["one", "three"]


def test_namespaces_do_not_matter() -> None:
    root = parse(b'<a:r xmlns:a="urn:x" a:k="v"><a:s>t</a:s></a:r>')
    assert (root.name, root.attributes, root.said("S")) == ("r", {"k": "v"}, "t")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"<r/>", "r"),
        (codecs.BOM_UTF8 + b"<?xml version='1.0'?>\n<!-- a <b> -->\n<x:r/>", "r"),
        ('<?xml version="1.0" encoding="utf-16"?><r/>'.encode("utf-16"), "r"),
        (b"<!DOCTYPE html><html>", ""),
        (b"plain < text", ""),
        (b"<" * 5000, ""),
        (b"<!--" * 2000, ""),
        (b"", ""),
    ],
)
def test_the_root_is_known_from_the_head(data: bytes, name: str) -> None:
    assert root_of(data) == name


def test_utf_16_and_latin_1_are_read() -> None:
    for coding in ("utf-16", "iso-8859-1"):
        text = f'<?xml version="1.0" encoding="{coding}"?><r>Grüße</r>'
        assert parse(text.encode(coding)).text == "Grüße"


def test_only_the_pieces_asked_for_are_kept() -> None:
    data = b"<r><p>no</p><m id='x'><p>a</p><q><p>no</p></q><p>b</p></m><m id='x'><p>no</p></m></r>"
    assert pieces(data, "x", "p") == ["a", "b"]
    assert pieces(data, "y", "p") is None


@given(st.binary(max_size=200))
@example(b"\xff\xfe<\x00")
@example(b"<\xc3>")
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    root_of(data)
    with suppress(XmlError):
        parse(data)
