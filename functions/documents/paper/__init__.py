"""Paper: what reads PDFs, which anybody may have made to do harm."""
