"""The kernel: what two rooms or more need and what carries no room's noun."""
