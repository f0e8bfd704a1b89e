"""The entities of notifications: what one was told, and what is told together."""
