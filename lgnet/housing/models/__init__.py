"""Models of housing, one concept a file."""

from .occupancy import Occupancy
from .requests import PlacementRequest
from .stays import Stay
from .structures import HousingStructure, Place, Unit

__all__ = ["HousingStructure", "Occupancy", "Place", "PlacementRequest", "Stay", "Unit"]
