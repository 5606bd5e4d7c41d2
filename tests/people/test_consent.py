"""What is asked, how it is written down, and how it ends."""

import datetime as dt
import hashlib
import itertools
import re

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from lgnet.audit.models import AuditEvent
from lgnet.kernel.conflicts import Conflict
from lgnet.kernel.ids import uuid7
from lgnet.kernel.nights import ITALY
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.people.access import SharingRefused, answers_of, has_consent
from lgnet.people.actions.consents import retract_consent, withdraw_consent
from lgnet.people.consent_texts import (
    BLANK,
    CURRENT,
    FOLDER,
    VERSIONS,
    consent_text,
    languages_of,
)
from lgnet.people.enums import Explained, Purpose
from lgnet.people.models import Consent, PersonAccess
from lgnet.people.rules_legal import (
    LEGAL_BASES,
    Basis,
    ConsentState,
    WrongExpiry,
    askable_purposes,
    check_expiry,
    end_of,
    may_use,
    state_of_answer,
    usual_expiry,
)
from tests.factories.network import make_compartment, make_organisation, make_user
from tests.factories.people import make_person
from tests.factories.sharing import answer

TODAY = dt.date(2026, 3, 10)

# The rules ----------------------------------------------------------------------------------


def test_every_purpose_has_its_ground():
    assert set(LEGAL_BASES) == set(Purpose)


def test_only_optional_disclosures_are_asked():
    assert askable_purposes() == (Purpose.SHARING, Purpose.CROSS_CITY, Purpose.MEDIA)


@pytest.mark.parametrize("purpose", [Purpose.CARE, Purpose.HEALTH, Purpose.FIGURES])
@pytest.mark.parametrize("state", [None, *ConsentState])
def test_no_answer_changes_what_is_a_public_task(purpose, state):
    assert LEGAL_BASES[purpose].basis is Basis.PUBLIC_TASK
    assert may_use(purpose, state)


@pytest.mark.parametrize("purpose", [Purpose.SHARING, Purpose.CROSS_CITY, Purpose.MEDIA])
def test_what_is_asked_needs_a_standing_yes(purpose):
    allowed = [state for state in (None, *ConsentState) if may_use(purpose, state)]
    assert allowed == [ConsentState.GIVEN]


@given(
    st.booleans(), st.booleans(), st.booleans(), st.none() | st.dates(TODAY, dt.date(2030, 1, 1))
)
def test_only_a_newest_unwithdrawn_yes_stands(is_given, is_withdrawn, is_newest, expires_on):
    found = state_of_answer(
        is_given=is_given,
        is_withdrawn=is_withdrawn,
        is_newest=is_newest,
        expires_on=expires_on,
        today=TODAY,
    )
    assert (found is ConsentState.GIVEN) == (is_given and not is_withdrawn and is_newest)


@pytest.mark.parametrize(
    ("expires_on", "expected"),
    [
        (TODAY, ConsentState.GIVEN),
        (TODAY - dt.timedelta(days=1), ConsentState.EXPIRED),
        (None, ConsentState.GIVEN),
    ],
)
def test_a_yes_holds_to_the_end_of_its_last_day(expires_on, expected):
    found = state_of_answer(
        is_given=True, is_withdrawn=False, is_newest=True, expires_on=expires_on, today=TODAY
    )
    assert found is expected


@pytest.mark.parametrize(
    ("last_day", "ends_at"),
    [
        (dt.date(2026, 3, 10), dt.datetime(2026, 3, 10, 23, tzinfo=dt.UTC)),
        # The day the clocks go forward and the day they go back.
        (dt.date(2026, 3, 29), dt.datetime(2026, 3, 29, 22, tzinfo=dt.UTC)),
        (dt.date(2026, 10, 25), dt.datetime(2026, 10, 25, 23, tzinfo=dt.UTC)),
    ],
)
def test_a_consent_ends_at_midnight_in_italy(last_day, ends_at):
    assert end_of(last_day) == ends_at
    assert end_of(last_day).astimezone(ITALY).date() == last_day + dt.timedelta(days=1)


def test_a_consent_without_a_last_day_has_no_end():
    assert end_of(None) is None


@pytest.mark.parametrize(
    ("purpose", "expires_on", "reason"),
    [
        (Purpose.SHARING, None, "missing"),
        (Purpose.SHARING, TODAY - dt.timedelta(days=1), "past"),
        (Purpose.SHARING, dt.date(2028, 3, 11), "too_long"),
        (Purpose.MEDIA, TODAY - dt.timedelta(days=1), "past"),
    ],
)
def test_a_term_that_cannot_be(purpose, expires_on, reason):
    with pytest.raises(WrongExpiry) as problem:
        check_expiry(purpose, expires_on, today=TODAY)
    assert problem.value.reason == reason


@pytest.mark.parametrize(
    ("purpose", "expires_on"),
    [
        (Purpose.SHARING, TODAY),
        (Purpose.SHARING, dt.date(2028, 3, 10)),
        (Purpose.MEDIA, None),
        (Purpose.MEDIA, dt.date(2050, 1, 1)),
    ],
)
def test_a_term_that_can_be(purpose, expires_on):
    check_expiry(purpose, expires_on, today=TODAY)


def test_the_term_offered_can_be_chosen():
    for purpose in askable_purposes():
        check_expiry(purpose, usual_expiry(purpose, today=TODAY), today=TODAY)


# The texts ----------------------------------------------------------------------------------

# A text once read to somebody never changes: a better one is a new version.
DIGESTS = {
    "2026-1": {
        "ita": "dc8c54be97f0b9e6",
        "eng": "a1ca276795a56e5d",
        "fra": "91576778c78943e3",
        "ara": "558ce4e3af554f76",
        "ben": "4748e060b65b42ad",
    }
}


def test_the_texts_that_were_read_stay_as_they_were():
    assert tuple(DIGESTS) == VERSIONS
    for version, digests in DIGESTS.items():
        found = {
            path.stem: hashlib.sha256(path.read_bytes()).hexdigest()[:16]
            for path in (FOLDER / version).glob("*.toml")
        }
        assert found == digests


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("purpose", askable_purposes())
def test_every_language_says_all(version, purpose):
    fill = {"recipient": "Coperativa Faro", "until": "1 maggio 2027", "city": "Torino"}
    shapes = set()
    for language in languages_of(version):
        text = consent_text(purpose, language, fill=fill, version=version)
        whole = "\n".join([text.title, *text.lines, *text.free, text.yes, text.no])
        shapes.add(
            (len(text.lines), len(text.free), *(whole.count(word) for word in fill.values()))
        )
        assert not re.search(r"[{}]", whole), language
        assert (text.direction == "rtl") == (language == "ara")
    assert len(shapes) == 1, "a language says more or less than the others"


def test_what_is_not_known_yet_is_a_line_to_write_on():
    text = consent_text(Purpose.SHARING, "ita", fill={})
    assert BLANK in text.title


def test_a_name_with_braces_fills_no_other_gap():
    text = consent_text(Purpose.SHARING, "ita", fill={"recipient": "{until}", "until": "domani"})
    assert "{until}" in text.title


# Recording ----------------------------------------------------------------------------------


@pytest.fixture
def by(in_torino):
    return make_user()


@pytest.fixture
def faro(in_torino):
    return make_organisation(in_torino, is_joint=False)


def states(person) -> list[ConsentState]:
    return [one.state for one in answers_of(person)]


def shares(person) -> list:
    return list(
        PersonAccess.objects.filter(person=person, reason="consent")
        .order_by("pk")
        .values_list("audience_id", flat=True)
    )


@pytest.mark.django_db
def test_a_yes_opens_to_the_recipient_until_its_last_day(by, faro):
    person = make_person()
    consent = answer(person, faro, by=by, days=30)
    (row,) = PersonAccess.objects.filter(person=person, reason="consent")
    assert (row.audience_id, row.source_id) == (faro.pk, consent.pk)
    assert row.until_at == end_of(timezone.localdate() + dt.timedelta(days=30))
    assert states(person) == [ConsentState.GIVEN]


@pytest.mark.django_db
def test_a_no_opens_nothing_and_closes_no_help(by, faro, in_torino):
    person = make_person()
    consent = answer(person, faro, by=by, is_given=False)
    assert shares(person) == []
    assert consent.expires_on is None
    care = PersonAccess.objects.get(person=person)
    assert (care.audience_id, care.reason, care.until_at) == (in_torino.pk, "care", None)


@pytest.mark.django_db
@pytest.mark.parametrize("purpose", [Purpose.CROSS_CITY, Purpose.MEDIA])
def test_a_yes_without_a_recipient_opens_no_row(by, purpose):
    person = make_person()
    assert not has_consent(person, purpose)
    consent = answer(person, by=by, purpose=purpose)
    assert shares(person) == []
    assert has_consent(person, purpose)
    withdraw_consent(consent_id=consent.pk, by=by)
    assert not has_consent(person, purpose)


@pytest.mark.django_db
def test_help_needs_no_consent(by):
    person = make_person()
    assert has_consent(person, Purpose.CARE)
    answer(person, by=by, purpose=Purpose.MEDIA, is_given=False, days=None)
    assert has_consent(person, Purpose.CARE)
    with pytest.raises(SharingRefused):
        answer(person, by=by, purpose=Purpose.CARE)


@pytest.mark.django_db
def test_a_form_sent_twice_records_once_and_revives_nothing(by, faro):
    person, key = make_person(), uuid7()
    answer(person, faro, by=by, id=key)
    assert answer(person, faro, by=by, id=key).pk == key
    assert Consent.objects.count() == 1
    withdraw_consent(consent_id=key, by=by)
    answer(person, faro, by=by, id=key)
    assert shares(person) == []
    assert states(person) == [ConsentState.WITHDRAWN]


@pytest.mark.django_db
def test_an_identifier_holds_one_answer(by, faro):
    person, key = make_person(), uuid7()
    answer(person, faro, by=by, id=key)
    with pytest.raises(Conflict):
        answer(person, faro, by=by, id=key, is_given=False)
    assert shares(person) == [faro.pk]


@pytest.mark.django_db
def test_a_new_yes_sets_the_new_term(by, faro):
    person = make_person()
    answer(person, faro, by=by, days=300)
    second = answer(person, faro, by=by, days=10)
    (row,) = PersonAccess.objects.filter(person=person, reason="consent")
    assert row.source_id == second.pk
    assert states(person) == [ConsentState.GIVEN, ConsentState.REPLACED]


@pytest.mark.django_db
def test_a_no_withdraws_the_yes_before_it(by, faro):
    person = make_person()
    answer(person, faro, by=by)
    answer(person, faro, by=by, is_given=False)
    assert shares(person) == []
    assert states(person) == [ConsentState.REFUSED, ConsentState.WITHDRAWN]


@pytest.mark.django_db
def test_an_answer_about_one_organisation_says_nothing_of_another(by, faro, in_torino):
    person, ponte = make_person(), make_organisation(in_torino, is_joint=False)
    answer(person, faro, by=by)
    answer(person, ponte, by=by, is_given=False)
    assert shares(person) == [faro.pk]


@pytest.mark.django_db
def test_withdrawing_twice_changes_nothing(by, faro):
    person = make_person()
    consent = answer(person, faro, by=by)
    first = withdraw_consent(consent_id=consent.pk, by=by)
    again = withdraw_consent(consent_id=consent.pk, by=make_user())
    assert shares(person) == []
    assert (again.withdrawn_at, again.withdrawn_by) == (first.withdrawn_at, by)


@pytest.mark.django_db
def test_a_yes_expires_without_anybody_doing_anything(by, faro):
    person = make_person()
    answer(person, faro, by=by, days=5)
    with time_machine.travel(timezone.now() + dt.timedelta(days=7), tick=False):
        assert states(person) == [ConsentState.EXPIRED]
        assert not has_consent(person, Purpose.SHARING, faro.pk)
        # What has expired is not withdrawn by a later no: each is told as it was.
        answer(person, faro, by=by, is_given=False)
        assert states(person) == [ConsentState.REFUSED, ConsentState.REPLACED]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("recipient", {"recipient": None}),
        ("language", {"language": "xxx"}),
        ("text_version", {"text_version": "1999-1"}),
        ("expires_on", {"days": None}),
        ("expires_on", {"days": -1}),
        ("expires_on", {"days": 3000}),
    ],
)
def test_what_no_answer_can_hold(by, faro, field, wrong):
    person = make_person()
    with pytest.raises(ValidationError) as problem:
        answer(person, wrong.pop("recipient", faro), by=by, **wrong)
    assert field in problem.value.message_dict
    assert not Consent.objects.exists()
    assert shares(person) == []


@pytest.mark.django_db
def test_nobody_outside_the_city_is_a_recipient(by, palermo):
    person = make_person()
    for recipient in (make_organisation(palermo), make_organisation(None)):
        with pytest.raises(ValidationError):
            answer(person, recipient, by=by)
    assert shares(person) == []


@pytest.mark.django_db
def test_a_slip_of_the_hand_is_taken_back(by, faro):
    person = make_person()
    consent = answer(person, faro, by=by)
    assert not retract_consent(consent_id=consent.pk, by=make_user())
    assert retract_consent(consent_id=consent.pk, by=by)
    assert shares(person) == []
    assert states(person) == []


@pytest.mark.django_db
def test_undo_never_brings_back_what_the_person_withdrew(by, faro):
    person = make_person()
    answer(person, faro, by=by)
    refusal = answer(person, faro, by=by, is_given=False)
    assert not retract_consent(consent_id=refusal.pk, by=by)
    assert shares(person) == []
    other = answer(make_person(), faro, by=by)
    withdraw_consent(consent_id=other.pk, by=by)
    assert not retract_consent(consent_id=other.pk, by=by)


@pytest.mark.django_db
def test_each_change_stands_in_the_audit(by, faro):
    person = make_person()
    consent = answer(person, faro, by=by)
    withdraw_consent(consent_id=consent.pk, by=by)
    told = AuditEvent.objects.filter(detail__person=str(person.pk)).order_by("at", "id")
    assert list(told.values_list("verb", flat=True)) == [
        "people.consent_given",
        "people.shared",
        "people.sharing_ended",
        "people.consent_withdrawn",
    ]


# The pages ----------------------------------------------------------------------------------


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
    body = desk.get(reverse("people:legal_bases"), headers={"accept-language": "en"})
    for basis in LEGAL_BASES.values():
        assert f"GDPR {basis.ordinary}; {basis.special}" in body.content.decode()
