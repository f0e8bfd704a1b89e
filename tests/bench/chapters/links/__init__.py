"""What is opened without entering: a module a noun."""
