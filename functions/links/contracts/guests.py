"""A link to whoever holds it."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import StringConstraints

from shared.domain.texts import Email, Locale, Name
from shared.http import Contract, View

type LinkKindName = Literal["share", "upload", "sign", "pay", "request"]
type LinkStateName = Literal["active", "expired", "exhausted", "revoked", "completed", "suspended"]
type Code = Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]


class OpenLink(Contract):
    """The code, if one is asked; for a link that is for anyone, what you call yourself, which proves nothing."""

    code: Code | None = None
    name: Name | None = None
    email: Email | None = None


class OpenOwnLink(Contract):
    """The code, if one is asked as well."""

    code: Code | None = None


class SenderFirmView(View):
    """The firm it comes from."""

    name: str
    slug: str


class RefusalView(View):
    """Why it does not open, as the other calls would say it."""

    code: str
    title: str


class GatesView(View):
    """What is asked before it opens. `shut_until` is when, after too many wrong codes, the next may be tried."""

    code: bool
    login: bool
    name: bool
    email: bool
    shut_until: datetime | None


class AskedForView(View):
    """An entry of the list of what is asked for. It is done by a file of one's own, whatever others sent."""

    id: str
    label: str
    is_done: bool


class TakenView(View):
    """What it takes, of the link's own bounds and the firm's the narrower; `max_bytes` is the most one file may have.

    `files_left` and `bytes_left` count what may still be sent; null is not bounded.
    `asks_done`: whoever is through may say so once.
    """

    max_files: int | None
    max_bytes: int
    files_left: int | None
    bytes_left: int | None
    types: list[str]
    wanted: list[AskedForView]
    asks_done: bool


class GuestLinkView(View):
    """A link before it is opened: whose it is and what it asks. Nothing is named that it is for.

    `upload` is for whoever brings a pass, and null before.
    """

    kind: LinkKindName
    firm: SenderFirmView
    sender: str
    sent_to: str | None
    locale: Locale
    state: LinkStateName
    refusal: RefusalView | None
    gates: GatesView
    expires_at: datetime | None
    may_ask_renewal: bool
    is_renewal_asked: bool
    upload: TakenView | None


class OpenedLinkView(View):
    """The pass for the other calls, in the header `Portico-Pass`: good for half an hour, told once and kept nowhere."""

    link_pass: str
    expires_at: datetime
    kind: LinkKindName
    title: str
    message: str | None
    sender: str
    name: str | None


class CodeSentView(View):
    """Where the code goes, the seconds it is good for, and those until another may be asked for."""

    sent_to: str
    expires_in: int
    again_in: int


class RenewalAskedView(View):
    """Where a new link would go, if the firm agrees."""

    sent_to: str
