"""Protected files, written by their own actions: inside the open scope of who writes."""

from lgnet.cases.actions.restricted import let_in, write_entry
from lgnet.cases.enums_restricted import Harm
from lgnet.cases.models import Case, RestrictedFile
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import required_scope, scope
from tests.factories.cases import make_case

WORDS = "Lo zio le ha preso il passaporto"
TELLER = "La sorella Efua"
REASON = "Segue il percorso protetto"


def as_user(user):
    """Open the scope again for somebody of the same cell, as their request would."""
    here = required_scope("tests")
    return scope(city_id=here.city_id, compartment_id=here.compartment_id, user_id=user.pk)


def make_file(case: Case | None = None, *, by, text: str = WORDS, readers=(), **said):
    """Open a file with its first entry as ``by``, and let the readers in; return the file."""
    with as_user(by):
        case = case or make_case(by=by)
        told = {"harm": Harm.TRAFFICKING, "teller": TELLER} | said
        file: RestrictedFile = write_entry(id=uuid7(), case=case, by=by, text=text, **told).file
        for reader in readers:
            let_in(id=uuid7(), file=file, user_id=reader.pk, by=by, reason=REASON)
    return file
