"""The HMIS CSV exchange format of the US Department of Housing, as published for FY2026.

docs/exchange-hmis.md says what becomes of each file and column.
"""
