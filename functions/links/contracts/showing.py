"""Links as the team sees them."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from shared.capability.model import LinkKind, LinkState
from shared.domain.mail import MailTrouble
from shared.domain.texts import Locale
from shared.http import View


class LinkNamedView(View):
    """An account or a member by name."""

    id: str
    name: str


class LinkTargetView(View):
    """What a link opens; `name` is null where it is gone."""

    id: str
    version: int | None
    name: str | None


class WantedView(View):
    """An entry of a request list: `done` by any of the recipients, whose numbers `doneBy` names."""

    id: str
    label: str
    done: bool
    done_by: list[int]


class UploadTermsView(View):
    """What an upload link takes; how many files and bytes it takes stands with each recipient."""

    types: list[str]
    asks_name: bool
    asks_email: bool
    folder_each: bool
    wanted: list[WantedView]


class LinkRecipientRowView(View):
    """One recipient in a list; without an e-mail it is anyone with the address."""

    n: int
    name: str | None
    email: str | None
    state: LinkState
    uses: int
    max_uses: int | None
    expires_at: datetime | None


class LinkRecipientView(LinkRecipientRowView):
    """One recipient. Of an upload link, files are the uses, and `bytes` what they weigh.

    `mailbox` tells that letters to the address come back; `renewalAskedAt` waits for an answer.
    """

    bytes: int
    max_bytes: int | None
    contact_id: str | None
    locale: Locale
    sent_at: datetime | None
    opened_at: datetime | None
    revoked_at: datetime | None
    completed_at: datetime | None
    needs_code: bool
    needs_login: bool
    renewal_asked_at: datetime | None
    mailbox: MailTrouble | None


class LinkRowView(View):
    """A link in a list; its state is that of the recipient who can still do most."""

    id: str
    kind: LinkKind
    account: LinkNamedView
    title: str
    creator: LinkNamedView
    created_at: datetime
    state: LinkState
    targets: int = Field(description="how many documents or folders it opens")
    recipients: list[LinkRecipientRowView]


class LinkDeedView(View):
    """An opening, or a use: something handed out, or filed (`target`).

    By whom as far as is known, which for anyone is a typed name.
    """

    at: datetime
    kind: Literal["opened", "used"]
    n: int
    name: str | None
    target: str | None


class LinkView(View):
    """A link whole."""

    id: str
    kind: LinkKind
    account: LinkNamedView
    title: str
    targets: list[LinkTargetView]
    creator: LinkNamedView
    created_at: datetime
    revoked_at: datetime | None
    message: str | None
    tells_use: bool
    terms: UploadTermsView | None
    state: LinkState
    recipients: list[LinkRecipientView]


class LinkHistoryView(LinkView):
    """A link whole, with the newest 100 of what was done with it; all of it stands in the record."""

    history: list[LinkDeedView]


class LinkAddressView(View):
    """Where a link leads, in words and as a QR code (SVG)."""

    link_address: str
    qr: str


class PlannedLinkView(View):
    """What comes next to one recipient's link, and when; `id` names the two."""

    id: str
    at: datetime
    fires: Literal["warning", "expiry"]
    link_id: str
    n: int
    kind: LinkKind
    account: LinkNamedView
    title: str
    name: str | None
    email: str | None
    expires_at: datetime | None


class ProposedRecipientView(View):
    """A contact of an account who wants to be told, by one of their e-mails there; `id` is that tie's."""

    id: str
    contact_id: str
    name: str
    email: str


class RevocationView(View):
    """The job that ends links; what it comes to stands under /v1/jobs."""

    job_id: str
