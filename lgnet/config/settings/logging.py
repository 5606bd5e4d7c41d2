"""Structured logs: one JSON object a line, fields from an allow-list, no personal words."""

from .environment import IS_TEST, text

LOG_LEVEL = text("LGNET_LOG_LEVEL", default="WARNING" if IS_TEST else "INFO")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "lgnet.config.logs.JsonFormatter"}},
    "handlers": {"stream": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stream"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"handlers": ["stream"], "level": LOG_LEVEL, "propagate": False},
        "procrastinate.blueprints": {"level": "WARNING"},
        "procrastinate.periodic": {"level": "WARNING"},
        # The server's own request lines carry addresses; ours carry the route's name.
        "django.server": {"handlers": [], "level": "ERROR", "propagate": False},
        "gunicorn.access": {"handlers": [], "level": "ERROR", "propagate": False},
    },
}
