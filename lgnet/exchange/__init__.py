"""Exchange: files of other systems in and out."""
