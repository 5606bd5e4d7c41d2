"""The ground: identifiers, tenancy, nights, missing answers, privacy labels, bulk writes.

Imports nothing of ours.
"""
