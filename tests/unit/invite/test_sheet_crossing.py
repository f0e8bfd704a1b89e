"""What rows say about each other."""

import tracemalloc
from collections.abc import Sequence
from typing import Any

import pytest

from functions.invite.model.sheets.columns import layout
from functions.invite.model.sheets.crossing import Crossing
from functions.invite.model.sheets.findings import Finding, Level
from functions.invite.model.sheets.reading import Record
from functions.invite.model.sheets.rows import Reader

TITLES = ["Client ID", "Account name", "Account type", "Team members", "Contact name", "Email", "Other emails", "Login"]


def taken(*rows: Sequence[str]) -> list[tuple[Any, tuple[Finding, ...]]]:
    """Read rows of (id, account, type, team, contact, email, others, login), short ones filled up."""
    reader, crossing = Reader(layout(TITLES)), Crossing()
    answers = []
    for number, cells in enumerate(rows, 2):
        entry, _ = reader.read(Record(number, list(cells)))
        assert entry is not None
        answers.append(crossing.take(entry))
    return answers


def codes(answer: tuple[Any, tuple[Finding, ...]]) -> list[tuple[str, str | None]]:
    return [(each.code, each.column) for each in answer[1]]


def row(
    client_id: str = "",
    account: str = "Doe Family",
    kind: str = "",
    team: str = "",
    contact: str = "Jane Doe",
    email: str = "jane@doe.example",
    *rest: str,
) -> Sequence[str]:
    return (client_id, account, kind, team, contact, email, *rest)


def test_several_contacts_of_an_account_and_several_accounts_of_a_contact_pass():
    answers = taken(
        row(),
        row(contact="John Doe", email="john@doe.example"),
        row(account="Doe Ltd."),
    )
    assert [found for _, found in answers] == [(), (), ()]
    assert [entry.opens_account for entry, _ in answers] == [True, False, True]
    assert [entry.opens_contact for entry, _ in answers] == [True, True, False]


def test_row_said_before_is_refused_and_the_first_is_named():
    _, (entry, (found,)) = taken(row(), row(account=" Doe  Family ", email="JANE@doe.example"))
    assert (entry, found.code) == (None, "DUPLICATE_ROW")
    assert "Row 2" in found.message


def test_spouses_with_one_address_are_one_contact_and_the_second_is_told():
    answers = taken(row(), row(contact="John Doe"))
    entry, found = answers[1]
    assert codes(answers[1]) == [("SHARED_EMAIL", "Email")]
    assert found[0].level is Level.WARNING
    assert (entry.contact.emails, entry.contact.shared) == ((), {"jane@doe.example": "Jane Doe"})
    assert not entry.opens_contact


def test_spouse_with_an_address_of_their_own_besides_is_a_contact_by_that_one():
    _, (entry, _) = taken(row(), row(contact="John Doe", email="jane@doe.example; john@doe.example"))
    assert (entry.contact.emails, entry.contact.shared) == (("john@doe.example",), {"jane@doe.example": "Jane Doe"})
    assert entry.opens_contact


def test_contact_keeps_the_addresses_of_the_first_row_and_the_new_one_is_told():
    answers = taken(row(), row(account="Doe Ltd.", email="jane@doe.example; jd@doe.example"))
    assert codes(answers[1]) == [("EMAIL_NOT_ADDED", "Email")]
    assert answers[1][0].contact.emails == ("jane@doe.example",)


def test_addresses_a_contact_merely_has_tie_nothing_and_find_it_again():
    answers = taken(
        row("", "Doe Family", "", "", "Jane Doe", "jane@doe.example", "jd@doe.example"),
        row("", "Doe Ltd.", "", "", "Jane Doe", "jd@doe.example", "jane@doe.example"),
    )
    assert [found for _, found in answers] == [(), ()]
    second = answers[1][0]
    assert (second.contact.emails, second.contact.others) == (("jd@doe.example",), ("jane@doe.example",))
    assert not second.opens_contact


def test_one_row_can_not_be_of_two_people():
    answers = taken(
        row(),
        row(account="Roe", email="jd@doe.example"),
        row(account="Poe", email="jane@doe.example; jd@doe.example"),
    )
    assert codes(answers[2]) == [("CONFLICTING_VALUES", "Email")]


def test_same_address_in_the_same_account_with_other_flags_is_a_contradiction():
    answers = taken(row(), row("", "Doe Family", "", "", "Jane Doe", "jane@doe.example", "", "yes"))
    assert answers[1][0] is None
    assert codes(answers[1]) == [("CONFLICTING_VALUES", "Email")]


@pytest.mark.parametrize(
    ("first", "second", "column"),
    [
        (row("C-1"), row("C-1", "Roe Family", contact="", email=""), "Account name"),
        (row("C-1", kind="person"), row("C-1", kind="company", contact="", email=""), "Account type"),
        (row("", "Doe", "person"), row("", "Doe", "company", contact="", email=""), "Account type"),
        (row(team="a@firm.example"), row(team="b@firm.example", contact="", email=""), "Team members"),
        (row("C-1"), row("", contact="", email=""), "Client ID"),
        (row(""), row("C-1", contact="", email=""), "Client ID"),
    ],
)
def test_rows_of_one_account_may_not_contradict_each_other(first, second, column):
    answers = taken(first, second)
    assert answers[1][0] is None
    assert codes(answers[1]) == [("CONFLICTING_VALUES", column)]


def test_two_clients_of_one_name_are_told_apart_by_their_ids():
    answers = taken(row("C-1"), row("C-2", contact="John Roe", email="john@roe.example"))
    assert [found for _, found in answers] == [(), ()]
    assert [entry.opens_account for entry, _ in answers] == [True, True]


def test_what_is_left_open_contradicts_nothing():
    answers = taken(row(kind="company", team="a@firm.example"), row(contact="John Doe", email="john@doe.example"))
    assert answers[1][1] == ()


def test_refused_row_binds_no_later_one():
    answers = taken(row("C-1"), row("C-1", "Roe Family"), row("C-9", "Roe Family", contact="", email=""))
    assert answers[1][0] is None
    assert answers[2][1] == ()


def test_abuse_26_a_hundred_thousand_rows_are_held_against_each_other_in_bounded_memory():
    reader, crossing = Reader(layout(TITLES)), Crossing()
    tracemalloc.start()
    for number in range(10_000):
        cells = row(account=f"Account {number}", contact=f"Contact {number}", email=f"c{number}@doe.example")
        entry, _ = reader.read(Record(number + 2, list(cells)))
        assert entry is not None
        crossing.take(entry)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20_000_000, "ten times as much still fits into the function's 512 MB"
