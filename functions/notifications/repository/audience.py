"""What is read of those who may have to be told."""

from collections.abc import Collection, Iterator

from functions.notifications import keys
from functions.notifications.model.piles import Letter, Reader
from shared.directory import AccountRecord, FirmRecord, MemberRecord
from shared.domain.ids import AccountId, FirmId, FolderId, MemberId, PersonId, TieId, bare
from shared.published.documents import FolderRecord, main_folder, main_folder_id
from shared.published.people import TieRecord
from shared.table.query import Query
from shared.table.table import Table

_PAGE = 100


class AudienceRepository:
    """Reads who may have to be told."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def firm(self, firm: FirmId) -> FirmRecord | None:
        standing = self._table.get(keys.firm(firm))
        return FirmRecord.model_validate(standing) if standing else None

    def find(self, firm: FirmId, account: AccountId) -> tuple[FirmRecord | None, AccountRecord | None]:
        """Read firm and account together; None for what is not there."""
        wanted = keys.firm(firm), keys.account(firm, account)
        found = self._table.batch_get(wanted)
        tenant, client = (found.get(each) for each in wanted)
        return (
            FirmRecord.model_validate(tenant) if tenant else None,
            AccountRecord.model_validate(client) if client else None,
        )

    def colleague(self, firm: FirmId, member: MemberId) -> tuple[FirmRecord | None, MemberRecord | None]:
        """Read firm and one of its members together; None for what is not there."""
        wanted = keys.firm(firm), keys.member(firm, member)
        found = self._table.batch_get(wanted)
        tenant, standing = (found.get(each) for each in wanted)
        return (
            FirmRecord.model_validate(tenant) if tenant else None,
            MemberRecord.model_validate(standing) if standing else None,
        )

    def members(self, firm: FirmId, members: Collection[MemberId]) -> tuple[MemberRecord, ...]:
        """Read up to 100 members in one request; those who are gone are left out."""
        found = self._table.batch_get(keys.member(firm, each) for each in members) if members else {}
        return tuple(map(MemberRecord.model_validate, found.values()))


class ClientsRepository:
    """Reads an account's people, and what they may see."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def ties(self, firm: FirmId, account: AccountId) -> Iterator[TieRecord]:
        """Yield all who are tied to an account, a page at a time."""
        start: dict[str, str] | None = None
        while True:
            found = self._table.stretch(Query(keys.ties(firm, account), begins=keys.TIES), _PAGE, start)
            yield from map(TieRecord.model_validate, found.items)
            start = found.last
            if start is None:
                return

    def folder(self, firm: FirmId, account: AccountId, folder: FolderId) -> FolderRecord | None:
        """Read a folder; the account's own is there before it was ever written."""
        standing = self._table.get(keys.folder(firm, account, folder))
        if standing:
            return FolderRecord.model_validate(standing)
        return main_folder(firm, account) if folder == main_folder_id(firm, account) else None


class ReaderRepository:
    """Reads whom a letter goes to, at the time it goes."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def find(self, letter: Letter) -> Reader:
        """Read firm, account and reader together, as they are now."""
        firm, to = letter.firm, letter.to
        wanted = {
            "firm": keys.firm(firm),
            "account": keys.account(firm, letter.account) if letter.account else None,
            "member": keys.member(firm, MemberId(to)) if to.startswith("mem_") else None,
            "person": keys.person(firm, PersonId(to)) if to.startswith("per_") else None,
            "sender": keys.member(firm, letter.by) if letter.by else None,
            "tie": keys.tie(firm, letter.account, TieId(f"tie_{bare(to)}")) if letter.account else None,
        }
        found = self._table.batch_get(each for each in wanted.values() if each)
        return Reader.model_validate({name: found.get(key) for name, key in wanted.items() if key})
