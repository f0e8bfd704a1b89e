"""Whom the room's letters are to."""

from collections.abc import Sequence

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

    def addressed(
        self, firm: FirmId, account: AccountId, link: LinkId, n: int, *, with_sender: bool = False
    ) -> Addressed | None:
        """Give whom a letter is to, None when nothing is left of them; of a test account, also who reads it instead.

        That is the member who set the account up, or the owner when that one has left.
        """
        head, recipient = keys.link(firm, link), keys.recipient(firm, link, n)
        tenant, its = directory.firm(firm), directory.account(firm, account)
        found = self._table.batch_get([head, recipient, tenant, its])
        if not {head, recipient, tenant, its} <= set(found):
            return None
        firm_record, link_record = FirmRecord.model_validate(found[tenant]), Link.model_validate(found[head])
        tested_by = AccountRecord.model_validate(found[its]).tested_by
        testers = [] if tested_by is None else [tested_by, firm_record.owner]
        active = self._active(firm, [*testers, *([link_record.creator] if with_sender else [])])
        tester = next((active[each] for each in testers if each in active), None)
        if testers and tester is None:
            return None
        to, sender = Recipient.model_validate(found[recipient]), active.get(link_record.creator)
        return Addressed(to, link_record, firm_record, tester, sender if with_sender else None)

    def _active(self, firm: FirmId, who: Sequence[MemberId]) -> dict[MemberId, MemberRecord]:
        """Read those of these members who are active."""
        places = {each: directory.member(firm, each) for each in who}
        found = self._table.batch_get(places.values()) if places else {}
        members = {each: MemberRecord.model_validate(found[place]) for each, place in places.items() if place in found}
        return {each: member for each, member in members.items() if member.state is MemberState.ACTIVE}
