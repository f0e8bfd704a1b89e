"""The second factor: set up at sign-in or from the desk, asked for at sign-in, taken off by who may."""

from dataclasses import replace
from typing import Any

import pytest

from functions.invite.model.refusals import ChallengeOverError, TotpEnabledError, TotpNotEnabledError
from functions.invite.pools import Audience, Factor, Session
from functions.invite.service.challenges import Challenge
from shared.domain.errors import NotAllowedError, NotFoundError, ValidationFailedError
from shared.domain.ids import MemberId
from shared.domain.principals import Caller, Role
from shared.limits import TooManyRequestsError
from tests.fakes.office import LINK, OWNER_EMAIL, PASSWORD, POOLS, Office, key
from tests.fakes.totp import code_of

STAFF = POOLS[Audience.TEAM].id


@pytest.fixture
def owner(office):
    return office.opened()


def sign_in(office: Office, email: str = OWNER_EMAIL, password: str = PASSWORD) -> Any:
    """A session, or what is asked first: each test knows which."""
    return office.sessions.sign_in(Audience.TEAM, "harbor-tax", email, password, LINK)


def set_up(office: Office, caller: Caller, email: str = OWNER_EMAIL) -> str:
    """Set up a second factor from the desk; its secret."""
    token = sign_in(office, email).access_token
    secret = office.second_factor.begin(caller, token).secret
    office.second_factor.confirm(caller, token, code_of(secret, office.clock.now), None)
    return secret


def test_factor_set_up_at_the_desk_is_asked_for_from_then_on(office, owner):
    secret = set_up(office, owner)
    logins = office.named().count("member.logged_in")
    challenge = sign_in(office)
    assert isinstance(challenge, Challenge)
    assert (challenge.factor, challenge.secret, challenge.uri) == (Factor.TOTP, None, None)
    assert office.named().count("member.logged_in") == logins, "the password alone is no login"
    session = office.sessions.answer(challenge.token, code_of(secret, office.clock.now), LINK)
    assert isinstance(session, Session)
    assert office.named()[-1] == "member.logged_in"
    assert office.standing(owner.identity.firm, owner.identity.id).totp


def test_secret_is_spelled_for_an_app_and_changes_nothing_until_a_code_is_seen(office, owner):
    token = sign_in(office).access_token
    begun = office.second_factor.begin(owner, token)
    assert begun.uri == (
        "otpauth://totp/Harbor%20Tax%20Advisors%3Aolivia%40harbor-tax.example"
        f"?secret={begun.secret}&issuer=Harbor%20Tax%20Advisors"
    )
    with pytest.raises(ValidationFailedError) as refused:
        office.second_factor.confirm(owner, token, "000000", None)
    assert [(each.field, each.code) for each in refused.value.faults] == [("code", "CODE_WRONG")]
    assert isinstance(sign_in(office), Session)
    assert "member.totp_enabled" not in office.named()


def test_where_one_is_demanded_the_first_sign_in_sets_it_up(office, owner):
    office.cognito.demand_totp(STAFF)
    challenge = sign_in(office)
    assert challenge.factor is Factor.TOTP_SETUP
    assert challenge.uri.endswith(f"?secret={challenge.secret}&issuer=Harbor%20Tax%20Advisors")
    told = len(office.named())
    office.sessions.answer(challenge.token, code_of(challenge.secret, office.clock.now), LINK)
    assert office.named()[told:] == ["member.totp_enabled", "member.logged_in"]
    assert sign_in(office).factor is Factor.TOTP


def test_member_who_comes_in_where_one_is_demanded_sets_it_up_before_there_is_a_session(office):
    firm = office.found()
    office.cognito.demand_totp(STAFF)
    invited = office.standing(firm.id, firm.owner)
    activated = office.activation.accept(office.token(invited), PASSWORD, LINK, None)
    assert activated.admission.factor is Factor.TOTP_SETUP
    challenge = activated.admission
    assert office.sessions.answer(challenge.token, code_of(challenge.secret, office.clock.now), LINK).access_token


def test_wrong_code_may_be_followed_by_the_right_one_and_a_late_one_is_over(office, owner):
    secret = set_up(office, owner)
    challenge = sign_in(office)
    with pytest.raises(ValidationFailedError):
        office.sessions.answer(challenge.token, "000000", LINK)
    assert office.sessions.answer(challenge.token, code_of(secret, office.clock.now), LINK)
    late = sign_in(office)
    office.wait(minutes=3)
    with pytest.raises(ChallengeOverError):
        office.sessions.answer(late.token, code_of(secret, office.clock.now), LINK)


def test_challenge_that_was_not_sealed_by_us_is_over(office, owner):
    set_up(office, owner)
    token = sign_in(office).token
    for forged in ("", "x", "!", token[:-4], token[:60] + ("A" if token[60] != "A" else "B") + token[61:]):
        with pytest.raises(ChallengeOverError):
            office.sessions.answer(forged, "123456", LINK)


def test_codes_can_be_tried_a_few_times_only(office, owner):
    secret = set_up(office, owner)
    office.wait(minutes=15)
    challenge = sign_in(office)
    for _ in range(6):
        with pytest.raises(ValidationFailedError):
            office.sessions.answer(challenge.token, "000000", LINK)
    with pytest.raises(TooManyRequestsError) as refused:
        office.sessions.answer(challenge.token, code_of(secret, office.clock.now), LINK)
    assert refused.value.retry_after in range(1, 901)
    office.wait(minutes=15)
    challenge = sign_in(office)
    assert office.sessions.answer(challenge.token, code_of(secret, office.clock.now), LINK)


def test_whoever_shows_both_takes_their_own_off(office, owner):
    secret = set_up(office, owner)
    code = code_of(secret, office.clock.now)
    for password, wrong, field in (("not-the-password", code, "currentPassword"), (PASSWORD, "000000", "code")):
        with pytest.raises(ValidationFailedError) as refused:
            office.second_factor.remove(owner, password, wrong, None)
        assert [each.field for each in refused.value.faults] == [field]
    assert not office.second_factor.remove(owner, PASSWORD, code, key()).totp
    office.second_factor.remove(owner, PASSWORD, code, key())
    assert office.named().count("member.totp_removed") == 1
    assert isinstance(sign_in(office), Session)
    with pytest.raises(TotpNotEnabledError):
        office.second_factor.remove(owner, PASSWORD, code, None)


def test_one_is_set_up_once(office, owner):
    token = sign_in(office).access_token
    set_up(office, owner)
    with pytest.raises(TotpEnabledError):
        office.second_factor.begin(owner, token)
    with pytest.raises(TotpEnabledError):
        office.second_factor.confirm(owner, token, "123456", None)


def test_lost_phone_of_a_colleague_is_seen_to_by_who_stands_above(office, owner):
    admin, employee = office.colleague(owner, "Adam Stone", Role.ADMIN), office.colleague(owner)
    other_admin = office.colleague(owner, "Ada Lind", Role.ADMIN)
    set_up(office, employee, "emil@harbor-tax.example")
    set_up(office, other_admin, "ada@harbor-tax.example")
    set_up(office, owner)
    for caller, whose in (
        (employee, admin.identity.id),
        (admin, other_admin.identity.id),
        (admin, owner.identity.id),
        (admin, admin.identity.id),
        (owner, owner.identity.id),
    ):
        with pytest.raises(NotAllowedError):
            office.lost_phones.remove(caller, whose, None)
    with pytest.raises(NotFoundError):
        office.lost_phones.remove(owner, MemberId("mem_00000000000000000000000000"), None)
    assert not office.lost_phones.remove(admin, employee.identity.id, key()).totp
    office.lost_phones.remove(admin, employee.identity.id, key())
    assert office.last("member.totp_removed").actor.id == admin.identity.id
    assert office.named().count("member.totp_removed") == 1
    assert isinstance(sign_in(office, "emil@harbor-tax.example"), Session)
    office.lost_phones.remove(owner, other_admin.identity.id, None)


def test_second_factor_is_for_members(office, owner):
    office.accept(office.invited(owner))
    jane = office.person(owner.identity.firm)
    with pytest.raises(NotAllowedError):
        office.second_factor.begin(replace(owner, identity=office.caller(jane.firm, jane.id).identity), "token")
