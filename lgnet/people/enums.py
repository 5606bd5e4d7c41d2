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


class IdentifierKind(models.TextChoices):
    """What a number was given by. None is ever needed to be helped."""

    CODICE_FISCALE = "codice_fiscale", _("Fiscal code (16 characters)")
    PROVISIONAL_CODE = "provisional_code", _("Provisional fiscal code (11 digits)")
    STP = "stp", _("STP health code")
    ENI = "eni", _("ENI health code")
    PASSPORT = "passport", _("Passport")
    IDENTITY_CARD = "identity_card", _("Identity card")
    RESIDENCE_PERMIT = "residence_permit", _("Residence permit number")
    CONSULAR_CARD = "consular_card", _("Consular card")
    OTHER = "other", _("Another number or card")


class ContactKind(models.TextChoices):
    """By which way a person can be reached."""

    PHONE = "phone", _("Phone")
    EMAIL = "email", _("Email")
    OTHER = "other", _("Another way")


class ContactOwner(models.TextChoices):
    """Whose phone or address it is: on a shared one others read and listen."""

    OWN = "own", _("Their own")
    SHARED = "shared", _("Shared with others")
    SOMEONE_ELSE = "someone_else", _("Someone else's")


class Ability(models.TextChoices):
    """How well a person reads, or speaks, a language."""

    YES = "yes", _("Yes")
    A_LITTLE = "a_little", _("A little")
    NO = "no", _("No")


class InterpreterGender(models.TextChoices):
    """Whom a person prefers to interpret for them."""

    WOMAN = "woman", _("A woman")
    MAN = "man", _("A man")
    EITHER = "either", _("Either")
