"""Pages of bringing in tables of people."""
