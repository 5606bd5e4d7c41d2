"""Logs as JSON lines. Only fields of an allow-list pass: no names, no addresses, no queries."""

import datetime as dt
import json
import logging
from typing import Any

ALLOWED = ("route", "method", "status", "ms", "user", "city", "job", "count", "code")


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time, level, logger, event and allowed fields.

    A message is kept by its template, without arguments: arguments carry paths, values and SQL
    parameters. A library's message without arguments may have them written into it already, so
    only where it was logged is kept.
    """

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": dt.datetime.fromtimestamp(record.created, tz=dt.UTC).isoformat(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": _event(record),
        }
        for name in ALLOWED:
            if hasattr(record, name):
                line[name] = getattr(record, name)
        if record.exc_info and record.exc_info[0] is not None:
            line["exception"] = record.exc_info[0].__name__
            line["where"] = _where(record.exc_info[2])
        return json.dumps(line, default=str)


def _event(record: logging.LogRecord) -> str:
    """Return what happened, in words that stand in the code."""
    if record.args or record.name.startswith("lgnet"):
        return str(record.msg)
    return f"{record.module}:{record.funcName}"


def _where(traceback: Any) -> list[str]:
    """Return file:line of each frame, without the values in it."""
    frames = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        frames.append(f"{code.co_filename.rsplit('/lgnet/', 1)[-1]}:{traceback.tb_lineno}")
        traceback = traceback.tb_next
    return frames[-12:]
