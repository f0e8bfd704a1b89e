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

    @property
    def visit(self) -> str:
        """Name the visit the pass says it is of; that is as good as the pass, which is proved as a whole."""
        return (self.link_pass or "").partition(_JOINT)[2]


def pass_proof(link_pass: str) -> str:
    """Give what is stored of a pass."""
    return hashlib.sha256(link_pass.encode()).hexdigest()[:32]


def drawn_pass(visit: str) -> str:
    """Draw a pass: 256 random bits and whose visit it is of, told once and stored as a digest alone.

    A visit is named by the pass itself, so that what belongs to it can be read along with it.
    """
    return f"{secrets.token_urlsafe(32)}{_JOINT}{visit}"


def drawn_visit() -> str:
    """Draw the name of a visit by a link for anyone."""
    return secrets.token_hex(13)


_JOINT = "."
