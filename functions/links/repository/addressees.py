"""Whom the room's letters are to."""

from functions.links import keys
from functions.links.model.letters import Addressed
from shared.capability.model import Link, Recipient
from shared.directory import AccountRecord, FirmRecord, MemberRecord, MemberState
from shared.directory import keys as directory
from shared.domain.ids import AccountId, FirmId, LinkId, MemberId
from shared.table.table import Table


class AddresseeRepository:
    """Reads a recipient with what their letter speaks of."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def addressed(self, firm: FirmId, account: AccountId, link: LinkId, n: int) -> Addressed | None:
        """Give whom a letter is to, None when nothing is left of them; of a test account, also who reads it instead.

        That is the member who set the account up, or the owner when that one has left.
        """
        head, recipient = keys.link(firm, link), keys.recipient(firm, link, n)
        tenant, its = directory.firm(firm), directory.account(firm, account)
        found = self._table.batch_get([head, recipient, tenant, its])
        if not {head, recipient, tenant, its} <= set(found):
            return None
        firm_record = FirmRecord.model_validate(found[tenant])
        tested_by = AccountRecord.model_validate(found[its]).tested_by
        to = Recipient.model_validate(found[recipient])
        if tested_by is None:
            return Addressed(to, Link.model_validate(found[head]), firm_record)
        tester = self._tester(firm, tested_by, firm_record.owner)
        return None if tester is None else Addressed(to, Link.model_validate(found[head]), firm_record, tester)

    def _tester(self, firm: FirmId, *who: MemberId) -> MemberRecord | None:
        places = [directory.member(firm, each) for each in who]
        found = self._table.batch_get(places)
        members = (MemberRecord.model_validate(found[each]) for each in places if each in found)
        return next((each for each in members if each.state is MemberState.ACTIVE), None)
