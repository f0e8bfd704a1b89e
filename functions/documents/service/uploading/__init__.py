"""Uploading: a file is announced, its bytes go to an address good for it alone, and it is followed to its end."""
