"""From entities to the public shapes, by noun."""
