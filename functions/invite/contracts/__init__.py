"""The public shapes of invite, by noun."""
