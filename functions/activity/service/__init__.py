"""The use cases of activity: who may read what, and what is made of the record."""
