"""Imported again: the same file changes nothing, a changed one what is safe to change."""

import datetime as dt

import pytest

from lgnet.cases.models import Case
from lgnet.encounters.models import Encounter, ServiceGiven
from lgnet.exchange.hmis.archive import WrongFile
from lgnet.exchange.models import ExternalRecord, ImportRun
from lgnet.housing.models import Occupancy, Place, Stay
from lgnet.kernel.tenancy import scope
from lgnet.people.models import Person
from tests.exchange.snapshot import changed, snapshot
from tests.factories.network import make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def again(bring, export, torino):
    """Import the export; return a function that imports it anew, in Torino's scope."""
    bring(export)

    def enter():
        return bring(export)

    return enter


@pytest.fixture
def here(torino):
    """Return a function that opens Torino's scope."""
    return lambda: scope(city_id=torino.pk)


def ours(kind, key):
    return ExternalRecord.objects.get(kind=kind, external_id=key).object_id


def reasons(findings):
    return {reason for *_, reason in findings()}


def test_the_same_file_changes_nothing(again, as_superuser):
    before = snapshot(as_superuser)
    summary = again()
    assert changed(before, snapshot(as_superuser)) == set()
    assert not summary.has_written
    assert summary.counts["person"].unchanged == 6


def test_left_out_stays_are_left_out_again(bring, export, as_superuser, findings):
    export.enrol("e7", "5", "shelter", "2024-04-02", "2024-04-20")
    bring(export)
    before, told = snapshot(as_superuser), findings()
    bring(export)
    assert changed(before, snapshot(as_superuser)) == set()
    assert findings() == told


def test_a_trial_run_leaves_nothing(bring, export, as_superuser):
    before = snapshot(as_superuser)
    summary = bring(export, is_dry_run=True)
    assert changed(before, snapshot(as_superuser)) == set()
    assert summary.counts["person"].made == 6
    assert summary.is_dry_run


def test_a_failure_at_the_end_leaves_nothing(bring, export, as_superuser, monkeypatch):
    before = snapshot(as_superuser)

    def fail(cell):
        raise RuntimeError("the power went out")

    monkeypatch.setattr("lgnet.exchange.actions.hmis.load_cases", fail)
    with pytest.raises(RuntimeError):
        bring(export)
    assert changed(before, snapshot(as_superuser)) == set()
    monkeypatch.undo()
    assert bring(export).counts["case"].made == 2


def test_a_last_file_that_is_none_leaves_nothing(bring, export, as_superuser):
    before = snapshot(as_superuser)
    export.extra["CurrentLivingSituation.csv"] = b"Something,Else\r\n1,2\r\n"
    with pytest.raises(WrongFile):
        bring(export)
    assert changed(before, snapshot(as_superuser)) == set()


def test_a_change_made_here_outlives_the_same_row(again, here):
    with here():
        person = Person.objects.get(pk=ours("person", "1"))
        person.known_as, person.sex, person.sex_answer = "Zia", None, "declined"
        person.save()
    again()
    with here():
        person.refresh_from_db()
        assert (person.known_as, person.sex_answer) == ("Zia", "declined")


def test_a_changed_client_is_changed_here_and_keeps_every_name(again, here, export):
    with here():
        person = Person.objects.get(pk=ours("person", "1"))
        person.known_as = "Zia"
        person.save()
    export.row("Client.csv", "1").update(FirstName="Nomeuno", Sex="0")
    summary = again()
    assert (summary.counts["person"].changed, summary.counts["person"].made) == (1, 0)
    with here():
        person = Person.objects.get(pk=ours("person", "1"))
        assert (person.sex, person.known_as) == ("female", "Zia")
        assert {name.text for name in person.names.all()} == {"Nome1", "Cognome1", "Nomeuno"}
        assert ImportRun.objects.count() == 2


def test_a_column_not_carried_may_change(again, export, as_superuser):
    export.row("Client.csv", "1")["SSN"] = "987654321"
    before = snapshot(as_superuser)
    again()
    assert changed(before, snapshot(as_superuser)) == set()


def test_an_earlier_exit_frees_the_nights(again, here, export):
    export.row("Exit.csv", "xe1")["ExitDate"] = "2024-04-01"
    assert again().counts["stay"].changed == 1
    with here():
        stay = Stay.objects.get(pk=ours("stay", "e1"))
        assert stay.ended_on == dt.date(2024, 4, 1)
        assert [str(o.nights.upper) for o in stay.occupancies.all()] == ["2024-04-01"]


def test_a_stay_that_goes_on_takes_more_nights(again, here, export):
    export.row("Exit.csv", "xe1")["ExitDate"] = "2024-06-01"
    again()
    with here():
        stay = Stay.objects.get(pk=ours("stay", "e1"))
        nights = sorted((o.nights.lower, o.nights.upper) for o in stay.occupancies.all())
        assert (nights[0][0], nights[-1][1]) == (dt.date(2024, 3, 1), dt.date(2024, 6, 1))
        assert stay.ended_on == dt.date(2024, 6, 1)


def test_a_new_exit_ends_an_open_stay(again, here, export):
    export.add(
        "Exit.csv",
        ExitID="xe2",
        EnrollmentID="e2",
        PersonalID="2",
        ExitDate="2024-12-01",
        Destination=24,
    )
    again()
    with here():
        stay = Stay.objects.get(pk=ours("stay", "e2"))
        assert (str(stay.ended_on), stay.end_reason) == ("2024-12-01", "other")
        assert not Occupancy.objects.filter(nights__endswith=None, stay=stay).exists()


def test_a_stay_whose_nights_are_gone_is_kept_without_any(again, here, export):
    export.row("Enrollment.csv", "e1")["EntryDate"] = "2024-08-01"
    export.row("Exit.csv", "xe1")["ExitDate"] = "2024-09-01"
    for number, person in enumerate("34", start=8):
        export.person(f"9{person}")
        export.enrol(f"f{number}", f"9{person}", "shelter", "2024-07-01")
    again()
    with here():
        stay = Stay.objects.get(pk=ours("stay", "e1"))
        assert stay.started_on == stay.ended_on or stay.occupancies.exists()


def test_nights_taken_here_meanwhile_stay_taken(bring, export, here, findings):
    """The source says nothing of a person whom staff placed meanwhile: theirs holds."""
    bring(export)
    with here():
        place = Place.objects.filter(unit__structure__name="Dormitorio").order_by("label").first()
        Occupancy.objects.filter(place=place).delete()
        guest = Person.objects.create(known_as="Ospite")
        stay = Stay.objects.create(
            person=guest,
            structure=place.unit.structure,
            started_on=dt.date(2024, 5, 1),
            due_on=dt.date(2024, 11, 1),
            given_at=dt.datetime(2024, 5, 1, 12, tzinfo=dt.UTC),
        )
        taken = Occupancy.objects.create(
            place=place, person=guest, stay=stay, nights=(dt.date(2024, 5, 1), stay.due_on)
        )
    export.enrol("e7", "5", "shelter", "2024-06-01", "2024-07-01")
    bring(export)
    with here():
        taken.refresh_from_db()
        assert str(taken.nights.lower) == "2024-05-01"
    assert "no_place" in reasons(findings)


def test_a_stay_ended_by_staff_is_left_alone(again, here, export, findings):
    with here():
        Stay.objects.filter(pk=ours("stay", "e2")).update(
            ended_on=dt.date(2024, 10, 1),
            end_reason="left_city",
            ended_at=dt.datetime(2024, 10, 1, 9, tzinfo=dt.UTC),
            ended_by=make_user(),
        )
    export.row("Enrollment.csv", "e2")["EntryDate"] = "2024-04-02"
    again()
    assert "changed_here" in reasons(findings)
    with here():
        assert Stay.objects.get(pk=ours("stay", "e2")).end_reason == "left_city"


def test_a_stay_given_to_somebody_else_is_left_alone(again, here, export, findings):
    export.row("Enrollment.csv", "e2")["PersonalID"] = "3"
    again()
    assert "stay_moved" in reasons(findings)
    with here():
        assert Stay.objects.get(pk=ours("stay", "e2")).person_id == ours("person", "2")


def test_a_case_closed_by_staff_is_not_opened_again(again, here, export, findings):
    with here():
        Case.objects.filter(pk=ours("case", "e4")).update(
            state="closed",
            outcome="moved_away",
            closed_at=dt.datetime(2025, 1, 1, tzinfo=dt.UTC),
            closed_by=make_user(),
        )
    export.row("Enrollment.csv", "e4")["DateOfEngagement"] = "2024-06-09"
    again()
    assert "changed_here" in reasons(findings)
    with here():
        assert Case.objects.get(pk=ours("case", "e4")).outcome == "moved_away"


def test_a_person_has_one_open_case(again, here, export, findings):
    with here():
        Case.objects.create(person_id=ours("person", "1"))
    export.enrol("e7", "1", "desk", "2024-12-01")
    again()
    assert "case_already_open" in reasons(findings)
    with here():
        assert Case.objects.filter(person_id=ours("person", "1")).count() == 1


def test_fewer_beds_take_no_place_away(again, here, export, findings):
    export.row("Inventory.csv", "i-shelter")["BedInventory"] = "1"
    again()
    assert "places_kept" in reasons(findings)
    with here():
        assert Place.objects.filter(unit__structure__name="Dormitorio").count() == 2


def test_more_beds_are_added(again, here, export):
    export.row("Inventory.csv", "i-shelter")["BedInventory"] = "4"
    assert again().counts["place"].made == 2


def test_more_of_a_service_changes_its_count(again, here, export):
    export.serve("s4", "e5", "5", "2024-06-20", 152, 1)
    assert again().counts["service_given"].changed == 1
    with here():
        assert ServiceGiven.objects.get(service__code="one_off_grant").quantity == 3
        assert Encounter.objects.count() == 4


def test_another_system_keeps_its_own_identifiers(again, export):
    export.row("Export.csv", "e1")["ImplementationID"] = "another"
    assert again().counts["person"].made == 6
