"""Who read or changed what: appended in the same transaction, never edited, without names."""
