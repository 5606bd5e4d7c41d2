"""Monitoring: counts of each city, and what the network may see of them."""
