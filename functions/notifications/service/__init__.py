"""The use cases of notifications: telling, and reading what one was told."""
