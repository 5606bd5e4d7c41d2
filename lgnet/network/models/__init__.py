"""Models of the network, one concept a file."""

from .cities import City, Neighbourhood
from .funding_conditions import FundingCondition
from .memberships import Compartment, Membership
from .organisations import Organisation
from .programmes import CityEdition, Edition, FundingLine, Programme
from .tenant import TenantModel

__all__ = [
    "City",
    "CityEdition",
    "Compartment",
    "Edition",
    "FundingCondition",
    "FundingLine",
    "Membership",
    "Neighbourhood",
    "Organisation",
    "Programme",
    "TenantModel",
]
