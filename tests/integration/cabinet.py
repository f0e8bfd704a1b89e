"""The folders and documents of a firm's accounts, filed without the calls that are about them."""

import hashlib
from typing import Any

from functions.documents import keys
from functions.documents.model.entities import Document, Folder, Origin, Uploader, Version
from functions.documents.model.uploads import filed_key
from functions.documents.repository import items, naming, rewriting
from shared.domain.ids import AccountId, DocumentId, FirmId, FolderId, MemberId, UploadId, new
from shared.domain.principals import ActorKind
from shared.published.documents import main_folder_id
from shared.table.actions import Action, create
from tests.fakes.cloud import Cloud

PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"


class Cabinet:
    """What one firm keeps."""

    def __init__(self, cloud: Cloud, firm: FirmId, member: MemberId) -> None:
        self._cloud = cloud
        self._firm = firm
        self._member = member

    def main(self, account: str) -> FolderId:
        """The folder the account has anyway."""
        return main_folder_id(self._firm, AccountId(account))

    def folder(self, account: str, name: str = "Taxes", **more: Any) -> FolderId:
        """Make a top folder unless a parent is named with its top; its id."""
        made = FolderId(new("fld", self._cloud.clock.now))
        fields = {"firm": self._firm, "id": made, "account": account, "name": name, "top": made, **more}
        self._cloud.table.transact(create(items.folder(Folder.model_validate(fields))))
        return made

    def document(
        self, account: str, name: str = "W-2.pdf", content: bytes = PDF, folder: FolderId | None = None, **more: Any
    ) -> DocumentId:
        """File a document as if it had come through all checks; its id."""
        now = self._cloud.clock.now
        made, upload = DocumentId(new("doc", now)), UploadId(new("upl", now))
        key = filed_key(self._firm, made, upload)
        self._cloud.put(key, content)
        uploader = Uploader(kind=ActorKind.MEMBER, id=self._member, name="Olivia Reed")
        bytes_ = {"type": "application/pdf", "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        fields = {
            "firm": self._firm,
            "id": made,
            "account": account,
            "folder": folder or self.main(account),
            "name": name,
            "original_name": name,
            "key": key,
            "origin": Origin.TEAM,
            "uploader": uploader,
            "created_at": now,
            "changed_at": now,
            **bytes_,
            **more,
        }
        wanted = Document.model_validate(fields)
        first = Version(firm=self._firm, document=made, version=1, key=key, uploader=uploader, created_at=now, **bytes_)

        def write(name: str, actions: list[Action]) -> None:
            filed = wanted.model_copy(update={"name": name})
            told = (items.document(filed), items.version(first), *items.words_of(filed))
            self._cloud.table.transact(*map(create, told), *actions)

        naming.settle(made, naming.place_of(wanted), write)
        return made

    def version(self, document: str, content: bytes = PDF + b"%") -> int:
        """Give a document its next version; its number."""
        found = self._cloud.table.get(keys.document(self._firm, DocumentId(document)))
        standing = Document.model_validate(found)
        n, now = standing.version + 1, self._cloud.clock.now
        key = filed_key(self._firm, standing.id, UploadId(new("upl", now)))
        self._cloud.put(key, content)
        bytes_ = {"key": key, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        after = standing.model_copy(update={**bytes_, "version": n, "v": standing.v + 1})
        uploader = standing.uploader
        fields = {"document": standing.id, "version": n, "type": standing.type, "uploader": uploader, "created_at": now}
        added = Version.model_validate({"firm": self._firm, **fields, **bytes_})
        self._cloud.table.transact(rewriting.document(standing, after), create(items.version(added)))
        return n
