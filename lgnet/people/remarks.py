"""What strikes in what was told or typed: a remark asks for a second look and never blocks."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Remark(models.TextChoices):
    """A remark, in words that stand beside what caused it."""

    CODE_SHAPE = (
        "code_shape",
        _("A fiscal code has 16 letters and digits. Check what is written on the paper."),
    )
    CODE_CHECK = (
        "code_check",
        _("The last letter does not fit the others: one of the signs may be wrong."),
    )
    CODE_DATE = (
        "code_date",
        _("The day of birth in this code does not exist: one of the signs may be wrong."),
    )
    CODE_PLACE = (
        "code_place",
        _("The place of birth in this code is not known: one of the signs may be wrong."),
    )
    PROVISIONAL_SHAPE = (
        "provisional_shape",
        _("A provisional fiscal code has 11 digits. Check what is written on the paper."),
    )
    PROVISIONAL_CHECK = (
        "provisional_check",
        _("The last digit does not fit the others: one of the digits may be wrong."),
    )
    STP_SHAPE = ("stp_shape", _("An STP code is the letters STP and 13 digits."))
    ENI_SHAPE = ("eni_shape", _("An ENI code is the letters ENI and 13 digits."))
    LOOKS_LIKE_CODE = ("looks_like_code", _("This looks like a fiscal code."))
    LOOKS_LIKE_PROVISIONAL = (
        "looks_like_provisional",
        _("This looks like a provisional fiscal code."),
    )
    LOOKS_LIKE_STP = ("looks_like_stp", _("This looks like an STP code."))
    LOOKS_LIKE_ENI = ("looks_like_eni", _("This looks like an ENI code."))
    LOOKALIKES = (
        "lookalikes",
        _("Some signs came from another alphabet and were read as the letters they look like."),
    )
    SEX_DIFFERS = (
        "sex_differs",
        _("The fiscal code was made for the other sex. One of the two may be wrong."),
    )
    BIRTH_DIFFERS = (
        "birth_differs",
        _("The fiscal code was made for another date of birth. One of the two may be wrong."),
    )
    CODE_OF_MINOR = (
        "code_of_minor",
        _("By the fiscal code this person is under 18. Ask, and protect them as a minor."),
    )
    STP_OF_EU_CITIZEN = (
        "stp_of_eu_citizen",
        _("STP codes are for people from outside the European Union. Check the citizenship."),
    )
    ENI_OF_OTHER_CITIZEN = (
        "eni_of_other_citizen",
        _("ENI codes are for citizens of the European Union. Check the citizenship."),
    )
    PLACEHOLDER_BIRTH = (
        "placeholder_birth",
        _("1 January is often a placeholder: where the day is not known, keep the year alone."),
    )
    MIXED_SCRIPTS = (
        "mixed_scripts",
        _("One word mixes letters of two alphabets that look alike. Type it again if unsure."),
    )
    DATES_TURNED = ("dates_turned", _("It ends before it begins. Check the two dates."))
    ISSUED_LATER = ("issued_later", _("This day is still to come. Check the year."))
    MINOR_GROUND = (
        "minor_ground",
        _("This ground is for minors, and the person is an adult. Check the ground or the age."),
    )
    PHONE_UNUSUAL = (
        "phone_unusual",
        _("No such number is in use in that country. Check the digits."),
    )
