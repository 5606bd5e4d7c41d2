"""What every page is made of: shell, components, menu, drafts, undo."""
