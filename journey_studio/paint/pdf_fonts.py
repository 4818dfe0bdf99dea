# SPDX-License-Identifier: Apache-2.0
"""Faces in a PDF: composite fonts whose codes stand for a glyph and the text it was typed as.

ReportLab's own fonts are 8-bit subsets by character: no kerning, no joined Arabic, wrong text for
what lies beyond 16 bits. Here every written sign that occurs, the shape it takes with the text it
was typed as, gets a code; a CIDToGIDMap leads from codes to outlines and a ToUnicode map from codes
to texts, so that what is copied or found is what was typed, whichever glyphs draw it. A letter with
marks is one code and one glyph made for it: programs that copy text out trip over glyphs that stand
for nothing.
"""

import hashlib
import struct
from collections.abc import Iterable
from itertools import groupby, pairwise
from operator import attrgetter
from unicodedata import combining
from zlib import compress

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFStream,
    PDFString,
)

from journey_studio.layout import fonts
from journey_studio.layout.text import Glyph, Run, shape
from journey_studio.paint.subset import Part, Shape, outlines

_SYMBOLIC = 4
_CLUSTER = attrgetter("cluster")
_MOST_CODES = 60_000  # of 65,536; the rest is room for the group being set
_DRIFT = 2  # thousandths of an em
_BLOCK = 100  # entries a CMap block may hold


class PdfFace(dict[str, str]):
    """One face in one document; as a dict it holds the operands of words already set.

    `name` is what the operator Tf calls it. When everything is set, ReportLab calls `addObjects`.
    """

    def __init__(self, key: str, name: str) -> None:
        super().__init__({"": ""})  # between two blanks
        self.key = key
        self.name = name
        self._em = fonts.face(key).units_per_em
        self._font = fonts.hb_font(key)
        self._codes: dict[tuple[Shape, str], str] = {}
        self._advances: list[int] = []
        self._code((Part(0),), "", self._font.get_glyph_h_advance(0))

    def __missing__(self, word: str) -> str:
        operand = self[word] = self._set(Run(word, self.key, 0, 0, False))
        return operand

    @property
    def is_full(self) -> bool:
        """Whether the next group of texts needs another font for the same face."""
        return len(self._codes) > _MOST_CODES

    def show(self, run: Run) -> str:
        """The operators that show `run` at a font size of 1.

        Words are looked up one by one, since no face kerns across a blank.
        """
        if run.rtl:
            inner = self._set(run)
        elif " " in run.text:
            inner = self[" "].join(map(self.__getitem__, run.text.split(" ")))
        else:
            inner = self[run.text]
        return f"[<{inner}>]TJ"

    def _set(self, run: Run) -> str:
        """The inside of `[<...>]TJ`: codes, and between them how far to move in 1/1000 em.

        Some readers take widths as whole numbers only, so that is what they are told; what is
        lost to that is made up for where letters kern, before it shows, and at a word's end.
        """
        parts: list[str] = []
        glyphs = shape(run)
        if run.rtl:
            glyphs = self._marks_apart(run.text, glyphs)
        ends = _ends(run.text, glyphs)
        owed = 0.0
        for cluster, some in groupby(glyphs, _CLUSTER):
            drawn, advance = _shape(some)
            natural = advance
            if len(drawn) == 1 and drawn[0] == Part(drawn[0].glyph):
                natural = self._font.get_glyph_h_advance(drawn[0].glyph)
            parts.append(self._code(drawn, run.text[cluster : ends[cluster]], natural))
            owed += self._per_mille(advance) - round(self._per_mille(natural))
            if advance != natural or abs(owed) > _DRIFT:
                owed = _move(parts, owed)
        _move(parts, owed)
        return "".join(parts)

    def _per_mille(self, units: int) -> float:
        return units * 1000 / self._em

    def _marks_apart(self, text: str, glyphs: tuple[Glyph, ...]) -> tuple[Glyph, ...]:
        """Vowel signs as clusters of their own.

        Programs that copy text out turn leftward text around sign by sign, and would put a vowel
        that shares a code with its letter before it.
        """
        apart: list[Glyph] = []
        for start, some in groupby(glyphs, _CLUSTER):
            *before, letter = some
            rest = [letter]
            for glyph in reversed(before):
                place = self._vowel(text, start, glyph)
                if place is None or any(other.x_advance for other in before):
                    rest.insert(0, glyph)
                else:
                    apart.append(glyph._replace(cluster=place))
            apart += rest
        return tuple(apart)

    def _vowel(self, text: str, start: int, glyph: Glyph) -> int | None:
        """The index of the sign after the letter at `start` that this glyph is."""
        for place in range(start + 1, len(text)):
            if not combining(text[place]):
                return None
            if self._font.get_nominal_glyph(ord(text[place])) == glyph.glyph:
                return place
        return None

    def _code(self, drawn: Shape, typed: str, advance: int) -> str:
        code = self._codes.get((drawn, typed))
        if code is None:
            code = self._codes[drawn, typed] = f"{len(self._codes):04x}"
            self._advances.append(advance)
        return code

    def addObjects(self, document: PDFDocument) -> None:  # noqa: N802 - ReportLab's name
        """Add the font to the document and to the fonts that its pages share."""
        shapes = [drawn for drawn, _ in self._codes]
        cut = outlines(self.key, list(zip(shapes, self._advances, strict=True)))
        face = fonts.face(self.key)
        tag = _tag(repr(sorted(self._codes)))
        name = PDFName(f"{tag}+{face.family}-{face.style}".replace(" ", ""))
        widths = [round(self._per_mille(advance)) for advance in self._advances]
        numbers = struct.pack(f">{len(cut.numbers)}H", *cut.numbers)
        descendant = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("CIDFontType2"),
                "BaseFont": name,
                "CIDSystemInfo": PDFDictionary(
                    {
                        "Registry": PDFString("Adobe"),
                        "Ordering": PDFString("Identity"),
                        "Supplement": 0,
                    }
                ),
                "FontDescriptor": document.Reference(self._descriptor(document, name, cut.data)),
                "DW": 0,
                "W": PDFArray([0, PDFArray(widths)]),
                "CIDToGIDMap": document.Reference(_stream(numbers)),
            }
        )
        font = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("Type0"),
                "BaseFont": name,
                "Encoding": PDFName("Identity-H"),
                "DescendantFonts": PDFArray([document.Reference(descendant)]),
                "ToUnicode": document.Reference(_stream(self._to_unicode())),
            }
        )
        document.idToObject["BasicFonts"][self.name] = document.Reference(font)

    def _descriptor(self, document: PDFDocument, name: str, program: bytes) -> PDFDictionary:
        face = fonts.face(self.key)
        head = bytes(self._font.face.reference_table("head").data)
        box = [round(self._per_mille(edge)) for edge in struct.unpack_from(">4h", head, 36)]
        ascent = round(self._per_mille(face.ascent))
        return PDFDictionary(
            {
                "Type": PDFName("FontDescriptor"),
                "FontName": name,
                "Flags": _SYMBOLIC,
                "FontBBox": PDFArray(box),
                "ItalicAngle": -10 if face.italic else 0,
                "Ascent": ascent,
                "Descent": round(self._per_mille(face.descent)),
                "CapHeight": ascent,
                "StemV": face.weight // 5,
                "FontFile2": document.Reference(_stream(program, Length1=len(program))),
            }
        )

    def _to_unicode(self) -> bytes:
        lines = [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange <0000> <ffff> endcodespacerange",
        ]
        pairs = [
            f"<{code}> <{typed.encode('utf-16-be', 'surrogatepass').hex()}>"
            for (_, typed), code in self._codes.items()
        ]
        for start in range(0, len(pairs), _BLOCK):
            block = pairs[start : start + _BLOCK]
            lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
        lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
        return "\n".join(lines).encode("ascii")


def _move(parts: list[str], owed: float) -> float:
    """Go `owed` thousandths of an em to the right; returns what is left to go."""
    moved = round(owed, 1)
    if moved:
        parts.append(f">{-moved:.4g}<")
    return owed - moved


def _ends(text: str, glyphs: tuple[Glyph, ...]) -> dict[int, int]:
    """Where the text of each cluster ends, by where it starts."""
    return dict(pairwise([*sorted({glyph.cluster for glyph in glyphs}), len(text)]))


def _shape(glyphs: Iterable[Glyph]) -> tuple[Shape, int]:
    """The glyphs of one cluster as one shape, and its advance."""
    pen = 0
    parts = []
    for glyph in glyphs:
        parts.append(Part(glyph.glyph, pen + glyph.x_offset, glyph.y_offset))
        pen += glyph.x_advance
    return tuple(parts), pen


def _tag(content: str) -> str:
    """Six letters that tell this subset from others of the same face."""
    digest = hashlib.sha256(content.encode("utf-8", "surrogatepass")).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def _stream(content: bytes, **entries: int) -> PDFStream:
    entries_with_filter = {**entries, "Filter": PDFName("FlateDecode")}
    return PDFStream(PDFDictionary(entries_with_filter), compress(content))
