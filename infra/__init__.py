"""Infrastructure: one stack a stage, nested by room, written so that the rules on it are tests.

Reads `shared.table.schema` and `shared.domain.events`; names handlers by string and imports no room.
"""
