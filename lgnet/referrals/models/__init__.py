"""Models of referrals."""

from .facts import ReferralFact
from .links import ReferralLink
from .policy import ReferralPolicy
from .referrals import Referral
from .transfers import ReceivedTransfer

__all__ = ["ReceivedTransfer", "Referral", "ReferralFact", "ReferralLink", "ReferralPolicy"]
