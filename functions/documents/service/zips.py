"""Members and persons ask for several documents in one file, and are given it once it is made."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from functions.documents import keys
from functions.documents.model.access import folder_of, is_visible
from functions.documents.model.entities import Document, Version
from functions.documents.model.zips import Entry, LeftOut, Zip, ZipOutdatedError, ZipStandsError, entries_of, zip_id
from functions.documents.service.handing import Files, opened, told
from shared.directory import Directory, Scene
from shared.domain.clock import Clock
from shared.domain.errors import NotFoundError, PorticoError, StaleVersionError, UnavailableError, WrongStateError
from shared.domain.events import Announcement, Event, ObjectRef
from shared.domain.events.documents.zips import ZipRequested
from shared.domain.ids import AccountId, DocumentId, FirmId, LinkId, ZipId
from shared.domain.principals import Caller, Person
from shared.published.locks import PaymentRequiredError
from shared.table.actions import Action
from shared.table.idempotency import Once, ReplayError
from shared.table.keys import Key

type Wanted = tuple[Document, type[PorticoError] | None]
# A document as it stands, and as it does once it was handed out.
type Opened = tuple[Document, Document]

_TRIES = 3


class Zips(Protocol):
    """Where zips are kept, and the documents they are made of are read."""

    def find(self, firm: FirmId, zip_: ZipId) -> Zip | None: ...
    def documents(self, firm: FirmId, documents: Iterable[DocumentId]) -> Mapping[DocumentId, Document]: ...
    def add(self, new: Zip, announcement: Announcement, once: Once | None, counts: Sequence[Action] = ()) -> None: ...
    def hand_out(self, of: Zip, opened: Sequence[Opened], announcement: Announcement, once: Once | None) -> None: ...


@dataclass(frozen=True)
class HandedZip:
    """An address that fetches the file, good until `expires_at`."""

    url: str
    expires_at: datetime
    zip: Zip


@dataclass(frozen=True)
class Head:
    """Of which account a zip is, and whose."""

    firm: FirmId
    account: AccountId
    owner: str


class ZipService:
    """Announces `zip.requested`, and `document.downloaded` for each document of one that is handed out."""

    def __init__(self, zips: Zips, directory: Directory, files: Files, clock: Clock) -> None:
        self._zips = zips
        self._directory = directory
        self._files = files
        self._clock = clock

    def ask(self, caller: Caller, account: AccountId, documents: Sequence[DocumentId], once: Once | None) -> Zip:
        """Ask for documents of one account; those that are locked or in the trash are left out, and it is said so.

        The same asked for again is the one that is being made or there.
        NotFoundError when one of them is not there for the caller; what keeps them back when that leaves none.
        """
        firm = caller.identity.firm
        known = self._zips.documents(firm, documents)
        places = [keys.folder(firm, account, each.folder) for each in known.values()]
        locks = [keys.lock(firm, each) for each in documents]
        scene = self._directory.gate(caller.identity, account=account, also=[*dict.fromkeys(places), *locks])
        wanted = [_judged(scene, account, known.get(each)) for each in dict.fromkeys(documents)]
        now = self._clock()
        kept = [(each, each) for each, refusal in wanted if refusal is None]
        left_out = {each.id: refusal for each, refusal in wanted if refusal}
        head = Head(firm, account, scene.principal.id)
        asked = put_together(head, kept, left_out, now)
        announcement = Announcement.of(now, scene.principal.actor, caller.provenance, requested(asked, None))
        try:
            self._zips.add(asked, announcement, once)
        except ReplayError as replay:
            return self._own(firm, ZipId(replay.made[0]), scene.principal.id)
        except ZipStandsError as same:
            return same.standing
        return asked

    def read(self, caller: Caller, zip_: ZipId) -> Zip:
        """Tell how far one's own is; NotFoundError for anybody else's, and when its day is over."""
        standing = self._zips.find(caller.identity.firm, zip_)
        scene = self._directory.gate(caller.identity, account=standing.account if standing else None)
        return self._demand_own(standing, scene.principal.id)

    def hand_out(self, caller: Caller, zip_: ZipId, once: Once | None) -> HandedZip:
        """Give an address for it, as long as each document in it would be handed out now as it was then.

        That opens each of them, as its own address does.
        """
        for _ in range(_TRIES):
            standing, scene = self._seen(caller, zip_)
            now = self._clock()
            documents = [_demanded(scene, standing, each) for each in standing.entries]
            pairs = [(each, opened(each, scene.principal, now)) for each in documents]
            events = [
                told(before, entry.version, is_view=False, is_first=after != before)
                for (before, after), entry in zip(pairs, standing.entries, strict=True)
            ]
            announcement = Announcement.of(now, scene.principal.actor, caller.provenance, *events)
            address = self._files.download(standing.key, standing.object_version, standing.name)
            try:
                with suppress(ReplayError):
                    self._zips.hand_out(standing, pairs, announcement, once)
            except StaleVersionError:
                continue
            return HandedZip(address.url, address.expires_at, standing)
        raise UnavailableError

    def _seen(self, caller: Caller, zip_: ZipId) -> tuple[Zip, Scene]:
        """Read one's own, which is ready, and all that decides whether it may be had."""
        standing = self._zips.find(caller.identity.firm, zip_)
        if standing is None:
            self._directory.gate(caller.identity)
            raise NotFoundError
        scene = self._directory.gate(caller.identity, account=standing.account, also=_beside(standing))
        self._demand_own(standing, scene.principal.id).demand_ready()
        return standing, scene

    def _own(self, firm: FirmId, zip_: ZipId, owner: str) -> Zip:
        return self._demand_own(self._zips.find(firm, zip_), owner)

    def _demand_own(self, standing: Zip | None, owner: str) -> Zip:
        if standing is None or standing.owner != owner or standing.is_over(self._clock()):
            raise NotFoundError
        return standing


def put_together(
    head: Head,
    kept: Sequence[tuple[Document, Document | Version]],
    left_out: Mapping[DocumentId, type[PorticoError]],
    now: datetime,
) -> Zip:
    """Make a zip of what nothing keeps back; the first refusal when everything is kept back."""
    if not kept:
        raise next(iter(left_out.values()))
    entries = entries_of(kept)
    without = tuple(LeftOut(document=each, code=refusal.code) for each, refusal in left_out.items())
    return Zip(
        firm=head.firm,
        id=zip_id(head.owner, entries, without),
        account=head.account,
        owner=head.owner,
        entries=entries,
        left_out=without,
        created_at=now,
    )


def requested(of: Zip, link: LinkId | None) -> Event:
    return ZipRequested(
        firm=of.firm,
        account=of.account,
        object=ObjectRef(kind="zip", id=of.id),
        zip=of.id,
        documents=len(of.entries),
        size=sum(each.size for each in of.entries),
        came_by=link,
    )


def _judged(scene: Scene, account: AccountId, document: Document | None) -> Wanted:
    """Tell what keeps a document back from whoever asks; NotFoundError when it is not there for them."""
    if document is None or document.account != account:
        raise NotFoundError
    folder = folder_of(
        scene.items.get(keys.folder(scene.firm, account, document.folder)), scene.firm, account, document.folder
    )
    if folder is None or not is_visible(folder, scene.principal):
        raise NotFoundError
    if document.trashed_at is not None or document.is_infected:
        return document, WrongStateError
    is_locked = keys.lock(scene.firm, document.id) in scene.items and isinstance(scene.principal, Person)
    return document, PaymentRequiredError if is_locked else None


def _beside(of: Zip) -> list[Key]:
    """Name what decides whether its documents may be had: themselves, their locks, and the folders they lay in."""
    firm = of.firm
    documents = [keys.document(firm, each.document) for each in of.entries]
    locks = [keys.lock(firm, each.document) for each in of.entries]
    folders = dict.fromkeys(keys.folder(firm, of.account, each.folder) for each in of.entries)
    return [*documents, *locks, *folders]


def _demanded(scene: Scene, of: Zip, entry: Entry) -> Document:
    """Give a document that would still be handed out; ZipOutdatedError when it went elsewhere since."""
    item = scene.items.get(keys.document(scene.firm, entry.document))
    document = Document.model_validate(item) if item else None
    if document is None or (document.account, document.folder) != (of.account, entry.folder):
        raise ZipOutdatedError
    _, refusal = _judged(scene, of.account, document)
    if refusal is not None:
        raise refusal
    return document
