"""Models of exchange, one concept a file."""

from .records import ExternalRecord, ImportRun
from .tables import ColumnMemory, ImportedPerson, StagedRow, TableImport, staged_row_id

__all__ = [
    "ColumnMemory",
    "ExternalRecord",
    "ImportRun",
    "ImportedPerson",
    "StagedRow",
    "TableImport",
    "staged_row_id",
]
