"""Entities, states and refusals of invite: pure."""
