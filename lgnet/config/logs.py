"""Logs as JSON lines. Only fields of an allow-list pass: no names, no addresses, no queries."""

import datetime as dt
import json
import logging
from typing import Any

ALLOWED = ("route", "method", "status", "ms", "user", "city", "job", "count", "code")


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time, level, logger, event and allowed fields.

    Messages of libraries are kept for warnings and errors only by their template, without
    arguments: arguments carry paths, values and SQL parameters.
    """

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": dt.datetime.fromtimestamp(record.created, tz=dt.UTC).isoformat(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": str(record.msg),
        }
        for name in ALLOWED:
            if hasattr(record, name):
                line[name] = getattr(record, name)
        if record.exc_info and record.exc_info[0] is not None:
            line["exception"] = record.exc_info[0].__name__
            line["where"] = _where(record.exc_info[2])
        return json.dumps(line, default=str)


def _where(traceback: Any) -> list[str]:
    """Return file:line of each frame, without the values in it."""
    frames = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        frames.append(f"{code.co_filename.rsplit('/lgnet/', 1)[-1]}:{traceback.tb_lineno}")
        traceback = traceback.tb_next
    return frames[-12:]
