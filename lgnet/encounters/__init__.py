"""Encounters: someone met, on the street or at a desk; needs heard, services given."""
