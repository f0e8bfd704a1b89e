"""Invite for clients: who they are and what they may ask for, and what guards their own door."""
