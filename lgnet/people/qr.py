"""QR codes as drawings within the page: nothing is fetched, and the page's policy allows it."""

import io

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

# White modules around the code, as the standard asks (ISO/IEC 18004).
QUIET_ZONE = 4


def qr_drawing(text: str, *, label: str) -> SafeString:
    """Return ``text`` as an SVG element with an accessible name; it scales to its box.

    A quarter of it may be worn off (level Q).
    """
    drawn = io.BytesIO()
    code = segno.make(text, micro=False, error="q", boost_error=False)
    code.save(
        drawn,
        kind="svg",
        xmldecl=False,
        svgns=False,
        omitsize=True,
        border=QUIET_ZONE,
        svgclass=None,
        lineclass=None,
        nl=False,
    )
    svg = mark_safe(drawn.getvalue().decode().removeprefix("<svg"))  # noqa: S308 - drawn above
    return format_html('<svg role="img" aria-label="{}" class="people-qr"{}', label, svg)
