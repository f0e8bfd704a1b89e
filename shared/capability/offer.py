"""What a bearer brings to the door."""

import hashlib
import secrets
from dataclasses import dataclass


@dataclass(frozen=True)
class Offer:
    """What a bearer brings: the link's token, and the pass they were given when they opened it."""

    token: str
    link_pass: str | None = None

    @property
    def pass_proof(self) -> str | None:
        return pass_proof(self.link_pass) if self.link_pass else None


def pass_proof(link_pass: str) -> str:
    """Give what is stored of a pass."""
    return hashlib.sha256(link_pass.encode()).hexdigest()[:32]


def drawn_pass() -> str:
    """Draw a pass: 256 random bits, told once and stored as a digest alone."""
    return secrets.token_urlsafe(32)
