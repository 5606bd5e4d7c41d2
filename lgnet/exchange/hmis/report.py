"""The report: what was read, made, changed, left as it was, left out, and why."""

import csv
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from lgnet.exchange.enums import Effect, ExternalKind, Reason
from lgnet.exchange.rules import neutralised
from lgnet.kernel.bulk import Written

from .not_carried import OMISSIONS
from .staging import FINDINGS, rows, stream

EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class FileCount:
    """Rows of one file: each one read is carried or left out."""

    file: str
    read: int
    left_out: int
    in_part: int
    noted: int

    @property
    def carried(self) -> int:
        return self.read - self.left_out


@dataclass(frozen=True, slots=True)
class ReasonCount:
    """How often one reason was found in one column, with the first few places."""

    file: str
    column: str
    reason: str
    effect: str
    count: int
    examples: tuple[str, ...]


@dataclass(slots=True)
class Summary:
    """What an import did, in numbers; no name and no value of a person."""

    system: str
    city: str
    files: list[FileCount] = field(default_factory=list)
    reasons: list[ReasonCount] = field(default_factory=list)
    counts: dict[str, Written] = field(default_factory=dict)
    is_dry_run: bool = False

    @property
    def rows_read(self) -> int:
        return sum(file.read for file in self.files)

    @property
    def rows_left_out(self) -> int:
        return sum(file.left_out for file in self.files)

    @property
    def has_written(self) -> bool:
        """Whether anything was made or changed."""
        return any(written.made or written.changed for written in self.counts.values())


def count_files(read: dict[str, int]) -> list[FileCount]:
    """Return the rows of each file: read, left out, carried in part, to be checked."""
    effects: dict[tuple[str, str], int] = {
        (file, effect): count
        for file, effect, count in rows(
            f"SELECT file, effect, count(DISTINCT line) FROM {FINDINGS} WHERE line > 0"
            " GROUP BY file, effect"
        )
    }
    return [
        FileCount(file, count, *(effects.get((file, effect.value), 0) for effect in Effect))
        for file, count in read.items()
    ]


def count_reasons() -> list[ReasonCount]:
    """Return how often each reason was found, those that left rows out first."""
    order = {effect.value: number for number, effect in enumerate(Effect)}
    found = [
        ReasonCount(file, column, reason, effect, count, tuple(examples))
        for file, column, reason, effect, count, examples in rows(
            "SELECT file, col, reason, effect, count(*),"
            " (array_agg(CASE WHEN line > 0 THEN line::text ELSE key END ORDER BY line, key))"
            f"[1:{EXAMPLES}] FROM {FINDINGS} GROUP BY file, col, reason, effect"
        )
    ]
    return sorted(found, key=lambda r: (order[r.effect], r.file, -r.count, r.reason, r.column))


def lines(summary: Summary) -> Iterator[str]:
    """Yield the report as text for a screen."""
    yield _("Import of %(system)s into %(city)s") % {
        "system": summary.system,
        "city": summary.city,
    }
    if summary.is_dry_run:
        yield _("Trial run: nothing was kept.")
    elif not summary.has_written:
        yield _("Nothing new: nothing was changed.")
    yield ""
    heading: tuple[str, ...] = (
        _("File"),
        _("read"),
        _("carried"),
        _("left out"),
        _("in part"),
        _("to check"),
    )
    yield from _table(
        heading,
        [(f.file, f.read, f.carried, f.left_out, f.in_part, f.noted) for f in summary.files],
    )
    yield ""
    heading = (_("Here"), _("made"), _("changed"), _("unchanged"))
    kinds = [kind for kind in ExternalKind if kind.value in summary.counts]
    yield from _table(
        heading,
        [
            (str(kind.label), written.made, written.changed, written.unchanged)
            for kind in kinds
            for written in (summary.counts[kind.value],)
        ],
    )
    for effect in Effect:
        found = [reason for reason in summary.reasons if reason.effect == effect.value]
        if not found:
            continue
        yield ""
        yield str(effect.label)
        for reason in found:
            yield "  " + _("%(count)6d  %(place)s: %(why)s (%(code)s; %(examples)s)") % {
                "count": reason.count,
                "place": f"{reason.file} {reason.column}".strip(),
                "why": Reason(reason.reason).label,
                "code": reason.reason,
                "examples": _examples(reason),
            }
    yield ""
    yield _("Not carried")
    for omission in OMISSIONS:
        columns = ", ".join(omission.columns) or _("the whole file")
        yield f"  {omission.file}: {columns}. {omission.why}"


def _examples(reason: ReasonCount) -> str:
    shown = ", ".join(example for example in reason.examples if example)
    if not shown:
        return _("the file itself")
    more = ", …" if reason.count > len(reason.examples) else ""
    return _("rows %s") % (shown + more)


def _table(heading: Sequence[str], body: Sequence[Sequence[Any]]) -> Iterator[str]:
    cells = [[str(cell) for cell in row] for row in (heading, *body)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(heading))]
    for row in cells:
        first, *numbers = row
        right = (text.rjust(width) for text, width in zip(numbers, widths[1:], strict=True))
        yield "  ".join((first.ljust(widths[0]), *right)).rstrip()


def write(directory: Path, summary: Summary) -> None:
    """Write the report's files, readable by their owner alone, while the findings stand."""
    directory.mkdir(parents=True, exist_ok=True)
    _write_text(directory / "report.txt", lines(summary))
    _write_csv(
        directory / "findings.csv",
        ("file", "row", "id", "column", "effect", "reason", "explanation"),
        (
            (file, line or "", key, column, effect, reason, Reason(reason).label)
            for file, line, key, column, effect, reason in stream(
                f"SELECT file, line, key, col, effect, reason FROM {FINDINGS}"
                " ORDER BY file, line, col, reason"
            )
        ),
    )
    _write_csv(
        directory / "files.csv",
        ("file", "read", "carried", "left_out", "in_part", "to_check"),
        ((f.file, f.read, f.carried, f.left_out, f.in_part, f.noted) for f in summary.files),
    )
    _write_csv(
        directory / "objects.csv",
        ("kind", "made", "changed", "unchanged"),
        ((kind, w.made, w.changed, w.unchanged) for kind, w in sorted(summary.counts.items())),
    )
    _write_csv(
        directory / "not_carried.csv",
        ("file", "column", "why"),
        ((o.file, column, o.why) for o in OMISSIONS for column in (o.columns or ("",))),
    )


def _open_private(path: Path) -> Any:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    return os.fdopen(descriptor, "w", encoding="utf-8", newline="")


def _write_text(path: Path, text: Iterable[str]) -> None:
    with _open_private(path) as file:
        file.writelines(f"{line}\n" for line in text)


def _write_csv(path: Path, heading: Sequence[str], body: Iterable[Sequence[Any]]) -> None:
    with _open_private(path) as file:
        writer = csv.writer(file)
        writer.writerow(heading)
        for row in body:
            writer.writerow([neutralised(str(cell)) for cell in row])
