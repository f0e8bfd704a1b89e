"""What is asked for many at once."""

from typing import Annotated, Literal

from pydantic import Field, StrictBool, StringConstraints

from shared.domain.texts import Message
from shared.http import Contract

# Whatever somebody takes for an id: what is none is reported like an unknown one, so one bad entry stops no other.
type Entry = Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e]{1,64}$")]
type SwitchName = Literal["leave", "enable", "disable"]
MOST_ENTRIES = 10_000


class PersonsByFilter(Contract):
    """Those of the pending list, all or some: the list is fixed when the job begins."""

    filter: Literal["pending", "never_sent", "expired", "bounced"]


class AccountsByFilter(Contract):
    """The active accounts, all or those of one badge: the list is fixed when the job begins."""

    filter: Literal["all", "activated", "pending_activation", "not_activated"]


class BulkAccess(Contract):
    """What becomes of all contacts of these accounts. With `dryRun` the report tells what would change."""

    accounts: Annotated[list[Entry], Field(min_length=1, max_length=MOST_ENTRIES)] | AccountsByFilter
    login: SwitchName = "leave"
    notify: SwitchName = "leave"
    email_sync: SwitchName = "leave"
    send_invitations: StrictBool = False
    message: Message | None = None
    dry_run: StrictBool = False


class BulkInvitations(Contract):
    """Invite, resend or cancel for many. With `dryRun` the report tells what would become of each."""

    persons: Annotated[list[Entry], Field(min_length=1, max_length=MOST_ENTRIES)] | PersonsByFilter
    action: Literal["invite", "resend", "cancel"]
    message: Message | None = None
    dry_run: StrictBool = False
