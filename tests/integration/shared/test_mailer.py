import dataclasses
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from botocore.exceptions import ConnectTimeoutError

from shared.domain.errors import UnavailableError
from shared.domain.ids import email_digest, firm_id
from shared.domain.mail import MailState, MailTrouble
from shared.env import MailEnv
from shared.mail import suppression
from shared.mail.letter import Mail
from shared.mail.mailer import Mailer, MailRefusedError, Outcome
from shared.wiring import mail
from tests.fakes.cloud import MAIL_FROM, Cloud
from tests.fakes.refusals import cancelled, lost_answer, refusal, throttled

FIRM, OTHER_FIRM = firm_id("muster"), firm_id("other")
ID = "01M817QNM0Y65YTB3CZ82RDQBK-00#invitation"
MAIL = Mail(to="zoe@example.com", from_name="Muster", subject="Hello", text="Hello\n", html="<p>Hello</p>")


@pytest.fixture
def mailer(cloud: Cloud) -> Mailer:
    assert cloud.mail
    return mail.mailer(MailEnv.read())


def ledger(cloud: Cloud) -> list[dict[str, str]]:
    return [{name: next(iter(value.values())) for name, value in each.items()} for each in cloud.items()]


def test_a_letter_is_sent_and_remembered_for_ninety_days_without_its_address(cloud: Cloud, mailer: Mailer):
    mailer.deliver(FIRM, ID, MAIL)
    (sent,) = cloud.mailbox
    assert (sent.subject, sent.envelope_to) == ("Hello", ("zoe@example.com",))
    (kept,) = ledger(cloud)
    assert (kept["et"], kept["state"]) == ("MAIL", "sent")
    assert kept["message"]
    assert int(kept["ttl"]) == int((cloud.clock() + timedelta(days=90)).timestamp())
    assert "zoe" not in str(kept)


def test_what_was_sent_is_not_sent_again_however_often_it_is_asked(cloud: Cloud, mailer: Mailer):
    for _ in range(3):
        mailer.deliver(FIRM, ID, MAIL)
        cloud.clock.advance(timedelta(hours=1))
    assert len(cloud.mailbox) == 1


def test_another_id_or_firm_is_another_letter(cloud: Cloud, mailer: Mailer):
    mailer.deliver(FIRM, ID, MAIL)
    mailer.deliver(FIRM, f"{ID}2", MAIL)
    mailer.deliver(OTHER_FIRM, ID, MAIL)
    assert len(cloud.mailbox) == 3


def test_the_configuration_set_is_named_where_there_is_one(cloud: Cloud, monkeypatch: pytest.MonkeyPatch):
    assert cloud.mail
    monkeypatch.setenv("MAIL_CONFIGURATION_SET", "portal")
    mail.mailer(MailEnv.read()).deliver(FIRM, ID, MAIL)
    (call,) = cloud.client("sesv2").calls
    assert call.request["ConfigurationSetName"] == "portal"
    assert call.request["FromEmailAddress"] == MAIL_FROM


def test_the_firms_name_stands_before_the_portals_address_whatever_stood_there(
    cloud: Cloud, monkeypatch: pytest.MonkeyPatch
):
    assert cloud.mail
    monkeypatch.setenv("MAIL_FROM", f"Portal <{MAIL_FROM}>")
    mail.mailer(MailEnv.read()).deliver(FIRM, ID, MAIL)
    assert str(cloud.mailbox[0].message["From"]) == f"Muster <{MAIL_FROM}>"


@pytest.mark.parametrize(
    "error",
    [
        throttled,
        lambda: refusal("TooManyRequestsException", status=429),
        lambda: refusal("SendingPausedException"),
        lambda: refusal("InternalFailure", status=500),
    ],
)
def test_a_letter_ses_has_no_time_for_may_be_tried_again_at_once(
    cloud: Cloud, mailer: Mailer, error: Callable[[], Exception]
):
    fault = cloud.client("sesv2").fail("send_email", error=error)
    with pytest.raises(UnavailableError):
        mailer.deliver(FIRM, ID, MAIL)
    assert fault.fired
    mailer.deliver(FIRM, ID, MAIL)
    assert [each["state"] for each in ledger(cloud)] == ["sent"]


@pytest.mark.parametrize("code", ["MessageRejected", "MailFromDomainNotVerifiedException", "BadRequestException"])
def test_a_letter_ses_refuses_is_told_by_code_and_waits_for_somebody_to_act(cloud: Cloud, mailer: Mailer, code: str):
    cloud.client("sesv2").fail("send_email", error=lambda: refusal(code))
    with pytest.raises(MailRefusedError, match=code):
        mailer.deliver(FIRM, ID, MAIL)
    assert [each["state"] for each in ledger(cloud)] == ["waiting"]
    mailer.deliver(FIRM, ID, MAIL)
    assert [each["state"] for each in ledger(cloud)] == ["sent"]


def test_an_address_ses_does_not_know_us_by_is_refused(cloud: Cloud):
    unknown = mail.mailer(MailEnv.read())
    with pytest.raises(MailRefusedError):
        unknown.deliver(FIRM, ID, MAIL)


@pytest.mark.parametrize("error", [lost_answer, lambda: ConnectTimeoutError(endpoint_url="https://ses.invalid")])
def test_when_the_answer_is_lost_nobody_else_sends_for_five_minutes(
    cloud: Cloud, mailer: Mailer, error: Callable[[], Exception]
):
    cloud.client("sesv2").fail("send_email", moment="after", error=error)
    with pytest.raises(UnavailableError):
        mailer.deliver(FIRM, ID, MAIL)
    for _ in range(2):
        cloud.clock.advance(timedelta(minutes=2))
        with pytest.raises(UnavailableError):
            mailer.deliver(FIRM, ID, MAIL)
    cloud.clock.advance(timedelta(minutes=1))
    mailer.deliver(FIRM, ID, MAIL)
    mailer.deliver(FIRM, ID, MAIL)
    assert len(cloud.mailbox) == 2
    assert [each["state"] for each in ledger(cloud)] == ["sent"]


def test_a_sender_that_died_before_sending_is_followed_by_another(cloud: Cloud, mailer: Mailer):
    class KilledError(BaseException):
        """Ends the process between two calls."""

    fault = cloud.client("sesv2").fail("send_email", error=lost_answer)
    fault.error = KilledError  # a process ends by no Exception
    with pytest.raises(KilledError):
        mailer.deliver(FIRM, ID, MAIL)
    with pytest.raises(UnavailableError):
        mailer.deliver(FIRM, ID, MAIL)
    cloud.clock.advance(timedelta(minutes=5))
    mailer.deliver(FIRM, ID, MAIL)
    assert [each["state"] for each in ledger(cloud)] == ["sent"]


def test_while_one_sends_another_waits_and_says_how_long(cloud: Cloud, mailer: Mailer):
    seen: list[UnavailableError] = []

    def at_the_same_time() -> Exception:
        with pytest.raises(UnavailableError) as refused:
            mailer.deliver(FIRM, ID, MAIL)
        seen.append(refused.value)
        return refusal("TooManyRequestsException", status=429)

    cloud.client("sesv2").fail("send_email", error=at_the_same_time)
    with pytest.raises(UnavailableError):
        mailer.deliver(FIRM, ID, MAIL)
    assert [each.retry_after for each in seen] == [300]


def test_of_two_that_follow_a_dead_sender_one_sends(cloud: Cloud, mailer: Mailer):
    cloud.client("sesv2").fail("send_email", error=lost_answer)
    with pytest.raises(UnavailableError):
        mailer.deliver(FIRM, ID, MAIL)
    cloud.clock.advance(timedelta(minutes=6))
    done: list[int] = []

    def other_first() -> Exception:
        mailer.deliver(FIRM, ID, MAIL)
        done.append(len(cloud.mailbox))
        return cancelled("TransactionConflict")

    cloud.client("dynamodb").fail("transact_write_items", nth=2, error=other_first)
    with pytest.raises(UnavailableError):
        mailer.deliver(FIRM, ID, MAIL)
    assert done == [len(cloud.mailbox)]


def test_a_letter_that_went_out_counts_as_sent_when_the_ledger_cannot_be_told(cloud: Cloud, mailer: Mailer):
    fault = cloud.client("dynamodb").fail("transact_write_items", nth=2, error=lost_answer)
    mailer.deliver(FIRM, ID, MAIL)
    assert fault.fired
    assert len(cloud.mailbox) == 1


@pytest.mark.parametrize("moment", ["before", "after"])
def test_when_the_ledger_cannot_be_asked_nothing_is_sent(cloud: Cloud, mailer: Mailer, moment: str):
    cloud.client("dynamodb").fail(
        "transact_write_items", moment="after" if moment == "after" else "before", error=lost_answer
    )
    with pytest.raises(UnavailableError):
        mailer.deliver(FIRM, ID, MAIL)
    assert cloud.mailbox == []
    cloud.clock.advance(timedelta(minutes=5))
    mailer.deliver(FIRM, ID, MAIL)
    assert len(cloud.mailbox) == 1


def marked(cloud: Cloud, state: MailTrouble = MailTrouble.BOUNCED) -> None:
    """Mark the letter's address, for a mail sent just now."""
    mark = MailState(state=state, reason="General", at=cloud.clock())
    cloud.table.transact(suppression.mark(FIRM, email_digest(FIRM, MAIL.to), mark, cloud.clock()))


def sent_at_all(cloud: Cloud) -> int:
    return len([each for each in cloud.client("sesv2").calls if each.operation == "send_email"])


@pytest.mark.parametrize("state", list(MailTrouble))
def test_to_a_marked_address_nothing_is_sent_and_the_ledger_says_so(cloud: Cloud, mailer: Mailer, state: MailTrouble):
    marked(cloud, state)
    assert mailer.deliver(FIRM, ID, MAIL) is Outcome.SUPPRESSED
    assert mailer.deliver(FIRM, ID, MAIL) is Outcome.SUPPRESSED
    assert sent_at_all(cloud) == 0
    (kept,) = (each for each in ledger(cloud) if each["et"] == "MAIL")
    assert kept["state"] == "suppressed"


def test_a_mark_is_of_one_firm(cloud: Cloud, mailer: Mailer):
    marked(cloud)
    assert mailer.deliver(OTHER_FIRM, ID, MAIL) is Outcome.SENT


def test_what_was_held_back_stays_so_when_the_mark_is_lifted_and_the_next_goes_out(cloud: Cloud, mailer: Mailer):
    marked(cloud)
    mailer.deliver(FIRM, ID, MAIL)
    cloud.table.transact(suppression.lift(FIRM, email_digest(FIRM, MAIL.to), cloud.clock()))
    assert mailer.deliver(FIRM, ID, MAIL) is Outcome.SUPPRESSED
    assert mailer.deliver(FIRM, f"{ID}2", MAIL) is Outcome.SENT
    assert sent_at_all(cloud) == 1


def test_what_was_sent_before_the_mark_counts_as_sent(cloud: Cloud, mailer: Mailer):
    mailer.deliver(FIRM, ID, MAIL)
    marked(cloud)
    assert mailer.deliver(FIRM, ID, MAIL) is Outcome.SENT


def test_a_letter_that_waited_is_held_back_when_the_mark_came_meanwhile(cloud: Cloud, mailer: Mailer):
    cloud.client("sesv2").fail("send_email", error=throttled)
    with pytest.raises(UnavailableError):
        mailer.deliver(FIRM, ID, MAIL)
    marked(cloud)
    assert mailer.deliver(FIRM, ID, MAIL) is Outcome.SUPPRESSED


def test_a_letter_whose_sender_died_is_held_back_once_its_claim_has_lapsed(cloud: Cloud, mailer: Mailer):
    cloud.client("sesv2").fail("send_email", error=lost_answer)
    with pytest.raises(UnavailableError):
        mailer.deliver(FIRM, ID, MAIL)
    marked(cloud)
    with pytest.raises(UnavailableError):
        mailer.deliver(FIRM, ID, MAIL)
    cloud.clock.advance(timedelta(minutes=5))
    assert mailer.deliver(FIRM, ID, MAIL) is Outcome.SUPPRESSED
    assert sent_at_all(cloud) == 1


def test_a_letter_tells_ses_whose_it_is_and_to_whom_without_the_address(cloud: Cloud, mailer: Mailer):
    mailer.deliver(FIRM, ID, dataclasses.replace(MAIL, tags={"generation": "3"}))
    (call,) = cloud.client("sesv2").calls
    tags = {each["Name"]: each["Value"] for each in call.request["EmailTags"]}
    assert tags == {"firm": FIRM, "address": email_digest(FIRM, MAIL.to), "generation": "3"}
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{1,256}", text) for pair in tags.items() for text in pair)
