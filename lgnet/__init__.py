"""LgNet: the shared system of a network of cities that helps people without a home rapidly."""

__version__ = "0.1.0"
