"""Funding lines of one programme, for stays whose term is carried from house to house."""

from lgnet.network.models import FundingLine


def programme_line() -> FundingLine:
    """Return a funding line of a programme; each call of one test the same."""
    return FundingLine.objects.order_by("pk").first()
