"""What the drill ``postgres_kill`` is made of: the server that is killed, and who books on it."""
