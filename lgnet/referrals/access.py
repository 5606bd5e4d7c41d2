"""Who may do what with a referral, in which state; what is refused is said in plain words."""

from uuid import UUID

from .enums import ReceiverKind
from .models import Referral


class ReferralRefused(Exception):
    """This cannot be done (any more); ``str()`` says why, in plain words."""


def is_sender(referral: Referral, organisation_id: UUID) -> bool:
    """Return whether an organisation sent this: it withdraws, and takes up what comes back."""
    return referral.from_organisation_id == organisation_id


def is_receiver(referral: Referral, organisation_id: UUID) -> bool:
    """Return whether an organisation answers this here.

    A body without account answers by its link, another city at its own end.
    """
    return (
        referral.to_kind == ReceiverKind.ORGANISATION
        and referral.to_organisation_id == organisation_id
    )
