"""Reads of referrals."""
