# SPDX-License-Identifier: Apache-2.0
"""Pictures in a PDF: each once in the document, a JPEG as the bytes it came in."""

from zlib import compress

from PIL import Image
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFDocument, PDFName, PDFStream, xObjectName

from journey_studio.layout.display import Picture
from journey_studio.layout.geometry import Box
from journey_studio.paint.pictures import PictureSource, wanted_pixels
from journey_studio.paint.rasters import opaque_jpeg, prepare

# Pixels for each inch of paper: what a good printer shows at reading distance.
_DPI = 300


class PdfPicture:
    """A picture in the document: its name for the operator Do and its size in pixels."""

    __slots__ = ("height", "name", "width")

    def __init__(self, name: str, width: int, height: int) -> None:
        self.name = name
        self.width = width
        self.height = height


class PdfPictures:
    """The pictures of one document."""

    def __init__(self, document: PDFDocument, source: PictureSource) -> None:
        self._document = document
        self._source = source
        self._known: dict[tuple[str, Box, int], PdfPicture | None] = {}

    def get(self, picture: Picture, points_per_unit: float) -> PdfPicture | None:
        """The picture, cropped, sharp enough at that scale; None where there is none."""
        key = (picture.sha256, picture.crop, wanted_pixels(picture, points_per_unit * _DPI / 72))
        if key not in self._known:
            data = self._source(picture.sha256)
            self._known[key] = None if data is None else self._add(data, key[1], key[2])
        return self._known[key]

    def _add(self, data: bytes, crop: Box, longest: int) -> PdfPicture | None:
        raster = prepare(data, crop, longest, keep=("jpeg",))
        if raster is None:
            return None
        if raster.image is None:
            stream = _jpeg(raster.data, raster.width, raster.height, raster.channels)
        else:
            stream = self._decoded(raster.image, was_photo=raster.lossy)
        name = f"P{len(self._known)}"
        self._document.Reference(stream, xObjectName(name))
        return PdfPicture(name, raster.width, raster.height)

    def _decoded(self, image: Image.Image, *, was_photo: bool) -> PDFStream:
        """An image as an XObject: what came lossless stays so; transparency is a soft mask."""
        if image.mode == "RGBA":
            stream = _flate(image.convert("RGB"))
            mask = _flate(image.getchannel("A"))
            stream.dictionary["SMask"] = self._document.Reference(mask)
            return stream
        if was_photo:
            channels = len(image.getbands())
            return _jpeg(opaque_jpeg(image), image.width, image.height, channels)
        return _flate(image)


def _flate(image: Image.Image) -> PDFStream:
    channels = len(image.getbands())
    return _xobject(compress(image.tobytes()), image.width, image.height, channels, "FlateDecode")


def _jpeg(data: bytes, width: int, height: int, channels: int) -> PDFStream:
    return _xobject(data, width, height, channels, "DCTDecode")


def _xobject(data: bytes, width: int, height: int, channels: int, coding: str) -> PDFStream:
    return PDFStream(
        PDFDictionary(
            {
                "Type": PDFName("XObject"),
                "Subtype": PDFName("Image"),
                "Width": width,
                "Height": height,
                "BitsPerComponent": 8,
                "ColorSpace": PDFName("DeviceGray" if channels == 1 else "DeviceRGB"),
                "Interpolate": "true",
                "Filter": PDFName(coding),
            }
        ),
        data,
    )
