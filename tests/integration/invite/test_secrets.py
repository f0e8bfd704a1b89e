"""Whoever has a dump of the tables, the files, the queues and the log has no token and no password of anybody."""

from tests.integration.founding import PASSWORD
from tests.integration.house import CLIENT_EMAIL, Request
from tests.integration.matrices.keeping import kept, tell


def test_abuse_2_a_letter_carries_the_one_thing_that_opens_and_it_is_kept_nowhere(house, logged):
    person = house.invited()
    tell(house)
    (letter,) = [each for each in house.cloud.mailbox if each.envelope_to == (CLIENT_EMAIL,)]
    token = letter.link.partition("#")[2]
    shown = kept(house, logged)
    assert token == house.token(person)
    # Its end alone is what has to be guessed; the rest says whose it is.
    assert token[-43:] not in shown
    stored = house.credential(person).invitation.proof
    assert stored is not None
    assert stored in shown
    as_a_token = Request("GET", "/v1/public/invitation", headers={"portico-token": stored})
    assert house.send(as_a_token).status == 404, "what is stored opens nothing"
    assert house.accept(person, PASSWORD).status == 201
