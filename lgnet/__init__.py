"""LgNet: the shared system of a network of cities that responds rapidly to people without a home."""

__version__ = "0.1.0"
