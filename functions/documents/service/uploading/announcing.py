"""A file is announced before it is sent: who may send it, where it goes, and whether anybody takes such files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from functions.documents import keys
from functions.documents.model.access import demand_edit, demand_manage, demand_visible, folder_of, is_visible
from functions.documents.model.entities import Document, Folder, Origin, Uploader
from functions.documents.model.kinds import MB, is_among, is_taken
from functions.documents.model.limits import ANNOUNCING
from functions.documents.model.parts import is_in_parts
from functions.documents.model.refusals import FileTooLargeError, FileTypeRefusedError
from functions.documents.model.uploads import FIRST_LOOK, ByLink, Came, Upload, UploadState
from functions.documents.service.guessing import guessing
from shared.capability.gate import LinkGate, LinkScene
from shared.capability.model import LinkKind, UploadTerms
from shared.capability.offer import Offer
from shared.capability.refusals import LinkExpiredError
from shared.directory import Directory, Policy, Scene
from shared.domain.clock import Clock
from shared.domain.errors import NotFoundError, WrongStateError
from shared.domain.ids import AccountId, DocumentId, FirmId, FolderId, UploadId, new
from shared.domain.principals import Actor, Caller, Provenance
from shared.files import NoTimeLeftError
from shared.files import Upload as Address
from shared.limits import Limiter, TooManyRequestsError
from shared.published.documents import main_folder_id
from shared.table.actions import Action, Item
from shared.table.idempotency import Once, ReplayError, recall
from shared.table.keys import Key
from shared.table.keys import idempotency as idempotency_key


class Uploads(Protocol):
    """What this service asks of storage."""

    def add(self, new: Upload, once: Once | None, counts: Sequence[Action] = ()) -> None: ...
    def get(self, firm: FirmId, upload: UploadId) -> Upload: ...
    def copies(self, firm: FirmId, account: AccountId, sha256: str) -> Mapping[DocumentId, FolderId]: ...
    def look(self, places: list[Key]) -> Mapping[Key, Item]: ...


class Addresses(Protocol):
    """Where addresses to upload to come from."""

    def upload(self, key: str, content_type: str, size: int, until: datetime | None = None) -> Address: ...


class Objects(Protocol):
    """Where files of many parts are put together."""

    def begin(self, key: str, content_type: str) -> str: ...
    def abort(self, key: str, upload: str) -> None: ...


@dataclass(frozen=True)
class AnnouncedFile:
    """What somebody says of a file before it is sent."""

    name: str
    size: int
    type: str
    sha256: str

    def demand_taken(self, policy: Policy, terms: UploadTerms | None = None, left: int | None = None) -> None:
        """Refuse what is too big, or of a type nobody takes here; a link may take less than the firm does.

        `left` is what a link still takes of all that is sent by it.
        """
        cap = policy.upload_cap_mb * MB
        if self.size > cap:
            raise FileTooLargeError(f"One file may have {cap} bytes.")
        if left is not None and self.size > left:
            raise FileTooLargeError(f"Only {left} more bytes are taken by this link.")
        allowed = is_among(self.type, policy.upload_types) and is_among(self.type, terms.types if terms else ())
        if not allowed or not is_taken(self.name, self.type):
            raise FileTypeRefusedError


@dataclass(frozen=True)
class Received:
    """The document that holds the very same bytes."""

    document: DocumentId
    name: str


@dataclass(frozen=True)
class Announced:
    """An upload, the address of a file that is sent whole, and what the account holds of these bytes already."""

    upload: Upload
    address: Address | None = None
    received: Received | None = None


class AnnouncingService:
    """Takes announcements. Members ask `manage_documents`, clients an editable folder, bearers an open upload link."""

    def __init__(
        self,
        uploads: Uploads,
        addresses: Addresses,
        objects: Objects,
        directory: Directory,
        gate: LinkGate,
        limiter: Limiter,
        clock: Clock,
    ) -> None:
        self._uploads = uploads
        self._addresses = addresses
        self._objects = objects
        self._directory = directory
        self._gate = gate
        self._limiter = limiter
        self._clock = clock

    def by_member(
        self,
        caller: Caller,
        once: Once | None,
        account: AccountId,
        file: AnnouncedFile,
        *,
        folder: FolderId | None = None,
        document: DocumentId | None = None,
    ) -> Announced:
        """Announce a file of the team's, or the next version of a document."""
        firm, now = caller.identity.firm, self._clock()
        into = folder or main_folder_id(firm, account)
        copies = self._uploads.copies(firm, account, file.sha256)
        places = [keys.folder(firm, account, into), *_places(firm, account, copies)]
        if document:
            places.append(keys.document(firm, document))
        scene = self._gate_of(caller, once, account, places)
        member = demand_manage(scene)
        replaced = _document(scene.items, firm, account, document) if document else None
        file.demand_taken(scene.policy)
        is_elsewhere = replaced is not None and replaced.folder != into
        target = self._folder_of(replaced) if replaced and is_elsewhere else _folder(scene.items, firm, account, into)
        draft = _drafted(
            firm,
            account,
            target,
            file,
            Origin.TEAM,
            Uploader(kind=member.actor.kind, id=member.id, name=member.name),
            caller.provenance,
            now,
        )
        draft = draft.model_copy(update={"replaces": document})
        return self._announced(draft, once, scene.items, None, self._received(scene, draft, copies))

    def by_client(
        self,
        caller: Caller,
        once: Once | None,
        account: AccountId,
        file: AnnouncedFile,
        *,
        folder: FolderId | None = None,
    ) -> Announced:
        """Announce a client's file, into a folder they may put files in."""
        firm, now = caller.identity.firm, self._clock()
        into = folder or main_folder_id(firm, account)
        copies = self._uploads.copies(firm, account, file.sha256)
        places = [keys.folder(firm, account, into), *_places(firm, account, copies)]
        scene = self._gate_of(caller, once, account, places)
        person = scene.person
        target = _folder(scene.items, firm, account, into)
        demand_visible(target, person)
        demand_edit(target, person)
        file.demand_taken(scene.policy)
        draft = _drafted(
            firm,
            account,
            target,
            file,
            Origin.PORTAL,
            Uploader(kind=person.actor.kind, id=person.id, name=person.name, contact=person.contact),
            caller.provenance,
            now,
        )
        return self._announced(draft, once, scene.items, None, self._received(scene, draft, copies))

    def by_bearer(
        self, offer: Offer, provenance: Provenance, once: Once | None, file: AnnouncedFile, *, wanted: str | None = None
    ) -> Announced:
        """Announce a file of whoever holds an upload link; what others sent is told to nobody."""
        now = self._clock()
        with guessing(self._limiter, offer, provenance):
            scene = self._gate.look(
                offer, {LinkKind.UPLOAD}, also=lambda to: [idempotency_key(to.firm, once.key)] if once else []
            )
        visit = scene.demand_pass(now, is_same_use=self._is_done(scene, once, now)).visit
        terms = scene.link.upload or UploadTerms()
        if wanted is not None and all(each.id != wanted for each in terms.wanted):
            raise NotFoundError
        draft = self._drafted_by_link(scene, file, provenance, now)
        mine = scene.recipient.is_anyone and visit
        way = ByLink(
            link=scene.link.id,
            n=scene.recipient.n,
            visit=visit,
            wanted=wanted,
            has_folder_of=(mine or str(scene.recipient.n)) if terms.has_folder_each else None,
        )
        draft = draft.model_copy(update={"by_link": way})
        until = scene.demand_rest(now)
        try:
            recall(scene.items, draft.firm, once, now)
        except ReplayError as done:
            return self._again(draft.firm, done, until, None)
        file.demand_taken(scene.policy, terms, scene.recipient.bytes_left)
        counts = self._limiter.counting(draft.firm, ANNOUNCING.tallies(scene.recipient.id, provenance.address))
        return self._announced(draft, once, scene.items, until, None, counts)

    def _is_done(self, scene: LinkScene, once: Once | None, now: datetime) -> bool:
        """Whether this very call was made before: it is answered again, though the link is used up by now."""
        try:
            recall(scene.items, scene.recipient.firm, once, now)
        except ReplayError:
            return True
        return False

    def _drafted_by_link(self, scene: LinkScene, file: AnnouncedFile, provenance: Provenance, now: datetime) -> Upload:
        bearer, firm = scene.bearer, scene.recipient.firm
        target = _folder(scene.items, firm, bearer.account, FolderId(scene.recipient.targets[0].id))
        actor: Actor = bearer.actor
        sender = Uploader(
            kind=actor.kind, id=actor.id, name=actor.name, contact=scene.recipient.contact, link=bearer.link
        )
        return _drafted(firm, bearer.account, target, file, Origin.UPLOAD_LINK, sender, provenance, now)

    def _gate_of(self, caller: Caller, once: Once | None, account: AccountId, places: list[Key]) -> Scene:
        remembered = [idempotency_key(caller.identity.firm, once.key)] if once else []
        return self._directory.gate(caller.identity, account=account, also=[*places, *remembered])

    def _folder_of(self, document: Document) -> Folder:
        place = keys.folder(document.firm, document.account, document.folder)
        return _folder(self._uploads.look([place]), document.firm, document.account, document.folder)

    def _announced(
        self,
        draft: Upload,
        once: Once | None,
        found: Mapping[Key, Item],
        until: datetime | None,
        received: Received | None,
        counts: Sequence[Action] = (),
    ) -> Announced:
        """Write the announcement, unless it was made before, and say where the bytes go."""
        try:
            recall(found, draft.firm, once, draft.created_at)
            if is_in_parts(draft.size):
                draft = draft.model_copy(update={"multipart": self._objects.begin(draft.key, draft.type)})
            self._uploads.add(draft, once, counts)
        except (ReplayError, TooManyRequestsError) as refused:
            if draft.multipart:
                self._objects.abort(draft.key, draft.multipart)
            if isinstance(refused, TooManyRequestsError):
                raise
            return self._again(draft.firm, refused, until, received)
        return self._addressed(draft, until, received)

    def _again(self, firm: FirmId, done: ReplayError, until: datetime | None, received: Received | None) -> Announced:
        return self._addressed(self._uploads.get(firm, UploadId(done.made[0])), until, received)

    def _addressed(self, upload: Upload, until: datetime | None, received: Received | None) -> Announced:
        if upload.multipart or upload.state is not UploadState.ISSUED:
            return Announced(upload, received=received)
        try:
            address = self._addresses.upload(upload.key, upload.type, upload.size, until)
        except NoTimeLeftError as over:
            raise LinkExpiredError from over
        return Announced(upload, address, received)

    def _received(self, scene: Scene, draft: Upload, copies: Mapping[DocumentId, FolderId]) -> Received | None:
        """Tell under which document the account holds these bytes: the latest that whoever asks may see."""
        firm, account = draft.firm, draft.account
        read = [scene.items.get(keys.document(firm, each)) for each in copies]
        kept = [each for each in map(Document.model_validate, filter(None, read)) if _is_kept(each, account)]
        moved = {each.folder for each in kept} - set(copies.values())
        found = {**scene.items}
        if moved:
            found |= self._uploads.look([keys.folder(firm, account, each) for each in moved])
        for each in kept:
            lies_in = folder_of(found.get(keys.folder(firm, account, each.folder)), firm, account, each.folder)
            if lies_in is not None and is_visible(lies_in, scene.principal):
                return Received(each.id, each.name)
        return None


def _places(firm: FirmId, account: AccountId, copies: Mapping[DocumentId, FolderId]) -> list[Key]:
    """Name where these documents stand, and the folders they lay in."""
    folders = dict.fromkeys(keys.folder(firm, account, each) for each in copies.values())
    return [*(keys.document(firm, each) for each in copies), *folders]


def _is_kept(document: Document, account: AccountId) -> bool:
    return document.account == account and document.trashed_at is None and not document.is_infected


def _folder(found: Mapping[Key, Item], firm: FirmId, account: AccountId, folder: FolderId) -> Folder:
    """Find a folder of the account among what was read; its own is there before it was ever written."""
    standing = folder_of(found.get(keys.folder(firm, account, folder)), firm, account, folder)
    if standing is None:
        raise NotFoundError
    return standing


def _document(found: Mapping[Key, Item], firm: FirmId, account: AccountId, document: DocumentId) -> Document:
    standing = found.get(keys.document(firm, document))
    record = Document.model_validate(standing) if standing else None
    if record is None or record.account != account or record.trashed_at is not None:
        raise NotFoundError
    if record.sealed_at is not None:
        raise WrongStateError("A sealed document has no further versions.")
    return record


def _drafted(
    firm: FirmId,
    account: AccountId,
    folder: Folder,
    file: AnnouncedFile,
    origin: Origin,
    sender: Uploader,
    provenance: Provenance,
    now: datetime,
) -> Upload:
    return Upload(
        firm=firm,
        id=UploadId(new("upl", now)),
        account=account,
        folder=folder.id,
        name=file.name,
        type=file.type,
        size=file.size,
        sha256=file.sha256,
        origin=origin,
        uploader=sender,
        came=Came.of(provenance),
        created_at=now,
        look_at=now + FIRST_LOOK,
    )
