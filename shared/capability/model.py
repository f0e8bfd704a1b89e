"""What a link is, and what state it is in: computed from dates and counters whenever it is asked, never stored."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, PlainSerializer

from shared.capability.refusals import (
    LinkCompletedError,
    LinkExhaustedError,
    LinkExpiredError,
    LinkRevokedError,
    LinkSupersededError,
    LinkSuspendedError,
)
from shared.capability.tokens import Claims, Purpose, proves
from shared.domain.clock import stamp
from shared.domain.entities import Entity, Rewritten, Versioned
from shared.domain.errors import NotFoundError, PorticoError
from shared.domain.ids import AccountId, ContactId, FirmId, LinkId, MemberId, PersonId, bare
from shared.domain.principals import Right, bearer_id
from shared.domain.texts import Locale

MOST_RECIPIENTS = 20
# Each with its lock and its pinned version, and what the gate reads: one BatchGetItem takes 100 keys.
MOST_TARGETS = 30
PASS_FOR = timedelta(minutes=30)
SAME_USE_FOR = timedelta(minutes=10)
CODE_FOR = timedelta(minutes=10)
CODE_COOL_DOWN = timedelta(seconds=60)
MOST_WRONG_CODES = 5
SHUT_FOR = timedelta(minutes=15)
ENDED_KEPT = 3

# An instant as items compare it: text that sorts as time.
type Instant = Annotated[datetime, PlainSerializer(stamp, when_used="json")]


class LinkKind(StrEnum):
    """What a link is for; one kind never opens another's door."""

    SHARE = "share"
    UPLOAD = "upload"
    SIGN = "sign"
    PAY = "pay"
    REQUEST = "request"

    @property
    def purpose(self) -> Purpose:
        return _PURPOSES[self]

    @property
    def right(self) -> Right:
        """What whoever does something to such a link must have: the right for what it opens."""
        return _RIGHTS[self]


_PURPOSES = {
    LinkKind.SHARE: Purpose.SHARE_LINK,
    LinkKind.UPLOAD: Purpose.UPLOAD_LINK,
    LinkKind.SIGN: Purpose.SIGN_LINK,
    LinkKind.PAY: Purpose.PAY_LINK,
    LinkKind.REQUEST: Purpose.REQUEST_LINK,
}

_RIGHTS = {
    LinkKind.SHARE: Right.MANAGE_DOCUMENTS,
    LinkKind.UPLOAD: Right.MANAGE_DOCUMENTS,
    LinkKind.SIGN: Right.MANAGE_DOCUMENTS,
    LinkKind.PAY: Right.MANAGE_INVOICES,
    LinkKind.REQUEST: Right.MANAGE_ORGANIZERS,
}


class LinkState(StrEnum):
    ACTIVE = "active"
    EXPIRED = "expired"
    EXHAUSTED = "exhausted"
    REVOKED = "revoked"
    COMPLETED = "completed"
    SUSPENDED = "suspended"


REFUSALS: dict[LinkState, type[PorticoError]] = {
    LinkState.EXPIRED: LinkExpiredError,
    LinkState.EXHAUSTED: LinkExhaustedError,
    LinkState.REVOKED: LinkRevokedError,
    LinkState.COMPLETED: LinkCompletedError,
    LinkState.SUSPENDED: LinkSuspendedError,
}


class Target(Entity):
    """One thing behind a link: a document (`doc_…`), a folder (`fld_…`), later others. A version pins that one."""

    id: str
    version: int | None = None


class Wanted(Entity):
    """An entry of an upload link's request list. It ticks itself off, for each on their own, by the files they send."""

    id: str
    label: str


class UploadTerms(Entity):
    """What an upload link takes, alike of all its recipients. How many files and bytes it takes is each recipient's."""

    types: tuple[str, ...] = ()
    asks_name: bool = False
    asks_email: bool = False
    has_folder_each: bool = False
    wanted: tuple[Wanted, ...] = ()


class Link(Versioned, Rewritten):
    """The head of a link: what is the same for all its recipients. Targets never change; a wider link is a new one.

    `suspended_for` names the sender of whom everybody was told that they answer for it no longer.
    """

    firm: FirmId
    id: LinkId
    kind: LinkKind
    account: AccountId
    creator: MemberId
    creator_name: str
    title: str
    targets: tuple[Target, ...]
    recipients: int
    created_at: Instant
    message: str | None = None
    tells_use: bool = False
    upload: UploadTerms | None = None
    revoked_at: Instant | None = None
    suspended_for: MemberId | None = None


class Ended(Entity):
    """A generation that is over: whoever still holds its token is told why."""

    generation: int
    proof: str


class Recipient(Rewritten):
    """Whom a link is for, with a token, an expiry, gates and counters of their own.

    One without `email` is anyone who holds the link. `ticked` is what files came for of the list, whoever of them sent
    them; what one visit of many sent stands with the visit. `account`, `kind`, `creator`, `targets` and `title` are the
    head's, so that the first read of a bearer's call names what the second must read. Written by conditional updates,
    since people use a link while the team changes it.
    """

    firm: FirmId
    link: LinkId
    n: int
    kind: LinkKind
    account: AccountId
    creator: MemberId
    title: str
    targets: tuple[Target, ...]
    email: str | None = None
    name: str | None = None
    contact: ContactId | None = None
    locale: Locale = Locale.EN
    generation: int = 1
    proof: str
    ended: tuple[Ended, ...] = ()
    created_at: Instant
    sent_at: Instant | None = None
    expires_at: Instant | None = None
    warned_for: Instant | None = None
    revoked_at: Instant | None = None
    done_at: Instant | None = None
    opened_at: Instant | None = None
    uses: int = 0
    bytes: int = 0
    ticked: frozenset[str] | None = None
    max_uses: int | None = None
    max_bytes: int | None = None
    needs_code: bool = False
    needs_login: bool = False
    code: int = 0
    code_at: Instant | None = None
    fails: int = 0
    shut_until: Instant | None = None
    renewal_asked_at: Instant | None = None
    renewal_declined_at: Instant | None = None

    @property
    def id(self) -> str:
        """Name this one of the link's recipients, as an actor is named."""
        return bearer_id(self.link, self.n)

    @property
    def is_anyone(self) -> bool:
        return self.email is None

    @property
    def own_visit(self) -> str | None:
        """Name the one visit of whom it was sent to; those who hold one for anyone each have a visit of their own."""
        return None if self.is_anyone else f"{self.n:02}"

    @property
    def claims(self) -> Claims:
        """What the token of the present generation says."""
        return Claims(self.kind.purpose, self.firm, bare(self.link), self.generation, self.n)

    def demand_proof(self, generation: int, proof: str) -> None:
        """Refuse a token that is not the present one: LinkSupersededError to whoever held one before it."""
        if generation == self.generation and proves(proof, self.proof):
            return
        if any(each.generation == generation and proves(proof, each.proof) for each in self.ended):
            raise LinkSupersededError
        raise NotFoundError

    def state(self, now: datetime, *, is_revoked: bool = False, is_suspended: bool = False) -> LinkState:
        """Tell what it is at `now`, from its dates and counters; `is_revoked` and `is_suspended` are the head's part.

        The stored item may lag: the sweep that announces expiry runs by the minute and may be late or missed. Whoever
        decides asks this.
        """
        if is_revoked or self.revoked_at is not None:
            return LinkState.REVOKED
        if self.done_at is not None:
            return LinkState.COMPLETED
        if is_suspended:
            return LinkState.SUSPENDED
        if self.expires_at is not None and now >= self.expires_at:
            return LinkState.EXPIRED
        return LinkState.EXHAUSTED if self.is_spent else LinkState.ACTIVE

    @property
    def is_spent(self) -> bool:
        """Whether it was used as often as it may be, or took all it takes, be its time over or not."""
        return 0 in {self.uses_left, self.bytes_left}

    @property
    def uses_left(self) -> int | None:
        """Tell how often it may still be used; None when that is not bounded."""
        return None if self.max_uses is None else max(0, self.max_uses - self.uses)

    @property
    def bytes_left(self) -> int | None:
        """Tell how many bytes may still be filed; None when they are not bounded."""
        return None if self.max_bytes is None else max(0, self.max_bytes - self.bytes)

    def is_shut(self, now: datetime) -> bool:
        return self.shut_until is not None and now < self.shut_until

    def has_code(self, now: datetime) -> bool:
        """Whether the latest code is still good: asked for within ten minutes and not yet used."""
        return self.code_at is not None and now < self.code_at + CODE_FOR

    @property
    def is_renewal_asked(self) -> bool:
        """Whether its expiry was followed by a wish for more time; another date, or another sending, ends the wish."""
        asked, over = self.renewal_asked_at, self.expires_at
        return asked is not None and over is not None and asked >= over

    @property
    def awaits_renewal(self) -> bool:
        """Whether the firm has to answer a wish for more time."""
        return self.is_renewal_asked and self.renewal_declined_at != self.renewal_asked_at

    def resent(self, proof: str, expires_at: datetime | None, now: datetime) -> Self:
        """Give the next generation, good until `expires_at`; the one before is dead and knows why."""
        over = Ended(generation=self.generation, proof=self.proof)
        return self.model_copy(
            update={
                "generation": self.generation + 1,
                "proof": proof,
                "ended": (*self.ended, over)[-ENDED_KEPT:],
                "expires_at": expires_at,
                "sent_at": now,
                "warned_for": None,
                "fails": 0,
                "shut_until": None,
                "renewal_asked_at": None,
                "renewal_declined_at": None,
                "code_at": None,
            }
        )


class Pass(Rewritten):
    """Half an hour behind the gates. `visit` is what keeps apart those who hold one link for anyone.

    `person` logged in for it, and enters the account by that login if `enters_account`; `name` and `email` are what
    somebody typed, which proves nothing.
    """

    firm: FirmId
    link: LinkId
    n: int
    generation: int
    expires_at: Instant
    visit: str
    has_code: bool = False
    person: PersonId | None = None
    enters_account: bool = False
    name: str | None = None
    email: str | None = None

    @property
    def opened_at(self) -> datetime:
        return self.expires_at - PASS_FOR


class Visited(Entity):
    """What was filed of all that was sent in one visit: how many files, and what of the list they were for."""

    files: int = 0
    ticked: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Use:
    """One handing out of an address, told apart from the next by pass, document and ten minutes."""

    name: str
    until: datetime


class StoredUse(Rewritten):
    """A use as it stands: the same pass may hand the same thing out again until then without another."""

    until: Instant
    at: Instant
    n: int = 1
    target: str | None = None
    name: str | None = Field(default=None, description="who used it")
