"""Photos: only pixels are kept, and what is no picture is refused."""

import io
import struct
import zlib

import pytest
from PIL import Image

from lgnet.kernel import pictures

SECRET = b"GPS 45.0703 7.6869"


def file_of(size=(800, 600), fmt="JPEG", mode="RGB", **options) -> bytes:
    written = io.BytesIO()
    Image.effect_noise(size, 60).convert(mode).save(written, format=fmt, **options)
    return written.getvalue()


def opened(content) -> Image.Image:
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize(
    ("fmt", "mode"),
    [("JPEG", "RGB"), ("JPEG", "CMYK"), ("PNG", "RGBA"), ("PNG", "P"), ("WEBP", "RGB")],
)
def test_a_picture_becomes_two_small_jpegs(fmt, mode):
    made = pictures.remake(file_of(fmt=fmt, mode=mode))
    image, thumbnail = opened(made.image), opened(made.thumbnail)
    assert (image.format, image.mode, max(image.size)) == ("JPEG", "RGB", 640)
    assert (thumbnail.format, max(thumbnail.size)) == ("JPEG", 96)


def test_nothing_but_pixels_comes_along():
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    sent = file_of(exif=exif, comment=SECRET) + SECRET
    assert SECRET in sent
    made = pictures.remake(sent)
    assert SECRET not in made.image + made.thumbnail
    assert not opened(made.image).getexif()


def test_a_picture_taken_sideways_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    made = pictures.remake(file_of(size=(800, 400), exif=exif))
    assert opened(made.image).size == (320, 640)


def test_a_small_picture_is_not_blown_up():
    assert opened(pictures.remake(file_of(size=(40, 30))).image).size == (40, 30)


def png_claiming(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "no_picture"),
        (b"<svg xmlns='x'><script/></svg>", "no_picture"),
        (b"MZ" + b"\0" * 500, "no_picture"),
        (b"%PDF-1.7", "no_picture"),
        (file_of(fmt="GIF", mode="P"), "no_picture"),
        (file_of(fmt="TIFF"), "no_picture"),
        (file_of()[:2000], "no_picture"),
        (png_claiming(60_000, 60_000), "too_many_pixels"),
        (png_claiming(6_000, 6_000), "too_many_pixels"),
        (b"\0" * (pictures.MOST_BYTES + 1), "too_large"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{len(value)}",
)
def test_what_is_no_picture_or_too_large_is_refused(content, reason):
    with pytest.raises(pictures.PictureRefused) as refused:
        pictures.remake(content)
    assert refused.value.reason == reason
