"""Loading: what the checks left standing becomes rows of the city, cell by cell."""
