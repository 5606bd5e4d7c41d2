"""The kinds of details a person's page has: what each asks, who may, and in which words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .actions import contacts, names, papers, tongues
from .forms import details as forms
from .models import (
    ContactPoint,
    Identifier,
    PersonCitizenship,
    PersonLanguage,
    PersonName,
    ResidenceTitle,
)

EDIT, PAPERS = "people.edit", "people.papers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One kind of detail. ``slug`` names its addresses, ``section`` the panel it stands in."""

    slug: str
    section: str
    model: type[Any]
    form: type[Any]
    permission: str
    add: Callable[..., Any]
    change: Callable[..., Any] | None
    end: Callable[..., None]
    new_title: Promise
    change_title: Promise
    ended: Promise


NAME = Part(
    slug="name",
    section="names",
    model=PersonName,
    form=forms.NameForm,
    permission=EDIT,
    add=names.add_name,
    change=names.change_name,
    end=names.remove_name,
    new_title=_("Add a name"),
    change_title=_("Change a name"),
    ended=_("The name has been removed."),
)
CITIZENSHIP = Part(
    slug="citizenship",
    section="names",
    model=PersonCitizenship,
    form=forms.CitizenshipForm,
    permission=EDIT,
    add=tongues.add_citizenship,
    change=None,
    end=tongues.remove_citizenship,
    new_title=_("Add a citizenship"),
    change_title=_("Change a citizenship"),
    ended=_("The citizenship has been removed."),
)
LANGUAGE = Part(
    slug="language",
    section="languages",
    model=PersonLanguage,
    form=forms.LanguageForm,
    permission=EDIT,
    add=tongues.add_language,
    change=tongues.change_language,
    end=tongues.remove_language,
    new_title=_("Add a language"),
    change_title=_("Change a language"),
    ended=_("The language has been removed."),
)
CONTACT = Part(
    slug="contact",
    section="contacts",
    model=ContactPoint,
    form=forms.ContactForm,
    permission=EDIT,
    add=contacts.add_contact_point,
    change=contacts.change_contact_point,
    end=contacts.end_contact_point,
    new_title=_("Add a way to reach this person"),
    change_title=_("Change a way to reach this person"),
    ended=_("This way to reach the person has ended. It stays visible, so that nobody uses it."),
)
IDENTIFIER = Part(
    slug="identifier",
    section="papers",
    model=Identifier,
    form=forms.IdentifierForm,
    permission=PAPERS,
    add=papers.add_identifier,
    change=papers.change_identifier,
    end=papers.end_identifier,
    new_title=_("Add a number or card"),
    change_title=_("Change a number or card"),
    ended=_("The number has ended. It stays with its dates."),
)
TITLE = Part(
    slug="title",
    section="papers",
    model=ResidenceTitle,
    form=forms.TitleForm,
    permission=PAPERS,
    add=papers.add_title,
    change=papers.change_title,
    end=papers.end_title,
    new_title=_("Add a residence title"),
    change_title=_("Change a residence title"),
    ended=_("The title has ended. It stays with its dates."),
)

PARTS = (NAME, CITIZENSHIP, LANGUAGE, CONTACT, IDENTIFIER, TITLE)


def part_of(label: str) -> Part | None:
    """Return the part of a model's label (``people.contactpoint``), or None."""
    return next((part for part in PARTS if part.model._meta.label_lower == label), None)
