"""What the public site may know of the directory: codes and labels."""

from .queries import services

__all__ = ["services"]
