"""What is offered: services by our codes. No personal data."""
