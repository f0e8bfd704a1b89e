"""The room's routes, a module a noun."""
