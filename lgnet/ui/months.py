"""Names of months, translated here anew.

Django's Italian catalogue writes them with a capital; Italian does not. Our catalogue comes
first, so naming them here is enough for every date on every page.
"""

from django.utils.translation import gettext_lazy as _

MONTHS = (
    _("January"),
    _("February"),
    _("March"),
    _("April"),
    _("May"),
    _("June"),
    _("July"),
    _("August"),
    _("September"),
    _("October"),
    _("November"),
    _("December"),
)
