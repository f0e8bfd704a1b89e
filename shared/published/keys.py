"""Where published items stand."""

from shared.domain.ids import AccountId, ContactId, DocumentId, FirmId, FolderId, TieId, bare
from shared.table.keys import Key, within


def folder(of: FirmId, account: AccountId, folder: FolderId) -> Key:
    return Key(folders(of, account), f"{FOLDERS}{bare(folder)}")


def folders(of: FirmId, account: AccountId) -> str:
    return within(of, "A", bare(account))


def document(of: FirmId, document: DocumentId) -> Key:
    return Key(versions(of, document), "DOC")


def version(of: FirmId, document: DocumentId, n: int) -> Key:
    return Key(versions(of, document), f"{VERSIONS}{n:04}")


def versions(of: FirmId, document: DocumentId) -> str:
    return within(of, "D", bare(document))


def lock(of: FirmId, document: DocumentId) -> Key:
    return Key(versions(of, document), "LOCK")


def contact(of: FirmId, contact: ContactId) -> Key:
    return Key(within(of, "C", bare(contact)), "CONTACT")


def tie(of: FirmId, account: AccountId, tie: TieId) -> Key:
    return Key(ties(of, account), f"{TIES}{bare(tie)}")


def ties(of: FirmId, account: AccountId) -> str:
    return within(of, "A", bare(account))


def ties_of_contact(of: FirmId, contact: ContactId) -> str:
    """The ties of a contact to accounts, in the index `g1`."""
    return within(of, "C", bare(contact))


FOLDERS = "FLD#"
VERSIONS = "V#"
TIES = "TIE#"
