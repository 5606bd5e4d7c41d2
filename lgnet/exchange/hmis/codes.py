"""Published code lists, as far as they are carried, and what they are called here.

Source: HMIS CSV Format Specifications FY2026, list numbers as cited.
"""

from lgnet.cases.enums import Outcome
from lgnet.encounters.enums import Setting
from lgnet.housing.enums import EndReason, StructureKind
from lgnet.people.enums import Sex

QUALITY = (1, 2, 8, 9, 99)  # 3.01.5 and 3.03.2
YES_NO = (0, 1)  # 1.10
HASH_STATUS = (1, 2, 3, 4)  # 1.5
UNHASHED = 1
RELATION = (1, 2, 3, 4, 5, 99)  # 3.15.1
HEAD = 1
HOUSING_TYPE = (1, 2, 3)  # 2.02.D
HOUSEHOLD_TYPE = (1, 3, 4)  # 2.07.4
RRH_SUBTYPE = (1, 2)  # 2.02.A
FEDERAL_SEX = (0, 1, 8, 9, 99)  # 4.21

SEX = {0: Sex.FEMALE, 1: Sex.MALE}

STAY = "stay"
"""People sleep in this project: it becomes a housing structure."""

NIGHT_BY_NIGHT = 1
PERMANENT_TYPES = (3, 9, 10, 13)
"""Housing begins at the move-in date, not at the entry."""

PROJECT_SETTING = {  # 2.02.6
    0: STAY,  # emergency shelter, entry and exit
    1: STAY,  # emergency shelter, night by night
    2: STAY,  # transitional housing
    3: STAY,  # permanent supportive housing
    4: Setting.STREET.value,  # street outreach
    6: Setting.DESK.value,  # services only
    7: Setting.DESK.value,  # other
    8: STAY,  # safe haven
    9: STAY,  # permanent housing, housing only
    10: STAY,  # permanent housing with services
    11: Setting.DESK.value,  # day shelter
    12: Setting.DESK.value,  # homelessness prevention
    13: STAY,  # rapid re-housing
    14: Setting.DESK.value,  # coordinated entry
}
RAPID_REHOUSING = 13
SERVICES_ONLY = 1  # subtype of rapid re-housing that gives no home: a desk

STRUCTURE_KIND = {
    0: StructureKind.EMERGENCY,
    1: StructureKind.EMERGENCY,
    2: StructureKind.TRANSITIONAL,
    3: StructureKind.HOUSING_FIRST,
    8: StructureKind.TRANSITIONAL,
    9: StructureKind.HOUSING_FIRST,
    10: StructureKind.HOUSING_FIRST,
    13: StructureKind.TRANSITIONAL,
}

HOME_OF_OWN = (410, 411, 421, 426, 435)
FAMILY_OR_FRIENDS = (312, 313, 422, 423)
OTHER_STRUCTURE = (101, 118, 302, 327, 329, 332)
HEALTH_FACILITY = (204, 205, 206, 225)
ELSEWHERE = (17, 116, 207, 215, 314)
DIED = 24
NO_INTERVIEW = 30
NO_ANSWER = (8, 9, 99)
DESTINATION = (  # 3.12
    HOME_OF_OWN
    + FAMILY_OR_FRIENDS
    + OTHER_STRUCTURE
    + HEALTH_FACILITY
    + ELSEWHERE
    + NO_ANSWER
    + (DIED, NO_INTERVIEW)
)

END_REASON = (
    dict.fromkeys(HOME_OF_OWN, EndReason.OWN_HOME)
    | dict.fromkeys(FAMILY_OR_FRIENDS, EndReason.FAMILY_OR_FRIENDS)
    | dict.fromkeys(OTHER_STRUCTURE, EndReason.OTHER_STRUCTURE)
    | dict.fromkeys(HEALTH_FACILITY, EndReason.HEALTH_FACILITY)
    | dict.fromkeys((*ELSEWHERE, DIED), EndReason.OTHER)
    | dict.fromkeys(NO_ANSWER, EndReason.UNKNOWN)
    | {NO_INTERVIEW: EndReason.LEFT_UNTOLD}
)
OUTCOME = (
    dict.fromkeys((*HOME_OF_OWN, 422, 423), Outcome.HOUSED)
    | dict.fromkeys((*OTHER_STRUCTURE, *HEALTH_FACILITY), Outcome.PASSED_ON)
    | dict.fromkeys((NO_INTERVIEW, *NO_ANSWER), Outcome.LOST_CONTACT)
    | dict.fromkeys((*ELSEWHERE, 312, 313), Outcome.OTHER)
    | {DIED: Outcome.DIED}
)

NOT_LIVED_IN = (DIED, NO_INTERVIEW, 312, 313, 327, 422, 423, 426)
LIVING_SITUATION = (  # 4.12
    *(code for code in DESTINATION if code not in NOT_LIVED_IN),
    37,
    335,
    336,
)

BED_NIGHT = 200
# Record type (1.4) -> type provided -> our service code, None where our list has no equal.
SERVICES: dict[int, dict[int, str | None]] = {
    141: {  # P1.2
        1: "outreach",
        2: None,
        3: None,
        4: "psychological_support",
        5: "outpatient_health",
        6: "personal_plan",
        7: None,
        8: None,
        9: "house_search",
        10: "house_search",
        11: "one_off_grant",
        12: "one_off_grant",
        14: "outpatient_health",
    },
    142: {  # R14.2
        2: None,
        5: "educational_support",
        6: "job_orientation",
        7: "legal_protection",
        8: "educational_support",
        10: "educational_support",
        12: "outpatient_health",
        13: "outpatient_health",
        14: "outpatient_health",
        17: "outpatient_health",
        18: None,
        26: None,
        27: "outpatient_health",
        28: "outpatient_health",
        29: "outreach",
    },
    143: {  # W1.2
        1: "day_centre",
        2: "personal_plan",
        3: "childcare",
        4: "legal_protection",
        5: "educational_support",
        6: "job_orientation",
        7: "food",
        8: "outpatient_health",
        9: "educational_support",
        10: "psychological_support",
        11: "outreach",
        12: "outpatient_health",
        13: None,
        14: None,
    },
    144: {  # V2.2
        1: "outreach",
        2: "personal_plan",
        3: "paperwork",
        4: "paperwork",
        5: None,
        6: None,
        7: "structured_income_support",
        8: None,
        9: None,
        10: "accompaniment",
    },
    151: dict.fromkeys((1, 2, 3, 4, 7), "one_off_grant"),  # W2.3
    152: {  # V3.3
        **dict.fromkeys((1, 2, 3, 4, 5, 12, 14, 18), "one_off_grant"),
        8: None,
        9: None,
        10: "childcare",
        15: "structured_income_support",
        16: "food",
        17: None,
    },
    161: dict.fromkeys(range(1, 12), None),  # P2.2: referrals, not services given
    BED_NIGHT: {BED_NIGHT: None},  # 4.14: becomes a night of a stay
    210: dict.fromkeys(range(1, 13), None),  # V8.1: steps of a voucher, not services
    300: {
        1: "paperwork",
        2: "one_off_grant",
        3: "house_search",
        4: "house_search",
        5: None,
    },  # C2.2
}
