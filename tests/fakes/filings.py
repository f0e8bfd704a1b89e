"""What is announced of documents and links, and the people of an account who may hear of it."""

from datetime import datetime, timedelta
from typing import Any

from shared.directory import PersonState
from shared.directory import keys as directory
from shared.domain.events import Event, ObjectRef
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
from shared.domain.events.links.bearers import LinkOpened, LinkRefused, LinkRenewalRequested, LinkUsed
from shared.domain.events.links.sending import LinkExpired, LinkSuspended, LinkTakenOver
from shared.domain.ids import (
    AccountId,
    ContactId,
    DocumentId,
    FirmId,
    FolderId,
    LinkId,
    MemberId,
    PersonId,
    TieId,
    UploadId,
    bare,
    person_id,
)
from shared.domain.principals import Actor, ActorKind
from shared.published import keys as published
from shared.published.documents import FolderRecord, main_folder_id
from shared.published.people import Topic
from shared.table import schema
from shared.table.actions import Item, body, item
from shared.table.keys import Key
from tests.fakes.clock import START
from tests.fakes.tenancy import ACCOUNT

LINK = LinkId("lnk_01KANQ9Z00H4R6S8TVWXYZ6666")
FOLDER = FolderId("fld_01KANQ9Z00H4R6S8TVWXYZ8888")
DOCUMENT = DocumentId("doc_01KANQ9Z00H4R6S8TVWXYZ7777")
UPLOAD = UploadId("upl_01KANQ9Z00H4R6S8TVWXYZ8888")
STRANGER = Actor(ActorKind.BEARER, f"brr_{bare(LINK)}_01", "Sam Stone")
MAIN = "main"


def folder_of(firm: FirmId, folder: str = MAIN) -> FolderId:
    return main_folder_id(firm, ACCOUNT) if folder == MAIN else FolderId(f"fld_01KANQ9Z00H4R6S8TVWXYZ{folder}")


def uploaded(firm: FirmId, name: str = "w2.pdf", **but: Any) -> DocumentUploaded:
    return DocumentUploaded(
        **{
            **_about(firm, "document", DOCUMENT),
            "document": DOCUMENT,
            "document_version": 1,
            "folder": folder_of(firm),
            "is_private": False,
            "upload": UPLOAD,
            "origin": "upload_link",
            "uploader_kind": "bearer",
            "came_by": LINK,
            "wanted": None,
            "type": "application/pdf",
            "size": 1000,
            "sha256": "0" * 64,
            "is_released": False,
            "document_name": name,
            "file_name": name,
            "uploader_name": "Sam Stone",
            **but,
        }
    )


def moved(firm: FirmId, before: str, after: str) -> DocumentMoved:
    return DocumentMoved(
        **_about(firm, "document", DOCUMENT),
        folder=folder_of(firm, after),
        before=folder_of(firm, before),
        document_name="w2.pdf",
    )


def done_signalled(firm: FirmId) -> UploadDoneSignalled:
    return UploadDoneSignalled(
        **_about(firm, "account", ACCOUNT), surface="button", came_by=None, signalled_by="Jane Doe"
    )


def held(firm: FirmId, name: str = "w2.pdf", *, is_private: bool = False) -> UploadHeld:
    return UploadHeld(
        **_about(firm, "upload", UPLOAD),
        upload=UPLOAD,
        folder=folder_of(firm),
        is_private=is_private,
        held_for="unscannable",
        origin="portal",
        uploader_kind="person",
        came_by=None,
        file_name=name,
        uploader_name="Jane Doe",
    )


def threat_found(firm: FirmId, *, is_private: bool = False, **by: str) -> DocumentThreatFound:
    return DocumentThreatFound(
        **_about(firm, "document", DOCUMENT),
        folder=folder_of(firm),
        document_name="w2.pdf",
        document_version=1,
        is_private=is_private,
        upload=UPLOAD,
        is_released=False,
        uploader_kind=by.get("uploader_kind", "bearer"),
        uploader=by.get("uploader", STRANGER.id),
    )


def rejected(firm: FirmId, uploader: Actor, name: str = "w2.exe") -> UploadRejected:
    return UploadRejected(
        **_about(firm, "upload", UPLOAD),
        upload=UPLOAD,
        folder=folder_of(firm),
        rejected_for="wrong_type",
        origin="portal",
        uploader_kind=uploader.kind,
        uploader=uploader.id,
        came_by=None,
        size=1000,
        sha256="0" * 64,
        file_name=name,
        uploader_name=uploader.name,
        reason=None,
    )


def approval(firm: FirmId, kind: type[Event], **more: Any) -> Event:
    assert kind in {DocumentApprovalRequested, DocumentApproved, DocumentDisapproved}
    return kind(
        **_about(firm, "document", DOCUMENT),
        folder=folder_of(firm),
        document_name="return.pdf",
        document_version=1,
        **more,
    )


def opened(firm: FirmId, creator: MemberId, n: int = 1, *, is_first: bool = True) -> LinkOpened:
    return LinkOpened(**_link(firm, creator, n), is_first=is_first, has_code=False, has_login=False)


def used(firm: FirmId, creator: MemberId, *, tells: bool = True, kind: str = "share") -> LinkUsed:
    return LinkUsed(**_link(firm, creator) | {"kind": kind}, document=DOCUMENT, document_version=1, tells=tells)


def refused(firm: FirmId, creator: MemberId, reason: str = "LINK_SHUT") -> LinkRefused:
    return LinkRefused(**_link(firm, creator), reason=reason)


def renewal_requested(firm: FirmId, creator: MemberId) -> LinkRenewalRequested:
    return LinkRenewalRequested(**_link(firm, creator), expired_at=START)


def expired(firm: FirmId, creator: MemberId, n: int = 1) -> LinkExpired:
    about = _about(firm, "link", LINK)
    return LinkExpired(
        **about, kind="share", n=n, creator=creator, expired_at=START, title="Return 2025", email=f"bank{n}@x.example"
    )


def suspended(firm: FirmId, creator: MemberId) -> LinkSuspended:
    return LinkSuspended(
        **_about(firm, "link", LINK), kind="share", creator=creator, title="Return 2025", creator_name="Emil"
    )


def taken_over(firm: FirmId, was: MemberId, creator: MemberId) -> LinkTakenOver:
    return LinkTakenOver(
        **_about(firm, "link", LINK), kind="upload", was=was, creator=creator, title="Papers", creator_name="Adam"
    )


def client(
    firm: FirmId,
    name: str,
    state: PersonState = PersonState.ACTIVE,
    muted: tuple[Topic, ...] = (),
    **tie: Any,
) -> tuple[Item, Item]:
    """The tie of one of the account's people, and their credential."""
    email = f"{name}@doe.example"
    person = person_id(firm, email)
    own = TieId(f"tie_{bare(person)}")
    written = item(
        tie_of(firm, name),
        schema.TIE,
        v=1,
        firm=firm,
        id=own,
        account=ACCOUNT,
        contact=contact(name),
        contact_name=name.capitalize(),
        email=email,
        muted=list(muted),
        **{"login": True, "notify": True, **tie},
    )
    credential = item(
        directory.person(firm, person),
        schema.PERSON,
        firm=firm,
        id=person,
        name=name.capitalize(),
        email=email,
        contact=contact(name),
        locale="en",
        state=state.value,
        accounts={ACCOUNT: "Doe Ltd."},
    )
    return written, credential


def contact(name: str) -> ContactId:
    return ContactId(f"con_01KANQ9Z00H4R6S8TVWXY{name.upper().replace('I', '1').replace('L', '1')[:5]:0>5}")


def folder(firm: FirmId, name: str, **but: Any) -> Item:
    own = folder_of(firm, name)
    record = FolderRecord(**{"firm": firm, "id": own, "account": ACCOUNT, "name": name, "top": own, **but})
    return item(published.folder(firm, ACCOUNT, own), schema.FOLDER, **body(record))


def person(firm: FirmId, name: str) -> Actor:
    return Actor(ActorKind.PERSON, person_of(firm, name), name.capitalize())


def person_of(firm: FirmId, name: str) -> PersonId:
    return person_id(firm, f"{name}@doe.example")


def tie_of(firm: FirmId, name: str) -> Key:
    return published.tie(firm, ACCOUNT, TieId(f"tie_{bare(person_of(firm, name))}"))


def minutes(n: int) -> datetime:
    return START + timedelta(minutes=n)


def _about(firm: FirmId, kind: str, of: str) -> dict[str, Any]:
    return {"firm": firm, "account": AccountId(ACCOUNT), "object": ObjectRef(kind=kind, id=of)}


def _link(firm: FirmId, creator: MemberId, n: int = 1) -> dict[str, Any]:
    more = {"kind": "share", "n": n, "creator": creator, "title": "Return 2025", "email": f"bank{n}@x.example"}
    return {**_about(firm, "link", LINK), **more}
