"""The room's mailbox through its real handler: what SES tells of letters, delivered as queues deliver."""

import json
from random import Random

import pytest

from functions.invite import mailbox
from tests.fakes.cloud import queue_event
from tests.fakes.feedback import COMPLAINT, PERMANENT, SAMPLES, TRANSIENT, of_invitation, sample
from tests.fakes.http import context
from tests.fakes.refusals import batch_failures, cancelled, lost_answer
from tests.integration.house import CLIENT_EMAIL

NOTHING: dict[str, list[dict[str, str]]] = {"batchItemFailures": []}


@pytest.mark.parametrize("name", [each.stem for each in SAMPLES.glob("*.json")])
def test_sample_is_taken_where_nothing_is_known_of_its_firm(house, name):
    before = house.dump()
    assert house.hear(sample(name)) == NOTHING
    assert house.dump() == before


def test_bounced_invitation_is_refused_at_the_door_until_it_is_sent_again(house):
    person = house.invited()
    token = house.token(person)
    assert house.hear(of_invitation(PERMANENT, house.person())) == NOTHING
    shown = house.call("GET", "/v1/public/invitation", headers={"portico-token": token})
    assert (shown.status, shown.code) == (410, "INVITATION_BOUNCED")
    assert house.accept(person).code == "INVITATION_BOUNCED"
    assert house.call("POST", f"/v1/persons/{person}/mail/clear").status == 200
    house.wait(minutes=2)
    assert house.call("POST", f"/v1/persons/{person}/invitation/resend").status == 200
    house.deliver("invitation.resent")
    (letter,) = house.cloud.mailbox
    assert letter.envelope_to == (CLIENT_EMAIL,)
    house.enter(person)


def test_mark_shows_on_client_and_colleague_until_it_is_lifted(house):
    person = house.invited()
    member = house.made("/v1/members", {"name": "Nora", "email": "nora@harbor-tax.example"})["id"]
    for path, name in ((f"/v1/persons/{person}", PERMANENT), (f"/v1/members/{member}", COMPLAINT)):
        house.hear(of_invitation(name, house.credential(path.rpartition("/")[2])))
        assert house.call("GET", path).json["mail"]["state"] == {PERMANENT: "bounced", COMPLAINT: "complained"}[name]
        assert house.call("POST", f"{path}/mail/clear").json["mail"] is None
        assert house.call("GET", path).json["mail"] is None


def test_marked_address_gets_no_letter_and_its_next_invitation_bounces_by_itself(house):
    person = house.invited()
    house.hear(of_invitation(COMPLAINT, house.person()))
    house.wait(minutes=2)
    house.call("POST", f"/v1/persons/{person}/invitation/resend")
    for _ in range(2):
        assert house.deliver("invitation.resent") == NOTHING
    assert house.cloud.mailbox == []
    assert house.names().count("invitation.bounced") == 1
    assert house.person().invitation.is_bounced


def test_fault_23_letter_that_bounces_is_news_its_own_tags_bring_home(house):
    """What was sent carries all that the news needs: the tags of the very request SES was given."""
    house.invited()
    house.deliver("invitation.sent")
    (sent,) = [each for each in house.cloud.client("sesv2").done if each.operation == "send_email"]
    event = of_invitation(PERMANENT, house.person())
    event["detail"]["mail"]["tags"] = {each["Name"]: [each["Value"]] for each in sent.request["EmailTags"]}
    house.hear(event)
    (told,) = [each for each in house.cloud.announced() if each["name"] == "invitation.bounced"]
    assert told["data"]["inviter"] == house.owner_id


@pytest.mark.parametrize("seed", range(4))
def test_fault_13_news_doubled_and_shuffled_end_in_the_same_state(house, seed):
    house.invited()
    events = [of_invitation(name, house.person()) for name in (PERMANENT, COMPLAINT, TRANSIENT)] * 2
    Random(seed).shuffle(events)  # noqa: S311  # an order, not a secret
    house.hear(*events)
    person = house.person()
    assert (person.mail.state.value, person.invitation.is_bounced) == ("complained", True)
    assert house.names().count("invitation.bounced") == 1


@pytest.mark.parametrize("moment", ["before", "after"])
def test_fault_2_answer_lost_around_the_commit_marks_once(house, moment):
    house.invited()
    event = of_invitation(PERMANENT, house.person())
    fault = house.cloud.client("dynamodb").fail("transact_write_items", moment=moment, error=lost_answer)
    assert batch_failures(house.hear(event)) == {"message-1"}
    assert house.hear(event) == NOTHING
    assert fault.fired == 1
    assert house.names().count("address.bounced") == house.names().count("invitation.bounced") == 1


def test_fault_6_conflict_with_another_writer_is_outlived(house):
    house.invited()
    event = of_invitation(PERMANENT, house.person())
    fault = house.cloud.client("dynamodb").fail(
        "transact_write_items", error=lambda: cancelled("TransactionConflict"), times=2
    )
    assert house.hear(event) == NOTHING
    assert fault.fired == 2
    assert house.person().mail is not None


@pytest.mark.parametrize("poison", ["", "{", "[]", '{"detail": {"eventType": "Bounce"}}'])
def test_fault_10_poison_message_fails_alone(house, poison):
    house.invited()
    good = json.dumps(of_invitation(PERMANENT, house.person()))
    assert batch_failures(mailbox.handler(queue_event(poison, good), context())) == {"message-1"}
    assert house.person().mail is not None


def test_news_of_one_firm_marks_nobody_of_another(house, foreign):
    """The same mailbox is known to both; only the firm whose letter it was stops writing."""
    house.invited()
    foreign.invited()
    house.hear(of_invitation(PERMANENT, house.person()))
    assert house.person().mail is not None
    assert foreign.person().mail is None
    foreign.deliver("invitation.sent")
    assert [each.envelope_to for each in house.cloud.mailbox] == [(CLIENT_EMAIL,)]


def test_address_and_diagnosis_stay_out_of_the_log(house, logged):
    house.invited()
    house.hear(of_invitation(PERMANENT, house.person()))
    mailbox.handler(queue_event({"detail": {"mail": CLIENT_EMAIL}}), context())
    assert CLIENT_EMAIL not in logged.getvalue()
