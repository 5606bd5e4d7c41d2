"""May this person come? The rules of an offer beside what is known of somebody.

What is not known of a person never shuts a door: it is a reason to ask.
"""

from dataclasses import dataclass
from enum import StrEnum

from lgnet.directory.enums import ForWhom


class Fit(StrEnum):
    """Whether an offer is for somebody."""

    YES = "yes"
    ASK = "ask"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Whom:
    """Who looks: age in whole years, ``female`` or ``male`` or another sex, with a family or not.

    None: not known, or not told.
    """

    age: int | None = None
    sex: str | None = None
    is_family: bool | None = None


@dataclass(frozen=True, slots=True)
class Eligibility:
    """The rules of an offer; both ages are included."""

    sexes: str = ForWhom.ANY
    youngest: int | None = None
    oldest: int | None = None
    takes_families: bool = True


_SEX_OF = {ForWhom.WOMEN.value: "female", ForWhom.MEN.value: "male"}


def fit(rules: Eligibility, whom: Whom) -> Fit:
    """Return whether an offer is for somebody: yes, no, or only if asked.

    A family is refused where families are not taken; who is neither woman nor man by their papers
    is never refused by the sex of an offer: the offer is asked.
    """
    found = {_by_sex(rules.sexes, whom), _by_age(rules, whom), _by_family(rules, whom)}
    if Fit.NO in found:
        return Fit.NO
    return Fit.ASK if Fit.ASK in found else Fit.YES


def _by_sex(sexes: str, whom: Whom) -> Fit:
    wanted = _SEX_OF.get(str(sexes))
    if wanted is None:
        return Fit.YES
    if whom.sex == wanted:
        return Fit.YES
    return Fit.NO if whom.sex in _SEX_OF.values() else Fit.ASK


def _by_age(rules: Eligibility, whom: Whom) -> Fit:
    if rules.youngest is None and rules.oldest is None:
        return Fit.YES
    if whom.age is None:
        return Fit.ASK
    is_young = rules.youngest is not None and whom.age < rules.youngest
    is_old = rules.oldest is not None and whom.age > rules.oldest
    return Fit.NO if is_young or is_old else Fit.YES


def _by_family(rules: Eligibility, whom: Whom) -> Fit:
    if rules.takes_families or whom.is_family is False:
        return Fit.YES
    return Fit.NO if whom.is_family else Fit.ASK
