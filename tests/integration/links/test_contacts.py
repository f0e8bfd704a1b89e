"""What becomes of a contact becomes of what was sent to them as one; what went to a typed address goes on."""

import pytest

from shared.capability.model import LinkKind
from tests.integration.house import House
from tests.integration.links.room import deliver, standing, told
from tests.integration.links.test_acts import refusal
from tests.integration.outside import Given

LOU, NEW = "lou@law.example", "lou@home.example"


@pytest.fixture
def contact(house: House) -> str:
    return house.contact("Lou Law", LOU)


def sent(house: House, contact: str | None, email: str = LOU) -> Given:
    account = house.account()
    return house.outside.sent(
        LinkKind.SHARE, account, house.cabinet.document(account), emails=(email,), contact=contact
    )


def become(house: House, contact: str, what: str, **body: str) -> None:
    headers = {"if-match": house.call("GET", f"/v1/contacts/{contact}").headers["etag"]}
    answer = house.call("POST", f"/v1/contacts/{contact}/{what}", body=body, headers=headers)
    assert answer.status < 300, answer.text


def change(house: House, contact: str) -> str:
    become(house, contact, "emails/change", **{"from": LOU, "to": NEW})
    return "contact.email_changed"


def remove(house: House, contact: str) -> str:
    become(house, contact, "emails", email=NEW)
    become(house, contact, "emails/remove", email=LOU)
    return "contact.email_removed"


@pytest.mark.parametrize("way", [change, remove])
def test_abuse_7_what_went_to_an_email_that_is_the_contacts_no_more_is_ended(house, contact, way):
    theirs, typed = sent(house, contact), sent(house, None)
    name = way(house, contact)
    other = sent(house, contact, NEW)
    for _ in range(2):
        deliver(house, name)
    assert [refusal(each.token) for each in (theirs, typed, other)] == ["LINK_REVOKED", None, None]
    (over,) = told(house, "link.revoked")
    assert (over["actor"]["name"], over["source"]) == ("Olivia Reed", "automation")


def test_what_is_sent_once_they_have_the_email_back_goes_on_though_its_loss_is_heard_of_late(house, contact):
    remove(house, contact)
    house.wait(minutes=1)
    become(house, contact, "emails", email=LOU)
    back = sent(house, contact)
    deliver(house, "contact.email_removed")
    assert refusal(back.token) is None


def test_email_that_stays_beside_the_new_one_keeps_its_links(house):
    house.active()
    person = house.person()
    theirs = sent(house, person.contact, person.email)
    become(house, person.contact, "emails/change", **{"from": person.email, "to": NEW})
    deliver(house, "contact.email_changed")
    assert refusal(theirs.token) is None


@pytest.mark.parametrize("is_told_first", [True, False])
def test_what_went_to_a_contact_goes_on_as_that_of_the_one_they_went_into(house, contact, is_told_first):
    theirs, twin = sent(house, contact), house.contact("L. Law", NEW)
    last = house.contact("Lou B. Law", "law@home.example")
    become(house, twin, "merge", fromId=contact)
    if is_told_first:
        deliver(house, "contact.merged")
        assert standing(house, theirs.link).contact == twin
    become(house, last, "merge", fromId=twin)
    for _ in range(2):
        deliver(house, "contact.merged")
    assert (refusal(theirs.token), standing(house, theirs.link).contact) == (None, last)
    assert house.call("POST", f"/v1/contacts/{last}/delete").status < 300
    deliver(house, "contact.deleted")
    assert refusal(theirs.token) == "LINK_REVOKED"


@pytest.mark.parametrize("lost", ["email", "contact"])
def test_what_the_one_that_stays_lost_before_it_is_heard_of_is_ended(house, contact, lost):
    theirs, twin = sent(house, contact), house.contact("L. Law", NEW)
    become(house, twin, "merge", fromId=contact)
    if lost == "email":
        become(house, twin, "emails/remove", email=LOU)
        deliver(house, "contact.email_removed")
    else:
        assert house.call("POST", f"/v1/contacts/{twin}/delete").status < 300
        deliver(house, "contact.deleted")
    assert refusal(theirs.token) is None
    deliver(house, "contact.merged")
    assert refusal(theirs.token) == "LINK_REVOKED"
