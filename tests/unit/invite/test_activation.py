"""The invited open their link, set a password, and are in, once; only the holder of the claim sets it."""

import base64
from datetime import timedelta

import pytest

from functions.invite.model.entities import Person
from functions.invite.model.invitation import CLAIM_LEASE, Claim
from functions.invite.model.refusals import (
    ActivationInProgressError,
    InvitationAcceptedError,
    InvitationExpiredError,
    InvitationSupersededError,
    SignInFailedError,
)
from functions.invite.pools import Audience
from shared import capability
from shared.capability import Claims, Purpose
from shared.directory import MemberState, PersonState
from shared.domain.credentials import user_name
from shared.domain.errors import KeyReusedError, NotFoundError, ValidationFailedError
from shared.domain.ids import bare
from tests.fakes.office import LINK, OWNER_EMAIL, PASSWORD, POOLS, Office, key

OTHER_PASSWORD = "nine-loud-magpies-9"


@pytest.fixture
def owner(office):
    return office.opened()


@pytest.fixture
def invited(office, owner):
    return office.invited(owner)


def users(office: Office) -> list[str]:
    return office.cognito.users(POOLS[Audience.CLIENT].id)


def signs_in(office: Office, person: Person, password: str) -> bool:
    try:
        office.pools.sign_in(Audience.CLIENT, user_name(person.firm, person.id), password)
    except SignInFailedError:
        return False
    return True


def claim(office: Office, person: Person, by: str = "somebody else") -> Person:
    """Let somebody hold the claim, as an activation under way does."""
    held = Claim(by=by, until=office.clock.now + CLAIM_LEASE)
    return office.storage.save(
        person.model_copy(update={"invitation": person.invitation.model_copy(update={"claim": held})})
    )


def test_opening_shows_who_invites_to_what(office, invited):
    opened = office.activation.open(office.token(invited))
    assert opened.firm.name == "Harbor Tax Advisors"
    assert opened.accounts == ["Doe Family"]
    assert opened.credential.invitation.sent_by == "Olivia Reed"


def test_opening_five_times_changes_nothing(office, invited):
    before, writes = dict(office.records.items), office.records.writes
    for _ in range(5):
        office.activation.open(office.token(invited))
    assert (office.records.items, office.records.writes) == (before, writes)


def test_accepting_makes_the_person_active_with_one_user_and_the_password(office, invited):
    office.accept(invited)
    person = office.person(invited.firm)
    assert person.state is PersonState.ACTIVE
    assert person.last_login_at == office.clock.now
    assert users(office) == [user_name(invited.firm, invited.id)]
    assert signs_in(office, person, PASSWORD)


def test_accepting_tells_of_the_acceptance_the_sign_up_and_the_login_in_order(office, invited):
    told = len(office.named())
    office.accept(invited)
    assert office.named()[told:] == ["invitation.accepted", "client.signed_up", "client.logged_in"]
    assert office.last("client.signed_up").actor.id == invited.id


def test_member_comes_in_by_the_same_engine(office):
    firm = office.found()
    office.accept(office.standing(firm.id, firm.owner))
    assert office.standing(firm.id, firm.owner).state is MemberState.ACTIVE
    assert office.cognito.users(POOLS[Audience.TEAM].id) == [user_name(firm.id, firm.owner)]
    assert office.named()[-2:] == ["member.activated", "member.logged_in"]


def test_accepting_twice_is_refused_and_the_first_password_stands(office, invited):
    office.accept(invited)
    with pytest.raises(InvitationAcceptedError):
        office.accept(invited, OTHER_PASSWORD)
    assert signs_in(office, invited, PASSWORD)
    assert not signs_in(office, invited, OTHER_PASSWORD)


def test_opening_after_acceptance_says_that_it_was_used(office, invited):
    office.accept(invited)
    with pytest.raises(InvitationAcceptedError):
        office.activation.open(office.token(invited))


def test_used_link_still_says_so_when_its_date_has_passed(office, invited):
    office.accept(invited)
    office.wait(days=60)
    with pytest.raises(InvitationAcceptedError):
        office.activation.open(office.token(invited))


def test_repeating_under_the_same_key_gives_a_session_again_and_changes_nothing(office, invited):
    office.accept(invited, once=key())
    before = office.records.lasting
    assert office.accept(invited, once=key()).access_token
    assert office.records.lasting == before


def test_another_body_under_the_same_key_is_refused(office, invited):
    office.accept(invited, once=key())
    with pytest.raises(KeyReusedError):
        office.accept(invited, OTHER_PASSWORD, once=key(body="body-2"))
    assert signs_in(office, invited, PASSWORD)


def test_another_key_after_acceptance_is_told_that_it_was_used(office, invited):
    office.accept(invited, once=key())
    with pytest.raises(InvitationAcceptedError):
        office.accept(invited, once=key("key-2"))


@pytest.mark.parametrize("seconds", [-1, 0, 1])
def test_invitation_ends_at_its_instant_with_no_sweep_run(office, invited, seconds):
    office.clock.now = invited.invitation.deadline + timedelta(seconds=seconds)
    if seconds < 0:
        office.accept(invited)
        assert office.person(invited.firm).state is PersonState.ACTIVE
        return
    with pytest.raises(InvitationExpiredError):
        office.activation.open(office.token(invited))
    with pytest.raises(InvitationExpiredError):
        office.accept(invited)
    assert users(office) == []


def test_claim_of_somebody_else_keeps_out_until_it_lapses(office, invited):
    claim(office, invited)
    office.clock.advance(CLAIM_LEASE - timedelta(seconds=1))
    with pytest.raises(ActivationInProgressError) as refused:
        office.accept(invited)
    assert refused.value.retry_after == 1
    assert users(office) == []


def test_lapsed_claim_may_be_retaken(office, invited):
    claim(office, invited)
    office.clock.advance(CLAIM_LEASE)
    office.accept(invited)
    assert office.person(invited.firm).state is PersonState.ACTIVE


def test_claim_is_retaken_at_once_under_the_key_that_took_it(office, invited):
    once = key()
    claim(office, invited, by=f"{once.key}#{once.body}")
    office.accept(invited, once=once)
    assert office.person(invited.firm).state is PersonState.ACTIVE


def test_claim_under_one_key_is_not_open_to_another_password(office, invited):
    claim(office, invited, by="key-1#body-1")
    with pytest.raises(ActivationInProgressError):
        office.accept(invited, OTHER_PASSWORD, once=key(body="body-2"))
    assert users(office) == []


def test_opening_while_somebody_holds_the_claim_still_shows_the_invitation(office, invited):
    claim(office, invited)
    assert office.activation.open(office.token(invited)).credential.id == invited.id


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("", "PASSWORD_TOO_SHORT"),
        ("eleven-char", "PASSWORD_TOO_SHORT"),
        ("x" * 129, "PASSWORD_TOO_LONG"),
        ("jane@doe.example", "PASSWORD_IS_EMAIL"),
        ("JANE@doe.example", "PASSWORD_IS_EMAIL"),
        ("password1234", "PASSWORD_BREACHED"),
    ],
)
def test_unacceptable_password_is_refused_before_anything_is_claimed(office, invited, password, code):
    before = office.records.lasting
    with pytest.raises(ValidationFailedError) as refused:
        office.accept(invited, password)
    assert [(each.field, each.code) for each in refused.value.faults] == [("password", code)]
    assert office.records.lasting == before
    assert users(office) == []


@pytest.mark.parametrize("password", ["twelve-chars", "x y" * 42 + "zz", "alle meine entchen", "ключ от квартиры 7"])
def test_any_composition_of_twelve_to_128_characters_will_do(office, invited, password):
    office.accept(invited, password)
    assert signs_in(office, invited, password)


def test_superseded_link_says_so_and_sets_nothing(office, owner, invited):
    office.wait(minutes=2)
    office.invitations.resend(owner, invited.id, None)
    with pytest.raises(InvitationSupersededError):
        office.accept(invited)
    assert users(office) == []


def test_resend_during_an_activation_ends_it_without_letting_anybody_in(office, owner, invited):
    """The claim dies with its generation: the new link is the one that opens."""
    real = office.cognito.admin_set_user_password

    def resend_meanwhile(**request):
        office.wait(minutes=2)
        office.invitations.resend(owner, invited.id, None)
        return real(**request)

    office.cognito.admin_set_user_password = resend_meanwhile
    with pytest.raises(InvitationSupersededError):
        office.accept(invited)
    assert office.person(invited.firm).state is PersonState.INVITED
    office.cognito.admin_set_user_password = real
    office.accept(office.person(invited.firm), OTHER_PASSWORD)
    assert signs_in(office, invited, OTHER_PASSWORD)
    assert not signs_in(office, invited, PASSWORD)


def test_whose_claim_was_retaken_does_not_accept(office, invited):
    """The first was gone for a minute, somebody else is setting the password: only they may go on."""
    real = office.cognito.admin_set_user_password

    def sleep_too_long(**request):
        answer = real(**request)
        office.wait(seconds=60)
        claim(office, office.person(invited.firm))
        return answer

    office.cognito.admin_set_user_password = sleep_too_long
    with pytest.raises(ActivationInProgressError):
        office.accept(invited)
    assert office.person(invited.firm).state is PersonState.INVITED


def test_account_granted_during_an_activation_is_not_lost(office, owner, invited):
    contact = office.contacts.list(owner, limit=1, cursor=None).items[0]
    tie = office.tie(owner, office.account(owner, "Doe Holdings"), contact)
    real = office.cognito.admin_set_user_password

    def grant_meanwhile(**request):
        office.grant(owner, tie)
        return real(**request)

    office.cognito.admin_set_user_password = grant_meanwhile
    office.accept(invited)
    person = office.person(invited.firm)
    assert sorted(person.accounts.values()) == ["Doe Family", "Doe Holdings"]
    assert len(office.told("client.signed_up")) == 2


def flipped(token: str, place: int) -> str:
    raw = bytearray(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
    raw[place] ^= 1
    return base64.urlsafe_b64encode(bytes(raw)).decode().rstrip("=")


@pytest.mark.parametrize("place", range(69))
def test_token_with_any_byte_changed_finds_nothing(office, invited, place):
    """Version, purpose, firm, id, number, generation, MAC: each is proved."""
    with pytest.raises(NotFoundError):
        office.activation.open(flipped(office.token(invited), place))


@pytest.mark.parametrize("token", ["", "x", "AAAA", "=" * 92, "A" * 92, "A" * 10_000, "\u00e9" * 92, "../../etc"])
def test_what_has_not_the_form_of_a_token_finds_nothing(office, token):
    with pytest.raises(NotFoundError):
        office.activation.open(token)


def test_token_of_another_firm_finds_nothing(office, invited):
    """The same person's e-mail in another firm has a credential, a generation and a MAC of its own."""
    stranger = office.opened("north-ledger", "nils@north-ledger.example")
    theirs = office.invited(stranger)
    _, proof = capability.read(office.token(theirs))
    assert proof != capability.read(office.token(invited))[1]
    mixed = Claims(Purpose.CLIENT_INVITATION, invited.firm, bare(theirs.id), theirs.invitation.generation)
    with pytest.raises(NotFoundError):
        office.activation.open(office.tokens.derive(mixed))


def test_member_token_never_opens_a_clients_door(office, owner):
    """Owner and client of one e-mail have one digest; the purpose is part of what is proved."""
    account = office.account(owner)
    client = office.grant(owner, office.tie(owner, account, office.contact(owner, emails=(OWNER_EMAIL,))), invite=True)
    assert bare(client.id) == bare(owner.identity.id)
    raw = bytearray(base64.urlsafe_b64decode(office.token(client)))
    raw[1] = Purpose.MEMBER_INVITATION
    with pytest.raises(NotFoundError):
        office.activation.open(base64.urlsafe_b64encode(bytes(raw)).decode())


def test_token_of_a_generation_to_come_finds_nothing(office, invited):
    """Only who holds the key could derive it, and it was never sent."""
    with pytest.raises(NotFoundError):
        office.activation.open(office.token(invited, generation=invited.invitation.generation + 1))


def test_person_granted_but_never_invited_has_no_door(office, owner):
    person = office.grant(owner, office.tie(owner, office.account(owner), office.contact(owner)))
    with pytest.raises(NotFoundError):
        office.activation.accept(office.token(person, generation=1), PASSWORD, LINK, None)


def test_password_and_token_are_nowhere_in_what_is_stored_or_told(office, invited):
    token = office.token(invited)
    office.accept(invited, once=key())
    dump = repr(office.records.items) + repr(office.records.envelopes())
    assert PASSWORD not in dump
    assert token not in dump
