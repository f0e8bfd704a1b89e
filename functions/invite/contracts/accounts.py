"""The firm's clients."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from functions.invite.contracts.words import Identifier
from shared.domain.texts import Name
from shared.http import Contract, View


class CreateAccount(Contract):
    """A client of the firm. Without `assigned`, the creator is assigned."""

    name: Name
    kind: Literal["person", "company", "other"]
    assigned: Annotated[list[Identifier], Field(min_length=1, max_length=25)] | None = None


class UpdateAccount(Contract):
    """What to change; a field left out stays."""

    name: Name | None = None


class AccountView(View):
    """A client of the firm."""

    id: str
    name: str
    kind: Literal["person", "company", "other"]
    status: Literal["active", "archived", "deleted"]
    badge: Literal["activated", "pending_activation", "not_activated"]
    assigned: list[str]
    created_at: datetime
