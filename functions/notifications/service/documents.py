"""What is told of documents: to the team what comes in, to an account's people what is put in for them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from functions.notifications.model.inbox import AccountMention, ItemKind
from functions.notifications.model.piles import LetterKind, News, Receiver
from functions.notifications.service.circles import Clients, Members, answering, following, hearing, managing
from functions.notifications.service.piling import Piling
from shared.directory import AccountRecord, FirmRecord
from shared.domain.events import Envelope, Event, UnknownEventError
from shared.domain.events.documents.documents import (
    DocumentApprovalRequested,
    DocumentApproved,
    DocumentDisapproved,
    DocumentMoved,
    DocumentThreatFound,
)
from shared.domain.events.documents.uploads import (
    DocumentUploaded,
    UploadDoneSignalled,
    UploadHeld,
    UploadRejected,
)
from shared.domain.ids import AccountId, FirmId, MemberId, PersonId
from shared.domain.principals import ActorKind
from shared.published.people import TieRecord, Topic


class Audience(Members, Protocol):
    """Where those who may have to be told are read."""

    def find(self, firm: FirmId, account: AccountId) -> tuple[FirmRecord | None, AccountRecord | None]: ...


@dataclass(frozen=True)
class Case:
    """What happened, and the account it happened in."""

    envelope: Envelope
    firm: FirmRecord
    account: AccountRecord

    def news(self, kind: ItemKind | LetterKind, about: str = "", **params: str) -> News:
        mention = AccountMention(id=self.account.id, name=self.account.name)
        return News(kind=kind, about=about, params={**params, "account": self.account.name}, account=mention)


class DocumentNews:
    """Tells of documents, once each and together what is done in one go."""

    def __init__(self, audience: Audience, clients: Clients, piling: Piling) -> None:
        self._audience = audience
        self._clients = clients
        self._piling = piling
        self._tellings: Mapping[type[Event], Callable[[Case, Any], None]] = {
            DocumentUploaded: self._uploaded,
            DocumentMoved: self._moved,
            DocumentApprovalRequested: self._asked,
            DocumentApproved: self._answered,
            DocumentDisapproved: self._answered,
            UploadDoneSignalled: self._done,
            UploadHeld: self._held,
            DocumentThreatFound: self._endangered,
            UploadRejected: self._rejected,
        }

    def tell(self, envelope: Envelope) -> None:
        """Tell whom an event concerns. UnknownEventError for one of which nobody is ever told."""
        event = envelope.event
        telling = self._tellings.get(type(event))
        if telling is None or event.account is None:
            raise UnknownEventError(event.name)
        firm, account = self._audience.find(event.firm, event.account)
        if firm and account:
            telling(Case(envelope, firm, account), event)

    def _uploaded(self, case: Case, event: DocumentUploaded) -> None:
        """Tell who follows the account of what came in, and its people of what a member put in."""
        if event.uploader_kind == ActorKind.MEMBER:
            told = hearing(self._clients, case.account, event.folder, Topic.DOCUMENTS)
            self._write(case, LetterKind.DOCUMENTS_SHARED, told, Topic.DOCUMENTS)
            return
        # Of what was held, the act is the member's who let it in; the file is whose it was.
        by = case.envelope.actor
        sender = event.upload if by.kind is ActorKind.MEMBER else by.id
        news = case.news(ItemKind.DOCUMENT_UPLOADED, sender, client=event.uploader_name, document=event.document_name)
        leads = {"document": event.document, "folder": event.folder, "link": event.came_by}
        self._show(case, news.model_copy(update=leads), is_private=event.is_private)

    def _moved(self, case: Case, event: DocumentMoved) -> None:
        """Tell those who see a document now that it was moved, and did not see it before."""
        before = {each.id for each in hearing(self._clients, case.account, event.before, Topic.DOCUMENTS)}
        after = hearing(self._clients, case.account, event.folder, Topic.DOCUMENTS)
        told = [each for each in after if each.id not in before]
        self._write(case, LetterKind.DOCUMENTS_SHARED, told, Topic.DOCUMENTS)

    def _asked(self, case: Case, event: DocumentApprovalRequested) -> None:
        told = hearing(self._clients, case.account, event.folder, Topic.APPROVALS)
        self._write(case, LetterKind.APPROVAL_REQUESTED, told, Topic.APPROVALS)

    def _answered(self, case: Case, event: DocumentApproved | DocumentDisapproved) -> None:
        """Tell the member who asked what the client said, or who follows the account when they are there no more."""
        kind = ItemKind.DOCUMENT_APPROVED if isinstance(event, DocumentApproved) else ItemKind.DOCUMENT_DISAPPROVED
        news = case.news(kind, event.object.id, client=case.envelope.actor.name, document=event.document_name)
        news = news.model_copy(update={"document": event.object.id, "folder": event.folder})
        if event.asked_by is None:
            self._show(case, news)
            return
        told = answering(self._audience, case.firm, case.account, event.asked_by)
        self._piling.show(case.envelope, news, [each.id for each in told], case.firm.time_zone)

    def _done(self, case: Case, event: UploadDoneSignalled) -> None:
        by = case.envelope.actor
        news = case.news(ItemKind.UPLOAD_DONE_SIGNALLED, by.id, client=by.name)
        self._show(case, news.model_copy(update={"link": event.came_by}))

    def _held(self, case: Case, event: UploadHeld) -> None:
        """Tell who follows the account, even of a file of their own: it waits for somebody's decision."""
        news = case.news(ItemKind.UPLOAD_HELD, client=event.uploader_name, document=event.file_name)
        news = news.model_copy(update={"folder": event.folder})
        self._show(case, news, is_owed=True, is_private=event.is_private)

    def _endangered(self, case: Case, event: DocumentThreatFound) -> None:
        """Tell who follows the account that what lay there was dangerous, and the client who sent it."""
        news = case.news(ItemKind.DOCUMENT_THREAT_FOUND, event.object.id, document=event.document_name)
        news = news.model_copy(update={"document": event.object.id, "folder": event.folder})
        self._show(case, news, is_owed=True, is_private=event.is_private)
        if event.uploader_kind == ActorKind.PERSON:
            self._send(case, LetterKind.FILES_REJECTED, [PersonId(event.uploader)], None)

    def _rejected(self, case: Case, event: UploadRejected) -> None:
        """Tell who sent a file that it was not taken. Whoever holds a link sees it on the page they sent it from."""
        if event.uploader_kind == ActorKind.MEMBER:
            news = case.news(ItemKind.UPLOAD_REJECTED, document=event.file_name, reason=event.rejected_for)
            told = [MemberId(event.uploader)]
            self._piling.show(case.envelope, news, told, case.firm.time_zone, writes=False, is_owed=True)
        elif event.uploader_kind == ActorKind.PERSON:
            self._send(case, LetterKind.FILES_REJECTED, [PersonId(event.uploader)], None)

    def _show(self, case: Case, news: News, *, is_owed: bool = False, is_private: bool = False) -> None:
        circle = managing if is_private else following
        told = [each.id for each in circle(self._audience, case.firm, case.account)]
        self._piling.show(case.envelope, news, told, case.firm.time_zone, is_owed=is_owed)

    def _write(self, case: Case, kind: LetterKind, told: Iterable[TieRecord], topic: Topic) -> None:
        self._send(case, kind, [each.person for each in told], topic)

    def _send(self, case: Case, kind: LetterKind, persons: list[PersonId], topic: Topic | None) -> None:
        """Write to an account's people; of a test account, to whoever set it up in their place."""
        instead = case.account.tested_by
        receivers: list[Receiver] = list(persons)
        if instead is not None:
            receivers = [instead] if persons else []
        self._piling.write(case.envelope, case.news(kind), receivers, case.firm.time_zone, topic)
