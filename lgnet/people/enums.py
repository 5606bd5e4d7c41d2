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
    DOCUMENT = "document", _("As on the document")


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


class AccessReason(models.TextChoices):
    """Why somebody may see a person."""

    CARE = "care", _("Works with this person")
    REFERRAL = "referral", _("Received a referral")
    TRANSFER = "transfer", _("Received the person from elsewhere")
    CONSENT = "consent", _("The person agreed")


class Ability(models.TextChoices):
    """How well someone speaks, understands or reads a language."""

    YES = "yes", _("Yes")
    LITTLE = "little", _("A little")
    NO = "no", _("No")


class Interpreter(models.TextChoices):
    """Whether someone needs an interpreter, and whom they wish for."""

    NO = "no", _("Not needed")
    ANYONE = "anyone", _("Needed")
    WOMAN = "woman", _("Needed, a woman")
    MAN = "man", _("Needed, a man")


class ContactKind(models.TextChoices):
    PHONE = "phone", _("Phone")
    EMAIL = "email", _("E-mail")
    OTHER = "other", _("Other way")


class Safety(models.TextChoices):
    """Whether it does no harm to call, or to leave a message."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Not known")


class IdentifierScheme(models.TextChoices):
    CODICE_FISCALE = "codice_fiscale", _("Codice fiscale")
    PROVISIONAL_CODICE_FISCALE = "provisional_cf", _("Provisional codice fiscale")
    STP = "stp", _("STP health code")
    ENI = "eni", _("ENI health code")
    PASSPORT = "passport", _("Passport")
    IDENTITY_CARD = "identity_card", _("Identity card")
    RESIDENCE_PERMIT = "permit", _("Residence permit number")
    CONSULAR_CARD = "consular", _("Consular card")
    OTHER = "other", _("Other document")


class TitleDocument(models.TextChoices):
    """What paper shows a residence title."""

    CARD = "card", _("Card")
    PAPER = "paper", _("Paper permit")
    RECEIPT = "receipt", _("Receipt of a request or renewal")
    VISA = "visa", _("Visa")
    OTHER = "other", _("Other paper")


class Relation(models.TextChoices):
    """What a member is in a household."""

    PARTNER = "partner", _("Partner")
    PARENT = "parent", _("Parent")
    CHILD = "child", _("Child")
    SIBLING = "sibling", _("Brother or sister")
    GRANDPARENT = "grandparent", _("Grandparent")
    GRANDCHILD = "grandchild", _("Grandchild")
    OTHER_RELATIVE = "relative", _("Other relative")
    NOT_RELATED = "not_related", _("Not related")
    UNKNOWN = "unknown", _("Not known")


class GuardianKind(models.TextChoices):
    """On what ground an adult answers for a minor."""

    PARENT = "parent", _("Parent")
    APPOINTED = "appointed", _("Guardian appointed by the court")
    PROVISIONAL = "provisional", _("Provisional guardian")
    FOSTER = "foster", _("Foster carer")


class MinorStep(models.TextChoices):
    """Steps that the law asks for where a minor is alone (d.lgs. 142/2015 art. 19, l. 47/2017)."""

    SAFE_PLACE = "safe_place", _("In a safe place for minors")
    COURT_TOLD = "court_told", _("Public prosecutor at the juvenile court told")
    GUARDIAN_ASKED = "guardian_asked", _("Guardian asked for at the juvenile court")
    SERVICES_TOLD = "services_told", _("Social services of the municipality told")
    INTERVIEW = "interview", _("First talk with a mediator")
    FAMILY_SEARCH = "family_search", _("Search for the family considered")


class Purpose(models.TextChoices):
    """What data of a person are used for; each has its lawful basis in rules."""

    CARE = "care", _("Help and follow-up by the joint service")
    HEALTH = "health", _("Health needs for the help asked")
    FIGURES = "figures", _("Figures without names")
    SHARING = "sharing", _("Telling another organisation")
    CROSS_CITY = "cross_city", _("Telling another city of the network")
    MEDIA = "media", _("Photos, videos and stories")


class Explained(models.TextChoices):
    """How a consent was explained."""

    SPOKEN = "spoken", _("Told in a language they speak")
    INTERPRETER = "interpreter", _("Told through an interpreter")
    READ = "read", _("Read by the person")
    READ_ALOUD = "read_aloud", _("Read aloud to the person")
    PICTURES = "pictures", _("Shown with pictures or sound")


class Verdict(models.TextChoices):
    """What somebody decided about two records."""

    SAME = "same", _("The same person")
    NEVER = "never_same", _("Never the same person")
    UNSURE = "not_sure", _("Not sure")


class RecordPart(models.TextChoices):
    """What one city may tell another of a person."""

    IDENTITY = "identity", _("Names, birth, sex and citizenship")
    LANGUAGES = "languages", _("Languages and interpreter")
    PAPERS = "papers", _("Papers and their numbers")
    CONTACTS = "contacts", _("How to reach the person")


class AskReason(models.TextChoices):
    """Why one city asks another for the record of a person."""

    PERSON_ASKS = "person_asks", _("The person asks for it")
    MOVED = "moved", _("The person has moved here and is followed here")
    PAPERS = "papers", _("A procedure for papers needs it")
    URGENT = "urgent", _("A life is in danger")


class DeclineReason(models.TextChoices):
    """Why a city does not tell."""

    ANOTHER = "another", _("It is probably somebody else")
    NO_CONSENT = "no_consent", _("The person does not wish it")
    NO_GROUND = "no_ground", _("The reason does not suffice")
    NOTHING = "nothing", _("There is nothing more to tell")


class GivingBasis(models.TextChoices):
    """On what ground a part is told to another city."""

    CONSENT = "consent", _("The person agreed (art. 6(1)(a), 9(2)(a))")
    TRANSFER = "transfer", _("The person moved there, and their care with them (art. 6(1)(e))")
    VITAL = "vital", _("A life is in danger (art. 6(1)(d), 9(2)(c))")


class RecordRequestState(models.TextChoices):
    OPEN = "open", _("Waiting for an answer")
    ACCEPTED = "accepted", _("Answered")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
