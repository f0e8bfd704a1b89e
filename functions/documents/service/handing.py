"""What it takes to hand a document out, whoever asks: which version, under which name, and what is told of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from functions.documents import keys
from functions.documents.model.entities import Document, Version
from functions.documents.service.saying import said
from shared.domain.errors import NotFoundError, WrongStateError
from shared.domain.events.documents.documents import DocumentDownloaded, DocumentViewed
from shared.domain.principals import Member, Person
from shared.files import Download
from shared.table.actions import Item
from shared.table.keys import Key


class Files(Protocol):
    """Where addresses to fetch from come from."""

    def download(self, key: str, version: str | None, name: str, until: datetime | None = None) -> Download: ...


@dataclass(frozen=True)
class Handed:
    """An address that fetches one version of a document, good until `expires_at`."""

    url: str
    expires_at: datetime
    document: Document
    version: int
    type: str
    size: int
    sha256: str


def key_of(document: Document, version: int | None) -> list[Key]:
    """Name what must be read along to hand out this version; the current one stands in the document."""
    return [] if version is None else [keys.version(document.firm, document.id, version)]


def version_of(document: Document, version: int | None, found: Mapping[Key, Item]) -> Document | Version:
    """Give what holds the bytes asked for, out of what was read along.

    NotFoundError when there is no such version; WrongStateError when a threat was found in it.
    """
    of: Document | Version = document
    if version is not None and version != document.version:
        place = keys.version(document.firm, document.id, version)
        if place not in found:
            raise NotFoundError
        of = Version.model_validate(found[place])
    if of.is_infected:
        raise WrongStateError("A threat was found in this version.")
    return of


def opened(document: Document, by: Member | Person, now: datetime) -> Document:
    """Give a document as it stands once it was handed to somebody of the team, or of its account's people."""
    return document.opened_by_team(now) if isinstance(by, Member) else document.opened_by_client(now)


def hand_out(files: Files, document: Document, of: Document | Version, until: datetime | None = None) -> Handed:
    """Sign an address for these bytes under the document's name, for five minutes or what is left of the right."""
    address = files.download(of.key, of.object_version, document.name, until)
    return Handed(
        url=address.url,
        expires_at=address.expires_at,
        document=document,
        version=of.version,
        type=of.type,
        size=of.size,
        sha256=of.sha256,
    )


def told(document: Document, version: int, *, is_view: bool, is_first: bool) -> DocumentViewed | DocumentDownloaded:
    """Say that somebody was given it, to look at or to keep."""
    more = {"document_version": version, "is_first": is_first}
    return said(DocumentViewed, document, **more) if is_view else said(DocumentDownloaded, document, **more)
