"""Notices: what somebody should know, said once to each of those whom it concerns."""
