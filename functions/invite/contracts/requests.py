"""What clients ask of the firm."""

from datetime import datetime
from typing import Literal

from pydantic import StrictBool

from functions.invite.contracts.words import NamedView
from shared.domain.texts import Email, Locale, Message, Name
from shared.http import Contract, View


class AskAccess(Contract):
    """A colleague to be let into the account."""

    name: Name
    email: Email
    locale: Locale = Locale.EN


class ApproveRequest(Contract):
    """Let the colleague in; with `invite`, send the invitation at once."""

    invite: StrictBool = False


class DeclineRequest(Contract):
    """Why not, for the client to read."""

    reason: Message | None = None


class OwnRequestView(View):
    """What the calling client asked for. It tells nothing of what the firm knew before."""

    id: str
    name: str
    email: str
    locale: Locale
    state: Literal["open", "approved", "declined"]
    asked_at: datetime
    decided_at: datetime | None
    reason: str | None


class AccessRequestView(View):
    """What a client asks the firm for."""

    id: str
    account: NamedView
    asked_by: NamedView
    name: str
    email: str
    locale: Locale
    state: Literal["open", "approved", "declined"]
    asked_at: datetime
    decided_at: datetime | None
    reason: str | None
