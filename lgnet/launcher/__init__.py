"""What stands beneath ``make demo`` and ``make test``: environment, PostgreSQL, processes.

Nothing here imports Django or the rest of LgNet. ``environment`` runs on the system's Python,
before anything is installed, and imports the standard library alone; the others run in ``.venv``.
"""
