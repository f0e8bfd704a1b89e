"""The firm's clients."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from functions.invite.contracts.words import Identifier
from shared.domain.texts import Name
from shared.http import Contract, View

type Kind = Literal["person", "company", "other"]
type Sort = Literal["normal", "guest", "test"]
type Status = Literal["active", "archived", "deleted"]
type BadgeName = Literal["activated", "pending_activation", "not_activated"]


class CreateAccount(Contract):
    """A client of the firm. Without `assigned`, the creator is assigned.

    `guest` makes the one account for the files of those who are no clients; `test` one that mails only to its maker.
    """

    name: Name
    kind: Kind
    sort: Sort = "normal"
    assigned: Annotated[list[Identifier], Field(min_length=1, max_length=25)] | None = None


class UpdateAccount(Contract):
    """What to change; a field left out stays."""

    name: Name | None = None
    kind: Kind | None = None


class AccountView(View):
    """A client of the firm."""

    id: str
    name: str
    kind: Kind
    sort: Sort
    status: Status
    badge: BadgeName
    assigned: list[str]
    tested_by: str | None
    last_login_at: datetime | None
    created_at: datetime
    deleted_at: datetime | None
    restorable_until: datetime | None
    merged_into: str | None
