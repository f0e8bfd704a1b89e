"""Invite for the team: its people, accounts, contacts, persons and jobs, and what guards a member's own door."""
