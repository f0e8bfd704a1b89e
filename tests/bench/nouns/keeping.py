"""Folders and documents of an account that keeps more and more."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from functions.documents import consumer
from functions.documents.model.entities import Document, Folder, Origin, Uploader, Version
from functions.documents.repository import items
from shared.domain.ids import DocumentId, FolderId, PersonId, new
from shared.domain.principals import ActorKind
from shared.published.documents import main_folder_id
from shared.table.actions import Item
from tests.bench.grown import Grown
from tests.bench.stock import ACCOUNT, PERSON, THE_EMPLOYEE, THE_OWNER
from tests.bench.story import FIRM
from tests.fakes.clock import START
from tests.fakes.cloud import queue_event
from tests.fakes.faults import KilledError
from tests.fakes.http import context

if TYPE_CHECKING:
    from tests.bench.firm import Firm

DOCUMENT = DocumentId("doc_01KANQ9Z00H4R6S8TVWXYZ2345")
FOLDER = FolderId("fld_01KANQ9Z00H4R6S8TVWXYZ2345")
MAIN = main_folder_id(FIRM, ACCOUNT)
_OLIVIA = Uploader(kind=ActorKind.MEMBER, id=THE_OWNER, name="Olivia Reed")
_DOCUMENTS = 300

IDS = {"document_id": DOCUMENT, "folder_id": FOLDER}


def _of(path: str, *more: Mapping[str, str]) -> Iterator[Grown]:
    who = PERSON if "/portal/" in path else THE_OWNER
    return (Grown(path, {"account": ACCOUNT, **each}, who) for each in ({}, *more))


LISTS: tuple[Grown, ...] = (
    *_of("/v1/folders"),
    *_of("/v1/documents", {"folder": FOLDER}, {"search": "w-2"}, {"trashed": "true"}),
    Grown("/v1/documents", {"account": ACCOUNT}, THE_EMPLOYEE),
    Grown("/v1/documents/{document_id}/versions", {}),
    *_of("/v1/portal/folders"),
    *_of("/v1/portal/documents", {"folder": FOLDER}, {"search": "w-2"}),
    Grown("/v1/portal/documents/{document_id}/versions", {}, PERSON),
)
BOUNDED = {"/v1/folders/{folder_id}": "an account has 50 contacts at most with a say of their own in a folder"}
EXCEPTIONS = {
    f"GET /v1/{tree}documents/{{document_id}}/versions": (
        "3 reads: the document, which names its account and folder, the gate with both, and a page of its versions."
    )
    for tree in ("", "portal/")
} | {
    "PATCH /v1/folders/{folder_id} (a say of one's own)": (
        "3 reads: the gate with those who are named, the account's folders, and who is tied to it."
    )
}
REMARKS = {
    "documents-zips": "1 read for what was asked for; 2 writes, before the file is made and when it is there.",
    "documents-consumer": (
        "An account that is erased or went into another takes what it kept along piece by piece, each step "
        "taken up again where it ended: a page of names or folders, and for each document 1 write and what it reads."
    ),
}
WEIGHED = {
    "/v1/folders": "?accounts",
    "/v1/documents": "?accounts",
    "/v1/documents/{document_id}/versions": "documents",
    "/v1/portal/folders": "?clients",
    "/v1/portal/documents": "?clients",
    "/v1/portal/documents/{document_id}/versions": "own documents",
}


def standing() -> Iterator[Item]:
    """A document of the account's own folder, and another folder."""
    yield items.folder(Folder(firm=FIRM, id=FOLDER, account=ACCOUNT, name="Taxes", top=FOLDER))
    yield items.document(_document(DOCUMENT, "Statement.pdf", START))
    yield items.version(_version(1, START))


def one_more(number: int) -> Iterator[Item]:
    """A document in each of two folders and in the trash, a version of one, and a folder."""
    at = START + timedelta(seconds=number)
    for folder, trashed_at in ((MAIN, None), (FOLDER, None), (MAIN, at)):
        document = _document(DocumentId(new("doc", at)), f"W-2 {number:05}.pdf", at)
        document = document.model_copy(update={"folder": folder, "trashed_at": trashed_at})
        yield items.document(document)
        if trashed_at is None:
            yield from items.words_of(document)
    yield items.version(_version(number + 2, at))
    further = FolderId(new("fld", at))
    yield items.folder(Folder(firm=FIRM, id=further, account=ACCOUNT, name=f"Year {number:05}", top=further))


def _document(document: DocumentId, name: str, at: datetime) -> Document:
    return Document(
        firm=FIRM,
        id=document,
        account=ACCOUNT,
        folder=MAIN,
        name=name,
        original_name=name,
        type="application/pdf",
        size=1000,
        sha256="0" * 64,
        key=f"files/{FIRM[4:]}/{document[4:]}/1",
        origin=Origin.TEAM,
        uploader=_OLIVIA,
        created_at=at,
        changed_at=at,
    )


def _version(n: int, at: datetime) -> Version:
    of = _document(DOCUMENT, "Statement.pdf", at)
    kept = {"type": of.type, "size": of.size, "sha256": of.sha256, "key": of.key}
    return Version(firm=FIRM, document=DOCUMENT, version=n, uploader=_OLIVIA, created_at=at, **kept)


def live(firm: "Firm") -> None:
    """Let the firm keep the papers of its clients, in folders of some of them."""
    cabinet = firm.house.cabinet
    kept: list[str] = []
    own: list[tuple[PersonId, str]] = []
    for number, (person, account) in enumerate(firm.clients[:_DOCUMENTS]):
        folder = cabinet.folder(account, f"Steuererklärung {2020 + number % 6}") if number % 3 == 0 else None
        document = cabinet.document(account, f"Jahresabschluss und Bilanz {2020 + number % 6}.pdf", folder=folder)
        if number % 10 == 0:
            cabinet.version(document)
        kept.append(document)
        own.append((person, document))
    firm.others["documents"] = kept
    firm.shown["own documents"] = own
    _merge(firm)


def _merge(firm: "Firm") -> None:
    """Let an account go into another; what takes along what it kept dies on the way."""
    named = ({"name": name, "kind": "company"} for name in ("Hernández Holdings LLC", "Hernández S.L."))
    into, gone = (firm.call("POST", "/v1/accounts", body=body)["id"] for body in named)
    firm.house.cabinet.document(gone, "Gesellschaftsvertrag.pdf")
    firm.call("POST", f"/v1/accounts/{into}/merge", body={"fromId": gone}, headers={"If-Match": '"1"'})
    merged = [{"detail": each} for each in firm.cloud.announced() if each["name"] == "account.merged"]
    firm.cloud.client("dynamodb").fail("transact_write_items", nth=2, error=KilledError)
    with suppress(KilledError):
        consumer.handler(queue_event(*merged), context())
    firm.cloud.restart()
