"""Whom and what a bulk call means."""

from collections.abc import Sequence

from functions.invite.contracts.bulk import AccountsByFilter, PersonsByFilter
from functions.invite.model.bulk import AccountFilter, PersonFilter


def persons(chosen: Sequence[str] | PersonsByFilter) -> Sequence[str] | PersonFilter:
    return PersonFilter(chosen.filter) if isinstance(chosen, PersonsByFilter) else chosen


def accounts(chosen: Sequence[str] | AccountsByFilter) -> Sequence[str] | AccountFilter:
    return AccountFilter(chosen.filter) if isinstance(chosen, AccountsByFilter) else chosen
