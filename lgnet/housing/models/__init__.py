"""Models of housing, one concept a file."""

from .closures import Closure, Season
from .cohousing import Host, HouseAgreement, Mediation
from .holds import Hold
from .house_rules import HouseRules, RulesSignature
from .occupancy import Occupancy
from .refuges import ReceivedRefugeRequest, RefugeRequest
from .register import Belonging, Incident, NightMark, Visitor
from .requests import PlacementRequest, RequestMember
from .stays import Stay
from .structures import HousingStructure
from .tenancies import PrincipleCheck, SupportVisit, Tenancy
from .terms import Extension, StayPolicy, StayWarning
from .units import Place, Unit
from .upkeep import Defect, Inspection, StructurePhoto

__all__ = [
    "Belonging",
    "Closure",
    "Defect",
    "Extension",
    "Hold",
    "Host",
    "HouseAgreement",
    "HouseRules",
    "HousingStructure",
    "Incident",
    "Inspection",
    "Mediation",
    "NightMark",
    "Occupancy",
    "Place",
    "PlacementRequest",
    "PrincipleCheck",
    "ReceivedRefugeRequest",
    "RefugeRequest",
    "RequestMember",
    "RulesSignature",
    "Season",
    "Stay",
    "StayPolicy",
    "StayWarning",
    "StructurePhoto",
    "SupportVisit",
    "Tenancy",
    "Unit",
    "Visitor",
]
