"""What happened is read: all of it by owner and admin, that of one thing by whoever manages it."""

from typing import Protocol

from functions.activity.model.entries import Entry, Question
from functions.activity.service.asking import demand_all, span
from shared.capability import keys as links
from shared.capability.model import LinkKind
from shared.directory import Directory, Scene
from shared.directory import keys as directory
from shared.domain.clock import Clock
from shared.domain.errors import NotFoundError
from shared.domain.ids import AccountId, ContactId, DocumentId, FirmId, FolderId, LinkId, PersonId
from shared.domain.principals import Caller, Right
from shared.published import keys as published
from shared.table.keys import Key
from shared.table.query import Page


class Entries(Protocol):
    """Where entries are read."""

    def list(
        self, firm: FirmId, question: Question, *, newest: str, oldest: str, limit: int, cursor: str | None
    ) -> Page[Entry]: ...


class ActivityService:
    """Reads what happened: all of it for owner and admin, that of one thing for whoever manages it."""

    def __init__(self, entries: Entries, directory: Directory, clock: Clock) -> None:
        self._entries = entries
        self._directory = directory
        self._clock = clock

    def list(self, caller: Caller, question: Question, *, limit: int, cursor: str | None) -> Page[Entry]:
        """List entries, newest first, from the question's end or now back to its beginning or the firm's.

        A page may be short or empty while it leads on; NotFoundError when the account asked for is not of this firm.
        """
        scene = demand_all(self._directory, caller.identity, question)
        return self._read(scene, question, limit=limit, cursor=cursor)

    def of_account(
        self, caller: Caller, account: AccountId, question: Question, *, limit: int, cursor: str | None
    ) -> Page[Entry]:
        """List what happened to an account, for whoever has `manage_accounts` and access to it."""
        scene = self._directory.gate(caller.identity, account=account, also=[directory.firm(caller.identity.firm)])
        scene.demand(Right.MANAGE_ACCOUNTS)
        return self._read(scene, question.model_copy(update={"account": account}), limit=limit, cursor=cursor)

    def of_person(
        self,
        caller: Caller,
        account: AccountId,
        person: PersonId,
        question: Question,
        *,
        limit: int,
        cursor: str | None,
    ) -> Page[Entry]:
        """List what happened to somebody who may enter the account; what was in their other accounts stays out."""
        firm = caller.identity.firm
        theirs = directory.person(firm, person)
        scene = self._directory.gate(caller.identity, account=account, also=[directory.firm(firm), theirs])
        scene.demand(Right.MANAGE_ACCOUNTS)
        if account not in scene.items.get(theirs, {}).get("accounts", ()):
            raise NotFoundError
        asked = question.model_copy(update={"object": person, "beside": account})
        return self._read(scene, asked, limit=limit, cursor=cursor)

    def of_document(
        self,
        caller: Caller,
        account: AccountId,
        document: DocumentId,
        question: Question,
        *,
        limit: int,
        cursor: str | None,
    ) -> Page[Entry]:
        """List what happened to a document of the account, for whoever manages documents; in the trash it has one."""
        kept = published.document(caller.identity.firm, document)
        scene = self._object(caller, account, kept)
        scene.demand(Right.MANAGE_DOCUMENTS)
        asked = question.model_copy(update={"object": document, "beside": account})
        return self._read(scene, asked, limit=limit, cursor=cursor)

    def of_link(
        self,
        caller: Caller,
        account: AccountId,
        link: LinkId,
        question: Question,
        *,
        limit: int,
        cursor: str | None,
    ) -> Page[Entry]:
        """List what happened to a link of the account, for whoever has the right for what it opens."""
        head = links.link(caller.identity.firm, link)
        scene = self._object(caller, account, head)
        scene.demand(LinkKind(scene.items[head]["kind"]).right)
        asked = question.model_copy(update={"object": link, "beside": account})
        return self._read(scene, asked, limit=limit, cursor=cursor)

    def of_folder(
        self,
        caller: Caller,
        account: AccountId,
        folder: FolderId,
        question: Question,
        *,
        limit: int,
        cursor: str | None,
    ) -> Page[Entry]:
        """List what happened to a folder of the account itself, for whoever manages documents."""
        place = published.folder(caller.identity.firm, account, folder)
        scene = self._directory.gate(
            caller.identity, account=account, also=[directory.firm(caller.identity.firm), place]
        )
        if place not in scene.items:
            raise NotFoundError
        scene.demand(Right.MANAGE_DOCUMENTS)
        asked = question.model_copy(update={"object": folder, "beside": account})
        return self._read(scene, asked, limit=limit, cursor=cursor)

    def of_contact(
        self, caller: Caller, contact: ContactId, question: Question, *, limit: int, cursor: str | None
    ) -> Page[Entry]:
        """List what happened to a contact, for whoever manages contacts; what was in single accounts stays out.

        Who sees all accounts reads that as well.
        """
        place = published.contact(caller.identity.firm, contact)
        scene = self._directory.gate(caller.identity, also=[directory.firm(caller.identity.firm), place])
        if place not in scene.items:
            raise NotFoundError
        scene.demand(Right.MANAGE_CONTACTS)
        asked = question.model_copy(
            update={"object": contact, "is_of_none": not scene.member.has(Right.VIEW_ALL_ACCOUNTS)}
        )
        return self._read(scene, asked, limit=limit, cursor=cursor)

    def _object(self, caller: Caller, account: AccountId, place: Key) -> Scene:
        """Pass the gate with an object along; NotFoundError unless it is the account's."""
        scene = self._directory.gate(
            caller.identity, account=account, also=[directory.firm(caller.identity.firm), place]
        )
        if scene.items.get(place, {}).get("account") != account:
            raise NotFoundError
        return scene

    def _read(self, scene: Scene, question: Question, *, limit: int, cursor: str | None) -> Page[Entry]:
        newest, oldest = span(scene, question, self._clock())
        return self._entries.list(scene.firm, question, newest=newest, oldest=oldest, limit=limit, cursor=cursor)
