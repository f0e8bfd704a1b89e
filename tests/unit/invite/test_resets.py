"""A forgotten password: one answer whoever exists, one link that opens once, for twenty minutes."""

from datetime import timedelta
from typing import Any

import pytest

from functions.invite import keys
from functions.invite.model.entities import Member, Person
from functions.invite.model.refusals import (
    PasswordResetExpiredError,
    PasswordResetInProgressError,
    PasswordResetSupersededError,
    PasswordResetUsedError,
    SessionOverError,
    SignInFailedError,
)
from functions.invite.model.reset import PasswordReset
from functions.invite.pools import Audience
from functions.invite.repository import items
from functions.invite.repository.resets import ResetRepository
from functions.invite.service.resets import OpenReset, claims_of
from shared.directory import MemberState, PersonState
from shared.domain.errors import NotFoundError, UnavailableError, ValidationFailedError
from shared.domain.ids import person_id
from shared.domain.texts import Locale
from shared.limits import TooManyRequestsError
from shared.table.idempotency import Once
from tests.fakes.office import LINK, OWNER_EMAIL, PASSWORD, Office, key

NEW = "nine-loud-magpies-9"
JANE = "jane@doe.example"


@pytest.fixture
def owner(office):
    return office.opened()


@pytest.fixture
def jane(office, owner):
    """A client who is in."""
    office.accept(office.invited(owner))
    return office.person(owner.identity.firm)


def ask(office: Office, email: str = JANE, audience: Audience = Audience.CLIENT, slug: str = "harbor-tax") -> None:
    office.resets.ask(audience, slug, email, LINK)


def link(office: Office, holder: Member | Person) -> str:
    """The latest link's token."""
    reset = ResetRepository(office.records).find(holder.firm, holder.id).reset
    assert reset is not None
    return office.tokens.derive(claims_of(holder.firm, holder.id, reset.generation))


def confirm(office: Office, token: str, password: str = NEW, once: Once | None = None) -> OpenReset:
    return office.resets.confirm(token, password, LINK, once)


def sign_in(office: Office, password: str) -> Any:
    return office.sessions.sign_in(Audience.CLIENT, "harbor-tax", JANE, password, LINK)


def test_link_sets_a_new_password_and_ends_every_session(office, jane):
    session = sign_in(office, PASSWORD)
    office.wait(seconds=2)
    ask(office)
    opened = confirm(office, link(office, jane))
    assert (opened.audience, opened.firm.slug) == (Audience.CLIENT, "harbor-tax")
    assert office.named()[-2:] == ["password.reset_requested", "password.reset"]
    with pytest.raises(SessionOverError):
        office.sessions.renew(Audience.CLIENT, "harbor-tax", session.refresh_token, LINK)
    assert office.person(jane.firm).epoch == office.clock.now.replace(microsecond=0)
    with pytest.raises(SignInFailedError):
        sign_in(office, PASSWORD)
    assert sign_in(office, NEW)


def test_whoever_does_not_exist_is_told_nothing_to_nobody(office, owner, jane):
    told = office.named()
    for email, audience, slug in (
        ("nobody@doe.example", Audience.CLIENT, "harbor-tax"),
        (JANE, Audience.TEAM, "harbor-tax"),
        (JANE, Audience.CLIENT, "no-such-firm"),
    ):
        assert office.resets.ask(audience, slug, email, LINK) == timedelta(minutes=20)
    assert office.named() == told


@pytest.mark.parametrize("state", [PersonState.GRANTED, PersonState.INVITED])
def test_who_is_not_in_gets_no_link(office, owner, state):
    invited = office.invited(owner)
    office.records.put(items.credential(invited.model_copy(update={"state": state})))
    ask(office)
    assert "password.reset_requested" not in office.named()
    with pytest.raises(NotFoundError):
        confirm(office, link(office, invited))


def test_wish_of_nobody_goes_by_itself_and_that_of_somebody_keeps_its_number(office, jane):
    ask(office)
    ask(office, "nobody@doe.example")
    stood = office.records.items[keys.password_reset(jane.firm, jane.id)]
    nobodys = office.records.items[keys.password_reset(jane.firm, person_id(jane.firm, "nobody@doe.example"))]
    assert "ttl" not in stood
    assert nobodys["ttl"] > office.clock.now.timestamp()


def test_reading_the_link_shows_whose_it_is_and_changes_nothing(office, jane):
    ask(office)
    token, before = link(office, jane), dict(office.records.items)
    for _ in range(20):
        opened = office.resets.open(token)
    assert (opened.credential.email, opened.reset.expires_at - office.clock.now) == (JANE, timedelta(minutes=20))
    assert office.records.items == before


@pytest.mark.parametrize(("seconds", "is_open"), [(-1, True), (0, False), (1, False)])
def test_link_is_over_after_twenty_minutes_to_the_second(office, jane, seconds, is_open):
    ask(office)
    token = link(office, jane)
    office.wait(minutes=20, seconds=seconds)
    if is_open:
        confirm(office, token)
    else:
        with pytest.raises(PasswordResetExpiredError):
            confirm(office, token)


def test_link_opens_once_and_a_newer_one_kills_it(office, jane):
    ask(office)
    first = link(office, jane)
    ask(office)
    second = link(office, jane)
    with pytest.raises(PasswordResetSupersededError):
        confirm(office, first)
    confirm(office, second)
    with pytest.raises(PasswordResetUsedError):
        confirm(office, second, "another-quiet-heron")
    with pytest.raises(PasswordResetUsedError):
        office.resets.open(second)
    assert sign_in(office, NEW)


def test_link_is_dead_once_its_holder_is_out_or_their_sessions_were_ended_since(office, owner):
    member = office.standing(owner.identity.firm, owner.identity.id)
    ask(office, OWNER_EMAIL, Audience.TEAM)
    token = link(office, member)
    office.records.put(items.credential(member.model_copy(update={"state": MemberState.DEACTIVATED})))
    with pytest.raises(NotFoundError):
        confirm(office, token)
    office.records.put(items.credential(member.model_copy(update={"epoch": office.clock.now})))
    with pytest.raises(NotFoundError):
        confirm(office, token)
    office.records.put(items.credential(member))
    assert confirm(office, token).audience is Audience.TEAM


def test_token_of_an_invitation_resets_nothing_nor_the_reverse(office, jane):
    ask(office)
    with pytest.raises(NotFoundError):
        confirm(office, office.token(jane))
    with pytest.raises(NotFoundError):
        office.activation.open(link(office, jane))


def test_password_that_will_not_do_leaves_the_link_good(office, jane):
    ask(office)
    token = link(office, jane)
    with pytest.raises(ValidationFailedError) as refused:
        confirm(office, token, "qwerty123456")
    assert [(each.field, each.code) for each in refused.value.faults] == [("password", "PASSWORD_BREACHED")]
    assert confirm(office, token)


def test_repeated_under_its_key_it_changes_nothing(office, jane):
    ask(office)
    token = link(office, jane)
    confirm(office, token, once=key())
    assert confirm(office, token, once=key()).firm.slug == "harbor-tax"
    assert office.named().count("password.reset") == 1
    with pytest.raises(PasswordResetUsedError):
        confirm(office, token, once=key("key-2"))


def test_claim_shuts_others_out_until_it_lapses(office, jane, monkeypatch):
    ask(office)
    token = link(office, jane)
    lost = (_ for _ in ()).throw
    monkeypatch.setattr(office.pools, "set_password", lambda *_: lost(UnavailableError()))
    with pytest.raises(UnavailableError):
        confirm(office, token, once=key())
    monkeypatch.undo()
    with pytest.raises(PasswordResetInProgressError):
        confirm(office, token, once=key("key-2"))
    office.wait(seconds=60)
    assert confirm(office, token, once=key("key-2"))


def test_what_is_written_to_the_credential_meanwhile_is_not_lost(office, jane, monkeypatch):
    ask(office)
    token, real = link(office, jane), office.pools.end_sessions

    def renamed_meanwhile(audience, name):
        real(audience, name)
        office.storage.save(office.person(jane.firm).model_copy(update={"name": "Jane Roe"}))

    monkeypatch.setattr(office.pools, "end_sessions", renamed_meanwhile)
    confirm(office, token)
    assert office.person(jane.firm).name == "Jane Roe"
    assert office.person(jane.firm).epoch is not None


def test_letter_carries_the_link_in_its_holders_language_once(office, owner):
    office.accept(office.invited(owner, Locale.ES))
    ask(office)
    event, holder = office.last("password.reset_requested"), office.person(owner.identity.firm)
    office.password_letters.send(event)
    office.password_letters.send(event)
    (letter,) = [each.mail for each in office.outgoing.letters if "/reset/#" in each.mail.text]
    assert letter.subject == "Una contraseña nueva para Harbor Tax Advisors"
    assert f"https://portal.example.com/reset/#{link(office, holder)}" in letter.text
    assert link(office, holder) not in letter.subject
    assert "20 minutos" in letter.text


def test_letter_is_not_written_for_a_link_that_is_dead(office, jane):
    ask(office)
    event = office.last("password.reset_requested")
    office.wait(minutes=20)
    office.password_letters.send(event)
    ask(office)
    office.password_letters.send(event)
    confirm(office, link(office, jane))
    office.password_letters.send(office.last("password.reset_requested"))
    assert not [each for each in office.outgoing.letters if "/reset/" in each.mail.text]


def test_links_can_be_asked_for_a_few_times_an_hour_whoever_exists(office, jane):
    for email in (JANE, "nobody@doe.example"):
        for _ in range(3):
            ask(office, email)
        with pytest.raises(TooManyRequestsError):
            ask(office, email)
    office.wait(hours=1)
    ask(office)


def test_three_ended_links_are_told_why_and_no_more(jane):
    reset = PasswordReset(firm=jane.firm, holder=jane.id, asked_at=jane.last_login_at)
    for number in range(1, 7):
        reset = reset.asked(proof=f"proof-{number}", now=reset.asked_at, epoch=None, is_anybodys=True)
    assert [each.generation for each in reset.ended] == [3, 4, 5]
