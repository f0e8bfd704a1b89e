"""The invitation by itself: whatever happens to it, one generation at most opens, and only in time."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.invite.model.entities import Account, Person, recounted
from functions.invite.model.invitation import COOL_DOWN, Invitation
from functions.invite.model.password import MAX_LENGTH, MIN_LENGTH, demand_acceptable
from functions.invite.model.refusals import (
    ActivationInProgressError,
    InvitationCancelledError,
    InvitationExpiredError,
    InvitationSupersededError,
    ResendLimitError,
    ResendTooSoonError,
)
from shared.directory import PersonState
from shared.domain.errors import NotFoundError, ValidationFailedError
from shared.domain.ids import AccountId, ContactId, FirmId, PersonId, digest, email_digest
from tests.fakes.clock import START

LIFETIME = timedelta(days=30)
FIRM = FirmId(f"frm_{digest('firm', 'harbor-tax')}")
waits = st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=45))


def proof(generation: int) -> str:
    return f"proof-of-{generation}"


def sent(times: int) -> Invitation:
    invitation = Invitation()
    for _ in range(times):
        following = proof(invitation.next_generation)
        invitation = invitation.sent(proof=following, now=START, lifetime=LIFETIME, by="Olivia")
    return invitation


def opens(invitation: Invitation, generation: int, offered: str, after: timedelta) -> bool:
    try:
        invitation.demand_open(generation, offered, START + after)
    except (InvitationExpiredError, InvitationSupersededError, NotFoundError):
        return False
    return True


@given(times=st.integers(0, 8), after=waits)
def test_at_most_the_latest_generation_opens_and_only_in_time(times, after):
    invitation = sent(times)
    opening = [each for each in range(times + 2) if opens(invitation, each, proof(each), after)]
    assert opening == ([times] if times and after < LIFETIME else [])


@given(
    times=st.integers(0, 8), generation=st.integers(0, 9), offered=st.text("0123456789abcdef", max_size=64), after=waits
)
def test_wrong_proof_never_opens_and_never_learns_why(times, generation, offered, after):
    invitation = sent(times)
    if offered == proof(generation):
        return
    with pytest.raises(NotFoundError):
        invitation.demand_open(generation, offered, START + after)


@given(times=st.integers(1, 6), after=waits)
def test_link_that_was_cancelled_is_dead_for_good_and_a_new_one_is_not(times, after):
    cancelled = sent(times).cancelled()
    assert not cancelled.is_out
    assert (cancelled.sent_at, cancelled.expires_at, cancelled.timer) == (None, None, None)
    with pytest.raises(InvitationCancelledError):
        cancelled.demand_open(times, proof(times), START + after)
    again = cancelled.sent(proof=proof(times + 1), now=START, lifetime=timedelta(days=30), by="Olivia")
    again.demand_open(times + 1, proof(times + 1), START)
    with pytest.raises(InvitationCancelledError):
        again.demand_open(times, proof(times), START)


def test_cancelling_where_nothing_is_out_ends_nothing():
    assert Invitation().cancelled() == Invitation()
    assert sent(2).cancelled().cancelled() == sent(2).cancelled()


@given(times=st.integers(1, 12))
def test_proofs_of_the_last_three_ended_generations_are_kept_and_no_more(times):
    ended = [each.generation for each in sent(times).ended]
    assert ended == list(range(max(1, times - 3), times))


@given(times=st.integers(1, 6), limit=st.integers(0, 6), after=waits)
def test_resending_is_bounded_by_the_cool_down_and_the_number(times, limit, after):
    invitation = sent(times)
    try:
        invitation.demand_resendable(START + after, limit)
    except ResendTooSoonError as refused:
        assert after < COOL_DOWN
        assert refused.retry_after in range(1, 61)  # noqa: PT017  # which refusal comes is what is asked
    except ResendLimitError:
        assert invitation.resends >= limit
    else:
        assert after >= COOL_DOWN
        assert invitation.resends < limit


@given(claimants=st.lists(st.tuples(st.sampled_from("abc"), st.timedeltas(timedelta(0), timedelta(minutes=2)))))
def test_nobody_takes_a_claim_that_another_holds(claimants):
    invitation, now = sent(1), START
    for by, wait in claimants:
        now += wait
        held = invitation.claim
        try:
            invitation = invitation.claimed(by, now)
        except ActivationInProgressError:
            assert held is not None
            assert held.by != by
            assert now < held.until
        else:
            assert held is None or held.by == by or now >= held.until


states = st.sampled_from(list(PersonState))


@given(history=st.lists(st.tuples(st.integers(0, 3), states), min_size=1, max_size=30))
def test_counters_of_an_account_equal_a_recount_of_its_persons(history):
    """However persons come, change and go on, nobody is counted twice or forgotten."""
    account = Account(firm=FIRM, id=AccountId(f"acc_{digest('a')}"), name="Doe Family", kind="person", created_at=START)
    persons: dict[int, Person] = {}
    for number, state in history:
        before = persons.get(number)
        after = person(number, account).model_copy(update={"state": state})
        account = recounted(account, before, after)
        persons[number] = after
    standing = [each.state for each in persons.values()]
    assert account.n_can_login == standing.count(PersonState.ACTIVE)
    assert account.n_invited == standing.count(PersonState.INVITED)


def person(number: int, account: Account) -> Person:
    email = f"p{number}@doe.example"
    return Person(
        firm=FIRM,
        id=PersonId(f"per_{email_digest(FIRM, email)}"),
        name="Jane",
        email=email,
        contact=ContactId(f"con_{digest('c')}"),
        state=PersonState.GRANTED,
        accounts={account.id: account.name},
    )


@given(password=st.text(max_size=200))
def test_password_is_refused_by_length_whatever_its_letters(password):
    """NIST SP 800-63B-4 §3.1.1.2: each code point counts as one character, and none is demanded."""
    try:
        demand_acceptable(password, "jane@doe.example")
    except ValidationFailedError as refused:
        (fault,) = refused.faults
        assert fault.code != "PASSWORD_TOO_SHORT" or len(password) < MIN_LENGTH
        assert fault.code != "PASSWORD_TOO_LONG" or len(password) > MAX_LENGTH
    else:
        assert MIN_LENGTH <= len(password) <= MAX_LENGTH
