"""One row of each tenant table of people, in the open scope; ``id`` may be given."""

import datetime as dt
import itertools
from collections.abc import Callable
from typing import Any

from lgnet.kernel.ids import derived_uuid
from lgnet.people import enums, models
from lgnet.people.models import Person
from tests.factories.people import make_person
from tests.house import rows_across_cities

_numbers = itertools.count(1)
DAY = dt.date(2026, 3, 1)


def about_person(model: Any, **values: Any) -> Callable[..., Any]:
    """Return the recipe of a model that belongs to a person and needs these values besides."""

    def make(**fields: Any) -> Any:
        return model.objects.create(person=make_person(), **values, **fields)

    return make


def _pair(model: Any, **values: Any) -> Callable[..., Any]:
    def make(**fields: Any) -> Any:
        first, second = sorted((make_person(), make_person()), key=lambda person: person.pk)
        return model.objects.create(first=first, second=second, **values, **fields)

    return make


def _search_key(**fields: Any) -> Any:
    fields.setdefault("id", derived_uuid("key", next(_numbers)))
    return models.SearchKey.objects.create(person=make_person(), **fields)


def _access(**fields: Any) -> Any:
    return models.PersonAccess.objects.create(
        person=make_person(),
        audience_id=derived_uuid("audience", next(_numbers)),
        reason=enums.AccessReason.CARE,
        **fields,
    )


def _member(**fields: Any) -> Any:
    household = models.Household.objects.create()
    return models.HouseholdMember.objects.create(
        household=household, person=make_person(), from_on=DAY, **fields
    )


def _guardianship(**fields: Any) -> Any:
    return models.Guardianship.objects.create(
        person=make_person(),
        guardian=make_person(),
        kind=enums.GuardianKind.APPOINTED,
        from_on=DAY,
        **fields,
    )


def _citizenship(**fields: Any) -> Any:
    country = models.Country.objects.order_by("pk").first()
    return models.PersonCitizenship.objects.create(person=make_person(), country=country, **fields)


def delete_person(person: Person) -> None:
    """Delete a person and all that was made with them, as nothing else would."""
    for model in (models.SearchKey, models.PersonAccess):
        model.objects.filter(person=person).delete()
    person.delete()


RECIPES: dict[str, Callable[..., Any]] = {
    "people.Person": lambda **fields: make_person(**fields),
    "people.PersonName": about_person(
        models.PersonName, kind=enums.NameKind.GIVEN, script=enums.Script.LATIN, text="Amina"
    ),
    "people.SearchKey": _search_key,
    "people.PersonAccess": _access,
    "people.PersonLanguage": about_person(models.PersonLanguage, language="fra"),
    "people.PersonCitizenship": _citizenship,
    "people.ContactPoint": about_person(
        models.ContactPoint, kind=enums.ContactKind.PHONE, value="+393331234567"
    ),
    "people.Identifier": about_person(
        models.Identifier, scheme=enums.IdentifierScheme.PASSPORT, value="AB123456"
    ),
    "people.ResidenceTitle": about_person(models.ResidenceTitle),
    "people.Photo": about_person(models.Photo, image=b"image", thumbnail=b"thumbnail"),
    "people.PersonCard": about_person(models.PersonCard, code="0123456789AB"),
    "people.Household": lambda **fields: models.Household.objects.create(**fields),
    "people.HouseholdMember": _member,
    "people.Guardianship": _guardianship,
    "people.MinorPathStep": about_person(models.MinorPathStep, step=enums.MinorStep.SAFE_PLACE),
    "people.Consent": about_person(
        models.Consent,
        purpose=enums.Purpose.MEDIA,
        is_given=True,
        text_version="1",
        language="ita",
        explained=enums.Explained.SPOKEN,
    ),
    "people.DuplicateCandidate": _pair(models.DuplicateCandidate, weight=12.5),
    "people.PairVerdict": _pair(models.PairVerdict, verdict=enums.Verdict.NEVER),
    **rows_across_cities.RECIPES,
}
