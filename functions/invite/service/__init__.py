"""The use cases of invite: permission, order of steps, events raised."""
