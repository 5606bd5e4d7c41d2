"""The communities the demo's people come from: language, script, ages, families.

Shares are plausible for street outreach and one-stop shops in Italy, not statistics.
"""

from dataclasses import dataclass

from lgnet.people.enums import Script


@dataclass(frozen=True, slots=True)
class Community:
    """Whom a pool of names belongs to, and how its people are spread.

    ``women`` is the share of women among adults who come alone; ``age`` the mean and spread of
    adults in years; ``families`` the share of arrivals that are families.
    """

    code: str
    country: str  # ISO 3166-1 alpha-3
    language: str  # ISO 639-3
    pool: str
    script: Script
    women: float
    age: tuple[float, float]
    families: float
    prefers_alt: bool = False
    family_first: bool = False


COMMUNITIES = {
    community.code: community
    for community in (
        Community("bangladesh", "BGD", "ben", "bengali", Script.BENGALI, 0.05, (30, 7), 0.04),
        Community("pakistan", "PAK", "urd", "urdu", Script.ARABIC, 0.04, (29, 8), 0.04),
        Community("afghanistan", "AFG", "prs", "dari", Script.ARABIC, 0.06, (27, 7), 0.09),
        Community("nigeria", "NGA", "eng", "nigerian", Script.LATIN, 0.48, (31, 7), 0.16),
        Community("ghana", "GHA", "eng", "ghanaian", Script.LATIN, 0.14, (33, 8), 0.04),
        Community("senegal", "SEN", "wol", "senegambian", Script.LATIN, 0.12, (34, 9), 0.03),
        Community("gambia", "GMB", "mnk", "senegambian", Script.LATIN, 0.05, (26, 5), 0.02, True),
        Community("mali", "MLI", "bam", "bambara", Script.LATIN, 0.05, (28, 6), 0.02),
        Community("eritrea", "ERI", "tir", "tigrinya", Script.ETHIOPIC, 0.36, (29, 7), 0.10),
        Community("ethiopia", "ETH", "amh", "amharic", Script.ETHIOPIC, 0.42, (31, 8), 0.07),
        Community("somalia", "SOM", "som", "somali", Script.LATIN, 0.35, (29, 8), 0.08),
        Community("sudan", "SDN", "ara", "arabic", Script.ARABIC, 0.06, (28, 6), 0.03),
        Community("egypt", "EGY", "ara", "arabic", Script.ARABIC, 0.08, (29, 9), 0.06, True),
        Community("tunisia", "TUN", "ara", "arabic", Script.ARABIC, 0.10, (31, 9), 0.05, True),
        Community("morocco", "MAR", "ara", "arabic", Script.ARABIC, 0.24, (38, 12), 0.09, True),
        Community("syria", "SYR", "ara", "arabic", Script.ARABIC, 0.25, (33, 11), 0.22),
        Community("iraq", "IRQ", "ara", "arabic", Script.ARABIC, 0.16, (32, 9), 0.14),
        Community("kurdish", "TUR", "kmr", "kurdish", Script.LATIN, 0.12, (30, 8), 0.11),
        Community("ukraine", "UKR", "ukr", "ukrainian", Script.CYRILLIC, 0.72, (44, 13), 0.20),
        Community("georgia", "GEO", "kat", "georgian", Script.GEORGIAN, 0.66, (49, 11), 0.03),
        Community("albania", "ALB", "sqi", "albanian", Script.LATIN, 0.30, (37, 12), 0.16),
        Community("romania", "ROU", "ron", "romanian", Script.LATIN, 0.38, (42, 12), 0.12),
        Community("peru", "PER", "spa", "peruvian", Script.LATIN, 0.56, (40, 12), 0.14),
        Community("china", "CHN", "zho", "chinese", Script.HAN, 0.45, (41, 11), 0.06, False, True),
        Community("sri_lanka", "LKA", "sin", "sinhala", Script.SINHALA, 0.38, (41, 11), 0.08),
        Community("tamil", "LKA", "tam", "tamil", Script.TAMIL, 0.30, (38, 10), 0.08),
        Community("india", "IND", "pan", "punjabi", Script.GURMUKHI, 0.14, (33, 9), 0.06),
    )
}
