"""Limits: counted before anything is tried, by line and by subject, in windows that end."""

import re
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest

from functions.documents.model import limits as of_documents
from functions.invite.model import limits as of_invite
from functions.links.model import limits as of_links
from shared.domain.errors import UnavailableError
from shared.domain.ids import FirmId, firm_id
from shared.limits import Limit, Limiter, Rule, TooManyRequestsError
from shared.limits.rules import line_of
from shared.table.table import Client, Table
from tests.fakes.clock import FrozenClock
from tests.fakes.records import Records
from tests.fakes.refusals import throttled

RULES = (*of_invite.RULES, *of_links.RULES, *of_documents.RULES)
FIRM, OTHER = firm_id("harbor-tax"), firm_id("north-ledger")
RULE = Rule(
    "door",
    Limit(3, timedelta(minutes=15)),
    subject=Limit(5, timedelta(minutes=15)),
    address=Limit(7, timedelta(minutes=15)),
)
HERE, THERE, ELSEWHERE = "203.0.113.7", "203.0.113.8", "203.0.113.9"


@pytest.fixture
def clock():
    return FrozenClock()


@pytest.fixture
def records():
    return Records()


@pytest.fixture
def limiter(records, clock):
    return Limiter(records, clock)


def tries(limiter: Limiter, subject: str = "jane", address: str = HERE, firm: FirmId = FIRM, times: int = 20) -> int:
    """How many of so many tries were let through."""
    passed = 0
    for _ in range(times):
        try:
            limiter.count(firm, RULE.tallies(subject, address))
        except TooManyRequestsError:
            continue
        passed += 1
    return passed


def test_so_many_tries_pass_and_no_more_until_the_window_ends(limiter, clock):
    clock.advance(timedelta(minutes=4))
    assert tries(limiter) == 3
    with pytest.raises(TooManyRequestsError) as refused:
        limiter.count(FIRM, RULE.tallies("jane", HERE))
    assert refused.value.retry_after == 11 * 60
    clock.advance(timedelta(minutes=11, seconds=-1))
    assert tries(limiter) == 0
    clock.advance(timedelta(seconds=1))
    assert tries(limiter) == 3


def test_flood_from_one_address_leaves_the_subject_open_from_elsewhere(limiter):
    tries(limiter, times=100)
    assert tries(limiter, address=THERE, times=2) == 2


def test_attack_from_many_addresses_shuts_the_subject_until_its_window_ends(limiter, clock):
    assert sum(tries(limiter, address=each) for each in (HERE, THERE, ELSEWHERE)) == 5
    clock.advance(timedelta(minutes=15))
    assert tries(limiter, address=ELSEWHERE, times=1) == 1


def test_one_address_tries_many_subjects_so_often_and_no_more(limiter):
    assert sum(tries(limiter, subject=f"jane-{number}", times=1) for number in range(20)) == 7


def test_what_is_refused_counts_for_none(limiter, records):
    tries(limiter)
    before = dict(records.items)
    tries(limiter)
    assert records.items == before


def test_firms_are_counted_apart(limiter):
    assert (tries(limiter), tries(limiter, firm=OTHER)) == (3, 3)


def test_count_names_nobody_and_goes_with_its_window(limiter, records, clock):
    limiter.count(FIRM, RULE.tallies("jane@doe.example", HERE))
    assert len(records.items) == 3
    for each in records.items.values():
        assert "jane" not in repr(each)
        assert HERE not in repr(each)
        assert each["ttl"] <= (clock.now + timedelta(days=1, minutes=15)).timestamp()


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:85a3:1:8a2e:370:7334:1", "2001:db8:85a3:1::"),
        ("2001:db8:85a3:1::2", "2001:db8:85a3:1::"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("nowhere", "unknown"),
        (None, "unknown"),
    ],
)
def test_addresses_of_one_line_are_one(address, line):
    assert line_of(address) == line


def test_try_that_cannot_be_counted_is_not_made():
    class Down:
        def transact_write_items(self, **_):
            raise throttled()

    table = Table(lambda: cast("Client", Down()), "table", sleep=lambda _: None)
    with pytest.raises(UnavailableError):
        Limiter(table, FrozenClock()).count(FIRM, RULE.tallies("jane", HERE))


def test_first_limit_of_a_rule_is_below_that_of_its_subject_in_the_same_window():
    for rule in RULES:
        for wider in filter(None, (rule.subject, rule.address)):
            assert wider.window == rule.each.window
            assert wider.most > rule.each.most


def test_document_tells_the_limits_there_are():
    text = (Path(__file__).parents[3] / "docs" / "limits.md").read_text("utf-8")
    told = {match[1]: match[2].split(" | ") for match in re.finditer(r"^\| `(\w+)` \| [^|]+ \| (.+) \|$", text, re.M)}
    assert told == {rule.name: [spelled(rule.each), spelled(rule.subject), spelled(rule.address)] for rule in RULES}


def spelled(limit: Limit | None) -> str:
    return f"{limit.most} in {int(limit.window.total_seconds()) // 60} min" if limit else "-"
