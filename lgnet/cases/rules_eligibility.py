"""When a conclusion about a funding line needs a reason in words. Pure: values in, values out."""

from collections.abc import Collection

from .enums_eligibility import Conclusion, Met


def needs_reason(conclusion: Conclusion, answers: Collection[Met]) -> bool:
    """Return whether the conclusion does not follow from how the conditions stand.

    A worker may conclude otherwise than the conditions read, and says why: the funds ask for the
    grounds of an exception, and a refusal without any condition that fails has none.
    """
    if conclusion == Conclusion.MEETS:
        return any(one != Met.YES for one in answers)
    if conclusion == Conclusion.NOT_MET:
        return Met.NO not in answers
    return False
