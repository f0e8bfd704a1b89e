"""The parts a stack is put together from, one concern a module."""
