"""Pages of cases, a file a part."""
