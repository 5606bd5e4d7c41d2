"""Files sent by hand are shown to the server's own scanner, where it has one, before they stay."""

import subprocess

from django.conf import settings

# Scanners with their signatures in memory answer within a second.
MOST_SECONDS = 60
CLEAN, FOUND = 0, 1


class FileRefused(Exception):
    """The scanner has found something harmful in a file."""


class NotScanned(Exception):
    """The scanner gave no answer: the file is not kept, since nobody has looked at it."""


def scan(content: bytes) -> None:
    """Show a file to the scanner; nothing where none is named (``LGNET_FILE_SCANNER``).

    The scanner is a program that reads the file on standard input and ends with 0 where it finds
    nothing and with 1 where it does, as ``clamdscan -`` does. Raises FileRefused, NotScanned.
    """
    command = settings.FILE_SCANNER
    if not command:
        return
    try:
        done = subprocess.run(  # noqa: S603 (the command is the server's own setting)
            command,
            input=content,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=MOST_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        raise NotScanned from problem
    if done.returncode == FOUND:
        raise FileRefused
    if done.returncode != CLEAN:
        raise NotScanned
