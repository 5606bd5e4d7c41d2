"""Jobs: Procrastinate keeps them in the same database, so that they commit with the data."""

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_ON_APP_READY = None

PGHISTORY_APPEND_ONLY = True
