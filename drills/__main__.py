"""``python -m drills``: all of them, or the one that NAME names; QUICK=1 for a small size."""

import os
import sys

import django

if __name__ == "__main__":
    django.setup()
    from benchmarks.frame import is_quick
    from drills import frame

    try:
        quick = is_quick(os.environ.get("QUICK", ""))
        seconds = frame.seconds_of(os.environ.get("SECONDS", ""))
    except ValueError as error:
        sys.exit(str(error))
    sys.exit(frame.main(os.environ.get("NAME", ""), quick=quick, seconds=seconds))
