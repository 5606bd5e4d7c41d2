"""Emergencies practised on a database of their own: what is promised must hold. See README.md."""
