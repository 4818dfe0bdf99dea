# SPDX-License-Identifier: Apache-2.0
"""Faces in a PDF: composite fonts whose codes stand for a glyph and the text it was typed as.

ReportLab's own fonts are 8-bit subsets by character: no kerning, no joined Arabic, wrong text for
what lies beyond 16 bits. Here every (glyph, text) pair that occurs gets a code; a CIDToGIDMap leads
from codes to outlines and a ToUnicode map from codes to the text, so that what is copied or found
is what was typed, whichever glyph draws it.
"""

import hashlib
import struct
from itertools import pairwise
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
from journey_studio.paint.subset import outlines

_SYMBOLIC = 4
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
        self._codes: dict[tuple[int, str], str] = {(0, ""): "0000"}
        self._natural: dict[int, int] = {}

    def __missing__(self, word: str) -> str:
        operand = self[word] = self._set(Run(word, self.key, 0, 0, False))
        return operand

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
        """The inside of `[<...>]TJ`: codes, and between them how far to move in 1/1000 em."""
        glyphs = shape(run)
        parts: list[str] = []
        owed = rise = 0  # font units the pen must still go right; height above the baseline
        for glyph, typed in zip(glyphs, _typed(run.text, glyphs), strict=True):
            if glyph.y_offset != rise:
                rise = glyph.y_offset
                parts.append(f">]TJ {rise / self._em:.5g} Ts [<")
            owed += glyph.x_offset
            if owed:
                parts.append(f">{-1000 * owed / self._em:.6g}<")
            parts.append(self._code(glyph.glyph, typed))
            owed = glyph.x_advance - self._natural[glyph.glyph] - glyph.x_offset
        if owed:
            parts.append(f">{-1000 * owed / self._em:.6g}<")
        if rise:
            parts.append(">]TJ 0 Ts [<")
        return "".join(parts)

    def _code(self, glyph: int, typed: str) -> str:
        code = self._codes.get((glyph, typed))
        if code is None:
            code = self._codes[glyph, typed] = f"{len(self._codes):04x}"
            self._natural[glyph] = self._font.get_glyph_h_advance(glyph)
        return code

    def addObjects(self, document: PDFDocument) -> None:  # noqa: N802 - ReportLab's name
        """Add the font to the document and to the fonts that its pages share."""
        cut = outlines(self.key, {glyph for glyph, _ in self._codes})
        face = fonts.face(self.key)
        tag = _tag(repr(sorted(self._codes)))
        name = PDFName(f"{tag}+{face.family}-{face.style}".replace(" ", ""))
        widths = [self._font.get_glyph_h_advance(g) * 1000 / self._em for g, _ in self._codes]
        numbers = b"".join(struct.pack(">H", cut.numbers.get(g, 0)) for g, _ in self._codes)
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
                "W": PDFArray([0, PDFArray([f"{width:.6g}" for width in widths])]),
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
        per_mille = 1000 / self._em
        box = [round(edge * per_mille) for edge in struct.unpack_from(">4h", head, 36)]
        ascent = round(face.ascent * per_mille)
        return PDFDictionary(
            {
                "Type": PDFName("FontDescriptor"),
                "FontName": name,
                "Flags": _SYMBOLIC,
                "FontBBox": PDFArray(box),
                "ItalicAngle": -10 if face.italic else 0,
                "Ascent": ascent,
                "Descent": round(face.descent * per_mille),
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


def _typed(text: str, glyphs: tuple[Glyph, ...]) -> list[str]:
    """For each glyph the text it was typed as; of several glyphs for one text, the widest has it.

    Programs that copy text out guess blanks from gaps, and skip glyphs without text: were it a
    dot that had the text, its letter would be a gap.
    """
    if len(glyphs) == len(text) and all(glyph.cluster == i for i, glyph in enumerate(glyphs)):
        return list(text)
    starts = sorted({glyph.cluster for glyph in glyphs})
    ends = dict(pairwise([*starts, len(text)]))
    bearer: dict[int, int] = {}
    for index, glyph in enumerate(glyphs):
        before = bearer.get(glyph.cluster)
        if before is None or glyph.x_advance > glyphs[before].x_advance:
            bearer[glyph.cluster] = index
    return [
        text[glyph.cluster : ends[glyph.cluster]] if bearer[glyph.cluster] == index else ""
        for index, glyph in enumerate(glyphs)
    ]


def _tag(content: str) -> str:
    """Six letters that tell this subset from others of the same face."""
    digest = hashlib.sha256(content.encode("utf-8", "surrogatepass")).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def _stream(content: bytes, **entries: int) -> PDFStream:
    entries_with_filter = {**entries, "Filter": PDFName("FlateDecode")}
    return PDFStream(PDFDictionary(entries_with_filter), compress(content))
