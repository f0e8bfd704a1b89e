"""The room for the team."""
