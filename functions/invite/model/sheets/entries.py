"""What one row says, once it is understood."""

import hashlib
from collections.abc import Mapping

from pydantic import Field

from functions.invite.model.entities import AccountKind
from shared.domain.entities import Entity
from shared.domain.texts import Locale


class AccountPart(Entity):
    """The account a row names. `external_id` is the firm's own number for it, by which it is found again."""

    name: str
    external_id: str | None = None
    kind: AccountKind | None = None
    members: tuple[str, ...] = ()


class ContactPart(Entity):
    """The human being a row names. By `emails` they are tied to the account, `others` they merely have.

    `shared` are addresses of the row that somebody else of the sheet holds, with that one's name: through those it is
    the holder who is tied.
    """

    name: str
    emails: tuple[str, ...]
    others: tuple[str, ...] = ()
    shared: Mapping[str, str] = Field(default_factory=dict)
    locale: Locale | None = None

    @property
    def held(self) -> tuple[str, ...]:
        """All addresses that are the contact's own, those they are tied by first."""
        return (*self.emails, *self.others)


class Flags(Entity):
    """What the tie of a row allows."""

    login: bool = False
    notify: bool = True
    email_sync: bool = False
    signatory: bool = False


class Entry(Entity):
    """One row that can be taken over. `opens` tell of what it is the first row: account, contact, ties by e-mail."""

    row: int
    account: AccountPart | None = None
    contact: ContactPart | None = None
    flags: Flags = Flags()
    opens_account: bool = True
    opens_contact: bool = True
    opens_ties: tuple[str, ...] = ()

    def fingerprint(self) -> bytes:
        """Tell whether two rows say the same, whatever their place."""
        said = self.model_dump_json(include={"account", "contact", "flags"})
        return fingerprint(said)


def fingerprint(*parts: str) -> bytes:
    """Keep in 16 bytes what was seen before; of 100,000 rows no two collide by chance."""
    return hashlib.sha256("\0".join(parts).encode()).digest()[:16]
