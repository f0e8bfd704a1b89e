"""Links as the kernel knows them: what state one is in, what it waits for, and what may still be changed of it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.capability import actions, changes, items, keys
from shared.capability.model import (
    ENDED_KEPT,
    PASS_FOR,
    SAME_USE_FOR,
    Link,
    LinkKind,
    LinkState,
    Pass,
    Recipient,
    Target,
    UploadTerms,
    Wanted,
)
from shared.capability.refusals import (
    LinkCompletedError,
    LinkExhaustedError,
    LinkExpiredError,
    LinkRevokedError,
    LinkSupersededError,
)
from shared.domain.clock import stamp
from shared.domain.errors import NotFoundError, StaleVersionError, WrongStateError
from shared.domain.ids import AccountId, LinkId, MemberId, firm_id, member_id
from shared.table.actions import Action, body
from tests.fakes.clock import START
from tests.fakes.records import Records

FIRM = firm_id("harbor-tax")
OLIVIA, EMIL = (member_id(FIRM, each) for each in ("olivia@harbor.example", "emil@harbor.example"))
WEEK, DAY, SECOND = timedelta(days=7), timedelta(days=1), timedelta(seconds=1)

BOTH: dict[str, Any] = {
    "firm": FIRM,
    "kind": LinkKind.SHARE,
    "account": AccountId("acc_01KANQ9Z00H4R6S8TVWXYZ1111"),
    "creator": OLIVIA,
    "title": "W-2.pdf",
    "targets": (Target(id="doc_01KANQ9Z00H4R6S8TVWXYZ8888", version=2),),
    "created_at": START,
}
LINK = LinkId("lnk_01KANQ9Z00H4R6S8TVWXYZ7777")


def head(**more: Any) -> Link:
    return Link.model_validate({**BOTH, "id": LINK, "creator_name": "Olivia", "recipients": 1, **more})


def lou(**more: Any) -> Recipient:
    said = {"link": LINK, "n": 1, "email": "lou@law.example", "proof": "one", "expires_at": START + WEEK}
    return Recipient.model_validate({**BOTH, **said, "sent_at": START, **more})


@pytest.fixture
def records() -> Records:
    made = Records()
    made.transact(*actions.mint(head(), lou()))
    return made


def standing(records: Records, n: int = 1) -> Recipient:
    return Recipient.model_validate(records.items[keys.recipient(FIRM, LINK, n)])


def put(records: Records, **more: Any) -> Recipient:
    """Let the recipient stand changed, with the timer that goes with it."""
    changed = standing(records).model_copy(update=more)
    records.put(items.recipient(changed))
    return changed


@pytest.mark.parametrize(
    ("more", "state"),
    [
        ({}, LinkState.ACTIVE),
        ({"expires_at": None}, LinkState.ACTIVE),
        ({"expires_at": START}, LinkState.EXPIRED),
        ({"expires_at": START - SECOND}, LinkState.EXPIRED),
        ({"expires_at": START + SECOND}, LinkState.ACTIVE),
        ({"max_uses": 2, "uses": 1}, LinkState.ACTIVE),
        ({"max_uses": 2, "uses": 2}, LinkState.EXHAUSTED),
        ({"revoked_at": START, "done_at": START, "expires_at": START}, LinkState.REVOKED),
        ({"done_at": START, "expires_at": START}, LinkState.COMPLETED),
    ],
)
def test_state_is_computed_from_dates_and_counters(more: dict[str, Any], state: LinkState) -> None:
    assert lou(**more).state(START) is state


def test_what_is_for_good_weighs_more_than_what_can_be_undone():
    over = lou(expires_at=START, max_uses=1, uses=1)
    assert over.state(START, is_revoked=True, is_suspended=True) is LinkState.REVOKED
    assert over.state(START, is_suspended=True) is LinkState.SUSPENDED
    assert over.model_copy(update={"done_at": START}).state(START, is_suspended=True) is LinkState.COMPLETED


def test_link_and_recipient_are_read_as_they_were_stored_with_what_newer_code_wrote():
    terms = UploadTerms(types=("application/pdf",), wanted=(Wanted(id="w01", label="W-2"),))
    for whole in (head(upload=terms, message="Hello"), lou(max_uses=3, uses=1, needs_code=True)):
        newer = type(whole).model_validate({**body(whole), "invented_later": 1})
        assert newer == whole
        assert body(newer)["invented_later"] == 1


def test_anyone_stands_in_no_list_of_addresses():
    item = items.recipient(lou(email=None))
    assert "g2pk" not in item
    assert items.recipient(lou())["g2pk"] == keys.links_to(FIRM, "other@law.example")
    assert items.recipient(lou())["g2sk"].startswith(keys.links_to_address(FIRM, "lou@law.example"))


@pytest.mark.parametrize(
    ("more", "due"),
    [
        ({}, START + WEEK - DAY),
        ({"warned_for": START + WEEK}, START + WEEK),
        ({"expires_at": START + 2 * DAY}, START + DAY),
        ({"expires_at": START + 2 * DAY - SECOND}, START + 2 * DAY - SECOND),
        ({"expires_at": None}, None),
        ({"revoked_at": START}, None),
        ({"done_at": START}, None),
        ({"max_uses": 1, "uses": 1}, START + WEEK - DAY),
    ],
)
def test_it_waits_for_the_warning_then_for_its_end(more: dict[str, Any], due: Any) -> None:
    assert items.due_at(lou(**more)) == due


def test_pass_and_use_stand_among_what_was_done_with_the_link():
    given_ = Pass.model_validate(
        {"firm": FIRM, "link": LINK, "n": 1, "generation": 1, "visit": "01", "expires_at": START + PASS_FOR}
    )
    opened = items.link_pass(given_, "proof")
    used = actions.use(lou(), "once", START, START + SAME_USE_FOR, target="doc", by="Lou").item
    assert used is not None
    assert {opened["g1pk"], used["g1pk"]} == {keys.history(FIRM, LINK)}
    assert opened["g1sk"].startswith(stamp(START))
    assert (items.is_opening(opened), items.is_opening(used)) == (True, False)


@pytest.mark.parametrize(
    ("more", "refused"),
    [
        ({"generation": 2}, LinkSupersededError),
        ({"revoked_at": START}, LinkRevokedError),
        ({"done_at": START}, LinkCompletedError),
        ({"expires_at": START}, LinkExpiredError),
        ({"max_uses": 3, "uses": 3}, LinkExhaustedError),
    ],
)
def test_use_is_refused_for_whatever_came_between(
    records: Records, more: dict[str, Any], refused: type[Exception]
) -> None:
    seen = standing(records)
    put(records, **more)
    with pytest.raises(refused):
        records.transact(actions.spend(seen, START))
    assert standing(records).uses == more.get("uses", 0)


def test_abuse_5_of_twenty_last_uses_one_is_counted(records: Records):
    seen = put(records, max_uses=3, uses=2)
    told = []
    for _ in range(20):
        try:
            records.transact(actions.spend(seen, START))
            told.append("used")
        except LinkExhaustedError:
            told.append("exhausted")
    assert told == ["used", *["exhausted"] * 19]
    assert standing(records).uses == 3


def test_done_link_waits_for_nothing(records: Records):
    records.transact(actions.complete(standing(records), START))
    assert standing(records).done_at == START
    assert "g4pk" not in records.items[keys.recipient(FIRM, LINK, 1)]
    with pytest.raises(LinkCompletedError):
        records.transact(actions.complete(standing(records), START))


def test_whole_link_stands_until_it_is_revoked(records: Records):
    records.transact(actions.standing(head()))
    records.transact(changes.revoked_whole(head(), START))
    with pytest.raises(LinkRevokedError):
        records.transact(actions.standing(head()))
    with pytest.raises(changes.AlreadyRevokedError):
        records.transact(changes.revoked_whole(head(), START))
    with pytest.raises(NotFoundError):
        records.transact(actions.standing(head(id=LinkId("lnk_01KANQ9Z00H4R6S8TVWXYZ9999"))))


def test_extended_link_waits_for_its_new_end(records: Records):
    seen = standing(records)
    records.transact(changes.extended(seen, seen.model_copy(update={"expires_at": START + 2 * WEEK})))
    assert standing(records).expires_at == START + 2 * WEEK
    assert records.items[keys.recipient(FIRM, LINK, 1)]["due_at"] == stamp(START + 2 * WEEK - DAY)
    seen = standing(records)
    records.transact(changes.extended(seen, seen.model_copy(update={"expires_at": None})))
    assert standing(records).expires_at is None
    assert "due_at" not in records.items[keys.recipient(FIRM, LINK, 1)]


def test_resent_link_begins_anew_but_for_its_uses(records: Records):
    seen = put(records, uses=2, fails=3, shut_until=START + DAY, warned_for=START + WEEK, code_at=START)
    later = START + DAY
    after = seen.resent("two", later + WEEK, later)
    records.transact(changes.resent(seen, after, later))
    assert standing(records) == after.model_copy(update={"uses": 2})
    now = standing(records)
    assert (now.generation, now.proof, now.fails, now.shut_until, now.warned_for) == (2, "two", 0, None, None)
    with pytest.raises(LinkSupersededError):
        now.demand_proof(1, "one")
    now.demand_proof(2, "two")


def test_only_the_latest_dead_addresses_are_told_that_they_are():
    now = lou()
    for number in range(2, 7):
        now = now.resent(str(number), None, START)
    assert [each.generation for each in now.ended] == [3, 4, 5]
    assert len(now.ended) == ENDED_KEPT
    with pytest.raises(NotFoundError):
        now.demand_proof(1, "one")
    with pytest.raises(NotFoundError):
        now.demand_proof(5, "guessed")


def test_of_two_sendings_the_second_comes_too_soon(records: Records):
    seen, later = standing(records), START + DAY
    records.transact(changes.resent(seen, seen.resent("two", None, later), later))
    with pytest.raises(changes.LinkSentTooSoonError) as refused:
        records.transact(changes.resent(seen, seen.resent("other", None, later), later))
    assert refused.value.retry_after == 60
    assert standing(records).proof == "two"


@pytest.mark.parametrize(("seconds", "wait"), [(0, 60), (1, 59), (59.5, 1), (60, None), (61, None)])
def test_cool_down_is_a_minute_to_the_second(seconds: float, wait: int | None) -> None:
    try:
        changes.demand_resendable(lou(), START + timedelta(seconds=seconds))
        told = None
    except changes.LinkSentTooSoonError as refused:
        told = refused.retry_after
    assert told == wait


def test_uses_are_raised_above_what_was_used_and_never_below(records: Records):
    seen = put(records, uses=3, max_uses=3)
    for uses in (4, None):
        records.transact(changes.raised(seen, seen.model_copy(update={"max_uses": uses})))
        assert standing(records).max_uses == uses
    with pytest.raises(WrongStateError, match="as often"):
        records.transact(changes.raised(standing(records), seen))


def _changes(of: Recipient) -> list[Action]:
    return [
        changes.extended(of, of.model_copy(update={"expires_at": None})),
        changes.raised(of, of.model_copy(update={"max_uses": 9})),
        changes.resent(of, of.resent("two", None, START), START),
        changes.as_sent(of),
    ]


@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize("over", ["revoked_at", "done_at"])
def test_what_is_over_for_good_is_changed_by_nothing(records: Records, over: str, number: int) -> None:
    seen = standing(records)
    put(records, **{over: START})
    with pytest.raises(WrongStateError):
        records.transact(_changes(seen)[number])


@pytest.mark.parametrize("number", range(4))
def test_whoever_saw_an_older_address_is_told_so(records: Records, number: int) -> None:
    seen = standing(records)
    put(records, generation=2, sent_at=None)
    with pytest.raises(StaleVersionError):
        records.transact(_changes(seen)[number])


def test_revoking_bites_whatever_was_changed_since_it_was_read(records: Records):
    seen = standing(records)
    put(records, generation=5, uses=3, expires_at=None)
    records.transact(changes.revoked(seen, START))
    assert standing(records).revoked_at == START
    assert "due_at" not in records.items[keys.recipient(FIRM, LINK, 1)]
    with pytest.raises(changes.AlreadyRevokedError):
        records.transact(changes.revoked(seen, START))


def test_done_link_is_not_revoked(records: Records):
    seen = standing(records)
    put(records, done_at=START)
    with pytest.raises(WrongStateError):
        records.transact(changes.revoked(seen, START))


def test_link_of_twenty_passes_over_whole_and_once(records: Records):
    records.items.clear()
    link = head(recipients=20, suspended_for=OLIVIA)
    records.transact(*actions.mint(link, *(lou(n=n) for n in range(1, 21))))
    handing = changes.handed_over(link, EMIL, "Emil")
    assert len(handing) == 21
    records.transact(*handing)
    after = Link.model_validate(records.items[keys.link(FIRM, LINK)])
    assert (after.creator, after.creator_name, after.suspended_for, after.v) == (EMIL, "Emil", None, 2)
    assert {standing(records, n).creator for n in range(1, 21)} == {EMIL}
    assert {records.items[keys.recipient(FIRM, LINK, n)]["g1pk"] for n in range(1, 21)} == {keys.links_by(FIRM, EMIL)}
    with pytest.raises(StaleVersionError):
        records.transact(*changes.handed_over(link, MemberId("mem_01KANQ9Z00H4R6S8TVWXYZ5555"), "Anna"))


def test_suspension_is_told_once_and_again_after_it_was_over(records: Records):
    records.transact(changes.suspension_told(head()))
    with pytest.raises(StaleVersionError):
        records.transact(changes.suspension_told(head()))
    records.transact(changes.suspension_over(head()))
    with pytest.raises(StaleVersionError):
        records.transact(changes.suspension_over(head()))
    records.transact(changes.suspension_told(head()))


TELLING: tuple[Callable[[Recipient, str], Action], ...] = (
    changes.warned,
    lambda of, due: changes.retimed(of, None, due),
)


@pytest.mark.parametrize("tell", TELLING, ids=["warned", "expired"])
def test_fault_16_nothing_is_told_of_a_timer_that_is_another_by_now(records: Records, tell: Any) -> None:
    seen = standing(records)
    due = records.items[keys.recipient(FIRM, LINK, 1)]["due_at"]
    records.transact(changes.extended(seen, seen.model_copy(update={"expires_at": START + 2 * WEEK})))
    with pytest.raises(StaleVersionError):
        records.transact(tell(seen, due))
    records.transact(tell(standing(records), records.items[keys.recipient(FIRM, LINK, 1)]["due_at"]))


def test_declined_wish_is_declined_once_and_the_next_is_another(records: Records):
    over = START + WEEK
    seen = put(records, renewal_asked_at=over + SECOND)
    records.transact(changes.renewal_declined(seen))
    now = standing(records)
    assert (now.is_renewal_asked, now.awaits_renewal) == (True, False)
    with pytest.raises(StaleVersionError):
        records.transact(changes.renewal_declined(seen))
    again = put(records, renewal_asked_at=over + DAY)
    assert again.awaits_renewal
    records.transact(changes.renewal_declined(again))


@given(
    expires=st.none() | st.integers(-3, 3),
    uses=st.integers(0, 3),
    most=st.none() | st.integers(1, 3),
    is_revoked=st.booleans(),
    is_done=st.booleans(),
)
def test_a_use_goes_through_exactly_while_the_state_is_active(
    expires: int | None, uses: int, most: int | None, is_revoked: bool, is_done: bool
) -> None:
    records = Records()
    recipient = lou(
        expires_at=None if expires is None else START + expires * SECOND,
        uses=uses,
        max_uses=most,
        revoked_at=START if is_revoked else None,
        done_at=START if is_done else None,
    )
    records.transact(*actions.mint(head(), recipient))
    try:
        records.transact(actions.spend(recipient, START))
        went = True
    except (LinkExpiredError, LinkExhaustedError, LinkRevokedError, LinkCompletedError):
        went = False
    assert went is (recipient.state(START) is LinkState.ACTIVE)
