"""Capabilities: tokens that let somebody in who has not logged in.

A token is derived, never remembered (docs/adr/0004): whoever may send one computes the same again from its claims and a
key that stays in KMS; whoever resolves one compares a hash. Stored is only the SHA-256 of its MAC.
"""

from shared.capability.tokens import Claims, Purpose, TokenKey, Tokens, proves, read

__all__ = ["Claims", "Purpose", "TokenKey", "Tokens", "proves", "read"]
