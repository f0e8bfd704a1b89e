"""What an account leaves besides documents: files on their way in and on their way out, and who said to be done."""

from collections.abc import Sequence

from functions.documents import keys
from functions.documents.model.uploads import Upload
from functions.documents.model.zips import Zip
from functions.documents.repository import items
from shared.directory.following import still_there
from shared.domain.errors import StaleVersionError
from shared.domain.ids import AccountId, FirmId, LinkId
from shared.table import schema
from shared.table.actions import Action, Item, clear, replace, update
from shared.table.keys import Key
from shared.table.query import Query
from shared.table.table import Table

_PAGE = 100
_IN_ONE = 45


class RemainsRepository:
    """Moves or deletes UPLOAD, UPLOADS_DONE and ZIP of an account that is no more."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def uploads(self, firm: FirmId, account: AccountId) -> list[Upload]:
        """Read the first of an account's uploads, as they stand.

        StaleVersionError when the list lags so far behind that it shows none of them.
        """
        return [Upload.model_validate(each) for each in self._standing(keys.uploads_of(firm, account), account)]

    def zips(self, firm: FirmId, account: AccountId) -> list[Zip]:
        """Read the first of the files that were put together of an account's documents."""
        return [Zip.model_validate(each) for each in self._standing(keys.zips_of(firm, account), account)]

    def move_uploads(self, moved: Sequence[Upload], into: AccountId) -> None:
        """Write uploads that went to another account; StaleVersionError when something became of one meanwhile."""
        for start in range(0, len(moved), _IN_ONE):
            some = moved[start : start + _IN_ONE]
            there = still_there(some[0].firm, into)
            self._table.transact(*(replace(items.upload(each), seen=each.v - 1) for each in some), there)

    def move_zips(self, zips: Sequence[Zip], into: AccountId) -> None:
        """Let zips be the other account's, whatever becomes of them meanwhile; StaleVersionError when one is gone."""
        for start in range(0, len(zips), _IN_ONE):
            some = zips[start : start + _IN_ONE]
            there = still_there(some[0].firm, into)
            self._table.transact(*(_moved(each, into) for each in some), there)

    def forget_upload(self, upload: Upload) -> None:
        self._table.transact(clear(keys.upload(upload.firm, upload.id), schema.UPLOAD))

    def forget_zip(self, of: Zip) -> None:
        self._table.transact(clear(keys.zip_file(of.firm, of.id), schema.ZIP))

    def forget_done(self, firm: FirmId, account: AccountId) -> None:
        """Forget who of an account's people said that all is uploaded."""
        self._table.transact(clear(keys.uploads_done(firm, account), schema.UPLOADS_DONE))

    def forget_done_by_link(self, firm: FirmId, link: LinkId) -> None:
        """Forget who came by a link and said so."""
        query = Query(keys.dones_by_link(firm, link), begins=keys.DONES)
        while found := self._table.stretch(query, _PAGE).items:
            self._table.transact(*(clear(Key(each["pk"], each["sk"]), schema.UPLOADS_DONE) for each in found))

    def _standing(self, listed: str, account: AccountId) -> list[Item]:
        page = self._table.stretch(Query(listed, index="g1"), _PAGE).items
        read = self._table.batch_get(Key(each["pk"], each["sk"]) for each in page) if page else {}
        standing = [each for each in read.values() if each["account"] == account]
        if page and not standing:
            raise StaleVersionError
        return standing


def _moved(of: Zip, into: AccountId) -> Action:
    return update(
        keys.zip_file(of.firm, of.id),
        "SET #account = :into, #g1pk = :listed",
        when="#account = :left",
        values={":into": into, ":listed": keys.zips_of(of.firm, into), ":left": of.account},
        failed=StaleVersionError,
    )
