"""The floor: ids, time, refusals, who acts, and the events of the house. Standard library and pydantic only."""
