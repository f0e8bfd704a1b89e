"""The letter that carries the link: in the reader's language, once, and never for what was overtaken."""

from datetime import UTC, datetime

import pytest

from shared.domain.texts import Locale
from tests.fakes.office import ORIGIN, Office

SUBJECTS = {
    Locale.EN: "Harbor Tax Advisors invites you to its client portal",
    Locale.ES: "Harbor Tax Advisors le invita a su portal de clientes",
    Locale.DE: "Harbor Tax Advisors lädt Sie in das Mandantenportal ein",
}
DAYS = {Locale.EN: "21 December 2026", Locale.ES: "21 de diciembre de 2026", Locale.DE: "21. Dezember 2026"}


@pytest.fixture
def owner(office):
    return office.opened()


def post(office: Office, name: str = "invitation.sent") -> None:
    """Deliver the latest event of a name to the room."""
    office.letters.send(office.last(name))


@pytest.mark.parametrize("locale", list(Locale))
def test_letter_is_in_the_readers_language(office, owner, locale):
    office.clock.now = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
    office.invited(owner, locale)
    post(office)
    (letter,) = office.outgoing.letters
    assert letter.mail.subject == SUBJECTS[locale]
    assert f'<html lang="{locale}">' in letter.mail.html
    for body in (letter.mail.text, letter.mail.html):
        assert DAYS[locale] in body, "the last day is the firm's own, where it is still the evening before"
        assert "Doe Family" in body


@pytest.mark.parametrize("locale", list(Locale))
def test_link_is_in_the_bodies_and_never_in_the_subject(office, owner, locale):
    person = office.invited(owner, locale)
    post(office)
    (letter,) = office.outgoing.letters
    link = f"{ORIGIN}/activate/#{office.token(person)}"
    assert link in letter.mail.text
    assert link in letter.mail.html
    assert office.token(person) not in letter.mail.subject


def test_letter_comes_from_the_firm_and_answers_go_to_the_inviter(office, owner):
    office.invited(owner)
    post(office)
    (letter,) = office.outgoing.letters
    assert (letter.mail.to, letter.mail.to_name) == ("jane@doe.example", "Jane Doe")
    assert (letter.mail.from_name, letter.mail.reply_to) == ("Harbor Tax Advisors", "olivia@harbor-tax.example")


def test_message_is_shown_and_whatever_it_holds_is_only_text(office, owner):
    office.invited(owner, message='Hi <script>alert("x")</script> & "welcome"')
    post(office)
    (letter,) = office.outgoing.letters
    assert "<script>" not in letter.mail.html
    assert "&lt;script&gt;" in letter.mail.html
    assert '<script>alert("x")</script>' in letter.mail.text


def test_names_are_escaped_in_html(office, owner):
    account = office.account(owner, "<b>Bold & Sons</b>")
    contact = office.contact(owner, '<img src=x onerror="x">')
    office.grant(owner, office.tie(owner, account, contact), invite=True)
    post(office)
    (letter,) = office.outgoing.letters
    assert "<b>Bold" not in letter.mail.html
    assert "<img" not in letter.mail.html
    assert "&lt;b&gt;Bold &amp; Sons&lt;/b&gt;" in letter.mail.html


def test_line_break_in_a_name_starts_no_header(office, owner):
    contact = office.contact(owner, "Jane\r\nBcc: everybody@else.example")
    office.grant(owner, office.tie(owner, office.account(owner), contact), invite=True)
    post(office)
    (letter,) = office.outgoing.letters
    head = letter.mail.mime("portal@example.com").split(b"\r\n\r\n")[0]
    assert b"\r\nBcc:" not in head


def test_letter_names_all_accounts_the_invitation_covers_when_it_is_sent(office, owner):
    office.invited(owner)
    contact = office.contacts.list(owner, limit=1, cursor=None).items[0]
    office.grant(owner, office.tie(owner, office.account(owner, "Doe Holdings"), contact))
    post(office)
    (letter,) = office.outgoing.letters
    assert letter.mail.text.index("Doe Family") < letter.mail.text.index("Doe Holdings")


def test_event_overtaken_by_a_resend_sends_nothing(office, owner):
    person = office.invited(owner)
    first = office.last("invitation.sent")
    office.wait(minutes=2)
    office.invitations.resend(owner, person.id, None)
    office.letters.send(first)
    assert office.outgoing.letters == []
    post(office, "invitation.resent")
    (letter,) = office.outgoing.letters
    assert office.token(office.person(person.firm)) in letter.mail.text


def test_event_that_comes_after_the_person_is_in_sends_nothing(office, owner):
    office.accept(office.invited(owner))
    post(office)
    assert office.outgoing.letters == []


@pytest.mark.parametrize(("days", "letters"), [(29, 1), (30, 0), (400, 0)])
def test_event_that_lay_somewhere_until_its_link_was_dead_sends_nothing(office, owner, days, letters):
    office.invited(owner)
    office.wait(days=days)
    post(office)
    assert len(office.outgoing.letters) == letters


@pytest.mark.parametrize("times", [2, 5])
def test_redelivered_event_is_one_letter_with_one_link(office, owner, times):
    office.invited(owner)
    for _ in range(times):
        post(office)
    assert len(office.outgoing.letters) == 1


def test_each_sending_is_a_letter_of_its_own(office, owner):
    person = office.invited(owner)
    post(office)
    office.wait(minutes=2)
    office.invitations.resend(owner, person.id, None)
    post(office, "invitation.resent")
    assert len({each.mail_id for each in office.outgoing.letters}) == 2


def test_owner_is_written_to_as_a_member_by_the_house(office):
    office.found()
    post(office, "member.invited")
    (letter,) = office.outgoing.letters
    assert letter.mail.subject == "Harbor Tax Advisors invites you to its team"
    assert letter.mail.reply_to is None
    assert "Portico invites you" in letter.mail.text


def test_expired_and_accepted_invitations_are_told_by_no_letter(office, owner):
    office.accept(office.invited(owner))
    office.contact(owner, "John Roe", ("john@roe.example",))
    for envelope in office.records.envelopes():
        if envelope.event.name not in {"member.invited", "invitation.sent"}:
            office.letters.send(envelope)
    assert office.outgoing.letters == []
