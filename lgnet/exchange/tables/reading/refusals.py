"""Why a file is refused. The words for people stand in ``lgnet.exchange.enums.FileRefusal``."""


class Refused(Exception):
    """The file is not read; ``code`` is a value of ``FileRefusal``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
