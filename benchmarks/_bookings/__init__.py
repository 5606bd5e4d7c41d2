"""Many give places at once, for benchmarks and drills: the ground, the writers, their deeds."""
