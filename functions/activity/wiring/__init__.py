"""Which concrete thing stands behind the room's services; a module each for what is needed together."""
