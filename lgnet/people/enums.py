"""Closed lists about a person."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sex(models.TextChoices):
    FEMALE = "female", _("Female")
    MALE = "male", _("Male")
    OTHER = "other", _("Other")


class BirthPrecision(models.TextChoices):
    """How much of a birth date is meant; the rest of the stored date is filler."""

    EXACT = "exact", _("Exact day")
    MONTH = "month", _("Month and year")
    YEAR = "year", _("Year only")
    ESTIMATED = "estimated", _("Estimated age")


class NameKind(models.TextChoices):
    GIVEN = "given", _("Given name")
    FAMILY = "family", _("Family name")
    NICKNAME = "nickname", _("Nickname")
    FULL = "full", _("Full name")


class Script(models.TextChoices):
    """ISO 15924 codes of the scripts names come in."""

    LATIN = "Latn", _("Latin")
    ARABIC = "Arab", _("Arabic")
    BENGALI = "Beng", _("Bengali")
    CYRILLIC = "Cyrl", _("Cyrillic")
    ETHIOPIC = "Ethi", _("Ethiopic")
    GEORGIAN = "Geor", _("Georgian")
    GURMUKHI = "Guru", _("Gurmukhi")
    HAN = "Hani", _("Chinese")
    SINHALA = "Sinh", _("Sinhala")
    TAMIL = "Taml", _("Tamil")
    DEVANAGARI = "Deva", _("Devanagari")
    OTHER = "Zyyy", _("Another script")
