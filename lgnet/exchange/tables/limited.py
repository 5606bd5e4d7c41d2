"""Tables of people, read in a limited process (``lgnet.kernel.reading``)."""

from lgnet.exchange.enums import FileRefusal
from lgnet.kernel.reading import limited
from lgnet.kernel.reading.sheets import Sheet


class WrongTable(Exception):
    """The file is not read; ``refusal`` says why in one sentence."""

    def __init__(self, refusal: FileRefusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


def read_table(data: bytes, *, encoding: str = "", separator: str = "", sheet: int = 0) -> Sheet:
    """Return the rows of a CSV or XLSX file; raises WrongTable where it is none."""
    try:
        return limited.read_table(data, encoding=encoding, separator=separator, sheet=sheet)
    except limited.NotRead as told:
        is_known = told.code in FileRefusal.values
        raise WrongTable(FileRefusal(told.code) if is_known else FileRefusal.UNREADABLE) from None
