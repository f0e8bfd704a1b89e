"""The firm changes hands by offer and acceptance, and at every moment exactly one member owns it."""

import pytest

from functions.invite import keys
from functions.invite.model.entities import AccountKind, Firm, Member
from functions.invite.model.refusals import OwnershipOfferedError
from shared.directory import AccountSort, AccountStatus
from shared.domain.errors import NotAllowedError, NotFoundError, StaleVersionError, WrongStateError
from shared.domain.ids import MemberId, member_id
from shared.domain.principals import Caller, Role
from shared.domain.texts import Locale
from tests.fakes.interleaving import before_commit
from tests.fakes.office import Office, key


@pytest.fixture
def owner(office):
    return office.opened()


@pytest.fixture
def admin(office, owner):
    return office.colleague(owner, "Ada Stone", Role.ADMIN)


@pytest.fixture
def employee(office, owner):
    return office.colleague(owner)


def own(caller: Caller) -> MemberId:
    return MemberId(caller.identity.id)


def firm(office: Office, caller: Caller) -> Firm:
    return Firm.model_validate(office.records.items[keys.firm(caller.identity.firm)])


def roles(office: Office, *callers: Caller) -> list[Role]:
    found = (office.records.items[keys.member(each.identity.firm, own(each))] for each in callers)
    return [Member.model_validate(each).role for each in found]


def owners(office: Office, caller: Caller) -> list[MemberId]:
    """Whoever bears the role in the firm of the caller."""
    of = caller.identity.firm
    members = [Member.model_validate(each) for each in office.records.items.values() if each["et"] == "MEMBER"]
    return [each.id for each in members if each.firm == of and each.role is Role.OWNER]


def test_accepting_hands_over_firm_and_roles_and_tells_all_three(office, owner, employee):
    office.ownership.offer(owner, own(employee), None)
    assert owners(office, owner) == [own(owner)], "an offer gives nothing"
    office.ownership.accept(employee, None)
    assert firm(office, owner).owner == own(employee)
    assert firm(office, owner).offer is None
    assert roles(office, owner, employee) == [Role.ADMIN, Role.OWNER]
    assert office.named()[-3:] == ["firm.ownership_accepted", "member.role_changed", "member.role_changed"]
    taken, given = office.told()[-2:]
    assert (taken.member, taken.before, taken.after) == (own(employee), "employee", "owner")
    assert (given.member, given.before, given.after) == (own(owner), "owner", "admin")


def test_new_owner_may_what_the_old_one_may_no_more(office, owner, admin):
    office.ownership.offer(owner, own(admin), None)
    office.ownership.accept(admin, None)
    with pytest.raises(NotAllowedError):
        office.ownership.offer(owner, own(owner), None)
    office.membership.deactivate(admin, own(owner))
    assert owners(office, admin) == [own(admin)]


def test_only_the_owner_offers_and_withdraws(office, owner, admin, employee):
    for caller in (admin, employee):
        with pytest.raises(NotAllowedError):
            office.ownership.offer(caller, own(employee), None)
        with pytest.raises(NotAllowedError):
            office.ownership.withdraw(caller)
    assert firm(office, owner).offer is None


def test_nobody_accepts_or_declines_but_the_one_it_is_offered_to(office, owner, admin, employee):
    for caller in (owner, admin, employee):
        with pytest.raises(NotFoundError):
            office.ownership.accept(caller, None)
    office.ownership.offer(owner, own(employee), None)
    for caller in (owner, admin):
        with pytest.raises(NotFoundError):
            office.ownership.accept(caller, None)
        with pytest.raises(NotFoundError):
            office.ownership.decline(caller, None)
    assert owners(office, owner) == [own(owner)]
    assert firm(office, owner).offer is not None


def test_owner_offers_to_an_active_member_other_than_themselves(office, owner, employee):
    invited = office.members.invite(
        owner, None, name="Nora", email="nora@harbor-tax.example", role=Role.ADMIN, rights=frozenset(), locale=None
    )
    office.membership.deactivate(owner, own(employee))
    for member in (own(owner), invited.id, own(employee)):
        with pytest.raises(WrongStateError):
            office.ownership.offer(owner, member, None)
    stranger = office.opened("north-ledger", "nils@north-ledger.example")
    for member in (own(stranger), member_id(owner.identity.firm, "nobody@harbor-tax.example")):
        with pytest.raises(NotFoundError):
            office.ownership.offer(owner, member, None)


def test_one_offer_stands_at_a_time(office, owner, admin, employee):
    first = office.ownership.offer(owner, own(employee), None)
    assert office.ownership.offer(owner, own(employee), None) == first
    with pytest.raises(OwnershipOfferedError):
        office.ownership.offer(owner, own(admin), None)
    assert office.named().count("firm.ownership_offered") == 1
    office.ownership.withdraw(owner)
    office.ownership.offer(owner, own(admin), None)
    with pytest.raises(NotFoundError):
        office.ownership.accept(employee, None)


def test_withdrawn_and_declined_offers_are_gone(office, owner, employee):
    office.ownership.offer(owner, own(employee), None)
    for _ in range(2):
        assert office.ownership.withdraw(owner).offer is None
    assert office.named().count("firm.ownership_withdrawn") == 1
    office.ownership.offer(owner, own(employee), None)
    assert office.ownership.decline(employee, None).offer is None
    for answer in (office.ownership.accept, office.ownership.decline):
        with pytest.raises(NotFoundError):
            answer(employee, None)
    assert owners(office, owner) == [own(owner)]


@pytest.mark.parametrize("answer", ["accept", "decline"])
def test_answer_repeated_under_its_key_is_answered_alike_and_told_once(office, owner, employee, answer):
    office.ownership.offer(owner, own(employee), None)
    first = getattr(office.ownership, answer)(employee, key())
    told = office.named()
    assert getattr(office.ownership, answer)(employee, key()) == first
    assert office.named() == told


def test_offer_ends_when_the_one_it_is_made_to_is_deactivated(office, owner, employee):
    office.ownership.offer(owner, own(employee), None)
    office.membership.deactivate(owner, own(employee))
    assert office.named()[-2:] == ["member.deactivated", "firm.ownership_withdrawn"]
    assert firm(office, owner).offer is None
    office.membership.restore(owner, own(employee))
    office.wait(seconds=2)
    with pytest.raises(NotFoundError):
        office.ownership.accept(office.caller(owner.identity.firm, own(employee)), None)


def test_offer_made_while_a_deactivation_commits_ends_with_it(office, owner, employee):
    with before_commit(office.records, lambda: office.ownership.offer(owner, own(employee), None)):
        office.membership.deactivate(owner, own(employee))
    assert firm(office, owner).offer is None
    assert office.named()[-3:] == ["firm.ownership_offered", "member.deactivated", "firm.ownership_withdrawn"]


def test_deactivation_while_an_offer_commits_refuses_the_offer(office, owner, employee):
    with (
        before_commit(office.records, lambda: office.membership.deactivate(owner, own(employee))),
        pytest.raises(WrongStateError),
    ):
        office.ownership.offer(owner, own(employee), None)
    assert firm(office, owner).offer is None


def test_acceptance_that_meets_a_withdrawal_finds_no_offer(office, owner, employee):
    office.ownership.offer(owner, own(employee), None)
    with before_commit(office.records, lambda: office.ownership.withdraw(owner)), pytest.raises(NotFoundError):
        office.ownership.accept(employee, None)
    assert owners(office, owner) == [own(owner)]
    assert "firm.ownership_accepted" not in office.named()


def test_withdrawal_that_meets_an_acceptance_comes_too_late(office, owner, employee):
    office.ownership.offer(owner, own(employee), None)
    with before_commit(office.records, lambda: office.ownership.accept(employee, None)), pytest.raises(NotAllowedError):
        office.ownership.withdraw(owner)
    assert owners(office, owner) == [own(employee)]


def test_two_acceptances_at_once_hand_over_once(office, owner, employee):
    office.ownership.offer(owner, own(employee), None)
    with (
        before_commit(office.records, lambda: office.ownership.accept(employee, key())),
        pytest.raises(NotFoundError),
    ):
        office.ownership.accept(employee, None)
    assert owners(office, owner) == [own(employee)]
    assert office.named().count("firm.ownership_accepted") == 1


def test_firm_is_edited_by_owner_and_admin(office, owner, admin, employee):
    changed = office.firm.edit(owner, seen=1, name="Harbor & Hill", time_zone="Europe/Madrid", locale=None)
    event = office.last("firm.updated").event
    assert (changed.v, changed.name, changed.time_zone) == (2, "Harbor & Hill", "Europe/Madrid")
    assert event.before == {"name": "Harbor Tax Advisors", "time_zone": "America/New_York"}
    assert event.after == {"name": "Harbor & Hill", "time_zone": "Europe/Madrid"}
    assert office.firm.edit(admin, seen=2, name=None, time_zone=None, locale=Locale.ES).locale is Locale.ES
    with pytest.raises(NotAllowedError):
        office.firm.edit(employee, seen=3, name="Mine", time_zone=None, locale=None)


def test_edit_of_the_firm_names_the_version_that_stands_and_is_told_once(office, owner):
    first = office.firm.edit(owner, seen=1, name="Harbor & Hill", time_zone=None, locale=None)
    assert office.firm.edit(owner, seen=1, name="Harbor & Hill", time_zone=None, locale=None) == first
    assert office.firm.edit(owner, seen=2, name="Harbor & Hill", time_zone=None, locale=None) == first
    with pytest.raises(StaleVersionError):
        office.firm.edit(owner, seen=1, name="Harbor", time_zone=None, locale=None)
    assert office.named().count("firm.updated") == 1


def test_offer_and_edit_of_the_firm_do_not_cross(office, owner, employee):
    with before_commit(office.records, lambda: office.ownership.offer(owner, own(employee), None)):
        office.firm.edit(owner, seen=1, name="Harbor & Hill", time_zone=None, locale=None)
    standing = firm(office, owner)
    assert standing.name == "Harbor & Hill"
    assert standing.offer is not None
    office.ownership.accept(employee, None)
    assert firm(office, owner).name == "Harbor & Hill"


def test_firm_that_was_stored_before_it_had_versions_is_edited_at_its_first(office, owner):
    at = keys.firm(owner.identity.firm)
    office.records.put({name: value for name, value in office.records.items[at].items() if name != "v"})
    assert office.firm.edit(owner, seen=1, name="Harbor", time_zone=None, locale=None).v == 2


def test_account_for_guests_follows_the_firm_to_its_new_owner(office, owner, employee):
    guests = office.accounts.add(
        owner, None, name="Guests", kind=AccountKind.OTHER, assigned=None, sort=AccountSort.GUEST
    )
    for _ in range(2):
        office.ownership.offer(owner, own(employee), None)
        office.ownership.accept(employee, None)
        assert office.stored(guests).assigned == {own(owner), own(employee)}
        assert office.accounts.get(employee, guests.id).id == guests.id
        office.ownership.offer(employee, own(owner), None)
        office.ownership.accept(owner, None)
    assert office.named().count("account.member_assigned") == 1


def test_archived_account_for_guests_keeps_nobody_from_taking_over(office, owner, employee):
    guests = office.accounts.add(
        owner, None, name="Guests", kind=AccountKind.OTHER, assigned=None, sort=AccountSort.GUEST
    )
    office.store(office.stored(guests).model_copy(update={"status": AccountStatus.ARCHIVED}))
    office.ownership.offer(owner, own(employee), None)
    office.ownership.accept(employee, None)
    assert owners(office, owner) == [own(employee)]
    assert office.stored(guests).assigned == {own(owner)}
