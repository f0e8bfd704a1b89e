"""Letters about a test account go to the member who set it up, marked as a test."""

import pytest

from functions.invite.pools import Audience
from functions.invite.repository.resets import ResetRepository
from functions.invite.service.resets import claims_of
from shared.directory import MemberState
from shared.domain.ids import MemberId
from tests.fakes.office import LINK, Office


@pytest.fixture
def owner(office):
    return office.opened()


def try_out(office: Office, account, by) -> None:
    """Let an account be one somebody tries things out with."""
    office.store(office.stored(account).model_copy(update={"tested_by": MemberId(by.identity.id)}))


def invite(office: Office, owner, *accounts) -> None:
    contact = office.contact(owner)
    for account in accounts:
        person = office.grant(owner, office.tie(owner, account, contact))
    office.invitations.invite(owner, person.id, None, message=None)
    office.letters.send(office.last("invitation.sent"))


def test_invitation_to_a_test_account_goes_to_its_maker_marked_as_test(office, owner):
    emil = office.colleague(owner)
    account = office.account(owner, "Try Ltd.")
    try_out(office, account, emil)
    invite(office, owner, account)
    (letter,) = office.outgoing.letters[-1:]
    assert letter.mail.to == "emil@harbor-tax.example"
    assert letter.mail.subject == "[Test] Harbor Tax Advisors invites you to its client portal"
    assert "test account" in letter.mail.text
    assert "test account" in letter.mail.html
    assert "Jane Doe" in letter.mail.text, "it is the client's letter, whoever reads it"
    assert "jane@doe.example" not in {each.mail.to for each in office.outgoing.letters}


def test_beside_real_accounts_the_test_one_is_not_named(office, owner):
    real, trial = office.account(owner, "Doe Family"), office.account(owner, "Try Ltd.")
    try_out(office, trial, owner)
    invite(office, owner, real, trial)
    letter = office.outgoing.letters[-1]
    assert letter.mail.to == "jane@doe.example"
    assert "[Test]" not in letter.mail.subject
    assert "Doe Family" in letter.mail.text
    assert "Try Ltd." not in letter.mail.text


def test_when_its_maker_has_left_the_owner_reads_it(office, owner):
    emil = office.colleague(owner)
    account = office.account(owner, "Try Ltd.")
    try_out(office, account, emil)
    member = office.standing(owner.identity.firm, MemberId(emil.identity.id))
    office.storage.save(member.model_copy(update={"state": MemberState.DEACTIVATED}))
    invite(office, owner, account)
    assert office.outgoing.letters[-1].mail.to == "olivia@harbor-tax.example"


def test_one_letter_names_all_accounts_of_a_person(office, owner):
    invite(office, owner, office.account(owner, "Doe Family"), office.account(owner, "Doe Holdings"))
    letter = office.outgoing.letters[-1]
    for name in ("Doe Family", "Doe Holdings"):
        assert name in letter.mail.text
        assert name in letter.mail.html


def test_link_for_a_new_password_in_a_test_account_goes_to_its_maker_and_so_does_word_of_the_change(office, owner):
    account = office.account(owner, "Try Ltd.")
    try_out(office, account, owner)
    invite(office, owner, account)
    jane = office.person(owner.identity.firm)
    office.accept(jane)
    office.resets.ask(Audience.CLIENT, "harbor-tax", jane.email, LINK)
    office.password_letters.send(office.last("password.reset_requested"))
    wish = ResetRepository(office.records).find(jane.firm, jane.id).reset
    assert wish is not None
    token = office.tokens.derive(claims_of(jane.firm, jane.id, wish.generation))
    office.resets.confirm(token, "nine-loud-magpies-9", LINK, None)
    office.password_letters.send(office.last("password.reset"))
    link, word = office.outgoing.letters[-2:]
    assert token in link.mail.text
    for letter in (link, word):
        assert letter.mail.to == "olivia@harbor-tax.example"
        assert letter.mail.subject.startswith("[Test] ")


@pytest.mark.parametrize("act", ["archive", "delete"])
def test_account_that_is_closed_is_named_to_nobody_who_is_invited(office, owner, act):
    shut, jane = office.account(owner, "Gone Ltd."), office.contact(owner)
    for each in (office.account(owner, "Doe Family"), shut):
        person = office.grant(owner, office.tie(owner, each, jane))
    getattr(office.closing, act)(owner, shut.id)
    person = office.invitations.invite(owner, person.id, None, message=None)
    office.letters.send(office.last("invitation.sent"))
    assert "Doe Family" in office.outgoing.letters[-1].mail.text
    assert "Gone Ltd." not in office.outgoing.letters[-1].mail.text
    assert list(office.activation.open(office.token(person)).accounts) == ["Doe Family"]
    office.accept(person)
    assert shut.id not in [each.account for each in office.told("client.signed_up")]
    assert office.stored(shut).n_can_login == 1, "restored, it is theirs"
