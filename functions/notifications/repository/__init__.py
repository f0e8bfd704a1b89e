"""Between notices and their items, and what is read of whom they concern."""
