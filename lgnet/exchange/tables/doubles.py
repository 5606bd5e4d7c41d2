"""Rows of one file that speak of one person, or may: each is held against those before it."""

from dataclasses import dataclass, field

from lgnet.people.catalogue import Birth
from lgnet.people.enums import IdentifierScheme

from .folding import folded
from .judging import Judged


@dataclass(frozen=True, slots=True)
class Double:
    """An earlier row of the file: by the same number of the list, or by what it says.

    ``is_whole`` where the two rows say the same in every answer.
    """

    row: int
    by_number: bool = False
    is_whole: bool = False


@dataclass(slots=True)
class Doubles:
    """The rows met so far. Lives in memory for the time of a dry run."""

    numbers: dict[str, int] = field(default_factory=dict)
    wholes: dict[str, int] = field(default_factory=dict)
    papers: dict[str, int] = field(default_factory=dict)
    names: dict[tuple[str, str], int] = field(default_factory=dict)

    def meet(self, number: int, judged: Judged) -> Double | None:
        """Remember a row and return the earlier one it repeats, or None."""
        whole = repr(judged.told())
        external = folded(judged.external)
        papers = [
            f"{scheme.value}:{value}"
            for scheme, value in judged.numbers
            if scheme == IdentifierScheme.CODICE_FISCALE
        ]
        name = _name_and_birth(judged)
        found = None
        if external and external in self.numbers:
            return Double(self.numbers[external], by_number=True)
        if whole in self.wholes and not external:
            found = Double(self.wholes[whole], is_whole=True)
        for paper in papers:
            if found is None and paper in self.papers:
                found = Double(self.papers[paper])
        if found is None and name is not None and name in self.names:
            found = Double(self.names[name])
        if external:
            self.numbers[external] = number
        self.wholes.setdefault(whole, number)
        for paper in papers:
            self.papers.setdefault(paper, number)
        if name is not None:
            self.names.setdefault(name, number)
        return found


def _name_and_birth(judged: Judged) -> tuple[str, str] | None:
    """Return the words of the name in any order, with the birth; None where one is missing."""
    person = judged.profile
    if not isinstance(person.birth, Birth):
        return None
    whole = " ".join(filter(None, (person.given, person.family))) or person.known_as
    words = " ".join(sorted(folded(whole).split()))
    return words, f"{person.birth.first_day}{person.birth.precision}"
