"""The directory as HSDS 3 (Open Referral): written, checked by its field rules, read."""
