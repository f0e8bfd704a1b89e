"""An account goes into another: its people, those assigned to it, its counters and its latest login."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from functions.invite import keys
from functions.invite.model.entities import MAX_ASSIGNED, Account, Person, Tie
from functions.invite.model.merging import Place, recounted_with
from functions.invite.service.assigning import words_of
from functions.invite.service.granting import granted
from shared.directory import AccountSort, AccountStatus, Directory, MemberRecord, Scene
from shared.domain.clock import Clock
from shared.domain.errors import LimitReachedError, NotFoundError, StaleVersionError, WrongStateError
from shared.domain.events import Announcement, Envelope, Event, ObjectRef
from shared.domain.events.invite.accounts import AccountMemberAssigned, AccountMerged
from shared.domain.ids import AccountId, FirmId, MemberId, PersonId, bare
from shared.domain.principals import Caller, Right
from shared.table.keys import Key

# One request reads the ties' twins and persons with both accounts, who asks and the policy: 100 keys. One transaction
# takes three actions a tie and two a pointer, with both accounts, the words of one and the outbox: 100 actions.
_SEEN = 45
_AT_ONCE = 18
_POINTERS_AT_ONCE = 12


class Merging(Protocol):
    """What this service asks of storage."""

    def ties(self, firm: FirmId, account: AccountId, limit: int) -> tuple[tuple[Tie, ...], bool]: ...
    def places(self, into: Account, ties: Sequence[Tie]) -> tuple[Place, ...]: ...
    def account(self, firm: FirmId, account: AccountId) -> Account | None: ...
    def source(self, firm: FirmId, account: AccountId) -> Account | None: ...
    def merge_accounts(
        self,
        into: tuple[Account, Account],
        source: tuple[Account, Account],
        places: Sequence[Place],
        members: Iterable[MemberId],
        announcement: Announcement,
    ) -> None: ...
    def members(self, firm: FirmId, members: Iterable[MemberId]) -> Sequence[MemberRecord]: ...
    def carry_people(
        self, before: Account, after: Account, places: Sequence[Place], announcement: Announcement | None
    ) -> None: ...
    def carry_pointers(
        self, source: Account, into: Account, members: Sequence[MemberId], announcement: Announcement | None
    ) -> None: ...


class AccountMerger:
    """Makes one account of two.

    Asks `manage_accounts` and access to both, and `assign_team_members` where that gives anybody else access.
    """

    def __init__(self, merging: Merging, directory: Directory, clock: Clock) -> None:
        self._merging = merging
        self._directory = directory
        self._clock = clock

    def merge(
        self, caller: Caller, into: AccountId, source: AccountId, *, seen: int, is_dry: bool
    ) -> tuple[Account, dict[str, int]]:
        """Let `source` go into `into`, or only tell what would move: ties, those of both, people with login, members.

        Where both have a tie of one e-mail, one stays, with login if either had it. `source` ends as deleted and is
        never restored. Who may enter by it and could not before is told of with it. What does not fit into the one
        transaction is carried on by whoever hears of it, as is telling of each member who gains access. The call may
        be repeated when its answer was lost.
        """
        firm = caller.identity.firm
        ties, has_more = self._merging.ties(firm, source, _SEEN)
        twins = {each.id: keys.tie(firm, into, each.id) for each in ties}
        persons = {each.id: keys.person(firm, PersonId(f"per_{bare(each.id)}")) for each in ties}
        place = keys.account(firm, source)
        scene = self._directory.gate(caller.identity, account=into, also=[place, *twins.values(), *persons.values()])
        going = Account.model_validate(scene.items[place]) if place in scene.items else None
        if going is None or going.erased_at is not None:
            raise NotFoundError
        if going.merged_into != into and not going.is_open_to(scene.member):
            raise NotFoundError
        member = scene.demand(Right.MANAGE_ACCOUNTS)
        standing = Account.model_validate(scene.items[keys.account(firm, into)])
        gaining = going.assigned - standing.assigned
        if gaining - {member.id}:
            scene.demand(Right.ASSIGN_TEAM_MEMBERS)
        if going.merged_into == into and standing.v == seen + 1:
            return standing, going.moved
        _demand_fit(standing, going, seen)
        places = tuple(
            Place(
                each,
                _read(scene, Tie, twins[each.id]),
                _read(scene, Person, persons[each.id]),
            )
            for each in ties
        )
        moved = {
            "ties": len(ties),
            "common_ties": sum(each.twin is not None for each in places),
            "logins": sum(each.moves_person for each in places),
            "members": len(gaining),
            "more": int(has_more),
        }
        if is_dry:
            return standing, moved
        now = self._clock()
        at_once, members = places[:_AT_ONCE], sorted(going.assigned)
        logins = [each for each in (standing.last_login_at, going.last_login_at) if each]
        grown = standing.model_copy(
            update={
                "assigned": standing.assigned | going.assigned,
                "last_login_at": max(logins, default=None),
                "v": standing.v + 1,
            }
        )
        gone = going.deleted(now).model_copy(
            update={
                "merged_into": into,
                "moved": moved,
                "assigned": gaining | set(members[_POINTERS_AT_ONCE:]),
            }
        )
        event = AccountMerged(
            firm=firm,
            account=into,
            object=ObjectRef(kind="account", id=into),
            merged=source,
            members=tuple(sorted(gaining)),
            merged_name=going.name,
            account_name=standing.name,
        )
        after = recounted_with(grown, at_once)
        announcement = Announcement.of(now, member.actor, caller.provenance, event, *_let_in(after, at_once))
        pointed = members[:_POINTERS_AT_ONCE]
        self._merging.merge_accounts((standing, after), (going, gone), at_once, pointed, announcement)
        return after, moved

    def carry_on(self, envelope: Envelope) -> None:
        """Move what is left, to wherever the account has gone by now; done, there is nothing left to do.

        Who gains access is told of along with each part, as the doing of whoever merged the accounts. StaleVersionError
        when something of it was written meanwhile: the event is then taken again.
        """
        event = envelope.event
        if not isinstance(event, AccountMerged):
            return
        source = self._merging.source(event.firm, event.merged)
        if source is None or source.erased_at is not None or event.account is None:
            return
        while ties := self._merging.ties(event.firm, source.id, _AT_ONCE)[0]:
            into = self._merging.account(event.firm, event.account)
            if into is None:
                return
            places = self._merging.places(into, ties)
            told = self._announce(envelope, _let_in(into, places))
            self._merging.carry_people(into, recounted_with(into, places), places, told)
        while source.assigned:
            into = self._merging.account(event.firm, event.account)
            if into is None:
                return
            some = sorted(source.assigned)[:_POINTERS_AT_ONCE]
            told = self._announce(envelope, self._given(event, into, some))
            self._merging.carry_pointers(source, into, some, told)
            source = source.model_copy(update={"assigned": source.assigned - set(some)})

    def _given(self, event: AccountMerged, into: Account, some: Sequence[MemberId]) -> Sequence[Event]:
        """Tell of those who have the account by this merging; if it went on into another, that one tells of them."""
        given = into.assigned.intersection(event.members, some) if into.id == event.account else None
        if not given:
            return ()
        found = self._merging.members(into.firm, sorted(given))
        return [AccountMemberAssigned(**words_of(into, each.id, each.name)) for each in found]

    def _announce(self, of: Envelope, events: Sequence[Event]) -> Announcement | None:
        return Announcement.of(self._clock(), of.actor, of.provenance, *events) if events else None


def _let_in(into: Account, places: Sequence[Place]) -> Sequence[Event]:
    """Tell of each person who may enter the account by what moves to it."""
    return [granted(into.id, person) for each in places if (person := each.let_in(into))]


def _demand_fit(into: Account, source: Account, seen: int) -> None:
    """Refuse what cannot become one account."""
    if source.status is AccountStatus.DELETED:
        raise NotFoundError
    if into.v != seen:
        raise StaleVersionError
    if into.id == source.id:
        raise WrongStateError("An account can't go into itself.")
    if {into.status, source.status} != {AccountStatus.ACTIVE}:
        raise WrongStateError("Both accounts must be active.")
    if into.sort is not source.sort or into.sort is AccountSort.GUEST:
        raise WrongStateError("Accounts of these sorts can't become one.")
    if len(into.assigned | source.assigned) > MAX_ASSIGNED:
        raise LimitReachedError(f"An account has at most {MAX_ASSIGNED} assigned members.")


def _read[E: (Tie, Person)](scene: Scene, kind: type[E], place: Key) -> E | None:
    item = scene.items.get(place)
    return kind.model_validate(item) if item else None
