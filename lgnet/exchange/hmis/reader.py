"""Rows: each file is read as a stream into rows of values, and findings about the others."""

import csv
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from lgnet.exchange.enums import Effect, Reason

from .archive import Archive, Member, WrongFile
from .cells import Read, Refused, is_moment, reader_of
from .findings import Finding, Sink, of_file, shown
from .layout import METADATA, File

TICK_EVERY = 2_000  # rows between two steps of the progress bar

# A row as it leaves the reader: its line, then the values of the layout's columns in order.
Row = list[Any]
# Looks at a whole row of values; may change them, or return False to leave the row out.
Judge = Callable[[Row, "Report"], bool]


class Report:
    """Collects the findings about one row, under its file, line and key."""

    __slots__ = ("file", "key", "line", "sink")

    def __init__(self, file: str, sink: Sink) -> None:
        self.file, self.sink = file, sink
        self.line, self.key = 0, ""

    def __call__(self, reason: Reason, column: str, effect: Effect) -> None:
        self.sink(
            Finding(self.file, self.line, shown(self.key), column, reason.value, effect.value)
        )


class RowReader:
    """Reads one file of the archive.

    ``read`` counts its data rows, carried or not. Iterating yields the rows that can be read:
    every required value is there, every value fits its column.
    """

    def __init__(
        self,
        archive: Archive,
        member: Member,
        *,
        sink: Sink,
        judge: Judge | None = None,
        tick: Callable[[int], object] = lambda amount: None,
    ) -> None:
        self.archive, self.member, self.judge, self.tick = archive, member, judge, tick
        self.file: File = member.layout
        self.report = Report(self.file.name, sink)
        self.sink = sink
        self.read = 0

    def __iter__(self) -> Iterator[Row]:
        with self.archive.text(self.member) as text:
            records = _records(text)
            plan, places = self._heading(next(records, (1, []))[1] or [])
            passed = 0
            for number, row in enumerate(self._rows(records, plan, places)):
                if not number % TICK_EVERY:
                    position = text.buffer.tell()  # type: ignore[attr-defined]
                    self.tick(position - passed)
                    passed = position
                yield row
            self.tick(self.member.info.file_size - passed)

    def _heading(
        self, heading: Sequence[str]
    ) -> tuple[list[tuple[int, Read, str, bool]], "_Places"]:
        """Match the heading to the layout: any case, any order; report what does not fit."""
        names = [name.strip().lower() for name in heading]
        if len(set(names)) < len(names):
            raise WrongFile(_("%s names a column twice.") % self.file.name)
        at = {name: index for index, name in enumerate(names)}
        plan = []
        for column in self.file.columns:
            index = at.get(column.name.lower(), -1)
            if index < 0:
                if column.required:
                    raise WrongFile(
                        _("%(file)s has no column %(column)s.")
                        % {"file": self.file.name, "column": column.name}
                    )
                self.sink(of_file(self.file.name, Reason.COLUMN_MISSING, column=column.name))
            plan.append((index, reader_of(column), column.name, column.required))
        known = {column.name.lower() for column in self.file.columns}
        known |= {name.lower() for name in (*self.file.left.split(), *METADATA)}
        for name, original in zip(names, heading, strict=True):
            if name not in known:
                self.sink(
                    of_file(self.file.name, Reason.COLUMN_UNKNOWN, column=shown(original.strip()))
                )
        return plan, _Places(
            width=len(names),
            key=plan[0][0],
            deleted=at.get("datedeleted", -1),
            moments=[(at[name.lower()], name) for name in METADATA[:2] if name.lower() in at],
        )

    def _rows(
        self,
        records: Iterator[tuple[int, list[str] | None]],
        plan: list[tuple[int, Read, str, bool]],
        places: "_Places",
    ) -> Iterator[Row]:
        report, judge, has_nul = self.report, self.judge, self.member.has_nul
        width, key_at, deleted, moments = (
            places.width,
            places.key,
            places.deleted,
            places.moments,
        )
        for line, cells in records:
            if cells is not None and not cells:
                continue
            self.read += 1
            report.line, report.key = line, ""
            if cells is None:
                report(Reason.UNREADABLE_ROW, "", Effect.LEFT_OUT)
                continue
            report.key = cells[key_at].strip() if 0 <= key_at < len(cells) else ""
            if len(cells) != width:
                few = len(cells) < width
                reason = Reason.TOO_FEW_COLUMNS if few else Reason.TOO_MANY_COLUMNS
                report(reason, "", Effect.LEFT_OUT)
                continue
            if has_nul and any("\0" in cell for cell in cells):
                report(Reason.NUL_BYTE, "", Effect.LEFT_OUT)
                continue
            if deleted >= 0 and cells[deleted].strip():
                report(Reason.DELETED_AT_SOURCE, "DateDeleted", Effect.LEFT_OUT)
                continue
            row = self._values(line, cells, plan)
            if row is None:
                continue
            for index, name in moments:
                if not is_moment(cells[index]) and cells[index]:
                    report(Reason.DATE_LAYOUT, name, Effect.NOTED)
            if judge is None or judge(row, report):
                yield row

    def _values(
        self, line: int, cells: list[str], plan: list[tuple[int, Read, str, bool]]
    ) -> Row | None:
        """Return the row's values; None where a required one is missing or cannot be read."""
        row: Row = [line]
        for index, read, name, required in plan:
            cell = cells[index] if index >= 0 else ""
            value: object = None
            if cell:
                try:
                    value = read(cell)
                except Refused as refused:
                    effect = Effect.LEFT_OUT if required else Effect.IN_PART
                    self.report(refused.reason, name, effect)
                    if required:
                        return None
            if value is None and required:
                self.report(Reason.MISSING_VALUE, name, Effect.LEFT_OUT)
                return None
            row.append(value)
        return row


class _Places:
    """Where in a row the cells stand that concern every file."""

    __slots__ = ("deleted", "key", "moments", "width")

    def __init__(
        self, *, width: int, key: int, deleted: int, moments: list[tuple[int, str]]
    ) -> None:
        self.width, self.key, self.deleted, self.moments = width, key, deleted, moments


def _records(text: Iterator[str]) -> Iterator[tuple[int, list[str] | None]]:
    """Yield the line on which each record starts, and its cells; None where it is unreadable."""
    reader = csv.reader(text, strict=True)
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield line, None
        else:
            yield line, cells
        line = reader.line_num + 1
