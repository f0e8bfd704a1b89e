"""One account, or contact, goes into another: what fits in one transaction at once, the rest a part at a time."""

from collections.abc import Iterable, Sequence

from functions.invite import keys
from functions.invite.model.entities import Account, Contact, Person, Tie
from functions.invite.model.merging import Place, joined_contact
from functions.invite.repository import checks, contacts, items
from functions.invite.repository.accounts import STANDING, counts, respell, rewrite
from shared.directory import MemberRecord
from shared.domain.errors import StaleVersionError
from shared.domain.events import Announcement
from shared.domain.ids import AccountId, ContactId, FirmId, MemberId
from shared.table import schema
from shared.table.actions import Action, clear, delete, replace, settle
from shared.table.outbox import outbox
from shared.table.query import Query
from shared.table.table import Table

_MAX_HOPS = 20
# What changes of an account that takes another in.
_GROWING = ("v", "last_login_at", "n_can_login", "n_invited", "g2pk", "g2sk")


class MergingRepository:
    """Writes ACCOUNT, CONTACT, TIE, PERSON, EMAIL, MEMBER_ACCOUNT of the two that become one."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def ties(self, firm: FirmId, account: AccountId, limit: int) -> tuple[tuple[Tie, ...], bool]:
        """Read the first ties of an account, and whether there are more."""
        found = self._table.stretch(Query(keys.ties(firm, account), begins=keys.TIES), limit)
        return tuple(map(Tie.model_validate, found.items)), found.last is not None

    def ties_of_contact(self, firm: FirmId, contact: ContactId, limit: int) -> tuple[tuple[Tie, ...], bool]:
        """Read the first ties of a contact, and whether there are more."""
        found = self._table.stretch(Query(keys.accounts_of_contact(firm, contact), index="g1"), limit)
        return tuple(map(Tie.model_validate, found.items)), found.last is not None

    def places(self, into: Account, ties: Sequence[Tie]) -> tuple[Place, ...]:
        """Read in one request what stands beside up to 50 ties: their twins and who enters by them."""
        twins = {each.id: keys.tie(into.firm, into.id, each.id) for each in ties}
        persons = {each.id: keys.person(into.firm, each.person) for each in ties}
        found = self._table.batch_get([*twins.values(), *persons.values()])
        return tuple(
            Place(
                each,
                Tie.model_validate(found[twins[each.id]]) if twins[each.id] in found else None,
                Person.model_validate(found[persons[each.id]]) if persons[each.id] in found else None,
            )
            for each in ties
        )

    def account(self, firm: FirmId, account: AccountId) -> Account | None:
        """Read an account, or the one it went into in the end; None when that is erased."""
        for _ in range(_MAX_HOPS):
            standing = self._table.get(keys.account(firm, account))
            found = Account.model_validate(standing) if standing else None
            if found is None or found.erased_at is not None:
                return None
            if found.merged_into is None:
                return found
            account = found.merged_into
        return None

    def source(self, firm: FirmId, account: AccountId) -> Account | None:
        """Read an account that went into another, as it was left."""
        standing = self._table.get(keys.account(firm, account))
        return Account.model_validate(standing) if standing else None

    def members(self, firm: FirmId, members: Iterable[MemberId]) -> Sequence[MemberRecord]:
        """Read up to 100 members in one request; those that are gone are left out."""
        found = self._table.batch_get(keys.member(firm, each) for each in members)
        return tuple(map(MemberRecord.model_validate, found.values()))

    def contact(self, firm: FirmId, contact: ContactId) -> Contact | None:
        """Read a contact, or whom they went into in the end; None when that one is gone."""
        for _ in range(_MAX_HOPS):
            standing = self._table.get(keys.contact(firm, contact))
            found = Contact.model_validate(standing) if standing else None
            if found is None or found.merged_into is None:
                return found
            contact = found.merged_into
        return None

    def merge_accounts(
        self,
        into: tuple[Account, Account],
        source: tuple[Account, Account],
        places: Sequence[Place],
        members: Iterable[MemberId],
        announcement: Announcement,
    ) -> None:
        """Write both accounts, before and after each, with these of the ties, persons and pointers; none of it or all.

        Who is not pointed over yet, or not told of, stands in what the source has left of `assigned`.
        """
        kept = into[1]
        self._table.transact(
            rewrite(*into, *_GROWING, gains=sorted(kept.assigned - into[0].assigned)),
            rewrite(*source, *STANDING, "assigned", "moved"),
            *respell(source[0], None),
            *_repointed(source[0], kept, frozenset(members)),
            *(action for each in places for action in _moved(each, kept)),
            outbox(announcement),
        )

    def carry_people(
        self, before: Account, after: Account, places: Sequence[Place], announcement: Announcement | None
    ) -> None:
        """Move these ties and persons as well, with the counters that moves; StaleVersionError when one changed."""
        moved = counts([before], [after]) or [checks.account_as_seen(before)]
        told = [outbox(announcement)] if announcement else []
        self._table.transact(*moved, *(action for each in places for action in _moved(each, after)), *told)

    def carry_pointers(
        self, source: Account, into: Account, members: Sequence[MemberId], announcement: Announcement | None
    ) -> None:
        """Point these members to the account that stays, if they are assigned to it, and no longer to the other.

        StaleVersionError when one of them lost it meanwhile, or either account changed.
        """
        left = source.model_copy(update={"assigned": source.assigned - set(members)})
        told = [outbox(announcement)] if announcement else []
        self._table.transact(
            rewrite(source, left, "assigned"),
            checks.account_as_seen(into, sorted(into.assigned.intersection(members))),
            *_repointed(source, into, frozenset(members)),
            *told,
        )

    def merge_contacts(
        self,
        into: tuple[Contact, Contact],
        source: tuple[Contact, Contact],
        ties: Sequence[Tie],
        persons: Sequence[Person],
        announcement: Announcement,
    ) -> None:
        """Write both contacts, before and after each, with the e-mails and these of the ties and credentials."""
        kept = into[1]
        self._table.transact(
            replace(items.contact(kept), seen=into[0].v),
            replace(items.contact(source[1]), seen=source[0].v),
            *contacts.respell(source[0], None),
            *(contacts.hand_over(source[0], kept, each) for each in source[0].emails),
            *(contacts.rewrite_tie(each, joined_contact(each, kept)) for each in ties),
            *(_written(each, each.held_by(kept)) for each in persons),
            outbox(announcement),
        )


def _moved(place: Place, into: Account) -> list[Action]:
    tie, joined, person = place.tie, place.joined(into), place.entering(into)
    actions = [
        delete(
            keys.tie(tie.firm, tie.account, tie.id),
            when="#v = :seen AND #login = :login",
            values={":seen": tie.v, ":login": tie.login},
            failed=StaleVersionError,
        ),
        contacts.rewrite_tie(place.twin, joined) if place.twin else contacts.new_tie(joined),
    ]
    if place.person is not None and person is not None:
        actions.append(_written(place.person, person))
    return actions


def _written(before: Person, after: Person) -> Action:
    return replace(items.person(after.model_copy(update={"v": before.v + 1})), seen=before.v)


def _repointed(source: Account, into: Account, members: frozenset[MemberId]) -> list[Action]:
    gone = (keys.member_account(source.firm, each, source.id) for each in sorted(members))
    return [
        *(clear(each, schema.MEMBER_ACCOUNT) for each in gone),
        *(settle(items.pointer(into, each)) for each in sorted(members & into.assigned)),
    ]
