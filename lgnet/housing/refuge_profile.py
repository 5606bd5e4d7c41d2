"""Who asks for protection, without identity: what a refuge reads before it says yes."""

import itertools
import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lgnet.people.catalogue import language_label
from lgnet.people.enums import Sex

from .enums import PlaceNeed, Urgency
from .rules import AGE_BANDS


@dataclass(frozen=True, slots=True)
class RefugeProfile:
    """Codes only. ``band`` is the first year of an age band, None where it is not sure."""

    sex: str | None
    band: int | None
    languages: Sequence[str]
    party: int
    urgency: Sequence[str]
    needs: Sequence[str]

    def to_text(self) -> str:
        """Return the profile as the text that is sealed."""
        told = {name: getattr(self, name) for name in self.__slots__}
        return json.dumps(told, sort_keys=True)

    @staticmethod
    def from_text(text: str) -> "RefugeProfile":
        """Return the profile that ``to_text`` wrote."""
        return RefugeProfile(**json.loads(text))

    @property
    def sex_words(self) -> str:
        """Return the sex in words, empty where it is not known."""
        return str(Sex(self.sex).label) if self.sex else ""

    @property
    def age_words(self) -> str:
        """Return the age band in words, empty where it is not known."""
        if self.band is None:
            return ""
        ends = dict(itertools.pairwise(AGE_BANDS))
        if self.band not in ends:
            return _("%(first)s years or more") % {"first": self.band}
        return _("%(first)s to %(last)s years") % {
            "first": self.band,
            "last": ends[self.band] - 1,
        }

    @property
    def language_words(self) -> str:
        """Return the languages in words."""
        return ", ".join(language_label(code) for code in self.languages)

    @property
    def urgency_words(self) -> list[str]:
        """Return the named reasons in words."""
        return [str(Urgency(code).label) for code in self.urgency]

    @property
    def need_words(self) -> list[str]:
        """Return the needs in words."""
        return [str(PlaceNeed(code).label) for code in self.needs]
