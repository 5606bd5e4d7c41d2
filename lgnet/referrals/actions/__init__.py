"""The verbs of referrals."""
