from .drafts import CityForm, CoreForm
from .terms import NationalTerm
from .versions import FormVersion

__all__ = ["CityForm", "CoreForm", "FormVersion", "NationalTerm"]
