"""What the drill ``bookings`` is made of: the ground, the writers, their deeds, the checker."""
