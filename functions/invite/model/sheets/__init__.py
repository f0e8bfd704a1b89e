"""Sheets of clients: what a CSV of accounts and contacts says, row by row, before anything is stored. Pure."""
