"""A household in one case: joining, withdrawing, nobody in two running cases."""

import random
import threading

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse

from lgnet.cases.actions.cases import close_case, open_case
from lgnet.cases.actions.parties import go_on_through, join_case, leave_case
from lgnet.cases.actions.party_refusals import InAnotherCase, MemberElsewhere, NotAnAdult, NotInCase
from lgnet.cases.actions.refusals import AlreadyOpen, CaseRefused, IsClosed
from lgnet.cases.actions.states import reopen_case
from lgnet.cases.enums import CaseState, Outcome
from lgnet.cases.enums_parties import GOES_THROUGH, Leaving
from lgnet.cases.models import Case, CaseParty
from lgnet.cases.queries.cases import cases_about, open_case_of
from lgnet.cases.queries.parties import present_in
from lgnet.kernel.conflicts import Conflict
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from tests.factories.cases import make_case, make_manager
from tests.factories.families import born, make_household, make_minor
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def by(in_torino):
    return make_manager()


def adult(name=None):
    return make_person(name, **born(30))


def join(case, person, by):
    return join_case(id=uuid7(), case=case, person=person, by=by)


def inside(case):
    """Return everybody in a case today."""
    case.refresh_from_db()
    return {case.person_id, *present_in(case).values_list("person_id", flat=True)}


def test_a_household_is_taken_in_charge_at_once(by):
    mother, father, son = adult(), adult(), make_minor()
    known = uuid7()
    told = {"id": known, "person": mother, "others": [father, son], "by": by, "responsible": by}
    case = open_case(**told)
    assert open_case(**told) == case
    assert inside(case) == {mother.pk, father.pk, son.pk}
    for person in (mother, father, son):
        assert open_case_of(person) == case
        assert list(cases_about(person)) == [case]


def test_one_who_is_in_another_case_stops_the_whole_opening(by):
    taken = adult("Yonas")
    join(make_case(by=by), taken, by)
    with pytest.raises(InAnotherCase) as refused, transaction.atomic():
        open_case(id=uuid7(), person=adult(), others=[adult(), taken], by=by, responsible=by)
    assert "Yonas" in str(refused.value) and refused.value.case is not None
    assert Case.objects.count() == 1


def test_nobody_is_in_two_running_cases_whichever_way(by):
    first, second, person = make_case(by=by), make_case(by=by), adult()
    party = join(first, person, by)
    assert join(first, person, by) == party, "in it already"
    with pytest.raises(InAnotherCase):
        join(second, person, by)
    with pytest.raises(InAnotherCase):
        join(second, first.person, by)
    with pytest.raises(AlreadyOpen):
        make_case(person, by=by)
    for row in (
        lambda: CaseParty.objects.create(case=second, person=person),
        lambda: CaseParty.objects.create(case=first, person=first.person),
        lambda: Case.objects.create(person=person),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            row()


def test_who_withdraws_leaves_the_others_and_what_was_written(by):
    case, person = make_case(by=by), adult()
    party = join(case, person, by)
    left = leave_case(party=party, leaving=Leaving.WITHDREW, note="Non vuole", by=by)
    again = leave_case(party=party, leaving=Leaving.DIED, by=by)
    assert (again.leaving, again.left_at) == (Leaving.WITHDREW, left.left_at)
    case.refresh_from_db()
    assert case.state == CaseState.OPEN and inside(case) == {case.person_id}
    own = make_case(person, by=by)
    assert set(cases_about(person)) == {case, own}
    for change in (
        lambda: CaseParty.objects.filter(pk=party.pk).update(left_at=None, leaving=None),
        lambda: CaseParty.objects.filter(pk=party.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_case_goes_on_through_another_adult(by):
    mother, father, son = adult(), adult(), make_minor()
    case = open_case(id=uuid7(), person=mother, others=[father, son], by=by, responsible=by)
    told = {"case": case, "seen": mother.pk, "leaving": Leaving.LEFT, "by": by}
    with pytest.raises(NotAnAdult):
        go_on_through(to=son.pk, **told)
    with pytest.raises(NotInCase):
        go_on_through(to=adult().pk, **told)
    with pytest.raises(NotInCase):
        go_on_through(to=father.pk, **{**told, "seen": son.pk})
    for _ in range(2):
        assert go_on_through(to=father.pk, **told).person == father
    assert inside(case) == {father.pk, son.pk}
    past = CaseParty.objects.filter(case=case, left_at__isnull=False)
    assert {(one.person_id, one.leaving) for one in past} == {
        (mother.pk, Leaving.LEFT),
        (father.pk, GOES_THROUGH),
    }
    assert past.get(person=mother).recorded_at == case.opened_at
    assert make_case(mother, by=by).person == mother


def test_a_closed_case_takes_nobody_and_reopens_only_where_all_are_free(by):
    case, person = make_case(by=by), adult()
    join(case, person, by)
    close_case(case=case, outcome=Outcome.OTHER, by=by)
    with pytest.raises(IsClosed):
        join(case, adult(), by)
    newer = make_case(person, by=by)
    with pytest.raises(MemberElsewhere, match=person.known_as):
        reopen_case(case=case, by=by)
    close_case(case=newer, outcome=Outcome.OTHER, by=by)
    reopen_case(case=case, by=by)
    assert inside(case) == {case.person_id, person.pk}


def test_who_went_their_own_way_leaves_a_closed_case_so_that_it_can_reopen(by):
    case, person = make_case(by=by), adult()
    party = join(case, person, by)
    close_case(case=case, outcome=Outcome.OTHER, by=by)
    make_case(person, by=by)
    leave_case(party=party, leaving=Leaving.OWN_CASE, by=by)
    reopen_case(case=case, by=by)
    assert inside(case) == {case.person_id}


@pytest.mark.parametrize("seed", range(6))
def test_in_any_order_a_person_is_in_one_running_case(by, seed):
    """Against a model: case -> the people in it; a deed is refused where the model forbids it."""
    chance = random.Random(seed)
    people = [adult() for _ in range(4)]
    model: dict = {}
    for _ in range(40):
        person, case = chance.choice(people), chance.choice([None, *model])
        deed = chance.choice(["open", "join", "leave", "close", "reopen", "go_on"])
        busy = {one for found, (runs, who) in model.items() if runs for one in who}
        try:
            with transaction.atomic():
                if deed == "open":
                    model[make_case(person, by=by)] = (True, [person.pk])
                    assert person.pk not in busy
                elif case is None:
                    continue
                elif deed == "join":
                    join(case, person, by)
                    runs, who = model[case]
                    assert runs and (person.pk in who or person.pk not in busy)
                    model[case] = (runs, [*who, *([] if person.pk in who else [person.pk])])
                elif deed == "leave" and (row := present_in(case).filter(person=person).first()):
                    leave_case(party=row, leaving=Leaving.LEFT, by=by)
                    runs, who = model[case]
                    model[case] = (runs, [one for one in who if one != person.pk])
                elif deed == "close":
                    close_case(case=case, outcome=Outcome.OTHER, by=by)
                    model[case] = (False, model[case][1])
                elif deed == "reopen":
                    reopen_case(case=case, by=by)
                    runs, who = model[case]
                    assert runs or not busy & set(who)
                    model[case] = (True, who)
                elif deed == "go_on":
                    runs, who = model[case]
                    go_on_through(case=case, to=person.pk, seen=who[0], leaving=Leaving.LEFT, by=by)
                    rest = [one for one in who[1:] if one != person.pk]
                    model[case] = (runs, who if person.pk == who[0] else [person.pk, *rest])
        except (CaseRefused, Conflict):
            pass
        for found, (runs, who) in model.items():
            assert inside(found) == set(who)
            assert (found.state != CaseState.CLOSED) == runs


@pytest.mark.django_db(transaction=True)
def test_added_to_one_case_while_opened_in_another(torino):
    """Two workers in the same moment: one is told, and the person is in one case."""
    for number in range(5):
        with scope(city_id=torino.pk):
            by = make_manager()
            case, person = make_case(by=by), adult(f"Gara {number}")
        together, told = threading.Barrier(2, timeout=20), []

        def deed(what, together=together, told=told):
            try:
                together.wait()
                with scope(city_id=torino.pk):
                    what()
                told.append("done")
            except (CaseRefused, Conflict) as refused:
                told.append(type(refused).__name__)
            finally:
                connection.close()

        deeds = [
            lambda case=case, person=person, by=by: join(case, person, by),
            lambda person=person, by=by: make_case(person, by=by),
        ]
        threads = [threading.Thread(target=deed, args=(one,)) for one in deeds]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(told)[1] == "done" and len(set(told)) == 2, told
        with scope(city_id=torino.pk):
            found = Case.objects.filter(person=person).count()
            assert found + CaseParty.objects.filter(person=person).count() == 1


# The pages -------------------------------------------------------------------------------------


@pytest.fixture
def worker(sign_in, torino):
    return sign_in(Role.CASE_MANAGER, torino)


@pytest.fixture
def family(worker, torino):
    with scope(city_id=torino.pk, user_id=worker.user.pk):
        people = [adult("Rahel"), adult("Sami"), make_minor("Noè")]
        make_household(*people)
    return people


def opened(worker, family, **more):
    page = worker.get(reverse("cases:case_new"), {"person": family[0].pk}, headers=ENGLISH)
    assert page.content.decode().count("checked") >= 2, "who lives with them is offered, ticked"
    told = {
        "id": page.context["form"]["id"].value(),
        "person": family[0].pk,
        "responsible": worker.user.pk,
        "others": [one.pk for one in family[1:]],
    }
    worker.post(reverse("cases:case_new"), {**told, **more})
    return told


def test_from_the_household_to_one_who_withdraws(worker, family, torino):
    told = opened(worker, family)
    page = worker.get(reverse("cases:case_detail", args=[told["id"]]), headers=ENGLISH)
    assert "Sami" in page.content.decode() and "Noè" in page.content.decode()
    assert "and 2 others" in worker.get(reverse("cases:cases"), headers=ENGLISH).content.decode()
    person = worker.get(reverse("people:detail", args=[family[1].pk]))
    assert reverse("cases:case_detail", args=[told["id"]]) in person.content.decode()
    with scope(city_id=torino.pk):
        party = CaseParty.objects.get(person=family[1])
    leave = reverse("cases:party_leave", args=[party.pk])
    assert worker.post(leave, {"note": "Resta scritto"}).status_code == 422
    answer = worker.post(leave, {"leaving": "withdrew", "note": "Resta scritto"})
    assert answer["Location"] == reverse("cases:people", args=[told["id"]])
    assert worker.get(leave).status_code == 302, "left already"
    text = worker.get(answer["Location"], headers=ENGLISH).content.decode()
    assert "Does not want to go on" in text and "Resta scritto" in text
    again = worker.post(answer["Location"], {"id": uuid7(), "person": family[1].pk})
    assert again.status_code == 302, "and can come back"


def test_a_closed_case_still_lets_somebody_leave(worker, family, torino):
    told = opened(worker, family)
    with scope(city_id=torino.pk, user_id=worker.user.pk):
        case = Case.objects.get(pk=told["id"])
        close_case(case=case, outcome=Outcome.OTHER, by=worker.user)
        party = CaseParty.objects.get(person=family[1])
        make_case(family[1], by=worker.user)
    leave = reverse("cases:party_leave", args=[party.pk])
    page = worker.get(reverse("cases:people", args=[case.pk]))
    assert leave in page.content.decode()
    state = reverse("cases:case_state", args=[case.pk])
    told = {"id": uuid7(), "move": "reopen", "reason": "È tornata"}
    refused = worker.post(state, told, headers=ENGLISH)
    assert refused.status_code == 409 and "Sami" in refused.content.decode()
    worker.post(leave, {"leaving": "own_case", "note": ""})
    assert worker.post(state, told).status_code == 302


def test_the_page_goes_on_through_the_other_adult_and_never_a_minor(worker, family):
    told = opened(worker, family)
    page = reverse("cases:go_on", args=[told["id"]])
    text = worker.get(page, headers=ENGLISH).content.decode()
    assert "Sami" in text
    assert f'value="{family[2].pk}"' not in text
    sent = {"seen": family[0].pk, "leaving": "left", "note": "", "to": family[1].pk}
    assert worker.post(page, {**sent, "to": family[2].pk}).status_code == 422
    stale = worker.post(page, {**sent, "seen": family[2].pk}, headers=ENGLISH)
    assert stale.status_code == 409 and "Look again" in stale.content.decode()
    assert worker.post(page, sent).status_code == 302
    text = worker.get(page, headers=ENGLISH).content.decode()
    assert "No adult is left in the case." in text


def test_who_joined_elsewhere_meanwhile_is_told_in_words(worker, family, torino):
    told = opened(worker, family, others=[])
    page = reverse("cases:people", args=[told["id"]])
    form = worker.get(page).context["form"]
    with scope(city_id=torino.pk, user_id=worker.user.pk):
        make_case(family[1], by=worker.user)
    answer = worker.post(page, {"id": form["id"].value(), "person": family[1].pk}, headers=ENGLISH)
    assert answer.status_code == 422
    with scope(city_id=torino.pk):
        assert not CaseParty.objects.exists()
