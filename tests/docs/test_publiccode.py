"""publiccode.yml holds what version 0.7 of the standard asks for, and nothing untrue."""

import re
import tomllib
from pathlib import Path

import pytest
from django.conf import settings

from tests.docs.plain_yaml import NotPlain, read

PROJECT = Path(__file__).resolve().parents[2]
STATUSES = {"concept", "development", "beta", "stable", "obsolete"}
SCOPES = {"local-authorities", "welfare", "society", "emergency-services", "healthcare"}


@pytest.fixture(scope="module")
def document():
    return read((PROJECT / "publiccode.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def project():
    return tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_it_has_every_required_key(document):
    required = {
        "publiccodeYmlVersion", "name", "url", "platforms", "categories", "developmentStatus",
        "softwareType", "description", "legal", "maintenance", "localisation",
    }  # fmt: skip
    assert required <= document.keys()
    assert document["publiccodeYmlVersion"] == "0.7"
    assert document["url"].startswith("https://")
    assert document["platforms"] == ["web"]
    assert document["categories"]
    assert document["developmentStatus"] in STATUSES
    assert document["softwareType"] == "standalone/web"


@pytest.mark.parametrize("language", ["it", "en"])
def test_each_description_has_the_lengths_the_standard_sets(document, language):
    described = document["description"][language]
    assert 0 < len(described["shortDescription"]) <= 150
    assert 150 <= len(described["longDescription"]) <= 10_000
    assert 5 <= len(described["features"]) <= 20


def test_both_languages_list_the_same_features(document):
    both = document["description"]
    assert len(both["it"]["features"]) == len(both["en"]["features"])


def test_the_licence_is_that_of_the_package_and_its_text_is_whole(document, project):
    assert document["legal"]["license"] == project["license"] == "AGPL-3.0-or-later"
    text = (PROJECT / "LICENSE").read_text(encoding="utf-8")
    assert len(text.splitlines()) == 661
    assert "Copyright (C) 2007 Free Software Foundation, Inc. <https://fsf.org/>" in text


def test_the_languages_are_those_of_the_interface(document):
    localisation = document["localisation"]
    assert localisation["localisationReady"] is True
    assert localisation["availableLanguages"] == [code for code, _ in settings.LANGUAGES]


def test_a_maintained_state_names_who_maintains(document):
    maintenance = document["maintenance"]
    needed = {"internal": "contacts", "community": "contacts", "contract": "contractors"}
    kind = maintenance["type"]
    assert kind in {*needed, "none"}
    assert kind == "none" or maintenance[needed[kind]]


def test_the_audience_and_the_italian_section_are_in_form(document):
    audience = document["intendedAudience"]
    assert all(re.fullmatch("[A-Z]{2}", code) for code in audience["countries"])
    assert set(audience["scope"]) <= SCOPES
    italian = document["IT"]
    assert italian["countryExtensionVersion"] == "1.0"
    declared = [*italian["conforme"].values(), *italian["piattaforme"].values()]
    assert all(isinstance(value, bool) for value in declared)


def test_python_is_the_one_the_package_asks_for(document, project):
    needed = {part["name"]: part["versionMin"] for part in document["dependsOn"]["open"]}
    assert project["requires-python"] == f">={needed['Python']}"
    assert needed["PostgreSQL"] == "15"


@pytest.mark.parametrize(
    "text",
    ["a: [1, 2]", "a: 'x'", "a: &b c", "a: 1\na: 2", "a:\n", "a: one: two", "a: |\n  x", "\ta: 1"],
)
def test_the_reader_refuses_what_it_cannot_read(text):
    with pytest.raises(NotPlain):
        read(text)


def test_the_reader_reads_maps_lists_and_folded_texts():
    text = (
        'a:\n  - b: "1"\n    c: two words\n  - plain\nd: >\n  one\n  two\n\n\n  three\n\ne: true\n'
    )
    assert read(text) == {
        "a": [{"b": "1", "c": "two words"}, "plain"],
        "d": "one two\n\nthree\n",
        "e": True,
    }
