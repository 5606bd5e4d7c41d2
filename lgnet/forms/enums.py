"""Closed lists of tailored forms."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FieldType(models.TextChoices):
    """What a question takes as its answer."""

    SHORT_TEXT = "short_text", _("Short text")
    LONG_TEXT = "long_text", _("Long text")
    WHOLE_NUMBER = "whole_number", _("Whole number")
    DECIMAL = "decimal", _("Number with decimals")
    DATE = "date", _("Day")
    PARTIAL_DATE = "partial_date", _("Day of which a part may be known")
    YES_NO = "yes_no", _("Yes or no; not known and not said stand apart")
    ONE_CHOICE = "one_choice", _("One of some answers")
    SEVERAL_CHOICES = "several_choices", _("Any of some answers")
    NOTE = "note", _("A text to read, no question")


CHOICE_TYPES = (FieldType.ONE_CHOICE, FieldType.SEVERAL_CHOICES)
NUMBER_TYPES = (FieldType.WHOLE_NUMBER, FieldType.DECIMAL)


class Kind(models.TextChoices):
    """What a form is for."""

    CORE = "core", _("National core")
    EXTENSION = "extension", _("Own questions beside the national core")
    INSTRUMENT = "instrument", _("Own form")
    SERVICE_LIST = "service_list", _("Own list of services")


CITY_KINDS = (Kind.EXTENSION, Kind.INSTRUMENT, Kind.SERVICE_LIST)


class Moment(models.TextChoices):
    """By when a question must have an answer."""

    NEVER = "never", _("It may stay empty")
    SAVING = "saving", _("To save at all")
    CLOSING = "closing", _("To close; a draft may lack it")


class Comparison(models.TextChoices):
    """How a condition compares an earlier answer."""

    IS = "is", _("is")
    IS_NOT = "is_not", _("is not")
    HAS = "has", _("contains")
    MORE = "more", _("is more than")
    LESS = "less", _("is less than")
    ANSWERED = "answered", _("has an answer")
    EMPTY = "empty", _("has no answer")


WITHOUT_VALUE = (Comparison.ANSWERED, Comparison.EMPTY)


class Joint(models.TextChoices):
    """How several conditions go together."""

    ALL = "all", _("All of them hold")
    ANY = "any", _("At least one holds")


class Privacy(models.TextChoices):
    """How much an answer says of a person, as ``lgnet.kernel.privacy.Label`` has it."""

    IDENTIFYING = "identifying", _("Says who somebody is")
    SENSITIVE = "sensitive", _("Health, faith, origin, violence: needs special care")
    OPERATIONAL = "operational", _("About the work, not about the person")
    PUBLIC = "public", _("Could stand on a notice board")


class Purpose(models.TextChoices):
    """What an answer is asked for."""

    CARE = "care", _("To help the person")
    ELIGIBILITY = "eligibility", _("To see what the person is entitled to")
    SAFETY = "safety", _("To protect somebody")
    LAW = "law", _("Because a law asks for it")
    FIGURES = "figures", _("For figures without names")


LOCAL_ONLY = "-"
"""In the place of a national code: said to be of this city only."""


class ProblemKind(models.TextChoices):
    """What keeps a form from being published, or should be looked at first."""

    NO_QUESTION = "no_question", _("There is no question yet.")
    CODE_SHAPE = "code_shape", _("The code takes small letters, figures and _ after a letter.")
    CODE_TWICE = "code_twice", _("Another question or section has this code.")
    CODE_OF_CORE = "code_of_core", _("The national core has a question with this code.")
    NO_TEXT = "no_text", _("The wording is missing.")
    NO_TRANSLATION = "no_translation", _("The wording in other languages is missing.")
    NO_OPTIONS = "no_options", _("There is no answer left to choose from.")
    OPTION_TWICE = "option_twice", _("Two answers have one code.")
    OPTION_TEXT = "option_text", _("An answer has no wording.")
    TOO_MANY = "too_many", _("There are too many.")
    LIMITS = "limits", _("The smallest number is larger than the largest.")
    UNKNOWN_FIELD = "unknown_field", _("The condition asks a question that is not there.")
    LATER_FIELD = "later_field", _("The condition asks a question that comes later.")
    CIRCLE = "circle", _("The conditions go round in a circle: nobody would see these questions.")
    BAD_VALUE = "bad_value", _("The condition compares with something that is no answer to it.")
    BAD_OPERATOR = "bad_operator", _("The condition compares in a way that this question cannot.")
    NO_PRIVACY = "no_privacy", _("How much the answer says of a person is missing.")
    NO_PURPOSE = "no_purpose", _("What it is asked for is missing.")
    NO_MAPPING = "no_mapping", _("Neither a national term is named, nor “this city only”.")
    UNKNOWN_ENTRY = "unknown_entry", _("The national dictionary has no such term.")
    ENTRY_TYPE = "entry_type", _("The national term takes another kind of answer.")
    OPTION_MAPPING = "option_mapping", _("An answer lacks its national code, or “this city only”.")
    TYPE_CHANGED = (
        "type_changed",
        _("A published question keeps its kind of answer. Retire it and add another."),
    )
    VANISHED = "vanished", _("A published question can be retired, not taken away.")


class VersionState(models.TextChoices):
    """Whether a published version is the one that is asked."""

    CURRENT = "current", _("In use")
    EARLIER = "earlier", _("Earlier version")
    RETIRED = "retired", _("Out of use")


class ChangeKind(models.TextChoices):
    """What differs between two versions."""

    ADDED = "added", _("Added")
    RETIRED = "retired", _("Retired")
    RESTORED = "restored", _("Asked again")
    CHANGED = "changed", _("Changed")
    MOVED = "moved", _("Moved")


class LeftReason(models.TextChoices):
    """Why an answer of an earlier version is not taken over."""

    RETIRED = "retired", _("This is no longer asked.")
    OTHER_TYPE = "other_type", _("This is asked in another way now.")
    OPTION_GONE = "option_gone", _("This answer is no longer among those to choose from.")


class Coverage(models.TextChoices):
    """How a city stands to one term of the national dictionary."""

    MAPPED = "mapped", _("Asked")
    PARTLY = "partly", _("Asked, some answers without code")
    MISSING = "missing", _("Not asked")


class RowTrouble(models.TextChoices):
    """What is said of a row of an XLSForm."""

    NO_SURVEY = "no_survey", _("The sheet “survey” is missing. Without it there is no question.")
    NO_CHOICES = "no_choices", _("The sheet “choices” is missing; questions need it.")
    NO_COLUMN = "no_column", _("The sheet lacks the column “type” or “name”.")
    NO_NAME = "no_name", _("The question has no name. It is left out.")
    BAD_NAME = "bad_name", _("The name was made into a code we can use.")
    SAME_NAME = "same_name", _("An earlier row has this name. This one is left out.")
    NO_LABEL = "no_label", _("The question has no wording yet.")
    LOOP = "loop", _("Loops (repeat) do not exist here. The row is left out.")
    NOT_CLOSED = "not_closed", _("The group or loop that begins here is never closed.")
    NOT_OPENED = "not_opened", _("A group or loop ends here that never began.")
    NESTED = "nested", _("A group inside a group: its questions come in a section of their own.")
    UNKNOWN_TYPE = "unknown_type", _("We have no such kind of question. The row is left out.")
    MACHINE = "machine", _("Filled in by the phone, not by people. The row is left out.")
    NO_LIST = "no_list", _("The list of answers is not in the sheet “choices”.")
    TOO_MANY_OPTIONS = "too_many_options", _("The list has too many answers. The row is left out.")
    BAD_CHOICE = "bad_choice", _("An answer without name or list, or twice in one list: left out.")
    CONDITION = "condition", _("We do not understand the condition. Set it by hand.")
    CONSTRAINT = "constraint", _("Of the limits of the answer only numbers are taken over.")
    NOT_TAKEN = "not_taken", _("Calculations and filters are not taken over.")
    TOO_MANY = "too_many", _("More questions than a form can have. The row is left out.")
    BAD_MARK = "bad_mark", _("Privacy or purpose is not one of those we know. Set it by hand.")
    CUT = "cut", _("A cell is too long and was cut.")


LEAVES_OUT = frozenset(
    {
        *(RowTrouble.NO_NAME, RowTrouble.SAME_NAME, RowTrouble.LOOP, RowTrouble.UNKNOWN_TYPE),
        *(RowTrouble.MACHINE, RowTrouble.TOO_MANY_OPTIONS, RowTrouble.TOO_MANY),
        *(RowTrouble.NO_LIST, RowTrouble.BAD_CHOICE, RowTrouble.NOT_OPENED),
    }
)
