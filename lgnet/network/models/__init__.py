"""Models of the network, one concept a file."""

from .cities import City, Neighbourhood
from .memberships import Compartment, Membership
from .organisations import Organisation
from .programmes import CityEdition, Edition, FundingLine, Programme
from .tenant import TenantModel

__all__ = [
    "City",
    "CityEdition",
    "Compartment",
    "Edition",
    "FundingLine",
    "Membership",
    "Neighbourhood",
    "Organisation",
    "Programme",
    "TenantModel",
]
