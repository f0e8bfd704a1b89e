"""What is kept: a module a noun."""
