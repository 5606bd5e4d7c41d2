"""What is not carried over, and why: each file and column of the layout is answered for once."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from . import layout

_PURPOSE = _("Outside the purpose for which the network may keep data.")
_LATER = _("There is no place for it here yet.")


@dataclass(frozen=True, slots=True)
class Omission:
    """A group of columns, or a whole file where ``columns`` is empty, and the reason."""

    file: str
    columns: tuple[str, ...]
    why: object


def _left(file: str, columns: str, why: object) -> Omission:
    return Omission(file, tuple(columns.split()), why)


_VETERAN = (
    "VeteranStatus YearEnteredService YearSeparated WorldWarII KoreanWar VietnamWar DesertStorm"
    " AfghanistanOEF IraqOIF IraqOND OtherTheater MilitaryBranch DischargeStatus"
)
_RACE = (
    "AmIndAKNative Asian BlackAfAmerican HispanicLatinao HispanicLatinaeo MidEastNAfrican"
    " NativeHIPacific White RaceNone AdditionalRaceEthnicity"
)
_BEDS_BY_TARGET = (
    "CHVetBedInventory YouthVetBedInventory VetBedInventory CHYouthBedInventory"
    " YouthBedInventory CHBedInventory OtherBedInventory"
)
_EXPLOITATION = (
    "ExchangeForSex ExchangeForSexPastThreeMonths CountOfExchangeForSex"
    " AskedOrForcedToExchangeForSex AskedOrForcedToExchangeForSexPastThreeMonths"
    " WorkplaceViolenceThreats WorkplacePromiseDifference CoercedToContinueWork"
    " LaborExploitPastThreeMonths"
)

OMISSIONS = (
    _left("Client.csv", "SSN SSNDataQuality", _("A foreign identity number: never read.")),
    _left("Client.csv", _RACE, _("Race and ethnicity: outside the network's purpose.")),
    _left("Client.csv", _VETERAN, _("Military service: outside the network's purpose.")),
    _left("Client.csv", "NameSuffix", _("Names are kept as given and family names.")),
    _left(
        "Export.csv",
        layout.EXPORT.left,
        _("Describes the export and who made it; contact persons are not kept."),
    ),
    _left("Organization.csv", layout.ORGANIZATION.left, _("The full name is carried.")),
    _left("Project.csv", "ProjectCommonName", _("The full name is carried.")),
    _left(
        "Project.csv",
        "ContinuumProject ResidentialAffiliation TargetPopulation HOPWAMedAssistedLivingFac"
        " PITCount",
        _("Belongs to another country's funding."),
    ),
    _left("ProjectCoC.csv", layout.PROJECT_COC.left, _("Another country's geography codes.")),
    _left(
        "Inventory.csv",
        f"CoCCode {_BEDS_BY_TARGET}",
        _("Belongs to another country's funding; the total of beds is carried."),
    ),
    _left(
        "Inventory.csv",
        "HouseholdType Availability ESBedType",
        _("Places of one project stand for one another; seasons come with the dates."),
    ),
    _left(
        "Enrollment.csv",
        layout.ENROLLMENT.left,
        _("Answers of another country's programmes; circumstances are assessed anew here."),
    ),
    _left("Exit.csv", _EXPLOITATION, _("Narratives of exploitation stay with who heard them.")),
    _left(
        "Exit.csv",
        " ".join(name for name in layout.EXIT.left.split() if name not in _EXPLOITATION.split()),
        _PURPOSE,
    ),
    _left(
        "Services.csv",
        "FAAmount FAStartDate FAEndDate",
        _("Amounts of money: the service is carried, the accounts are not."),
    ),
    _left(
        "Services.csv",
        "OtherTypeProvided MovingOnOtherType SubTypeProvided ReferralOutcome",
        _LATER,
    ),
    _left(
        "CurrentLivingSituation.csv",
        "CurrentLivingSituation",
        _("The code is checked; that there was a contact is carried."),
    ),
    _left("CurrentLivingSituation.csv", layout.LIVING.left, _LATER),
    _left("Enrollment.csv", "HouseholdID RelationshipToHoH", _("Checked; families come later.")),
    _left(
        "*.csv",
        " ".join(layout.METADATA),
        _("Checked; who changed a row elsewhere, and when, is not kept."),
    ),
    _left("User.csv", "", _("Staff of another system: personal data without a use here.")),
    _left("Affiliation.csv", "", _("Belongs to another country's funding.")),
    _left("CEParticipation.csv", "", _("Belongs to another country's funding.")),
    _left("HMISParticipation.csv", "", _("Belongs to another country's funding.")),
    _left("Funder.csv", "", _("Belongs to another country's funding.")),
    _left("IncomeBenefits.csv", "", _("Another country's benefits.")),
    _left("HealthAndDV.csv", "", _("Health and violence: not carried without a care relation.")),
    _left("Disabilities.csv", "", _("Health: not carried without a care relation.")),
    _left("EmploymentEducation.csv", "", _LATER),
    _left("YouthEducationStatus.csv", "", _LATER),
    _left("Assessment.csv", "", _("Scores that rank people are not used here.")),
    _left("AssessmentQuestions.csv", "", _("Scores that rank people are not used here.")),
    _left("AssessmentResults.csv", "", _("Scores that rank people are not used here.")),
    _left("Event.csv", "", _("Referrals have no place here yet.")),
)
FILES_LEFT = frozenset(item.file.lower() for item in OMISSIONS if not item.columns)
