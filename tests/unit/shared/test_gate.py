from datetime import timedelta

import pytest

from shared.directory import (
    AccountRecord,
    AccountStatus,
    Directory,
    FirmRecord,
    MemberRecord,
    MemberState,
    PersonRecord,
    PersonState,
    Policy,
    Scene,
    keys,
)
from shared.directory.gate import AccountArchivedError
from shared.domain.entities import Entity
from shared.domain.errors import NotAllowedError, NotFoundError, UnauthenticatedError
from shared.domain.ids import AccountId, ContactId, FirmId, firm_id, member_id, new, person_id
from shared.domain.principals import ActorKind, Identity, Right, Role
from shared.domain.texts import Locale
from shared.table import schema
from shared.table.actions import Item, item
from shared.table.keys import Key, within
from shared.table.table import Table
from tests.fakes.clock import START
from tests.fakes.dynamo import StoredItems

FIRM, OTHER_FIRM = firm_id("muster"), firm_id("other")
MEMBER = member_id(FIRM, "ada@example.com")
PERSON = person_id(FIRM, "zoe@example.com")
ACCOUNT, OTHER_ACCOUNT = AccountId(new("acc", START)), AccountId(new("acc", START))
AS_MEMBER = Identity(ActorKind.MEMBER, FIRM, MEMBER, START)
AS_PERSON = Identity(ActorKind.PERSON, FIRM, PERSON, START)


def stored(key: Key, kind: schema.EntityType, of: Entity) -> Item:
    return item(key, kind, **of.model_dump(mode="json"))


def member(**more: object) -> Item:
    record = {
        "firm": FIRM,
        "id": MEMBER,
        "name": "Ada",
        "email": "ada@example.com",
        "role": Role.EMPLOYEE,
        "state": MemberState.ACTIVE,
    }
    return stored(keys.member(FIRM, MEMBER), schema.MEMBER, MemberRecord.model_validate({**record, **more}))


def person(**more: object) -> Item:
    record = {
        "firm": FIRM,
        "id": PERSON,
        "name": "Zoe",
        "email": "zoe@example.com",
        "contact": ContactId(new("con", START)),
        "state": PersonState.ACTIVE,
        "accounts": {ACCOUNT: "Zoe Ltd"},
    }
    return stored(keys.person(FIRM, PERSON), schema.PERSON, PersonRecord.model_validate({**record, **more}))


def account(**more: object) -> Item:
    record = {"firm": FIRM, "id": ACCOUNT, "name": "Zoe Ltd", "kind": "company", "assigned": [MEMBER]}
    return stored(keys.account(FIRM, ACCOUNT), schema.ACCOUNT, AccountRecord.model_validate({**record, **more}))


def directory(*items: Item) -> tuple[Directory, StoredItems]:
    client = StoredItems(items)
    return Directory(Table(lambda: client, "table")), client


def gate(identity: Identity, *items: Item, account: AccountId | None = None) -> Scene:
    return directory(*items)[0].gate(identity, account=account)


def test_a_member_passes_with_role_and_rights():
    scene = gate(AS_MEMBER, member(rights=[Right.MANAGE_CONTACTS], locale=Locale.DE))
    assert scene.member.id == MEMBER
    assert scene.firm == FIRM
    assert scene.member.has(Right.MANAGE_CONTACTS)
    assert not scene.member.has(Right.MANAGE_ACCOUNTS)
    assert scene.member.locale is Locale.DE


def test_a_person_passes_with_the_accounts_whose_login_is_ticked():
    scene = gate(AS_PERSON, person())
    assert scene.person.id == PERSON
    assert scene.person.accounts == {ACCOUNT: "Zoe Ltd"}


def test_everything_the_decision_needs_is_read_in_one_request():
    asked = Key(within(FIRM, "L", "1"), "LINK")
    reached, client = directory(member(), account(), item(asked, schema.POLICY, v=7))
    scene = reached.gate(AS_MEMBER, account=ACCOUNT, also=[asked])
    assert [operation for operation, _ in client.requests] == ["batch_get_item"]
    assert scene.items[asked]["v"] == 7
    assert scene.account is not None
    assert scene.account.name == "Zoe Ltd"


@pytest.mark.parametrize("identity", [AS_MEMBER, AS_PERSON])
def test_an_unknown_credential_is_kept_out(identity: Identity):
    with pytest.raises(UnauthenticatedError):
        gate(identity)


@pytest.mark.parametrize("state", [MemberState.INVITED, MemberState.DEACTIVATED])
def test_a_member_who_is_not_active_is_kept_out_however_good_the_token(state: MemberState):
    with pytest.raises(UnauthenticatedError):
        gate(AS_MEMBER, member(state=state))


@pytest.mark.parametrize("state", [PersonState.GRANTED, PersonState.INVITED])
def test_a_person_who_is_not_active_is_kept_out(state: PersonState):
    with pytest.raises(UnauthenticatedError):
        gate(AS_PERSON, person(state=state))


@pytest.mark.parametrize(("seconds", "passes"), [(-1, False), (0, True), (1, True)])
def test_sessions_from_before_the_epoch_are_over(seconds: int, passes: bool):
    for identity, make in ((AS_MEMBER, member), (AS_PERSON, person)):
        standing = make(epoch=START - timedelta(seconds=seconds))
        if passes:
            assert gate(identity, standing).firm == FIRM
        else:
            with pytest.raises(UnauthenticatedError):
                gate(identity, standing)


def test_the_credential_of_another_firm_finds_nothing_here():
    foreign = Identity(ActorKind.MEMBER, OTHER_FIRM, MEMBER, START)
    with pytest.raises(UnauthenticatedError):
        gate(foreign, member(), account())


def test_a_member_is_no_person_and_a_person_no_member():
    as_person = Identity(ActorKind.PERSON, FIRM, PERSON, START)
    assert gate(as_person, person()).person
    with pytest.raises(UnauthenticatedError):
        gate(Identity(ActorKind.MEMBER, FIRM, f"mem_{PERSON[4:]}", START), person())
    with pytest.raises(NotAllowedError):
        gate(as_person, person()).member  # noqa: B018  # the property itself refuses
    with pytest.raises(NotAllowedError):
        gate(AS_MEMBER, member()).person  # noqa: B018  # the property itself refuses


def test_an_assigned_employee_sees_the_account():
    assert gate(AS_MEMBER, member(), account(), account=ACCOUNT).account is not None


@pytest.mark.parametrize(
    "more", [{"role": Role.OWNER}, {"role": Role.ADMIN}, {"rights": [Right.VIEW_ALL_ACCOUNTS]}], ids=str
)
def test_who_sees_all_accounts_sees_one_assigned_to_nobody(more: dict[str, object]):
    assert gate(AS_MEMBER, member(**more), account(assigned=[]), account=ACCOUNT).account is not None


def test_an_employee_not_assigned_finds_no_account():
    with pytest.raises(NotFoundError):
        gate(AS_MEMBER, member(), account(assigned=[]), account=ACCOUNT)


@pytest.mark.parametrize("asked", [OTHER_ACCOUNT, AccountId("acc_" + "0" * 26)], ids=["another", "none"])
def test_an_account_that_is_not_there_is_the_same_as_one_not_assigned(asked: AccountId):
    with pytest.raises(NotFoundError):
        gate(AS_MEMBER, member(role=Role.OWNER), account(), account=asked)


def test_the_team_reads_on_in_an_archived_account_and_its_people_are_kept_out():
    archived = account(status=AccountStatus.ARCHIVED)
    assert gate(AS_MEMBER, member(), archived, account=ACCOUNT).account is not None
    with pytest.raises(AccountArchivedError) as refused:
        gate(AS_PERSON, person(), archived, account=ACCOUNT)
    assert (refused.value.code, refused.value.status) == ("ACCOUNT_ARCHIVED", 403)


@pytest.mark.parametrize("role", list(Role))
def test_a_deleted_account_is_there_for_nobody_of_the_team(role: Role):
    with pytest.raises(NotFoundError):
        gate(AS_MEMBER, member(role=role), account(status=AccountStatus.DELETED), account=ACCOUNT)


def test_a_person_enters_the_accounts_ticked_for_them_and_no_other():
    assert gate(AS_PERSON, person(), account(), account=ACCOUNT).account is not None
    for status in AccountStatus:
        with pytest.raises(NotFoundError):
            gate(AS_PERSON, person(accounts={OTHER_ACCOUNT: "Other"}), account(status=status), account=ACCOUNT)


def test_policy_has_its_defaults_until_it_is_set_and_keeps_them_for_keys_never_set():
    assert gate(AS_MEMBER, member()).policy == Policy()
    standing = item(keys.policy(FIRM), schema.POLICY, v=3, invitation_max_resends=2, unknown_to_this_version=1)
    policy = gate(AS_MEMBER, member(), standing).policy
    assert (policy.v, policy.invitation_max_resends, policy.invitation_lifetime_days) == (3, 2, 30)


@pytest.mark.parametrize("role", list(Role))
def test_demands_are_met_by_owner_and_admin_and_by_employees_with_the_right(role: Role):
    plain, holder = (
        gate(AS_MEMBER, member(role=role)),
        gate(AS_MEMBER, member(role=role, rights=[Right.MANAGE_ACCOUNTS])),
    )
    assert holder.demand(Right.MANAGE_ACCOUNTS).id == MEMBER
    if role is Role.EMPLOYEE:
        with pytest.raises(NotAllowedError):
            plain.demand(Right.MANAGE_ACCOUNTS)
        with pytest.raises(NotAllowedError):
            holder.demand_admin()
    else:
        assert plain.demand(Right.MANAGE_ACCOUNTS).id == plain.demand_admin().id == MEMBER


def test_a_person_meets_no_demand():
    scene = gate(AS_PERSON, person())
    with pytest.raises(NotAllowedError):
        scene.demand(Right.MANAGE_ACCOUNTS)
    with pytest.raises(NotAllowedError):
        scene.demand_admin()


def test_the_firm_itself_is_read_or_not_found():
    record = FirmRecord(
        id=FIRM, name="Muster", slug="muster", time_zone="Europe/Berlin", locale=Locale.DE, owner=MEMBER
    )
    reached, _ = directory(stored(keys.firm(FIRM), schema.FIRM, record))
    assert reached.firm(FIRM) == record
    with pytest.raises(NotFoundError):
        reached.firm(FirmId(OTHER_FIRM))
