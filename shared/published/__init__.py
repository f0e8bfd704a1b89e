"""Published: the small part of one room's items that other rooms may read, and never write.

Each module names the room that writes the item. What is here is a promise between rooms: fields may be added, never
taken away or given another meaning.
"""
