"""The room on the wire."""
