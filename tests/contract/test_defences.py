"""Every row of docs/defences.md has tests that prove it, and every test named after a row is among them."""

import re

import pytest

from tests.contract.defences import PROOFS
from tests.contract.pages import rows, written

CASES = [(title, cells[0]) for title, cells in rows("defences.md")]
LETTERS = {"what an attacker tries": "A", "what goes wrong by itself": "F"}
_NAMED = re.compile(r"test_(?P<kind>abuse|fault)s?_(?P<numbers>\d+(?:_(?:and_)?\d+)*)_")


def named_after(test: str) -> set[str]:
    """Tell which rows a test claims by its name."""
    found = _NAMED.match(test)
    letter = {"abuse": "A", "fault": "F"}[found["kind"]] if found else ""
    return {f"{letter}{number}" for number in re.findall(r"\d+", found["numbers"])} if found else set()


def test_the_page_and_the_proofs_name_the_same_rows_once():
    assert sorted(case for _, case in CASES) == sorted(PROOFS)


@pytest.mark.parametrize(("title", "case"), CASES)
def test_a_row_is_proven_by_tests_there_are_each_named_once(title, case):
    assert case.startswith(LETTERS[title])
    assert PROOFS[case]
    assert set(PROOFS[case]) <= written()
    assert len(set(PROOFS[case])) == len(PROOFS[case])


def test_whatever_is_named_after_a_row_stands_under_it():
    claiming = {test: cases for test in written() if (cases := named_after(test))}
    assert claiming
    astray = {test: case for test, cases in claiming.items() for case in cases if test not in PROOFS.get(case, ())}
    assert astray == {}


@pytest.mark.parametrize(
    ("test", "cases"),
    [
        ("test_abuse_26_a_formula", {"A26"}),
        ("test_faults_4_and_25_a_run", {"F4", "F25"}),
        ("test_faults_8_9_and_13_all", {"F8", "F9", "F13"}),
        ("test_fault_4_a_call", {"F4"}),
        ("test_a_fault_4_of_another_name", set()),
    ],
)
def test_the_rows_a_test_claims_are_read_from_its_name(test, cases):
    assert named_after(test) == cases
