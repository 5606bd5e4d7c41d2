"""Models of people, one concept a file."""

from .access import AboutPersonManager, PersonAccess, visible
from .cards import PersonCard
from .consents import Consent
from .contacts import ContactPoint
from .countries import Country
from .duplicates import DuplicateCandidate, PairVerdict
from .households import Guardianship, Household, HouseholdMember, MinorPathStep
from .identifiers import Identifier
from .languages import PersonCitizenship, PersonLanguage
from .match_tokens import MatchToken
from .names import PersonName
from .persons import Person
from .photos import Photo
from .record_requests import ReceivedRequest, RecordRequest, SharedExcerpt
from .search_keys import SearchKey, search_key_id, search_key_range
from .titles import ResidenceTitle

__all__ = [
    "AboutPersonManager",
    "Consent",
    "ContactPoint",
    "Country",
    "DuplicateCandidate",
    "Guardianship",
    "Household",
    "HouseholdMember",
    "Identifier",
    "MatchToken",
    "MinorPathStep",
    "PairVerdict",
    "Person",
    "PersonAccess",
    "PersonCard",
    "PersonCitizenship",
    "PersonLanguage",
    "PersonName",
    "Photo",
    "ReceivedRequest",
    "RecordRequest",
    "ResidenceTitle",
    "SearchKey",
    "SharedExcerpt",
    "search_key_id",
    "search_key_range",
    "visible",
]
