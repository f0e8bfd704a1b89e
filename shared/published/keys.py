"""Where published items stand."""

from shared.domain.ids import AccountId, DocumentId, FirmId, FolderId, bare
from shared.table.keys import Key, within


def folder(of: FirmId, account: AccountId, folder: FolderId) -> Key:
    return Key(within(of, "A", bare(account)), f"{FOLDERS}{bare(folder)}")


def document(of: FirmId, document: DocumentId) -> Key:
    return Key(within(of, "D", bare(document)), "DOC")


def version(of: FirmId, document: DocumentId, n: int) -> Key:
    return Key(within(of, "D", bare(document)), f"{VERSIONS}{n:04}")


def lock(of: FirmId, document: DocumentId) -> Key:
    return Key(within(of, "D", bare(document)), "LOCK")


FOLDERS = "FLD#"
VERSIONS = "V#"
