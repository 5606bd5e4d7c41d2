"""The one way this package gives up: a sentence a newcomer can act on."""

import sys
from collections.abc import Callable


class LauncherError(Exception):
    """Something that stops a command. The message says what is wrong and what to do."""


def run_as_command(main: Callable[[], int]) -> None:
    """Run ``main`` and exit with its status; a LauncherError is printed, without a traceback."""
    try:
        status = main()
    except LauncherError as error:
        print(f"\nlgnet: {error}", file=sys.stderr)
        status = 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        status = 130
    sys.exit(status)
