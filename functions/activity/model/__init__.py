"""What is recorded, how it holds together, and what may be asked of it; pure."""
