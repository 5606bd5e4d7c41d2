"""Pages of tailored forms."""
