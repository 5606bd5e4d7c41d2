"""People: who they are, as far as they tell us."""
