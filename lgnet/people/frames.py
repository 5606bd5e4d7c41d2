"""The frame of a paper to sign: which of our languages its lines are written in."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language_info

from .languages import LANGUAGES


@dataclass(frozen=True, slots=True)
class Frame:
    """One of our languages: ``code`` for the page (BCP 47), ``direction`` ltr or rtl."""

    code: str
    direction: str


def frame_for(preferred: str | None, *, reads: Sequence[str]) -> Frame:
    """Return the frame in the first of a person's languages (ISO 639-3) that is one of ours.

    The one they prefer before those they read; the first language of the interface where none is.
    """
    ours = dict(settings.LANGUAGES)
    known = [LANGUAGES[one].cldr for one in (preferred, *reads) if one in LANGUAGES]
    code = next((one for one in known if one in ours), settings.LANGUAGE_CODE)
    return Frame(str(code), "rtl" if get_language_info(str(code))["bidi"] else "ltr")
