"""The rooms: one package for each capability; none imports another."""
