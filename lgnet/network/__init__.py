"""The network: cities, organisations, programmes, memberships and what each role may do."""
