"""Desks at work over HTTP: the city and its queues, the server, those who call it, the count."""
