"""Accounts."""

from typing import Annotated, ClassVar

from shared.domain.events.event import Personal
from shared.domain.events.invite.event import InviteEvent
from shared.domain.ids import MemberId


class AccountCreated(InviteEvent):
    name: ClassVar[str] = "account.created"

    kind: str
    sort: str = "normal"
    assigned: tuple[MemberId, ...]
    account_name: Annotated[str, Personal]


class AccountUpdated(InviteEvent):
    """An account's own details were edited: before and after of each key that changed."""

    name: ClassVar[str] = "account.updated"

    before: Annotated[dict[str, str], Personal]
    after: Annotated[dict[str, str], Personal]


EVENTS = (
    AccountCreated,
    AccountUpdated,
)
