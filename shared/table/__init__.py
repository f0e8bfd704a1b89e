"""The table: keys, actions, transactions with their outbox, idempotency records, cursors, retries.

Everything that reaches DynamoDB goes through `Table`. Conditions stand on every write, no call scans, and a refusal the
database gives comes back as the typed error its action names.
"""
