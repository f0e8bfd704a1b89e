"""Between the room's things and their items."""
