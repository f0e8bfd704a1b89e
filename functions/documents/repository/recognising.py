"""What an uploaded document's name depends on."""

from functions.documents import keys
from functions.documents.model.automatic import Filed
from functions.documents.model.entities import Document
from shared.directory import AccountRecord, Policy
from shared.directory import keys as tenancy
from shared.domain.ids import AccountId, DocumentId, FirmId
from shared.table.table import Table


class RecognisingRepository:
    """Reads documents for whoever acts for nobody but the firm."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def find(self, firm: FirmId, account: AccountId, document: DocumentId) -> Filed | None:
        """Read a document with its account and the firm's policy; None when one of the former is gone."""
        places = keys.document(firm, document), tenancy.account(firm, account), tenancy.policy(firm)
        found = self._table.batch_get(places)
        if places[0] not in found or places[1] not in found:
            return None
        return Filed(
            Document.model_validate(found[places[0]]),
            AccountRecord.model_validate(found[places[1]]),
            Policy.model_validate(found.get(places[2], {})),
        )
