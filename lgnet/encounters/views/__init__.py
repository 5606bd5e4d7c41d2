"""Pages of encounters, a file a part."""
