"""Between entries and their items."""
