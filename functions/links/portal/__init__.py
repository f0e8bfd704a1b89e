"""The room for clients."""
