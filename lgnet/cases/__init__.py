"""Cases: a person taken in charge, by someone, until an outcome."""
