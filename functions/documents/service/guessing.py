"""Who guesses at links: counted by itself, since nothing else is written of it."""

from collections.abc import Iterator
from contextlib import contextmanager

from functions.documents.model.limits import BEARER
from shared import capability
from shared.capability.offer import Offer
from shared.domain.errors import NotFoundError
from shared.domain.principals import Provenance
from shared.limits import Limiter


@contextmanager
def guessing(limiter: Limiter, offer: Offer, provenance: Provenance) -> Iterator[None]:
    """Count whoever offers what is no token of ours, or asks for what the link is not for."""
    try:
        yield
    except NotFoundError:
        claims, _ = capability.read(offer.token)
        limiter.count(claims.firm, BEARER.tallies(f"{claims.id}#{claims.n}", provenance.address))
        raise
