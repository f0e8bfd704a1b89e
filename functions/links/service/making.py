"""Links are made: documents of an account are shared, or a folder of it is opened for files."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from functions.links.model.drafts import (
    Terms,
    To,
    bounded,
    demand_allowed,
    demand_apart,
    demand_one_version,
    lifetime,
    uploads,
)
from functions.links.model.expiry import deadline
from functions.links.model.overview import RIGHTS, Overview
from functions.links.service.events import link_created, link_sent
from shared.capability import Tokens
from shared.capability.model import Link, LinkKind, Recipient, Target, UploadTerms
from shared.directory import AccountRecord, AccountStatus, Directory, FirmRecord, MemberRecord, Scene
from shared.directory import keys as directory
from shared.domain.clock import Clock
from shared.domain.errors import NotFoundError, WrongStateError
from shared.domain.events import Announcement
from shared.domain.ids import AccountId, DocumentId, FirmId, FolderId, LinkId, TieId, email_digest, new
from shared.domain.principals import Caller, Member
from shared.domain.texts import Locale
from shared.published import keys as published
from shared.published.documents import DocumentRecord, FolderRecord, VersionRecord, main_folder, main_folder_id
from shared.published.people import ContactRecord, TieRecord
from shared.table.actions import Item
from shared.table.idempotency import Once, ReplayError, recall
from shared.table.keys import Key
from shared.table.keys import idempotency as idempotency_key


class Links(Protocol):
    """What this service asks of storage."""

    def look(self, places: Iterable[Key]) -> Mapping[Key, Item]: ...
    def add(
        self, link: Link, recipients: Sequence[Recipient], by: Member, announcement: Announcement, once: Once | None
    ) -> None: ...
    def whole(self, firm: FirmId, link: LinkId) -> tuple[Link, tuple[Recipient, ...]]: ...


class MakingService:
    """Makes links for whoever manages documents and has access to the account."""

    def __init__(self, links: Links, directory: Directory, tokens: Tokens, clock: Clock) -> None:
        self._links = links
        self._directory = directory
        self._tokens = tokens
        self._clock = clock

    def share(
        self,
        caller: Caller,
        once: Once | None,
        *,
        account: AccountId,
        documents: Sequence[Target],
        to: Sequence[To],
        message: str | None,
        tells_use: bool,
    ) -> Overview:
        """Share documents of one account; what is in the trash or was let in by hand is WrongStateError.

        That none of them goes there later is no condition of the link: the gate looks at each opening. One document at
        two versions is ValidationFailedError.
        """
        demand_one_version(documents)
        firm = caller.identity.firm
        places = [published.document(firm, DocumentId(each.id)) for each in documents]
        places += [
            published.version(firm, DocumentId(each.id), each.version) for each in documents if each.version is not None
        ]
        draft = _Draft(LinkKind.SHARE, tuple(dict.fromkeys(documents)), to, message, tells_use=tells_use)
        return self._make(caller, once, account, places, draft)

    def upload(
        self,
        caller: Caller,
        once: Once | None,
        *,
        account: AccountId,
        folder: FolderId | None,
        to: Sequence[To],
        message: str | None,
        tells_use: bool,
        terms: Terms,
    ) -> Overview:
        """Open one folder of an account for files, its own unless another is named."""
        firm = caller.identity.firm
        aim = folder or main_folder_id(firm, account)
        each, taken = bounded(to, terms), uploads(terms)
        draft = _Draft(LinkKind.UPLOAD, (Target(id=aim),), each, message, tells_use=tells_use, upload=taken)
        return self._make(caller, once, account, [published.folder(firm, account, aim)], draft)

    def _make(
        self, caller: Caller, once: Once | None, account: AccountId, places: Sequence[Key], draft: "_Draft"
    ) -> Overview:
        demand_apart(draft.to)
        firm, now = caller.identity.firm, self._clock()
        tenant = directory.firm(firm)
        done = [idempotency_key(firm, once.key)] if once else []
        scene = self._directory.gate(caller.identity, account=account, also=[tenant, *places, *done])
        member = scene.demand(RIGHTS[draft.kind])
        try:
            recall(scene.items, firm, once, now)
            made = self._drawn(scene, draft, FirmRecord.model_validate(scene.items[tenant]), now)
            told = [link_created(made.link), *(link_sent(each) for each in made.recipients if each.email)]
            announcement = Announcement.of(now, member.actor, caller.provenance, *told)
            self._links.add(made.link, made.recipients, member, announcement, once)
        except ReplayError as before:
            link, recipients = self._links.whole(firm, LinkId(before.made[0]))
            return Overview(link, recipients, _account(scene), _creator(scene), scene.items)
        return made

    def _drawn(self, scene: Scene, draft: "_Draft", firm: FirmRecord, now: datetime) -> Overview:
        """Make the link out of what the gate saw; whatever it may not be is refused."""
        account, member = _account(scene), scene.member
        if account.status is not AccountStatus.ACTIVE:
            raise WrongStateError("The account is not active.")
        demand_allowed(draft.kind, scene.policy, draft.to)
        title = _shared_title(scene, draft) if draft.kind is LinkKind.SHARE else _folder(scene, draft).name
        people = self._people(scene, draft.to)
        link = Link(
            firm=firm.id,
            id=LinkId(new("lnk", now)),
            kind=draft.kind,
            account=account.id,
            creator=member.id,
            creator_name=member.name,
            title=title,
            targets=draft.targets,
            recipients=len(draft.to),
            created_at=now,
            message=draft.message,
            tells_use=draft.tells_use,
            upload=draft.upload,
        )
        recipients = tuple(
            self._recipient(link, n, each, people.get(each.field), scene, firm, now)
            for n, each in enumerate(draft.to, 1)
        )
        return Overview(link, recipients, account, _creator(scene), scene.items)

    def _people(self, scene: Scene, to: Sequence[To]) -> dict[str, "_Known"]:
        """Find the contacts among them, in one request; NotFoundError when one has no such e-mail in the account."""
        firm, account = scene.firm, _account(scene).id
        named = [each for each in to if each.contact is not None]
        if not named:
            return {}
        ties = {each.field: _tie(firm, account, each) for each in named}
        contacts = {each.field: published.contact(firm, each.contact) for each in named if each.contact}
        found = self._links.look([*ties.values(), *contacts.values()])
        return {
            each.field: _Known(found.get(ties[each.field]), found.get(contacts[each.field]), each) for each in named
        }

    def _recipient(
        self, link: Link, n: int, to: To, known: "_Known | None", scene: Scene, firm: FirmRecord, now: datetime
    ) -> Recipient:
        until = deadline(
            to.until,
            lifetime=lifetime(link.kind, scene.policy),
            zone=firm.time_zone,
            now=now,
            field=f"{to.field}.expiresAt",
        )
        unproved = Recipient(
            firm=link.firm,
            link=link.id,
            n=n,
            kind=link.kind,
            account=link.account,
            creator=link.creator,
            title=link.title,
            targets=link.targets,
            email=to.email,
            name=to.name or (known.name if known else None),
            contact=to.contact,
            locale=to.locale or (known.locale if known else firm.locale),
            proof="",
            created_at=now,
            sent_at=now if to.email else None,
            expires_at=until,
            max_uses=to.max_uses,
            max_bytes=to.max_bytes,
            needs_code=to.needs_code,
            needs_login=to.needs_login,
        )
        return unproved.model_copy(update={"proof": self._tokens.proof(unproved.claims)})


@dataclass(frozen=True)
class _Draft:
    """What the two kinds have in common before they are links."""

    kind: LinkKind
    targets: tuple[Target, ...]
    to: Sequence[To]
    message: str | None
    tells_use: bool
    upload: UploadTerms | None = None


class _Known:
    """A contact among the recipients, as the directory has them."""

    def __init__(self, tie: Item | None, contact: Item | None, to: To) -> None:
        if tie is None or contact is None or TieRecord.model_validate(tie).contact != to.contact:
            raise NotFoundError
        record = ContactRecord.model_validate(contact)
        self.name: str = record.name
        self.locale: Locale = record.locale


def _tie(firm: FirmId, account: AccountId, to: To) -> Key:
    return published.tie(firm, account, TieId(f"tie_{email_digest(firm, to.email or '')}"))


def _account(scene: Scene) -> AccountRecord:
    if scene.account is None:
        raise NotFoundError
    return scene.account


def _creator(scene: Scene) -> MemberRecord:
    return MemberRecord.model_validate(scene.items[directory.member(scene.firm, scene.member.id)])


def _shared_title(scene: Scene, draft: _Draft) -> str:
    """Name what is shared by the first of it; each must be the account's, and such as a link may serve."""
    names = [_document(scene, each).name for each in draft.targets]
    return names[0]


def _document(scene: Scene, target: Target) -> DocumentRecord:
    standing = scene.items.get(published.document(scene.firm, DocumentId(target.id)))
    if standing is None:
        raise NotFoundError
    document = DocumentRecord.model_validate(standing)
    if document.account != _account(scene).id:
        raise NotFoundError
    is_clean = document.is_clean
    if target.version is not None:
        version = scene.items.get(published.version(scene.firm, document.id, target.version))
        if version is None:
            raise NotFoundError
        is_clean = VersionRecord.model_validate(version).is_clean
    if document.trashed_at is not None:
        raise WrongStateError("A document is in the trash.")
    if not is_clean:
        raise WrongStateError("A document was not found clean; links serve none of these.")
    return document


def _folder(scene: Scene, draft: _Draft) -> FolderRecord:
    account, folder = _account(scene).id, FolderId(draft.targets[0].id)
    standing = scene.items.get(published.folder(scene.firm, account, folder))
    if standing is not None:
        return FolderRecord.model_validate(standing)
    if folder != main_folder_id(scene.firm, account):
        raise NotFoundError
    return main_folder(scene.firm, account)
