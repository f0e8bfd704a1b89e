"""What a link is to be."""

from datetime import MAXYEAR, date, datetime
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StrictBool, StrictInt, StringConstraints, WithJsonSchema

from shared.capability.model import MOST_RECIPIENTS, MOST_TARGETS
from shared.domain.clock import SaidInstant, in_utc
from shared.domain.texts import Email, Locale, Message, Name
from shared.http import Contract

type Identifier = Annotated[str, StringConstraints(max_length=64)]
type MediaType = Annotated[str, StringConstraints(pattern=r"^[a-z0-9.+-]{1,63}/[a-z0-9.+-]{1,127}$")]
type Uses = Annotated[StrictInt, Field(ge=1, le=10_000)]
type Bytes = Annotated[StrictInt, Field(ge=1, le=5_000_000_000_000)]


def _moment(said: Any) -> Any:
    """Read an instant or a day off its text, and nothing off anything else; the last year has no end everywhere."""
    if not isinstance(said, str):
        raise ValueError("use an RFC 3339 instant with its offset, or a day")  # noqa: TRY004  # pydantic's own way
    is_day = len(said) == len("2026-11-22")
    at = date.fromisoformat(said) if is_day else in_utc(datetime.fromisoformat(said))
    if at.year == MAXYEAR:
        raise ValueError("use a moment before the year 9999, or null for never")
    return at


type Moment = Annotated[
    datetime | date,
    BeforeValidator(_moment),
    WithJsonSchema(
        {
            "type": "string",
            "description": "an RFC 3339 instant, or a day, which is good to its end; before the year 9999",
        }
    ),
]
type Until = Annotated[
    Moment | None, Field(description="null is never; left out, the firm's lifetime for links of the kind holds")
]


class Timed(Contract):
    """Until when; what is left out is not null."""

    expires_at: Until = None

    @property
    def is_said(self) -> bool:
        return "expires_at" in self.model_fields_set


class LinkTo(Timed):
    """A contact of the account by one of its e-mails there, or anybody by a typed name and e-mail."""

    email: Email
    contact_id: Identifier | None = None
    name: Name | None = None
    locale: Locale | None = None
    needs_code: StrictBool = False
    needs_login: StrictBool = False


class ShareTo(LinkTo):
    """Whom documents are shared with; `maxUses` counts what is handed out to them."""

    max_uses: Uses | None = None


class ShareAnyone(Timed):
    """Whoever is given the address by other means: no letter, no code, no login, no renewal."""

    max_uses: Uses | None = None


class UploadAnyone(Timed):
    """Whoever is given the address by other means: no letter, no code, no login, no renewal."""


class SharedDocument(Contract):
    """A document of the account, named once: its latest version at each opening, unless one is pinned."""

    document_id: Identifier
    version: Annotated[StrictInt, Field(ge=1, le=9999)] | None = None


class CreateShareLink(Contract):
    """Documents of one account for up to 20 recipients, each with an address of their own, or for anyone with one."""

    account_id: Identifier
    documents: Annotated[list[SharedDocument], Field(min_length=1, max_length=MOST_TARGETS)]
    recipients: Annotated[list[ShareTo], Field(default_factory=list, max_length=MOST_RECIPIENTS)]
    anyone: ShareAnyone | None = None
    message: Message | None = None
    tells_use: StrictBool = False


class UploadTermsWish(Contract):
    """What an upload link takes: files and bytes in all, media types, and what whoever sends them is asked for.

    `wanted` is a list of what the firm hopes for, which ticks itself off.
    """

    max_files: Annotated[StrictInt, Field(ge=1, le=1000)] | None = None
    max_bytes: Bytes | None = None
    types: Annotated[list[MediaType], Field(default_factory=list, max_length=50)]
    asks_name: StrictBool = False
    asks_email: StrictBool = False
    folder_each: StrictBool = False
    single_use: StrictBool = False
    wanted: Annotated[list[Name], Field(default_factory=list, max_length=30)]


class CreateUploadLink(Contract):
    """One folder of an account for what others send: its own folder unless another is named."""

    account_id: Identifier
    folder_id: Identifier | None = None
    recipients: Annotated[list[LinkTo], Field(default_factory=list, max_length=MOST_RECIPIENTS)]
    anyone: UploadAnyone | None = None
    terms: UploadTermsWish = UploadTermsWish()
    message: Message | None = None
    tells_use: StrictBool = False


class ExtendLink(Contract):
    """Until when it is good from now on; null is never."""

    expires_at: Moment | None


class ResendLink(Timed):
    """Until when the new address is good; left out, the firm's lifetime from now, or as long as the old one."""


class RaiseUses(Contract):
    """How often it may be used, in all; null is as often as anybody likes.

    Of an upload link that is how many files it takes, and `maxBytes` how many bytes; left out, these stay as they are.
    """

    max_uses: Uses | None
    max_bytes: Bytes | None = None

    @property
    def is_weighed(self) -> bool:
        return "max_bytes" in self.model_fields_set


class RevokeLinks(Contract):
    """Which links to end: a person's, a domain's, a sender's, and those made in a time window, or what is all of this.

    One of them must be said. With `dryRun` the report tells what would become of each.
    """

    email: Email | None = None
    domain: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(?:\.[a-z0-9-]+)+$", max_length=253)] | None = None
    creator_id: Identifier | None = None
    made_from: SaidInstant | None = None
    made_until: SaidInstant | None = None
    kind: Literal["share", "upload", "sign", "pay", "request"] | None = None
    dry_run: StrictBool = False
