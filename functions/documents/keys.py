"""Where this room's items stand. Those other rooms read are spelled in shared.published.keys."""

from shared.domain.ids import AccountId, DocumentId, FirmId, FolderId, LinkId, PersonId, UploadId, ZipId, bare
from shared.published.keys import (
    FOLDERS,
    TIES,
    VERSIONS,
    contact,
    document,
    folder,
    folders,
    lock,
    ties_of_contact,
    version,
    versions,
)
from shared.table.keys import Key, within

__all__ = [
    "FOLDERS",
    "TIES",
    "VERSIONS",
    "contact",
    "document",
    "folder",
    "folders",
    "lock",
    "ties_of_contact",
    "version",
    "versions",
]


def name(of: FirmId, folder: FolderId, folded: str) -> Key:
    """A name taken in a folder; it counts how often it was wanted, so that the next number needs no search."""
    return Key(in_folder(of, folder), f"{NAMES}{folded}")


def word(of: FirmId, account: AccountId, word: str, document: DocumentId) -> Key:
    """A word of a document's name, as it is searched for within its account."""
    return Key(words(of, account, word), f"{word}#{bare(document)}")


def leaving(of: FirmId, account: AccountId) -> Key:
    """What is left to do of all an account kept, while it goes elsewhere or for good."""
    return Key(within(of, "A", bare(account)), "LEAVING")


def received(of: FirmId, account: AccountId, sha256: str, document: DocumentId) -> Key:
    """The bytes an account holds already, as a version of this document."""
    return Key(within(of, "A", bare(account)), f"{RECEIVED}{sha256}#{bare(document)}")


def upload(of: FirmId, upload: UploadId) -> Key:
    return Key(within(of, "U", bare(upload)), "UPLOAD")


def uploads_done(of: FirmId, account: AccountId) -> Key:
    """Whether the account's people said that all is uploaded."""
    return Key(within(of, "A", bare(account)), "DONE")


def uploads_done_by_link(of: FirmId, link: LinkId, visit: str) -> Key:
    """Whether somebody who came by a link said that all is uploaded."""
    return Key(dones_by_link(of, link), f"{DONES}{visit}")


def zip_file(of: FirmId, zip_: ZipId) -> Key:
    return Key(within(of, "Z", bare(zip_)), "ZIP")


def zips_of(of: FirmId, account: AccountId) -> str:
    """What was put together of an account's documents, by time."""
    return within(of, "A", bare(account), "ZIPS")


def in_folder(of: FirmId, folder: FolderId) -> str:
    return within(of, "FLD", bare(folder))


def words(of: FirmId, account: AccountId, beginning: str) -> str:
    """The words that begin with the same two letters."""
    return within(of, "A", bare(account), "W", beginning[:2])


def trash(of: FirmId, account: AccountId) -> str:
    return within(of, "A", bare(account), "TRASH")


def uploads_of(of: FirmId, account: AccountId) -> str:
    """What was sent to an account, filed or not, by time."""
    return within(of, "A", bare(account), "UPLOADS")


def uploads_by(of: FirmId, account: AccountId, person: PersonId) -> str:
    """What a client sent to an account of theirs."""
    return within(of, "A", bare(account), "UPLOADS", bare(person))


def uploads_in_visit(of: FirmId, link: LinkId, visit: str) -> str:
    """What the bearer of a link sent themselves."""
    return within(of, "L", bare(link), "UPLOADS", visit)


def by_name(folded: str, document: DocumentId) -> str:
    """Sort by name whatever its case; the id keeps namesakes apart."""
    return f"{folded}#{bare(document)}"


def dones_by_link(of: FirmId, link: LinkId) -> str:
    """Where those stand who came by a link and said that all is uploaded."""
    return within(of, "L", bare(link))


DONES = "DONE#"
NAMES = "NAME#"
RECEIVED = "SHA#"
