"""Whoever was invited and has not come in."""

from tests.fakes.http import claims


def test_invited_member_with_a_token_is_refused_until_they_come_in(house):
    """A user may stand in the pool whose activation never finished."""
    invited = house.made("/v1/members", {"name": "Nora", "email": "nora@harbor-tax.example"})["id"]
    who = claims(house.firm, invited)
    answer = house.call("GET", "/v1/me", who=who)
    assert (answer.status, answer.code) == (401, "UNAUTHENTICATED")
    house.enter(invited)
    assert house.call("GET", "/v1/me", who=who).status == 200
