"""Forms of cases, a file a part."""
