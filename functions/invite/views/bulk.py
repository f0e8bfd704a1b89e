"""Whom a bulk call means."""

from collections.abc import Sequence

from functions.invite.contracts.bulk import PersonsByFilter
from functions.invite.model.bulk import PersonFilter


def persons(chosen: Sequence[str] | PersonsByFilter) -> Sequence[str] | PersonFilter:
    return PersonFilter(chosen.filter) if isinstance(chosen, PersonsByFilter) else chosen
