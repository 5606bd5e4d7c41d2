"""Keyed tokens by which cities notice that they may know one person."""

from django.db import models

from lgnet.kernel.privacy import Label
from lgnet.kernel.tenancy import ScopedManager, TenantForeignKey
from lgnet.network.models.tenant import CELL_PRIVACY, TenantModel


class MatchToken(TenantModel):
    """A token of one person, made with the network's secret of one ``epoch``.

    No city reads another's: ``lgnet_known_elsewhere`` alone compares them, and only those of open
    compartments. Each hangs on the access of the city's joint service: where that is taken away,
    its tokens go with it, and where it has come to its term, they no longer count.
    """

    PRIVACY = CELL_PRIVACY | {
        "person": Label.OPERATIONAL,
        "access": Label.OPERATIONAL,
        "epoch": Label.OPERATIONAL,
        "token": Label.SENSITIVE,
    }

    person = TenantForeignKey("people.Person", models.CASCADE, related_name="+")
    access = TenantForeignKey("people.PersonAccess", models.CASCADE, related_name="+")
    # The number of the key in LGNET_NETWORK_KEYS.
    epoch = models.PositiveSmallIntegerField()
    token = models.UUIDField()

    objects = ScopedManager()

    class Meta(TenantModel.Meta):
        indexes = [models.Index(fields=["token"], name="people_match_by_token")]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "compartment_id", "person", "token"], name="people_match_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.person_id)
