"""On what ground data of a person are used, and what a person's answers change: no database.

The table stands on a page of its own, so that a data-protection officer reads what the code
does. Sources:

- GDPR (regulation EU 2016/679): art. 6(1)(e) and 9(2)(g) public task and substantial public
  interest; 6(1)(a), 7 and 9(2)(a) consent; 6(1)(d) and 9(2)(c) vital interests; recital 43: no
  consent where the two sides are so unequal that it is not free.
- D.lgs. 196/2003 (Codice privacy): art. 2-ter, public task rests on law or general acts;
  art. 2-sexies par. 2 (s), care for people in need; par. 2 (e), immigration and asylum.
- Law 328/2000, art. 6: social services are a task of municipalities.
- EDPB guidelines 05/2020 on consent: a public body seldom may ask for it, and never for what it
  does anyway.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from lgnet.kernel.nights import ITALY, add_months

from .enums import Purpose


class Basis(StrEnum):
    """The ground on which data are used for a purpose."""

    PUBLIC_TASK = "public_task"
    CONSENT = "consent"


class ConsentState(StrEnum):
    """Where an answer stands today."""

    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    REPLACED = "replaced"  # the person was asked again and answered anew


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalBasis:
    """The ground of one purpose, and how its consent is asked where it is one.

    ``ordinary`` and ``special`` are articles of the GDPR, for ordinary and for special data
    (health, origin, belief). ``usual_months`` is the term offered, ``longest_months`` the
    longest that may be agreed; None: no term needs to be named.
    """

    basis: Basis
    ordinary: str
    special: str
    law: tuple[str, ...] = ()
    names_recipient: bool = False
    usual_months: int | None = None
    longest_months: int | None = None

    @property
    def is_asked(self) -> bool:
        """Whether the person is asked: only where no is as good as yes."""
        return self.basis is Basis.CONSENT


_CARE_LAW = ("l. 328/2000 art. 6", "d.lgs. 196/2003 art. 2-ter", "art. 2-sexies(2)(e), (s)")
# A year is what somebody can look back on; then the person is asked again.
_USUAL_MONTHS, _LONGEST_MONTHS = 12, 24


def _public_task(ordinary: str = "6(1)(e)") -> LegalBasis:
    return LegalBasis(basis=Basis.PUBLIC_TASK, ordinary=ordinary, special="9(2)(g)", law=_CARE_LAW)


def _consent(*law: str, names_recipient: bool = False, has_term: bool = True) -> LegalBasis:
    return LegalBasis(
        basis=Basis.CONSENT,
        ordinary="6(1)(a)",
        special="9(2)(a)",
        law=("GDPR art. 7", *law),
        names_recipient=names_recipient,
        usual_months=_USUAL_MONTHS if has_term else None,
        longest_months=_LONGEST_MONTHS if has_term else None,
    )


LEGAL_BASES: dict[Purpose, LegalBasis] = {
    Purpose.CARE: _public_task(),
    Purpose.HEALTH: _public_task(),
    # Totals in which nobody can be found again: art. 89 asks for no more data than they need.
    Purpose.FIGURES: _public_task("6(1)(e), 89"),
    Purpose.SHARING: _consent(names_recipient=True),
    Purpose.CROSS_CITY: _consent(),
    # An image belongs to the person (civil code art. 10; l. 633/1941 art. 96).
    Purpose.MEDIA: _consent("l. 633/1941 art. 96", has_term=False),
}

# The exception beside the table: a life in danger, and a person who cannot answer.
VITAL_INTERESTS = ("6(1)(d)", "9(2)(c)")


def askable_purposes() -> tuple[Purpose, ...]:
    """Return the purposes for which a person may be asked at all."""
    return tuple(purpose for purpose, basis in LEGAL_BASES.items() if basis.is_asked)


def may_use(purpose: Purpose, answer: ConsentState | None) -> bool:
    """Return whether data may be used for a purpose, after the person's newest answer to it.

    Care, health and figures never look at an answer: refusing cannot reduce service, because no
    answer is read there. What is asked needs a yes that stands.
    """
    return not LEGAL_BASES[purpose].is_asked or answer is ConsentState.GIVEN


def state_of_answer(
    *,
    is_given: bool,
    is_withdrawn: bool,
    is_newest: bool,
    expires_on: dt.date | None,
    today: dt.date,
) -> ConsentState:
    """Return where an answer stands; ``is_newest`` among those to the same question.

    A yes holds to the end of its last day. A withdrawal stays one, whatever came later.
    """
    if not is_given:
        return ConsentState.REFUSED
    if is_withdrawn:
        return ConsentState.WITHDRAWN
    if not is_newest:
        return ConsentState.REPLACED
    if expires_on is not None and expires_on < today:
        return ConsentState.EXPIRED
    return ConsentState.GIVEN


def end_of(expires_on: dt.date | None) -> dt.datetime | None:
    """Return the moment a consent ends: the midnight after its last day, in Italy."""
    if expires_on is None:
        return None
    return dt.datetime.combine(expires_on + dt.timedelta(days=1), dt.time(), tzinfo=ITALY)


def usual_expiry(purpose: Purpose, *, today: dt.date) -> dt.date | None:
    """Return the last day offered for a yes given today, None where none needs to be named."""
    months = LEGAL_BASES[purpose].usual_months
    return add_months(today, months) if months else None


class WrongExpiry(ValueError):
    """The last day cannot be; ``reason`` is ``missing``, ``past`` or ``too_long``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def check_expiry(purpose: Purpose, expires_on: dt.date | None, *, today: dt.date) -> None:
    """Raise WrongExpiry where a yes given today may not hold until ``expires_on``."""
    longest = LEGAL_BASES[purpose].longest_months
    if expires_on is None:
        if longest:
            raise WrongExpiry("missing")
        return
    if expires_on < today:
        raise WrongExpiry("past")
    if longest and expires_on > add_months(today, longest):
        raise WrongExpiry("too_long")
