"""Why a file is refused. The words for people stand with the app that asked for the file."""


class Refused(Exception):
    """The file is not read; ``code`` is a short word for the reason."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
