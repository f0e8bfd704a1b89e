"""Activity for the team."""
