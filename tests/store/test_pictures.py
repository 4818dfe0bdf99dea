# SPDX-License-Identifier: Apache-2.0
"""Pictures become blobs by hash: four kinds, bounded, without what cameras tell about people."""

import io
import random
import sqlite3
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageCms, PngImagePlugin
from PIL.Image import Exif

from journey_studio.store.check import check
from journey_studio.store.errors import LostPicture, NotSaved, PictureRefused
from journey_studio.store.images import CleanPicture, clean_picture
from journey_studio.store.project import create_project, open_project
from tests.store.projects import document_of, names, small_project

SECRET = b"Rosa Luxemburg Platz"


def colours(mode: str = "RGB", size: tuple[int, int] = (40, 24)) -> Image.Image:
    """A picture in which every corner is another colour."""
    image = Image.new("RGB", size)
    for x in range(size[0]):
        for y in range(size[1]):
            image.putpixel((x, y), (255 * x // size[0], 255 * y // size[1], 90))
    return image.convert(mode)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def opened(clean: CleanPicture) -> Image.Image:
    image = Image.open(io.BytesIO(clean.data))
    image.load()
    assert image.size == (clean.width, clean.height)
    assert Image.MIME[image.format or ""] == clean.media_type
    return image


def telling_exif(orientation: int = 1) -> bytes:
    exif = Exif()
    exif[0x010E] = SECRET.decode()
    exif[0x0112] = orientation
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (52.0, 31.0, 36.0)
    return exif.tobytes()


def telling_text() -> PngImagePlugin.PngInfo:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", SECRET.decode())
    info.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    info.add_text("Comment", SECRET.decode(), zip=True)
    return info


TELLING: dict[str, bytes] = {
    "jpeg": saved(colours(), "JPEG", exif=telling_exif(), comment=SECRET, xmp=SECRET, quality=90),
    "progressive jpeg": saved(colours(), "JPEG", exif=telling_exif(), progressive=True),
    "grey jpeg": saved(colours("L"), "JPEG", exif=telling_exif()),
    "png": saved(colours(), "PNG", exif=telling_exif(), pnginfo=telling_text()),
    "png with alpha": saved(colours("RGBA"), "PNG", pnginfo=telling_text()),
    "png with palette": saved(colours("P"), "PNG", pnginfo=telling_text(), transparency=3),
    "webp": saved(colours(), "WEBP", exif=telling_exif(), xmp=SECRET, quality=80),
    "lossless webp": saved(colours("RGBA"), "WEBP", exif=telling_exif(), lossless=True),
    "webp with alpha": saved(
        Image.merge("RGBA", (*colours().split(), colours("L"))), "WEBP", xmp=SECRET, quality=70
    ),
    "gif": saved(colours("P"), "GIF", comment=SECRET),
}


@pytest.mark.parametrize("kind", TELLING)
def test_nothing_but_the_pixels_is_kept(kind: str) -> None:
    data = TELLING[kind] + b"trailer: " + SECRET
    clean = clean_picture(data)
    image = opened(clean)
    assert SECRET not in clean.data
    assert not image.getexif()
    assert not {"comment", "xmp", "exif", "Author", "photoshop", "icc_profile"} & set(image.info)
    before = Image.open(io.BytesIO(TELLING[kind]))
    assert image.convert("RGBA").tobytes() == before.convert("RGBA").tobytes()


@pytest.mark.parametrize("kind", TELLING)
def test_cleaning_twice_gives_the_same_bytes(kind: str) -> None:
    once = clean_picture(TELLING[kind])
    assert clean_picture(once.data) == once


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", range(2, 9))
def test_a_turned_photo_stands_upright(kind: str, orientation: int) -> None:
    from PIL import ImageOps

    data = saved(colours(), kind, exif=telling_exif(orientation))
    clean = clean_picture(data)
    assert SECRET not in clean.data
    seen = opened(clean).convert("RGB")
    meant = ImageOps.exif_transpose(Image.open(io.BytesIO(data))).convert("RGB")
    assert seen.size == meant.size
    worst = max(abs(a - b) for a, b in zip(seen.tobytes(), meant.tobytes(), strict=True))
    assert worst <= 12  # a JPEG is compressed once more
    assert clean_picture(clean.data) == clean


def wide_profile() -> bytes:
    """A colour profile with the primaries of Display P3 and a plain gamma; see ICC.1:2010."""

    def number(value: float) -> bytes:
        return struct.pack(">i", round(value * 65536))

    def xyz(*values: float) -> bytes:
        return b"XYZ " + bytes(4) + b"".join(map(number, values))

    text = b"Wide\0"
    tags = {
        b"desc": b"desc" + bytes(4) + struct.pack(">I", len(text)) + text + bytes(79),
        b"cprt": b"text" + bytes(4) + text,
        b"wtpt": xyz(0.9642, 1.0, 0.8249),
        b"rXYZ": xyz(0.5151, 0.2412, -0.0011),
        b"gXYZ": xyz(0.2920, 0.6922, 0.0419),
        b"bXYZ": xyz(0.1571, 0.0666, 0.7841),
    }
    curve = b"curv" + bytes(4) + struct.pack(">IH", 1, round(2.2 * 256))
    tags |= dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve)
    table, body = struct.pack(">I", len(tags)), b""
    start = 128 + 4 + 12 * len(tags)
    for name, content in tags.items():
        table += name + struct.pack(">II", start + len(body), len(content))
        body += content + bytes(-len(content) % 4)
    size = struct.pack(">I", start + len(body))
    head = size + bytes(4) + b"\x02\x10\0\0mntrRGB XYZ " + bytes(12) + b"acsp" + bytes(28)
    white = b"".join(map(number, (0.9642, 1.0, 0.8249)))
    return (head + white).ljust(128, b"\0") + table + body


def test_a_picture_in_another_colour_space_is_brought_to_srgb() -> None:
    for kind in ("PNG", "JPEG", "WEBP"):
        data = saved(Image.new("RGB", (8, 8), (200, 100, 50)), kind, icc_profile=wide_profile())
        clean = clean_picture(data)
        image = opened(clean)
        assert "icc_profile" not in image.info
        red, green, _ = image.convert("RGB").getpixel((4, 4))  # type: ignore[misc]
        assert red > 208  # the same colour needs more of the narrower red
        assert green < 100
        assert clean_picture(clean.data) == clean


def test_an_srgb_profile_is_dropped_and_the_pixels_stay() -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    data = saved(colours(), "PNG", icc_profile=srgb.tobytes())
    assert opened(clean_picture(data)).tobytes() == colours().tobytes()


def test_a_cmyk_photo_becomes_rgb() -> None:
    clean = clean_picture(saved(colours("CMYK"), "JPEG", quality=95))
    assert opened(clean).mode == "RGB"


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_of_a_moving_picture_the_first_frame_is_kept(kind: str) -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "lime", "blue")]
    data = saved(frames[0], kind, save_all=True, append_images=frames[1:], lossless=True)
    clean = clean_picture(data)
    image = opened(clean)
    assert getattr(image, "n_frames", 1) == 1
    assert image.convert("RGB").getpixel((4, 4)) == (255, 0, 0)
    assert clean_picture(clean.data) == clean


@pytest.mark.parametrize("kind", ["BMP", "TIFF", "TGA", "ICO", "PPM", "PDF", "JPEG2000"])
def test_other_formats_are_refused(kind: str) -> None:
    with pytest.raises(PictureRefused, match="PNG, JPEG, WebP or GIF"):
        clean_picture(saved(colours(), kind))


@pytest.mark.parametrize("data", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"hello" * 99])
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(PictureRefused, match="PNG, JPEG, WebP or GIF"):
        clean_picture(data)


def bomb(width: int, height: int) -> bytes:
    """A PNG that says it is that large and holds hardly anything."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = chunk(b"IDAT", zlib.compress(b"\0" * 100_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + pixels + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("width", "height"), [(8000, 5001), (40_001, 1000), (30_001, 1), (100_000, 100_000)]
)
def test_bombs_are_refused_before_they_are_unpacked(width: int, height: int) -> None:
    with pytest.raises(PictureRefused):
        clean_picture(bomb(width, height))


def test_forty_megapixels_fit() -> None:
    data = saved(Image.new("L", (8000, 5000)), "PNG")
    assert clean_picture(data).width == 8000


def test_a_file_of_many_bytes_is_refused() -> None:
    with pytest.raises(PictureRefused, match="megabytes"):
        clean_picture(b"\x89PNG" + b"\0" * 32_000_000)


def test_damaged_pictures_are_refused_or_whole() -> None:
    """Flipped, cut and doubled pictures: each is refused in words, or decodes and is clean."""
    rng = random.Random(7)
    kept = refused = 0
    for data in TELLING.values():
        for _ in range(60):
            spoilt = bytearray(data)
            match rng.randrange(3):
                case 0:
                    for _ in range(rng.randrange(1, 4)):
                        spoilt[rng.randrange(len(spoilt))] ^= 1 << rng.randrange(8)
                case 1:
                    del spoilt[rng.randrange(len(spoilt)) :]
                case _:
                    at = rng.randrange(len(spoilt))
                    spoilt[at:at] = spoilt[: rng.randrange(len(spoilt))]
            try:
                clean = clean_picture(bytes(spoilt))
            except PictureRefused:
                refused += 1
                continue
            kept += 1
            opened(clean)
            assert clean_picture(clean.data).data == clean.data
    assert kept > 20
    assert refused > 100


def test_a_picture_is_stored_once_and_read_back(tmp_path: Path) -> None:
    path = small_project(tmp_path / "a.journey")
    with open_project(path) as project:
        name = project.pictures.add(TELLING["jpeg"])
        assert project.pictures.add(TELLING["jpeg"]) == name
        other = project.pictures.add(TELLING["gif"])
    with open_project(path) as project:
        assert [picture.sha256 for picture in project.pictures.all()] == [name, other]
        assert project.pictures.all()[1].media_type == "image/png"
        assert project.pictures.get(name) == clean_picture(TELLING["jpeg"]).data
        assert project.pictures.get("ab" * 32) is None
    assert check(path) == []


def test_the_names_are_those_of_the_moment(tmp_path: Path) -> None:
    """Also where one could not be saved, and for whoever reads beside the one that writes."""
    path = small_project(tmp_path / "a.journey")
    noise = Image.frombytes("RGB", (200, 200), random.Random(1).randbytes(120_000))
    with open_project(path) as project, open_project(path, read_only=True) as reader:
        assert project.pictures.names() == reader.pictures.names() == set()
        one = project.pictures.add(TELLING["jpeg"])
        assert project.pictures.names() == reader.pictures.names() == {one}
        with project.pictures._database.reading() as connection:
            most = connection.execute("PRAGMA max_page_count").fetchone()[0]
            connection.execute("PRAGMA max_page_count=1")  # no more than there are
        with pytest.raises(NotSaved):
            project.pictures.add(saved(noise, "PNG"))
        assert project.pictures.names() == {one}
        with project.pictures._database.reading() as connection:
            connection.execute(f"PRAGMA max_page_count={most}")
        other = project.pictures.add(TELLING["gif"])
        assert project.pictures.names() == reader.pictures.names() == {one, other}


def test_a_new_project_is_made_with_its_pictures(tmp_path: Path) -> None:
    with create_project(tmp_path / "a.journey", pictures=TELLING.values()) as project:
        assert len(project.pictures.all()) == len(TELLING)


def test_a_damaged_picture_is_found_when_it_is_shown(tmp_path: Path) -> None:
    path = small_project(tmp_path / "a.journey")
    with open_project(path) as project:
        name = project.pictures.add(TELLING["png"])
    connection = sqlite3.connect(path)
    connection.execute("UPDATE picture SET data = randomblob(500)")
    connection.commit()
    connection.close()
    with open_project(path) as project, pytest.raises(LostPicture, match="everything else is safe"):
        project.pictures.get(name)
    assert check(path) == [f"The picture {name[:12]} is not what was written."]


def test_a_picture_that_is_used_and_not_there_is_found(tmp_path: Path) -> None:
    from journey_studio.model.commands import Edit

    path = small_project(tmp_path / "a.journey")
    with open_project(path) as project:
        document_of(project).apply(Edit(id="card-x", values={"picture": "cd" * 32}))
    assert check(path) == ["The picture cdcdcdcdcdcd is used but not in the file."]
    assert names(tmp_path) == ["a.journey"]
