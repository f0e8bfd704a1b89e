"""The room for bearers of links."""
