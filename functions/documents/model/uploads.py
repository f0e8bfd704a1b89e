"""An upload: what was announced, what was stored, what the scanner said; both facts make a document of it.

`issued → checking → filed | rejected | held | abandoned`. The bytes lie under a key of the upload's own, the only
prefix addresses for writing are made for. One stored object version counts; whatever else is put there is taken away.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from pydantic import Field

from functions.documents.model.entities import Document, Origin, Uploader
from functions.documents.model.refusals import NotHeldError
from shared.domain.entities import Entity, Rewritten, Versioned
from shared.domain.errors import NotFoundError, WrongStateError
from shared.domain.ids import AccountId, DocumentId, FirmId, FolderId, LinkId, UploadId, bare, known
from shared.domain.principals import Actor, Provenance, Source
from shared.published.documents import main_folder_id

PREFIX = "uploads"
FILED_PREFIX = "files"
STORED_WITHIN = timedelta(hours=24)
VERDICT_WITHIN = timedelta(minutes=30)
# What S3 told and nobody heard is found by looking: once after an hour, then when the time is over.
FIRST_LOOK = timedelta(hours=1)
LOOK_AGAIN = timedelta(minutes=30)
# News that failed is taken up again after these; the fifth and last time is within the half hour of a verdict.
_PAUSES = (timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=8), timedelta(minutes=15))
# Objects put where only one belongs may be scanned before they are taken away.
_MOST_VERDICTS = 5


class UploadState(StrEnum):
    ISSUED = "issued"
    CHECKING = "checking"
    FILED = "filed"
    REJECTED = "rejected"
    HELD = "held"
    ABANDONED = "abandoned"

    @property
    def is_over(self) -> bool:
        return self in {UploadState.FILED, UploadState.REJECTED, UploadState.ABANDONED}


class Verdict(StrEnum):
    """What the scanner says, in Amazon GuardDuty's own words."""

    CLEAN = "NO_THREATS_FOUND"
    INFECTED = "THREATS_FOUND"
    UNSUPPORTED = "UNSUPPORTED"
    ACCESS_DENIED = "ACCESS_DENIED"
    FAILED = "FAILED"


class Rejection(StrEnum):
    """Why bytes are gone."""

    WRONG_SIZE = "wrong_size"
    HASH_DIFFERS = "hash_differs"
    WRONG_TYPE = "wrong_type"
    INFECTED = "infected"
    LINK_CLOSED = "link_closed"
    ACCOUNT_GONE = "account_gone"
    REFUSED = "refused"


class Holding(StrEnum):
    """Why a file waits for somebody to decide."""

    UNSCANNABLE = "unscannable"
    SCAN_FAILED = "scan_failed"
    NO_VERDICT = "no_verdict"


_HOLDS = {
    Verdict.UNSUPPORTED: Holding.UNSCANNABLE,
    Verdict.ACCESS_DENIED: Holding.SCAN_FAILED,
    Verdict.FAILED: Holding.SCAN_FAILED,
}


class Stored(Entity):
    """What lies under the key: one object version, read whole."""

    version: str
    at: datetime
    size: int
    sha256: str
    is_what_it_says: bool


class Came(Entity):
    """From where an upload was announced: whatever becomes of it is told as its sender's act."""

    correlation_id: str
    source: Source
    address: str | None = None
    browser: str | None = None
    client_time: datetime | None = None

    @classmethod
    def of(cls, provenance: Provenance) -> Self:
        return cls(
            correlation_id=provenance.correlation_id,
            source=provenance.source,
            address=provenance.address,
            browser=provenance.browser,
            client_time=provenance.client_time,
        )

    @property
    def provenance(self) -> Provenance:
        return Provenance(self.correlation_id, self.source, self.address, self.browser, self.client_time)


class Decision(Entity):
    """A member's word on a held file."""

    member: str
    name: str
    at: datetime
    reason: str
    is_release: bool
    came: Came


class ByLink(Entity):
    """Which link somebody came by, in which visit, for which entry of its list.

    `has_folder_of` says whose folder it goes into where the link has one for each: a recipient's, or a visit's.
    """

    link: LinkId
    n: int
    visit: str
    wanted: str | None = None
    has_folder_of: str | None = None


class Upload(Versioned, Rewritten):
    """A file on its way into an account.

    `document` is the one it becomes: of its own id unless it is the next version of another. `look_at` is when the
    sweep looks what became of it.
    """

    firm: FirmId
    id: UploadId
    account: AccountId
    folder: FolderId
    name: str
    type: str
    size: int
    sha256: str
    origin: Origin
    uploader: Uploader
    came: Came
    created_at: datetime
    state: UploadState = UploadState.ISSUED
    replaces: DocumentId | None = None
    by_link: ByLink | None = None
    multipart: str | None = None
    stored: Stored | None = None
    verdicts: dict[str, Verdict] = Field(default_factory=dict)
    rejected_for: Rejection | None = None
    held_for: Holding | None = None
    decision: Decision | None = None
    document: DocumentId | None = None
    ended_at: datetime | None = None
    look_at: datetime | None = None

    @property
    def key(self) -> str:
        return upload_key(self.firm, self.id)

    @property
    def copies(self) -> tuple[str, ...]:
        """Name where its bytes may have been copied to on its way to a document, of its own or another's."""
        documents = {self.own_document, self.replaces or self.own_document}
        return tuple(filed_key(self.firm, each, self.id) for each in documents)

    @property
    def own_document(self) -> DocumentId:
        """Name the document it becomes when it is no version of another: the same however often it is filed."""
        return DocumentId(f"doc_{bare(self.id)}")

    @property
    def actor(self) -> Actor:
        return Actor(self.uploader.kind, self.uploader.id, self.uploader.name)

    @property
    def verdict(self) -> Verdict | None:
        """Give the scanner's word on the object version that counts; None before both are known."""
        return self.verdicts.get(self.stored.version) if self.stored else None

    @property
    def is_lost(self) -> bool:
        """Whether nothing ever came of it."""
        return self.state in {UploadState.REJECTED, UploadState.ABANDONED}

    @property
    def reason(self) -> str | None:
        if self.state is UploadState.REJECTED and self.rejected_for:
            return self.rejected_for.value
        return self.held_for.value if self.state is UploadState.HELD and self.held_for else None

    def fault(self) -> Rejection | None:
        """Tell why the stored bytes are not what was announced, or may not stay; None when nothing is wrong yet."""
        if self.stored is None:
            return None
        if self.stored.size != self.size:
            return Rejection.WRONG_SIZE
        if self.stored.sha256 != self.sha256:
            return Rejection.HASH_DIFFERS
        if not self.stored.is_what_it_says:
            return Rejection.WRONG_TYPE
        return Rejection.INFECTED if self.verdict is Verdict.INFECTED else None

    def demand_awaited(self) -> None:
        """Refuse what can be asked only while the bytes are awaited: addresses, parts, their completion."""
        if self.state is not UploadState.ISSUED:
            raise WrongStateError("This upload awaits no bytes any more.")

    def with_stored(self, fact: Stored) -> Self:
        """Note what was stored; the verdict is waited for, for half an hour."""
        return self._changed(state=UploadState.CHECKING, stored=fact, look_at=fact.at + VERDICT_WITHIN)

    def with_verdict(self, version: str, verdict: Verdict) -> Self:
        """Note what the scanner said of one object version. A threat once found stands."""
        kept = {at: each for at, each in self.verdicts.items() if at != version}
        kept = dict(list(kept.items())[-(_MOST_VERDICTS - 1) :])
        is_known_bad = self.verdicts.get(version) is Verdict.INFECTED
        return self._changed(verdicts={**kept, version: Verdict.INFECTED if is_known_bad else verdict})

    def rejected(self, why: Rejection, now: datetime) -> Self:
        return self._changed(state=UploadState.REJECTED, rejected_for=why, ended_at=now, look_at=None)

    def holding(self) -> Holding | None:
        """Tell why the scanner's word does not let it in; None when it does, or has not come."""
        return _HOLDS.get(self.verdict) if self.verdict else None

    def held(self, why: Holding) -> Self:
        return self._changed(state=UploadState.HELD, held_for=why, look_at=None)

    def filed(self, document: Document, now: datetime) -> Self:
        """Note what it became, and where that lies."""
        became = {"document": document.id, "folder": document.folder}
        return self._changed(state=UploadState.FILED, **became, ended_at=now, look_at=None)

    def abandoned(self, now: datetime) -> Self:
        return self._changed(state=UploadState.ABANDONED, ended_at=now, look_at=None)

    def given_up(self, now: datetime) -> Self:
        """Give it up by hand; what is stored all the same, and told to nobody, is looked for."""
        return self.abandoned(now).model_copy(update={"look_at": now + FIRST_LOOK})

    def looked_after(self, at: datetime | None) -> Self:
        return self._changed(look_at=at)

    def released(self, decision: Decision) -> Self:
        """Let a held file in by hand; it is filed by whoever files all. NotHeldError unless it is held."""
        self._demand_held()
        return self._changed(state=UploadState.CHECKING, decision=decision, look_at=decision.at + LOOK_AGAIN)

    def refused(self, decision: Decision) -> Self:
        """Turn a held file away by hand; its bytes go a moment later. NotHeldError unless it is held."""
        self._demand_held()
        gone = self.rejected(Rejection.REFUSED, decision.at)
        return gone.model_copy(update={"decision": decision, "look_at": decision.at + LOOK_AGAIN})

    def moved_along(self, into: AccountId) -> Self:
        """Go on in the account its own went into: to the folder it was sent to, or that one's own for the own."""
        own = main_folder_id(self.firm, self.account)
        is_own = self.folder == own and not self.state.is_over
        folder = main_folder_id(self.firm, into) if is_own else self.folder
        return self._changed(account=into, folder=folder)

    @property
    def is_released(self) -> bool:
        return self.decision is not None and self.decision.is_release

    @property
    def may_be_filed(self) -> bool:
        """Whether nothing stands against it: the scanner found it clean, or a member let it in all the same."""
        return self.stored is not None and (self.verdict is Verdict.CLEAN or self.is_released)

    def _demand_held(self) -> None:
        if self.state is not UploadState.HELD:
            raise NotHeldError

    def _changed(self, **changes: object) -> Self:
        return self.model_copy(update={**changes, "v": self.v + 1})


@dataclass(frozen=True)
class ObjectPlace:
    """Which upload an object key belongs to."""

    firm: FirmId
    upload: UploadId


def pause_after(tries: int) -> timedelta:
    """Tell when news that failed so many times is taken up again."""
    return _PAUSES[min(tries, len(_PAUSES)) - 1]


def upload_key(firm: FirmId, upload: UploadId) -> str:
    return f"{PREFIX}/{bare(firm)}/{bare(upload)}"


def filed_key(firm: FirmId, document: DocumentId, upload: UploadId) -> str:
    """Name where a version's bytes lie: by the upload they came with, so that two versions at once never meet."""
    return f"{FILED_PREFIX}/{bare(firm)}/{bare(document)}/{bare(upload)}"


def filed_prefix(firm: FirmId, document: DocumentId) -> str:
    """Name under what all versions of a document lie, those included that were copied and never filed."""
    return f"{FILED_PREFIX}/{bare(firm)}/{bare(document)}/"


def place_of(key: str) -> ObjectPlace | None:
    """Tell which upload lies under an object key; None when no upload ever could."""
    try:
        prefix, firm, upload = key.split("/")
        if prefix != PREFIX:
            return None
        return ObjectPlace(known(FirmId, f"frm_{firm}"), known(UploadId, f"upl_{upload}"))
    except (ValueError, NotFoundError):
        return None
