"""``python -m benchmarks``: all of them, or the one that NAME names; QUICK=1 for a small size."""

import os
import sys

import django

if __name__ == "__main__":
    django.setup()
    from benchmarks import frame

    try:
        quick = frame.is_quick(os.environ.get("QUICK", ""))
    except ValueError as error:
        sys.exit(str(error))
    sys.exit(frame.main(os.environ.get("NAME", ""), quick=quick))
