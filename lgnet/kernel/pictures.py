"""Photos as they are kept: made anew from their pixels, so that nothing else comes along.

Where the picture was taken, with which phone, what hides behind its end: all that is gone, since
only pixels are copied. What is no picture of a known kind, or too large, is refused unread.
"""

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 50_000_000
# Few files of few bytes grow a thousandfold honestly.
MOST_PIXELS_A_BYTE = 4_000
IMAGE_SIDE = 640
THUMBNAIL_SIDE = 96
QUALITY = 85


class PictureRefused(ValueError):
    """What cannot be kept as a photo; ``reason``: too_large, no_picture, too_many_pixels."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Picture:
    """Two JPEG files of the same picture, a larger and a small one."""

    image: bytes
    thumbnail: bytes


def remake(
    content: bytes, *, side: int = IMAGE_SIDE, thumbnail_side: int = THUMBNAIL_SIDE
) -> Picture:
    """Return a picture made anew, at most ``side`` pixels a side; raises PictureRefused."""
    if len(content) > MOST_BYTES:
        raise PictureRefused("too_large")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(content), formats=FORMATS) as opened:
                _check_size(opened.size, len(content))
                pixels = _pixels(opened, 2 * side)
        except PictureRefused:
            raise
        except Image.DecompressionBombError as problem:
            raise PictureRefused("too_many_pixels") from problem
        except Exception as problem:
            # A broken file makes the decoders raise almost anything.
            raise PictureRefused("no_picture") from problem
    return Picture(image=_jpeg(pixels, side), thumbnail=_jpeg(pixels, thumbnail_side))


def _check_size(size: tuple[int, int], length: int) -> None:
    """Refuse by the size the file claims, before a pixel is unpacked."""
    pixels = size[0] * size[1]
    if pixels > MOST_PIXELS or pixels > length * MOST_PIXELS_A_BYTE:
        raise PictureRefused("too_many_pixels")
    if pixels == 0:
        raise PictureRefused("no_picture")


def _pixels(opened: Image.Image, most: int) -> Image.Image:
    """Return the upright pixels of the first frame, on white where they let light through."""
    if opened.format == "JPEG":
        # Decodes at about the size wanted: a photo of a good phone in a tenth of the time.
        opened.draft("RGB", (most, most))
    upright = ImageOps.exif_transpose(opened)
    upright.thumbnail((most, most))
    coloured = upright.convert("RGBA")
    ground = Image.new("RGB", coloured.size, "white")
    ground.paste(coloured, mask=coloured.getchannel("A"))
    return ground


def _jpeg(pixels: Image.Image, side: int) -> bytes:
    made = pixels.copy()
    made.thumbnail((side, side))
    written = io.BytesIO()
    made.save(written, format="JPEG", quality=QUALITY)
    return written.getvalue()
