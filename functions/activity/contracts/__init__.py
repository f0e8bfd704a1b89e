"""The public shapes of activity, by noun."""
