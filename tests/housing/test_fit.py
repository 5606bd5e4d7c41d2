"""What fits whom, in words; and minors beside adults."""

import pytest

from lgnet.housing.actions import refusals
from lgnet.housing.actions.placing import give_place, give_places
from lgnet.housing.actions.requests import withdraw_request
from lgnet.housing.enums import PlaceNeed, RequestState, Sexes
from lgnet.housing.models import Stay
from lgnet.housing.queries.candidates import candidates
from lgnet.kernel.answers import Answer
from lgnet.people.enums import Sex
from tests.factories.families import make_minor
from tests.factories.housing import make_places, make_request, make_stay, make_structure
from tests.factories.network import make_user
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(in_torino):
    return make_user()


def test_what_fits_in_words(by):
    woman = make_person("Amina", sex=Sex.FEMALE, sex_answer=Answer.KNOWN)
    child = make_minor(age=8)
    house = make_structure(name="Casa A", takes_families=False, takes_pets=False, oldest=60)
    full = make_places(3, structure=house)
    make_stay(place=full[0])
    men = make_places(2, structure=make_structure(name="Casa B", sexes=Sexes.MEN))
    good = make_structure(name="Casa C", sexes=Sexes.WOMEN, is_step_free=True, takes_pets=True)
    fine = make_places(2, structure=good)
    needs = [PlaceNeed.STEP_FREE, PlaceNeed.PET, PlaceNeed.LOWER_BUNK]
    asked = make_request(woman, members=[child], needs=needs)
    found = {one.unit.pk: one for one in candidates(asked)}
    assert next(iter(found)) == fine[0].unit_id
    best = found[fine[0].unit_id].fit
    assert not best.against and len(best.offers) == 2
    # The child's sex is not known, and nobody looked at the beds: asked, never held against it.
    assert len(best.ask) == 2
    assert (
        found[men[0].unit_id].fit.against == ("solo per uomini",)
        or len(found[men[0].unit_id].fit.against) == 1
    )
    worst = found[full[0].unit_id]
    assert len(worst.places) == 2 and worst.room.others == 1
    # No families, no pets, a stranger in the room.
    assert len(worst.fit.against) == 3
    # Whoever comes alone and wants nothing finds nothing against it.
    alone = {one.unit.pk: one.fits for one in candidates(make_request())}
    assert alone[full[0].unit_id]
    crowd = candidates(make_request(unnamed=4))
    assert not any(one.fits for one in crowd) and len(crowd) == 3


def test_minors_and_unrelated_adults(by):
    child, place = make_minor(age=8), make_places(2)
    make_stay(place=place[1])
    alone = make_request(child)
    with pytest.raises(refusals.MinorAlone):
        give_place(request=alone, place=place[0], by=by)
    withdraw_request(request=alone, by=by)
    mother = make_person("Amina")
    asked = make_request(mother, members=[child])
    room = make_places(3)
    make_stay(place=room[2])
    beds = {mother.pk: room[0], child.pk: room[1]}
    with pytest.raises(refusals.MinorBesideStrangers):
        give_places(request=asked, beds=beds, by=by)
    asked.refresh_from_db()
    assert asked.state == RequestState.OPEN and Stay.objects.filter(request=asked).count() == 0
