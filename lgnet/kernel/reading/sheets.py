"""What reading a file gives, whatever its format: rows of texts."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Sheet:
    """Rows as they stand in the file, blank ones included: row n is ``rows[n - 1]``.

    ``cut`` names cells that were longer than what is read: (row, column), from 1 and 0.
    ``encoding`` and ``separator`` are empty for a workbook; ``name`` and ``others`` (sheets not
    read) for text.
    """

    rows: list[list[str]] = field(default_factory=list)
    cut: list[tuple[int, int]] = field(default_factory=list)
    encoding: str = ""
    separator: str = ""
    name: str = ""
    others: int = 0
