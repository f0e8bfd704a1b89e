"""What is told of uploads: each as the act of whoever did it, from where they did it."""

from datetime import datetime

from functions.documents.model.entities import Document
from functions.documents.model.filing import Way
from functions.documents.model.uploads import Upload
from functions.documents.model.withdrawing import Kept
from functions.documents.service.saying import said
from shared.capability.telling import used
from shared.domain.events import Announcement, Event, ObjectRef
from shared.domain.events.documents.documents import DocumentThreatFound, DocumentTrashed
from shared.domain.events.documents.uploads import DocumentReleased, DocumentUploaded, UploadHeld, UploadRejected
from shared.domain.principals import SYSTEM, Actor, ActorKind, Provenance, Source


def filed(of: Upload, document: Document, now: datetime, *, is_private: bool, way: Way | None = None) -> Announcement:
    """Tell that an upload became a document; of one that was held, that a member let it in as well.

    `is_private` is the folder it lies in. Of a link it came by (`way`), it is a use.
    """
    events: list[Event] = [_uploaded(of, document, is_private=is_private)]
    if way is not None:
        events.append(used(way, document.id, document.version))
    actor, provenance = of.actor, of.came.provenance
    if of.decision is not None:
        events.append(_released(of, document, of.decision.reason))
        actor = Actor(ActorKind.MEMBER, of.decision.member, of.decision.name)
        provenance = of.decision.came.provenance
    return Announcement.of(now, actor, provenance, *events)


def rejected(of: Upload, now: datetime) -> Announcement:
    """Tell that an upload was turned away: by the portal itself unless a member did."""
    event = UploadRejected(
        firm=of.firm,
        account=of.account,
        object=ref(of),
        upload=of.id,
        folder=of.folder,
        rejected_for=of.rejected_for or "",
        origin=of.origin,
        uploader_kind=of.uploader.kind,
        uploader=of.uploader.id,
        came_by=of.uploader.link,
        size=of.size,
        sha256=of.sha256,
        file_name=of.name,
        uploader_name=of.uploader.name,
        reason=of.decision.reason if of.decision else None,
    )
    if of.decision is None:
        return Announcement.of(now, SYSTEM, _by_itself(of), event)
    decided_by = Actor(ActorKind.MEMBER, of.decision.member, of.decision.name)
    return Announcement.of(now, decided_by, of.decision.came.provenance, event)


def held(of: Upload, now: datetime, *, is_private: bool) -> Announcement:
    """Tell that an upload waits for a member; `is_private` is the folder it is for."""
    event = UploadHeld(
        firm=of.firm,
        account=of.account,
        object=ref(of),
        upload=of.id,
        folder=of.folder,
        is_private=is_private,
        held_for=of.held_for or "",
        origin=of.origin,
        uploader_kind=of.uploader.kind,
        came_by=of.uploader.link,
        file_name=of.name,
        uploader_name=of.uploader.name,
    )
    return Announcement.of(now, SYSTEM, _by_itself(of), event)


def threat_found(of: Upload, was: Kept, document: Document, now: datetime) -> Announcement:
    """Tell that a threat was found in what an upload became; and that this went into the trash, if it did."""
    found = said(
        DocumentThreatFound,
        document,
        document_version=was.version.version,
        is_private=was.is_private,
        upload=of.id,
        is_released=of.is_released,
        uploader_kind=of.uploader.kind,
        uploader=of.uploader.id,
    )
    events: list[Event] = [found]
    if was.document.trashed_at is None and document.trashed_at is not None:
        events.append(said(DocumentTrashed, document))
    return Announcement.of(now, SYSTEM, _by_itself(of), *events)


def ref(of: Upload) -> ObjectRef:
    return ObjectRef(kind="upload", id=of.id)


def _by_itself(of: Upload) -> Provenance:
    """From where nobody in person did something: what came of a call bears its number."""
    return Provenance(correlation_id=of.came.correlation_id, source=Source.AUTOMATION)


def _uploaded(of: Upload, document: Document, *, is_private: bool) -> DocumentUploaded:
    return DocumentUploaded(
        firm=of.firm,
        account=of.account,
        object=ObjectRef(kind="document", id=document.id),
        document=document.id,
        document_version=document.version,
        folder=document.folder,
        is_private=is_private,
        upload=of.id,
        origin=of.origin,
        uploader_kind=of.uploader.kind,
        came_by=of.uploader.link,
        wanted=of.by_link.wanted if of.by_link else None,
        type=document.type,
        size=document.size,
        sha256=document.sha256,
        is_released=of.is_released,
        document_name=document.name,
        file_name=of.name,
        uploader_name=of.uploader.name,
    )


def _released(of: Upload, document: Document, reason: str) -> DocumentReleased:
    return DocumentReleased(
        firm=of.firm,
        account=of.account,
        object=ObjectRef(kind="document", id=document.id),
        document=document.id,
        document_version=document.version,
        folder=document.folder,
        upload=of.id,
        held_for=of.held_for,
        document_name=document.name,
        reason=reason,
    )
