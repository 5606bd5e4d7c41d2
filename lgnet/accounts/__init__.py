"""Who signs in: staff only; the people served have no account here."""
