"""Closed lists of exchange: why a row was not carried over as it stood."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Effect(models.TextChoices):
    """What a finding did to its row."""

    LEFT_OUT = "left_out", _("Left out")
    IN_PART = "in_part", _("Carried in part")
    NOTED = "noted", _("Carried, to be checked")


class Reason(models.TextChoices):
    """Why. The value stands in report files, the label says it to a person."""

    # The row cannot be read.
    UNREADABLE_ROW = "unreadable_row", _("The quotation marks of this row do not close properly.")
    TOO_FEW_COLUMNS = "too_few_columns", _("The row has fewer cells than the heading.")
    TOO_MANY_COLUMNS = "too_many_columns", _("The row has more cells than the heading.")
    NUL_BYTE = "nul_byte", _("The row holds a NUL character, which no text may hold.")
    # A value cannot be read.
    MISSING_VALUE = "missing_value", _("The cell is empty and the layout asks for a value.")
    BAD_KEY = "bad_key", _("The identifier is longer than 32 characters or not plain text.")
    BAD_DATE = "bad_date", _("This is not a date of the calendar in the layout YYYY-MM-DD.")
    DATE_LAYOUT = "date_layout", _("The date is not written in the layout YYYY-MM-DD hh:mm:ss.")
    IMPLAUSIBLE_DATE = "implausible_date", _("The year lies outside what can be meant.")
    BAD_NUMBER = "bad_number", _("This is not a whole number from 0 to 100000.")
    UNKNOWN_CODE = "unknown_code", _("The code is not in the published list.")
    CELL_TOO_LONG = "cell_too_long", _("The text is longer than the layout allows.")
    CONTRADICTS_QUALITY = (
        "contradicts_quality",
        _("The value is there, but its quality code says that it was not given."),
    )
    # Keys and references.
    DUPLICATE_KEY = "duplicate_key", _("Another row has the same identifier; the first one counts.")
    UNKNOWN_ORGANISATION = "unknown_organisation", _("No such organisation could be carried over.")
    UNKNOWN_PROJECT = "unknown_project", _("No such project could be carried over.")
    UNKNOWN_PERSON = "unknown_person", _("No such person could be carried over.")
    UNKNOWN_ENROLMENT = "unknown_enrolment", _("No such enrolment could be carried over.")
    OTHER_PERSON = "other_person", _("The enrolment belongs to another person than the row says.")
    NO_ENROLMENT = "no_enrolment", _("No enrolment of this person could be carried over.")
    DELETED_AT_SOURCE = "deleted_at_source", _("The row was deleted in the system it comes from.")
    # Time.
    AFTER_EXPORT = "after_export", _("The date lies after the day of the export.")
    EXIT_BEFORE_ENTRY = "exit_before_entry", _("The exit comes before the entry.")
    END_BEFORE_START = "end_before_start", _("The last day comes before the first.")
    ENTRY_BEFORE_BIRTH = "entry_before_birth", _("The entry comes before the birth.")
    ENTRY_BEFORE_OPENING = "entry_before_opening", _("The entry comes before the project opened.")
    ENTRY_AFTER_CLOSING = "entry_after_closing", _("The entry comes after the project closed.")
    OUTSIDE_ENROLMENT = "outside_enrolment", _("The day lies outside the enrolment.")
    MOVE_IN_BEFORE_ENTRY = (
        "move_in_before_entry",
        _("The move-in comes before the entry; the stay starts with the entry."),
    )
    MOVE_IN_AFTER_EXIT = (
        "move_in_after_exit",
        _("The move-in comes after the exit: nobody slept there in this enrolment."),
    )
    ENGAGED_OUTSIDE_ENROLMENT = (
        "engaged_outside_enrolment",
        _("The day of engagement lies outside the enrolment, so no case was opened."),
    )
    # Nights and places.
    NOT_MOVED_IN = "not_moved_in", _("There is no move-in date: no home was found yet.")
    NO_NIGHTS = "no_nights", _("Entry and exit fall on one day: no night was spent there.")
    NO_BED_NIGHTS = "no_bed_nights", _("The shelter counts single nights and none is recorded.")
    BED_NIGHT_ELSEWHERE = (
        "bed_night_elsewhere",
        _("A single night is recorded in a project that does not count single nights."),
    )
    NO_PLACE = "no_place", _("No place of the project was free on any night of this stay.")
    NIGHTS_WITHOUT_PLACE = (
        "nights_without_place",
        _("On some nights no place was free; the stay holds the other nights."),
    )
    OVERLAPPING_STAY = (
        "overlapping_stay",
        _("The person has a later stay on the same nights; each night counts there."),
    )
    PROJECT_WITHOUT_PLACES = (
        "project_without_places",
        _("People sleep in this project, but no inventory gives it a place."),
    )
    NO_STRUCTURE = (
        "no_structure",
        _("The project is a desk or works on the street: there is no house to hold this."),
    )
    NO_BEDS = "no_beds", _("The inventory counts no bed.")
    TOO_MANY_BEDS = "too_many_beds", _("One inventory row counts more beds than can be meant.")
    AFTER_CLOSING = (
        "after_closing",
        _("The inventory goes on after the project closed; it ends there."),
    )
    PLACES_KEPT = "places_kept", _("The source counts fewer beds than before; the places stay.")
    STAY_MOVED = (
        "stay_moved",
        _("The source now names another person or project for this stay; ours was left as it is."),
    )
    CHANGED_HERE = (
        "changed_here",
        _("Staff here have decided otherwise since; ours was left as it is."),
    )
    # Households.
    NO_HOUSEHOLD_HEAD = "no_household_head", _("Nobody of this household is its head.")
    TWO_HOUSEHOLD_HEADS = "two_household_heads", _("This household has more than one head.")
    # Cases and services.
    NOT_ENGAGED = "not_engaged", _("Met on the street and not engaged yet: contacts, but no case.")
    CASE_JOINED = "case_joined", _("Overlaps another enrolment of this person: both are one case.")
    CASE_ALREADY_OPEN = "case_already_open", _("This person has an open case here already.")
    SERVICE_WITHOUT_EQUAL = "service_without_equal", _("Our list of services has no equal.")
    # Files and headings.
    FILE_MISSING = "file_missing", _("The export does not have this file.")
    FILE_UNKNOWN = "file_unknown", _("The published layout does not have this file.")
    NESTED_ARCHIVE = "nested_archive", _("An archive inside the archive is never opened.")
    COLUMN_MISSING = "column_missing", _("The file lacks this column.")
    COLUMN_UNKNOWN = "column_unknown", _("The published layout does not have this column.")
    NOT_UTF8 = "not_utf8", _("The file is not UTF-8; it was read as Windows-1252.")
    ONE_ROW = "one_row", _("This file has one row; the first one counts.")
    OTHER_VERSION = "other_version", _("The export names another version than FY2026.")


class ExternalKind(models.TextChoices):
    """What an identifier of another system stands for."""

    COMPARTMENT = "compartment", _("Compartment")
    ORGANISATION = "organisation", _("Organisation")
    STRUCTURE = "structure", _("Structure")
    UNIT = "unit", _("Unit")
    PLACE = "place", _("Place")
    PERSON = "person", _("Person")
    STAY = "stay", _("Stay")
    CASE = "case", _("Case")
    ENCOUNTER = "encounter", _("Encounter")
    SERVICE_GIVEN = "service_given", _("Service given")


class FileRefusal(models.TextChoices):
    """Why a table of people is not read at all. The reading process says the value."""

    EMPTY = "empty", _("The file holds nothing.")
    TOO_LARGE = "too_large", _("The file is larger than 10 megabytes. Split it into two.")
    TOO_LARGE_UNPACKED = (
        "too_large_unpacked",
        _("The file unpacks to far more than a list of people. Save it as CSV and try again."),
    )
    TOO_MANY_ROWS = "too_many_rows", _("The file has more than 50,000 rows. Split it into two.")
    TOO_MANY_COLUMNS = (
        "too_many_columns",
        _("The file has more than 100 columns. Take out those that are not about the person."),
    )
    TOO_SLOW = "too_slow", _("Reading the file takes too long. Save it as CSV and try again.")
    NOT_A_TABLE = (
        "not_a_table",
        _("This is no table. Save it as CSV or XLSX in the program it comes from."),
    )
    OLD_FORMAT = (
        "old_format",
        _("This is an old Excel file, or one locked with a password. Save it as XLSX without one."),
    )
    WEB_PAGE = (
        "web_page",
        _("This is a web page under another name. Open it in a spreadsheet and save it as XLSX."),
    )
    MACROS = (
        "macros",
        _("The file carries macros or embedded objects. Save it as XLSX without them."),
    )
    ENTITIES = (
        "entities",
        _("The file carries definitions that could read other files. Save it again as XLSX."),
    )
    LEADS_OUT = "leads_out", _("The file holds a part whose path leads out of it.")
    LOCKED = "locked", _("The file is locked with a password. Save it without one.")
    TWO_KINDS = (
        "two_kinds",
        _("The file is two kinds of file at once, or hides another one. Save it again."),
    )
    DAMAGED = "damaged", _("The file is damaged. Open it, save it again and try once more.")
    WRONG_ENCODING = (
        "wrong_encoding",
        _("The letters of this file cannot be read in this encoding. Choose another one."),
    )
    OPEN_QUOTES = (
        "open_quotes",
        _("A quotation mark in the file is never closed, so rows run together. Save it as XLSX."),
    )
    NO_SUCH_SHEET = "no_such_sheet", _("The file has fewer sheets than that.")
    UNREADABLE = "unreadable", _("The file cannot be read. Save it as CSV and try again.")


class Target(models.TextChoices):
    """What a column says of a person."""

    KNOWN_AS = "known_as", _("What we call this person")
    GIVEN = "given", _("Given name")
    FAMILY = "family", _("Family name")
    FULL = "full", _("Given and family name together")
    OTHER = "other", _("Other name or spelling")
    SEX = "sex", _("Sex")
    BIRTH_DATE = "birth_date", _("Date of birth")
    BIRTH_YEAR = "birth_year", _("Year of birth")
    AGE = "age", _("Age in years")
    CITIZENSHIP = "citizenship", _("Citizenship")
    LANGUAGE = "language", _("Language")
    PHONE = "phone", _("Phone")
    CODICE_FISCALE = "codice_fiscale", _("Codice fiscale")
    HEALTH_CODE = "health_code", _("STP or ENI code")
    PASSPORT = "passport", _("Passport number")
    PERMIT = "permit", _("Residence permit number")
    DOCUMENT = "document", _("Number of another document")
    EXTERNAL = "external", _("Number in the list this comes from")


class Trouble(models.TextChoices):
    """What strikes in a row of a table."""

    # The row is refused.
    NO_NAME = "no_name", _("There is no name and nothing to call this person.")
    NAME_TOO_LONG = "name_too_long", _("A name has more than 200 characters.")
    TOO_MANY_NAMES = "too_many_names", _("There are more than 20 names.")
    CUT = "cut", _("The cell has more than 2,000 characters, so it is no answer about a person.")
    SAME_NUMBER = "same_number", _("An earlier row of this file has the same number.")
    # The row is kept without this value.
    BAD_DATE = "bad_date", _("This is not a date that can be read. Left empty.")
    NO_SUCH_DAY = "no_such_day", _("There is no such day. Left empty.")
    FUTURE = "future", _("This date is still to come. Left empty.")
    TOO_OLD = "too_old", _("More than 110 years old. Left empty.")
    BAD_AGE = "bad_age", _("This is not an age in years. Left empty.")
    UNKNOWN_WORD = "unknown_word", _("We do not know this word. Say what it means, or it is left.")
    BAD_PHONE = "bad_phone", _("This is not a phone number. Left empty.")
    NUMBER_TOO_LONG = "number_too_long", _("The number has more than 60 characters. Left empty.")
    CELL_ERROR = "cell_error", _("The spreadsheet shows an error here. Left empty.")
    # Kept, and worth a second look.
    FORMULA = "formula", _("This begins like a formula. It was kept as text and never computed.")
    SHORT_YEAR = "short_year", _("The year has two digits. Check the century.")
    DAY_OR_MONTH = "day_or_month", _("Day and month could change places. Check the order above.")
    SERIAL = "serial", _("A bare number, read as a spreadsheet counts days.")
    BIRTH_TWICE = "birth_twice", _("Date, year and age do not agree. The most exact one was kept.")
    BAD_NUMBER = "bad_number", _("This is no such number. Left empty.")
    TOO_WIDE = "too_wide", _("The row has more cells than the heading: is a cell cut in two?")
    # About who it is.
    PLACEHOLDER = "placeholder", _("1 January is often written where the day is not known.")
    TWICE_HERE = "twice_here", _("An earlier row of this file may be the same person.")
    KNOWN = "known", _("This row was brought in before.")
    KNOWN_CHANGED = (
        "known_changed",
        _("This row was brought in before and has changed since. Our record stays as it is."),
    )
    MAY_BE_KNOWN = "may_be_known", _("Somebody recorded here may be this person.")


class RowState(models.TextChoices):
    """What the dry run found of a row."""

    FINE = "fine", _("Fine")
    WARNING = "warning", _("To look at")
    UNSURE = "unsure", _("Perhaps known")
    KNOWN = "known", _("Known already")
    REFUSED = "refused", _("Refused")


class RowDecision(models.TextChoices):
    """What is to become of a row."""

    NEW = "new", _("Record as new")
    EXISTING = "existing", _("Is this person")
    LEAVE = "leave", _("Leave out")
    OPEN = "open", _("To decide")


class TableState(models.TextChoices):
    """How far the import of a table is."""

    READ = "read", _("Columns to name")
    JUDGING = "judging", _("Being checked")
    JUDGED = "judged", _("Ready to decide")
    WRITING = "writing", _("Being brought in")
    WRITTEN = "written", _("Brought in")
    TAKEN_BACK = "taken_back", _("Taken back")
    FAILED = "failed", _("Did not work")
