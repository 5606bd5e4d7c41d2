"""What is kept of a file sent: looked at by its bytes, never by its name, and made anew."""

from dataclasses import dataclass

from lgnet.kernel.papers import SIGNATURE, remake_paper
from lgnet.kernel.pictures import PictureRefused, remake
from lgnet.kernel.reading.process import NotRead
from lgnet.kernel.scanning import FileRefused, NotScanned, scan

from .enums import PaperForm

MOST_BYTES = 10 * 1024 * 1024
# A page of small print stays readable.
SIDE, THUMBNAIL_SIDE = 2400, 160


class PaperRefused(ValueError):
    """A file that is not kept; ``reason`` is a key of ``views.documents.refusal_words``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Paper:
    """A file as it is kept; ``thumbnail`` is a JPEG of pictures, None of others."""

    form: PaperForm
    content: bytes
    thumbnail: bytes | None = None


def made_of(content: bytes) -> Paper:
    """Return what is kept of a file: PDF, or a picture as JPEG. Raises PaperRefused."""
    if not content:
        raise PaperRefused("empty")
    if len(content) > MOST_BYTES:
        raise PaperRefused("too_large")
    try:
        scan(content)
        if SIGNATURE in content[:1024]:
            return Paper(PaperForm.PDF, remake_paper(content))
        picture = remake(content, side=SIDE, thumbnail_side=THUMBNAIL_SIDE)
    except FileRefused:
        raise PaperRefused("harmful") from None
    except NotScanned:
        raise PaperRefused("not_scanned") from None
    except NotRead as refused:
        raise PaperRefused(refused.code) from None
    except PictureRefused as refused:
        raise PaperRefused(refused.reason) from None
    return Paper(PaperForm.JPEG, picture.image, picture.thumbnail)
