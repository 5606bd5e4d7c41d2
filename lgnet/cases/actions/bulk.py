"""Loading cases in bulk, for imports and the demo."""

from collections.abc import Iterable

from lgnet.cases.models import Case, HelpTally
from lgnet.kernel.bulk import Written, upsert


def load_cases(cases: Iterable[Case]) -> Written:
    """Write cases in the open scope."""
    return upsert(Case, cases)


def load_tallies(tallies: Iterable[HelpTally]) -> Written:
    """Write counts of answers without a name, for the demo, in the open scope."""
    return upsert(HelpTally, tallies)
