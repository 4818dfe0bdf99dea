# SPDX-License-Identifier: Apache-2.0
"""A file attached to a PDF: the source of what its pages show (ISO 32000-1, 7.11.4)."""

import hashlib
import zlib

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFStream,
    PDFString,
)

_SOURCE_OF = "AF"  # the catalog's entry for files a document was made of; ReportLab knows it not


def attach(document: PDFDocument, name: str, description: str, data: bytes) -> None:
    """Attach one JSON file. Programs that show PDF list it under its name, plain ASCII."""
    checksum = f"<{hashlib.md5(data, usedforsecurity=False).hexdigest()}>"  # as PDF asks for
    stream = PDFStream(
        PDFDictionary(
            {
                "Type": PDFName("EmbeddedFile"),
                "Subtype": "/application#2Fjson",  # ReportLab would leave the slash
                "Params": PDFDictionary({"Size": len(data), "CheckSum": checksum}),
                "Filter": PDFName("FlateDecode"),
            }
        ),
        zlib.compress(data),
    )
    embedded = document.Reference(stream)
    entry = PDFDictionary(
        {
            "Type": PDFName("Filespec"),
            "F": PDFString(name),
            "UF": PDFString(name),
            "Desc": PDFString(description),
            "AFRelationship": PDFName("Source"),
            "EF": PDFDictionary({"F": embedded, "UF": embedded}),
        }
    )
    filed = document.Reference(entry)
    catalog = document.Catalog
    names = PDFDictionary({"Names": PDFArray([PDFString(name), filed])})
    catalog.Names = PDFDictionary({"EmbeddedFiles": names})
    catalog.__NoDefault__ = [*catalog.__NoDefault__, _SOURCE_OF]
    setattr(catalog, _SOURCE_OF, PDFArray([filed]))
