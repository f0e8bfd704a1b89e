"""Which concrete thing stands behind the room's services."""
