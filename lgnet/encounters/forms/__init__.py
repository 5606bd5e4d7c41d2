"""Forms of encounters, a file a part."""
