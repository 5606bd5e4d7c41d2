"""Writing down what silence has done already."""

from django.utils import timezone

from lgnet.referrals.enums import FactKind, ReceiverKind
from lgnet.referrals.models import Referral
from lgnet.referrals.rules import WAITING

from .facts import add_fact, carry
from .telling import tell_sender


def release_silent() -> int:
    """Write down in the open cell whose term passed in silence, and tell; return how many.

    The term releases by itself: this only says so.
    """
    late = Referral.objects.filter(state__in=WAITING, due_at__lt=timezone.now())
    count = 0
    for referral_id in list(late.order_by("due_at").values_list("pk", flat=True)):
        released = add_fact(referral_id=referral_id, kind=FactKind.RELEASED, by=None)
        tell_sender(released)
        if released.to_kind == ReceiverKind.CITY:
            carry(released.pk)
        count += 1
    return count
