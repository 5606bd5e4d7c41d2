"""A notice: that something happened or is due, told to one member of staff, in their cell."""

from django.db import models

from lgnet.kernel.ids import uuid7
from lgnet.kernel.privacy import Label
from lgnet.kernel.tenancy import ScopedModel


class Notice(ScopedModel):
    """One sentence for one user, kept as its kind and values: never as words, never with a name.

    Anybody in the cell may leave a notice; only whom it is for can read it.
    """

    PRIVACY = {
        "id": Label.OPERATIONAL,
        "city_id": Label.OPERATIONAL,
        "compartment_id": Label.OPERATIONAL,
        "user_id": Label.OPERATIONAL,
        "kind": Label.OPERATIONAL,
        "arguments": Label.OPERATIONAL,
        "url_name": Label.OPERATIONAL,
        "url_args": Label.OPERATIONAL,
        "made_at": Label.OPERATIONAL,
        "read_at": Label.OPERATIONAL,
        "once_key": Label.OPERATIONAL,
    }

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    city_id = models.UUIDField()
    user_id = models.UUIDField()
    # A name registered in registry.py, with the values its sentence needs.
    kind = models.CharField(max_length=60)
    arguments = models.JSONField(default=dict)
    # Where it leads: the name of an address and the identifiers in it.
    url_name = models.CharField(max_length=100)
    url_args = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    # What this notice is about, for the user once; null where each time counts.
    once_key = models.CharField(max_length=200, null=True)

    class Meta(ScopedModel.Meta):
        indexes = [
            models.Index(
                fields=["city_id", "compartment_id", "user_id", "-made_at"],
                name="notifications_notice_newest",
            ),
            models.Index(
                fields=["city_id", "compartment_id", "user_id"],
                condition=models.Q(read_at__isnull=True),
                name="notifications_notice_unread",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["city_id", "compartment_id", "user_id", "once_key"],
                name="notifications_notice_once",
            ),
        ]

    def __str__(self) -> str:
        return self.kind
