"""Reading: the archive's files, one after the other, into staging."""

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from lgnet.exchange.enums import Effect, Reason

from . import codes, judges, layout, staging
from .archive import Archive, Member, WrongFile
from .findings import Finding, of_file, shown
from .reader import Judge, Row, RowReader

Tick = Callable[[int], object]
VERSION = "2026"
LONGEST_NAME = 60

# File of the layout -> its staging table.
_TABLES = {file: table for table, (file, _columns) in staging.TABLES.items()}


@dataclass(frozen=True, slots=True)
class Export:
    """What Export.csv says of the file set."""

    system: str
    day: dt.date
    is_hashed: bool


@dataclass(slots=True)
class Reading:
    """The state of reading: rows read by file, and findings on their way to their table."""

    archive: Archive
    tick: Tick
    read: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def export(self, *, today: dt.date) -> Export:
        """Read Export.csv; raise WrongFile where it does not say when the export was made."""
        member = self.archive.members[layout.EXPORT.name.lower()]
        reader = RowReader(self.archive, member, sink=self.findings.append, tick=self.tick)
        first: Row | None = None
        for row in reader:
            if first is None:
                first = row
            else:
                reader.report(Reason.ONE_ROW, "", Effect.LEFT_OUT)
                self._spill()
        if first is None:
            raise WrongFile(_("Export.csv does not say when the export was made."))
        _line, _id, source, made_at, version, hash_status, implementation = first
        if VERSION not in (version or ""):
            self.findings.append(
                of_file(layout.EXPORT.name, Reason.OTHER_VERSION, column="CSVVersion")
            )
        self.read[layout.EXPORT.name] = reader.read
        return Export(
            system=system_name(implementation or source or ""),
            # A clock that runs ahead must not make tomorrow's rows plausible.
            day=min(made_at.date(), today),
            is_hashed=hash_status not in (None, codes.UNHASHED),
        )

    def all_files(self, export: Export) -> None:
        """Read every carried file into its staging table."""
        self._describe()
        for file in layout.CARRIED:
            member = self.archive.members.get(file.name.lower())
            if member is None:
                self.findings.append(of_file(file.name, Reason.FILE_MISSING))
                continue
            self._file(member, _judge(file, export))
        staging.flush(self.findings)

    def _file(self, member: Member, judge: Judge | None) -> None:
        if member.encoding != "utf-8-sig":
            self.findings.append(of_file(member.layout.name, Reason.NOT_UTF8))
        reader = RowReader(
            self.archive, member, sink=self.findings.append, judge=judge, tick=self.tick
        )
        staging.fill(_TABLES[member.layout.name], reader, self.findings)
        self.read[member.layout.name] = reader.read

    def _spill(self) -> None:
        if len(self.findings) >= staging.BATCH:
            staging.flush(self.findings)

    def _describe(self) -> None:
        for name, is_archive in self.archive.odd:
            reason = Reason.NESTED_ARCHIVE if is_archive else Reason.FILE_UNKNOWN
            self.findings.append(of_file(shown(name[:LONGEST_NAME]), reason))


def system_name(source: str) -> str:
    """Return the name under which identifiers of a source are remembered, 80 characters at most."""
    name = source.strip()
    if len(name) > LONGEST_NAME:
        name = hashlib.sha256(name.encode()).hexdigest()[:32]
    return f"hmis-csv:{name}"


def _judge(file: layout.File, export: Export) -> Judge | None:
    """Return who looks at the rows of a file."""
    day = export.day
    match file.name:
        case "Project.csv":
            return judges.judge_project
        case "ProjectCoC.csv":
            return judges.judge_address
        case "Inventory.csv":
            return judges.judge_inventory
        case "Client.csv":
            return judges.client_judge(export_day=day, is_hashed=export.is_hashed)
        case "Enrollment.csv":
            return judges.enrolment_judge(export_day=day)
        case "Exit.csv":
            return judges.not_after(export_day=day, index=4, column="ExitDate")
        case "Services.csv":
            in_time = judges.not_after(export_day=day, index=4, column="DateProvided")
            return judges.both(in_time, judges.judge_service)
        case "CurrentLivingSituation.csv":
            return judges.not_after(export_day=day, index=4, column="InformationDate")
    return None
