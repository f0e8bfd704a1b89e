"""Between invite's entities and its items; each method is one request, or one transaction with its outbox."""
