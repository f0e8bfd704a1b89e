"""A firm is founded by an operator's command, with exactly one owner, who is invited at once."""

import pytest

from functions.invite.model.refusals import SlugTakenError
from shared.directory import MemberState
from shared.domain.ids import firm_id, member_id
from shared.domain.principals import Role
from tests.fakes.office import OWNER_EMAIL


def test_firm_is_named_by_its_slug_alone(office):
    assert office.found("harbor-tax").id == firm_id("harbor-tax")


def test_owner_is_invited_with_the_founding(office):
    firm = office.found()
    owner = office.standing(firm.id, firm.owner)
    assert (owner.role, owner.state, owner.email) == (Role.OWNER, MemberState.INVITED, OWNER_EMAIL)
    assert office.named() == ["firm.founded", "member.invited"]


def test_founding_again_with_the_same_owner_gives_back_the_firm_that_stands(office):
    first = office.found()
    office.wait(days=1)
    assert office.found() == first
    assert office.named() == ["firm.founded", "member.invited"]


def test_slug_of_another_owner_is_taken(office):
    office.found()
    with pytest.raises(SlugTakenError):
        office.found(owner_email="mallory@elsewhere.example")
    assert office.named() == ["firm.founded", "member.invited"]


def test_same_owner_may_found_another_firm_under_another_slug(office):
    one, other = office.found("harbor-tax"), office.found("harbor-audit")
    assert one.id != other.id
    assert member_id(one.id, OWNER_EMAIL) != member_id(other.id, OWNER_EMAIL)
