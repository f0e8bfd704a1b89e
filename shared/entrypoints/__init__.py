"""What every Lambda entry has in common: correlation, logs, metrics, one loop, and failures told item by item."""
