"""Services and citizenships have a name in every language of the pages."""

import csv

import pytest
from django.conf import settings
from django.utils import translation

from lgnet.directory.actions.reference import FILE
from lgnet.directory.labels import LABELS
from lgnet.directory.models import Service
from lgnet.people.models import Country


def rows():
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(("language", "column"), [("it", "label_it"), ("en", "label_en")])
def test_labels_say_what_the_list_says(language, column):
    with translation.override(language):
        assert {code: str(label) for code, label in LABELS.items()} == {
            row["code"]: row[column] for row in rows()
        }


def test_a_code_a_city_adds_speaks_with_its_own_label():
    service = Service(code="own", label_it="Cosa", label_en="Thing")
    with translation.override("it"):
        assert str(service) == "Cosa"


@pytest.mark.django_db
@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
def test_every_citizenship_has_a_name(language):
    with translation.override(language):
        names = {country.istat_code: str(country) for country in Country.objects.all()}
    assert all(names.values())
    if language == "ar":
        assert not [name for name in names.values() if name.isascii()]
