"""Who said that all is sent."""

from datetime import datetime

from functions.documents import keys
from functions.documents.model.done import Done
from functions.documents.repository.uploads import UploadRepository
from shared.domain.errors import StaleVersionError
from shared.domain.events import Announcement
from shared.domain.ids import AccountId, FirmId, PersonId
from shared.table import schema
from shared.table.actions import body, create, delete, item, replace
from shared.table.keys import Key
from shared.table.outbox import outbox
from shared.table.table import Table


class DoneRepository:
    """Writes UPLOADS_DONE."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._uploads = UploadRepository(table)

    def has_newer_by(self, firm: FirmId, account: AccountId, person: PersonId, since: datetime) -> bool:
        return self._uploads.has_newer_by(firm, account, person, since)

    def signal(self, place: Key, said: Done, seen: Done | None, announcement: Announcement) -> None:
        """Write that it was said, over what was seen; StaleVersionError when somebody said so in between."""
        new = item(place, schema.UPLOADS_DONE, **body(said))
        write = replace(new, seen=seen.v) if seen else create(new, taken=StaleVersionError)
        self._table.transact(write, outbox(announcement))

    def find(self, firm: FirmId, account: AccountId) -> Done | None:
        """Read when an account's people said so last; None when they did not, or were asked for more since."""
        standing = self._table.get(keys.uploads_done(firm, account))
        return Done.model_validate(standing) if standing else None

    def forget(self, firm: FirmId, account: AccountId, seen: Done) -> None:
        """Forget that an account's people said so; StaleVersionError when they said it again meanwhile."""
        place = keys.uploads_done(firm, account)
        self._table.transact(delete(place, when="#v = :seen", values={":seen": seen.v}, failed=StaleVersionError))
