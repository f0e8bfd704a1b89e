"""What is done to many at once: accepted in one call, done by the worker of jobs (docs/adr/0017)."""
