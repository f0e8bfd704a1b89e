"""Capabilities: tokens that let somebody in who has not logged in.

A token is derived, never remembered (docs/adr/0004): whoever may send one computes the same again from its claims and a
key that stays in KMS; whoever resolves one compares a hash. Stored is only the SHA-256 of its MAC.

Links are made of them: a head (`Link`), a recipient each with a token, an expiry and counters of their own, and passes
of half an hour for whoever came through the gates. `gate` lets a bearer in; `actions` is what any room puts into its
own transaction to mint, spend, extend, end or complete one.
"""

from shared.capability.tokens import Claims, Purpose, TokenKey, Tokens, proves, read

__all__ = ["Claims", "Purpose", "TokenKey", "Tokens", "proves", "read"]
