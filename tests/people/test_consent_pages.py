"""Asking a person at a desk: the text, the answer, its check."""

import datetime as dt
import itertools
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.people.actions.consents import withdraw_consent
from lgnet.people.consent_texts import (
    CURRENT,
    languages_of,
)
from lgnet.people.enums import (
    Explained,
    Purpose,
)
from lgnet.people.models import (
    Consent,
    PersonAccess,
)
from lgnet.people.rules_legal import (
    LEGAL_BASES,
)
from tests.factories.network import make_compartment, make_organisation, make_user
from tests.factories.people import make_person
from tests.factories.sharing import answer


def shares(person) -> list:
    return list(
        PersonAccess.objects.filter(person=person, reason="consent")
        .order_by("pk")
        .values_list("audience_id", flat=True)
    )


@pytest.fixture
def desk(sign_in, torino):
    return sign_in(Role.DESK_OPERATOR, torino)


@pytest.fixture
def someone(torino):
    with scope(city_id=torino.pk):
        return make_person("Amina", language="fra", language_answer="known")


def filled(**fields) -> dict[str, str]:
    until = timezone.localdate() + dt.timedelta(days=90)
    return {
        "id": str(uuid7()),
        "text_version": CURRENT,
        "language": "fra",
        "explained": Explained.SPOKEN,
        "answer": "yes",
        "expires_on": until.isoformat(),
        **fields,
    }


def form_of(person, purpose="sharing") -> str:
    return reverse("people:consent_new", args=[person.pk, purpose])


def count_of(city) -> int:
    with scope(city_id=city.pk):
        return Consent.objects.count()


@pytest.mark.django_db
def test_a_yes_to_an_organisation_is_checked_before_it_is_saved(desk, torino, someone):
    outside = make_organisation(torino, is_joint=False)
    sent = filled(recipient=str(outside.pk))
    checked = desk.post(form_of(someone), sent, headers={"accept-language": "en"})
    body = checked.content.decode()
    assert checked.status_code == 200
    assert "Nothing is saved yet" in body
    assert body.count(f'href="{form_of(someone)}#id_') == 5
    assert count_of(torino) == 0
    # The way back finds what was typed.
    back = desk.get(form_of(someone)).content.decode()
    assert re.search(rf'<option value="{outside.pk}"\s+selected', back)
    assert f'value="{sent["expires_on"]}"' in back
    # What the page itself would send is what is saved.
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', body))
    saved = desk.post(form_of(someone), hidden)
    assert saved.status_code == 302
    with scope(city_id=torino.pk):
        consent = Consent.objects.get()
        assert str(consent.pk) == sent["id"]
        assert shares(someone) == [outside.pk]


@pytest.mark.django_db
def test_a_no_is_saved_at_once(desk, torino, someone):
    outside = make_organisation(torino, is_joint=False)
    response = desk.post(form_of(someone), filled(recipient=str(outside.pk), answer="no"))
    assert response.status_code == 302
    assert count_of(torino) == 1


@pytest.mark.django_db
def test_neither_yes_nor_no_is_chosen_beforehand(desk, someone):
    body = desk.get(form_of(someone)).content.decode()
    assert not re.search(r'name="answer"[^>]*checked', body)
    unanswered = {key: value for key, value in filled().items() if key != "answer"}
    assert desk.post(form_of(someone, "media"), unanswered).status_code == 422


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [{"recipient": ""}, {"expires_on": ""}, {"language": "zz"}])
def test_a_wrong_form_saves_nothing(desk, torino, someone, wrong):
    outside = make_organisation(torino, is_joint=False)
    sent = filled(**{"recipient": str(outside.pk), "checked": "1", **wrong})
    assert desk.post(form_of(someone), sent).status_code == 422
    assert count_of(torino) == 0


@pytest.mark.django_db
def test_who_works_with_the_person_already_is_no_choice(desk, torino, palermo, someone):
    outside = make_organisation(torino, is_joint=False)
    joint, elsewhere = make_organisation(torino), make_organisation(palermo, is_joint=False)
    national = make_organisation(None)
    body = desk.get(form_of(someone)).content.decode()
    assert str(outside.pk) in body
    for other in (joint, elsewhere, national, desk.member.organisation):
        assert str(other.pk) not in body
        sent = filled(recipient=str(other.pk), checked="1")
        assert desk.post(form_of(someone), sent).status_code == 422


@pytest.mark.django_db
@pytest.mark.parametrize("purpose", ["care", "health", "figures", "anything"])
def test_nobody_is_asked_about_a_public_task(desk, someone, purpose):
    assert desk.get(form_of(someone, purpose)).status_code == 404
    assert desk.post(form_of(someone, purpose), filled()).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("language", languages_of())
def test_the_text_is_shown_in_the_persons_language(desk, torino, someone, language):
    outside = make_organisation(torino, is_joint=False, name="Faro <b>")
    url = reverse("people:consent_text", args=[someone.pk, "sharing", language])
    body = desk.get(f"{url}?recipient={outside.pk}&until=2027-05-01").content.decode()
    direction = "rtl" if language == "ara" else "ltr"
    assert re.search(rf'class="people-consent-text" lang="\w+" dir="{direction}"', body)
    assert "Faro &lt;b&gt;" in body
    assert "2027" in body or "২০২৭" in body or "٢٠٢٧" in body
    assert someone.known_as in body


@pytest.mark.django_db
def test_there_is_no_text_in_a_language_nobody_wrote(desk, someone):
    url = reverse("people:consent_text", args=[someone.pk, "sharing", "swa"])
    assert desk.get(url).status_code == 404


@pytest.mark.django_db
def test_a_guardian_answers_for_a_minor(desk, torino):
    with scope(city_id=torino.pk):
        child = make_person(
            "Bilal",
            birth_date=dt.date(timezone.localdate().year - 10, 1, 1),
            birth_precision="year",
            birth_answer="known",
        )
    body = desk.get(form_of(child), headers={"accept-language": "en"}).content.decode()
    assert "guardian" in body


@pytest.mark.django_db
def test_the_page_tells_every_answer_as_it_stands(desk, torino, someone):
    with scope(city_id=torino.pk):
        by = make_user()
        given = answer(someone, make_organisation(torino, is_joint=False), by=by)
        gone = answer(someone, make_organisation(torino, is_joint=False), by=by)
        withdraw_consent(consent_id=gone.pk, by=by)
        answer(someone, by=by, purpose=Purpose.MEDIA, is_given=False, days=None)
    url = reverse("people:sharing", args=[someone.pk])
    body = desk.get(url, headers={"accept-language": "en"}).content.decode()
    for words in ("Agreed", "Withdrawn", "Said no"):
        assert words in body
    assert reverse("people:consent_withdraw", args=[given.pk]) in body
    assert reverse("people:consent_withdraw", args=[gone.pk]) not in body


@pytest.mark.django_db
def test_undo_is_offered_for_a_first_answer_only(desk, torino, someone):
    outside = make_organisation(torino, is_joint=False)
    offers = itertools.count()
    for answered in ("yes", "no"):
        sent = filled(recipient=str(outside.pk), answer=answered, checked="1")
        page = desk.post(form_of(someone), sent, follow=True).content.decode()
        found = re.findall(r"/undo/([0-9a-f-]{36})/", page)
        assert len(found) == (1 if next(offers) == 0 else 0), answered


@pytest.mark.django_db
def test_undo_of_a_recording_closes_again(desk, torino, someone):
    outside = make_organisation(torino, is_joint=False)
    sent = filled(recipient=str(outside.pk), checked="1")
    page = desk.post(form_of(someone), sent, follow=True).content.decode()
    (offer,) = re.findall(r"/undo/([0-9a-f-]{36})/", page)
    assert desk.post(reverse("ui:undo", args=[offer])).status_code == 302
    assert count_of(torino) == 0
    with scope(city_id=torino.pk):
        assert shares(someone) == []


@pytest.mark.django_db
def test_from_a_refuge_nothing_is_shared(torino):
    from lgnet.people.access import recipients_for

    make_organisation(torino, is_joint=False)
    with scope(city_id=torino.pk, compartment_id=make_compartment(torino).pk):
        person = make_person()
        assert not recipients_for(person, asked_by=make_organisation(torino)).exists()


@pytest.mark.django_db
def test_the_table_of_grounds_shows_every_purpose(desk):
    body = desk.get(reverse("people:lawful_ground"), headers={"accept-language": "en"})
    for basis in LEGAL_BASES.values():
        assert f"GDPR {basis.ordinary}; {basis.special}" in body.content.decode()
