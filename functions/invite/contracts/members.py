"""The firm's own people."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from functions.invite.contracts.words import FirmView, MailMarkView, RightName, Role
from shared.domain.texts import Email, Locale, Name
from shared.http import Contract, View


class InviteMember(Contract):
    """A colleague to invite."""

    name: Name
    email: Email
    role: Literal["admin", "employee"] = "employee"
    rights: Annotated[tuple[RightName, ...], Field(max_length=9)] = ()
    locale: Locale | None = None


class UpdateMember(Contract):
    """What to change; a field left out stays. `rights` are all they have from then on."""

    name: Name | None = None
    locale: Locale | None = None
    role: Literal["admin", "employee"] | None = None
    rights: Annotated[tuple[RightName, ...], Field(max_length=9)] | None = None


class MemberView(View):
    """A member of the firm; `totp` tells whether they are asked for a code at sign-in."""

    id: str
    name: str
    email: str
    mail: MailMarkView | None
    role: Role
    rights: list[RightName]
    locale: Locale
    state: Literal["invited", "active", "deactivated"]
    invited_at: datetime | None
    expires_at: datetime | None
    last_login_at: datetime | None
    totp: bool


class MeView(View):
    """The calling member; `rights` are those in force, all of them for owner and admin."""

    id: str
    name: str
    email: str
    role: Role
    rights: list[RightName]
    locale: Locale
    totp: bool
    firm: FirmView
