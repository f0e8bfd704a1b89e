"""What the room's things are and how they change; pure."""
