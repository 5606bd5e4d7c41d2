"""Labels of our services, in every language of the pages.

One line a code of ``data/services.csv``; a test holds the two together. A code that a city adds
later speaks with its own label.
"""

from django.utils.translation import gettext_lazy as _

LABELS = {
    "food": _("Food distribution"),
    "clothing": _("Clothing distribution"),
    "medicines": _("Medicines"),
    "hygiene": _("Showers and hygiene"),
    "canteen": _("Canteen"),
    "outreach": _("Outreach unit"),
    "one_off_grant": _("One-off grant"),
    "emergency_dormitory": _("Emergency dormitory"),
    "dormitory": _("Dormitory"),
    "semi_residential_community": _("Semi-residential community"),
    "residential_community": _("Residential community"),
    "protected_housing": _("Protected housing"),
    "self_managed_housing": _("Self-managed housing"),
    "solidarity_cohousing": _("Solidarity co-housing"),
    "protected_refuge": _("Protected refuge"),
    "housing_first": _("Housing first"),
    "day_centre": _("Day centre"),
    "social_club": _("Social club"),
    "workshop": _("Workshop"),
    "information": _("Information and orientation"),
    "registered_address": _("Registered address for people without a home"),
    "postal_address": _("Postal address"),
    "paperwork": _("Help with paperwork"),
    "accompaniment": _("Accompaniment to services"),
    "cultural_mediation": _("Linguistic and cultural mediation"),
    "house_search": _("House search and mediation with landlords"),
    "job_orientation": _("Job orientation"),
    "language_course": _("Italian language course"),
    "childcare": _("Childcare during the visit"),
    "personal_plan": _("Personal plan"),
    "educational_support": _("Educational counselling and support"),
    "psychological_support": _("Psychological counselling and support"),
    "structured_income_support": _("Structured income support"),
    "job_placement": _("Job placement"),
    "outpatient_health": _("Outpatient health care"),
    "therapy_custody": _("Custody and handing out of therapies"),
    "legal_protection": _("Legal protection"),
}
