"""The published layout: which files and columns there are, which are carried, how cells read."""

from dataclasses import dataclass
from enum import StrEnum

from . import codes


class Type(StrEnum):
    """How a cell reads."""

    KEY = "key"
    TEXT = "text"
    CODE = "code"
    DAY = "day"
    MOMENT = "moment"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is read. ``required``: without a value the row means nothing."""

    name: str
    type: Type
    required: bool = False
    codes: tuple[int, ...] = ()
    longest: int = 200


@dataclass(frozen=True, slots=True)
class File:
    """A file that is carried: its first column is the row's own identifier."""

    name: str
    columns: tuple[Column, ...]
    left: str = ""
    """Columns of the layout that are read over, separated by spaces: see ``not_carried``."""

    @property
    def key(self) -> str:
        return self.columns[0].name


def _key(name: str) -> Column:
    return Column(name, Type.KEY, required=True)


def _day(name: str, *, required: bool = False) -> Column:
    return Column(name, Type.DAY, required=required)


def _code(name: str, codes: tuple[int, ...], *, required: bool = False) -> Column:
    return Column(name, Type.CODE, required=required, codes=codes)


def _text(name: str, longest: int = 200) -> Column:
    return Column(name, Type.TEXT, longest=longest)


# Of every row: when it was made and changed, by whom, whether it was deleted, in which export.
METADATA = ("DateCreated", "DateUpdated", "UserID", "DateDeleted", "ExportID")

EXPORT = File(
    "Export.csv",
    (
        Column("ExportID", Type.KEY),
        _text("SourceID", 350),
        Column("ExportDate", Type.MOMENT, required=True),
        _text("CSVVersion", 50),
        _code("HashStatus", codes.HASH_STATUS),
        _text("ImplementationID", 200),
    ),
    left=(
        "SourceType SourceName SourceContactFirst SourceContactLast SourceContactPhone"
        " SourceContactExtension SourceContactEmail ExportStartDate ExportEndDate SoftwareName"
        " SoftwareVersion ExportPeriodType ExportDirective"
    ),
)
ORGANIZATION = File(
    "Organization.csv",
    (
        _key("OrganizationID"),
        Column("OrganizationName", Type.TEXT, required=True),
        _code("VictimServiceProvider", codes.YES_NO, required=True),
    ),
    left="OrganizationCommonName",
)
PROJECT = File(
    "Project.csv",
    (
        _key("ProjectID"),
        _key("OrganizationID"),
        Column("ProjectName", Type.TEXT, required=True),
        _day("OperatingStartDate", required=True),
        _day("OperatingEndDate"),
        _code("ProjectType", tuple(codes.PROJECT_SETTING), required=True),
        _code("HousingType", codes.HOUSING_TYPE),
        _code("RRHSubType", codes.RRH_SUBTYPE),
    ),
    left=(
        "ProjectCommonName ContinuumProject ResidentialAffiliation TargetPopulation"
        " HOPWAMedAssistedLivingFac PITCount"
    ),
)
PROJECT_COC = File(
    "ProjectCoC.csv",
    (
        _key("ProjectCoCID"),
        _key("ProjectID"),
        _text("Address1"),
        _text("Address2"),
        _text("City"),
        _text("ZIP"),
    ),
    left="CoCCode Geocode State GeographyType",
)
INVENTORY = File(
    "Inventory.csv",
    (
        _key("InventoryID"),
        _key("ProjectID"),
        Column("UnitInventory", Type.COUNT),
        Column("BedInventory", Type.COUNT, required=True),
        _day("InventoryStartDate", required=True),
        _day("InventoryEndDate"),
    ),
    left=(
        "CoCCode HouseholdType Availability CHVetBedInventory YouthVetBedInventory"
        " VetBedInventory CHYouthBedInventory YouthBedInventory CHBedInventory OtherBedInventory"
        " ESBedType"
    ),
)
CLIENT = File(
    "Client.csv",
    (
        _key("PersonalID"),
        _text("FirstName"),
        _text("MiddleName"),
        _text("LastName"),
        _code("NameDataQuality", codes.QUALITY),
        _day("DOB"),
        _code("DOBDataQuality", codes.QUALITY),
        _code("Sex", codes.FEDERAL_SEX),
    ),
    left=(
        "NameSuffix SSN SSNDataQuality AmIndAKNative Asian BlackAfAmerican HispanicLatinao"
        " HispanicLatinaeo MidEastNAfrican NativeHIPacific White RaceNone"
        " AdditionalRaceEthnicity VeteranStatus YearEnteredService YearSeparated WorldWarII"
        " KoreanWar VietnamWar DesertStorm AfghanistanOEF IraqOIF IraqOND OtherTheater"
        " MilitaryBranch DischargeStatus"
    ),
)
ENROLLMENT = File(
    "Enrollment.csv",
    (
        _key("EnrollmentID"),
        _key("PersonalID"),
        _key("ProjectID"),
        _day("EntryDate", required=True),
        Column("HouseholdID", Type.KEY),
        _code("RelationshipToHoH", codes.RELATION),
        _day("DateOfEngagement"),
        _day("MoveInDate"),
    ),
    left=(
        "EnrollmentCoC LivingSituation RentalSubsidyType LengthOfStay LOSUnderThreshold"
        " PreviousStreetESSH DateToStreetESSH TimesHomelessPastThreeYears"
        " MonthsHomelessPastThreeYears DisablingCondition DateOfPATHStatus ClientEnrolledInPATH"
        " ReasonNotEnrolled PercentAMI ReferralSource CountOutreachReferralApproaches"
        " DateOfBCPStatus EligibleForRHY ReasonNoServices RunawayYouth FormerWardChildWelfare"
        " ChildWelfareYears ChildWelfareMonths FormerWardJuvenileJustice JuvenileJusticeYears"
        " JuvenileJusticeMonths UnemploymentFam MentalHealthDisorderFam PhysicalDisabilityFam"
        " AlcoholDrugUseDisorderFam InsufficientIncome IncarceratedParent VAMCStation"
        " TargetScreenReqd TimeToHousingLoss AnnualPercentAMI LiteralHomelessHistory"
        " ClientLeaseholder HOHLeaseholder SubsidyAtRisk EvictionHistory CriminalRecord"
        " IncarceratedAdult PrisonDischarge SexOffender DisabledHoH CurrentPregnant SingleParent"
        " DependentUnder6 HH5Plus CoCPrioritized HPScreeningScore ThresholdScore"
        " MentalHealthConsultation TranslationNeeded PreferredLanguage PreferredLanguageDifferent"
    ),
)
EXIT = File(
    "Exit.csv",
    (
        _key("ExitID"),
        _key("EnrollmentID"),
        _key("PersonalID"),
        _day("ExitDate", required=True),
        _code("Destination", codes.DESTINATION),
    ),
    left=(
        "DestinationSubsidyType OtherDestination HousingAssessment SubsidyInformation"
        " ProjectCompletionStatus EarlyExitReason ExchangeForSex ExchangeForSexPastThreeMonths"
        " CountOfExchangeForSex AskedOrForcedToExchangeForSex"
        " AskedOrForcedToExchangeForSexPastThreeMonths WorkplaceViolenceThreats"
        " WorkplacePromiseDifference CoercedToContinueWork LaborExploitPastThreeMonths"
        " CounselingReceived IndividualCounseling FamilyCounseling GroupCounseling"
        " SessionCountAtExit PostExitCounselingPlan SessionsInPlan DestinationSafeClient"
        " DestinationSafeWorker PosAdultConnections PosPeerConnections PosCommunityConnections"
        " AftercareDate AftercareProvided EmailSocialMedia Telephone InPersonIndividual"
        " InPersonGroup CMExitReason"
    ),
)
SERVICES = File(
    "Services.csv",
    (
        _key("ServicesID"),
        _key("EnrollmentID"),
        _key("PersonalID"),
        _day("DateProvided", required=True),
        _code("RecordType", tuple(codes.SERVICES), required=True),
        Column("TypeProvided", Type.COUNT),
    ),
    left=(
        "OtherTypeProvided MovingOnOtherType SubTypeProvided FAAmount FAStartDate FAEndDate"
        " ReferralOutcome"
    ),
)
LIVING = File(
    "CurrentLivingSituation.csv",
    (
        _key("CurrentLivingSitID"),
        _key("EnrollmentID"),
        _key("PersonalID"),
        _day("InformationDate", required=True),
        _code("CurrentLivingSituation", codes.LIVING_SITUATION),
    ),
    left=(
        "CLSSubsidyType VerifiedBy LeaveSituation14Days SubsequentResidence ResourcesToObtain"
        " LeaseOwn60Day MovedTwoOrMore LocationDetails"
    ),
)

# In the order in which rows refer to one another.
CARRIED = (
    ORGANIZATION,
    PROJECT,
    PROJECT_COC,
    INVENTORY,
    CLIENT,
    ENROLLMENT,
    EXIT,
    SERVICES,
    LIVING,
)
