"""The seeded practice holds what it says."""

import io
from collections import Counter

import pytest

from functions.invite.model.sheets.crossing import Crossing
from functions.invite.model.sheets.findings import Finding, Level
from functions.invite.model.sheets.reading import Sheet, Survey
from functions.invite.model.sheets.rows import Reader
from local.practice import ACCOUNTS, CONTACTS, Expected, Practice, practice


def judged(of: Practice) -> tuple[Expected, Sheet]:
    """Read the file as an import would, and count what it comes to."""
    survey = Survey()
    survey.see(of.content)
    sheet = Sheet(io.BytesIO(of.content), survey.encoding())
    reader, crossing, counted = Reader(sheet.layout), Crossing(), Expected()
    ties: set[tuple[str, str]] = set()
    persons: set[str] = set()
    for record in sheet.records():
        counted.rows += 1
        entry, found = reader.read(record)
        _count(counted, found)
        if entry is None:
            continue
        entry, found = crossing.take(entry)
        _count(counted, found)
        if entry is None:
            continue
        assert entry.account is not None
        assert entry.contact is not None
        counted.accounts += entry.opens_account
        counted.contacts += entry.opens_contact
        for email in (*entry.contact.emails, *entry.contact.shared):
            ties.add((entry.account.name, email))
            if entry.flags.login:
                persons.add(email)
    counted.ties, counted.persons = len(ties), len(persons)
    return counted, sheet


def _count(counted: Expected, found: tuple[Finding, ...]) -> None:
    for each in found:
        (counted.errors if each.level is Level.ERROR else counted.warnings)[each.code] += 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_abuse_26_practice_comes_to_what_it_says_in_every_encoding(encoding):
    made = practice(encoding=encoding)
    counted, sheet = judged(made)
    assert counted == made.expected
    assert (counted.accounts, counted.contacts) == (ACCOUNTS, CONTACTS)
    assert sheet.layout.unknown == ("Referral source",)
    assert sheet.layout.ignored == ("Account tags", "Phone")


def test_practice_has_every_kind_of_dirt():
    expected = practice().expected
    assert set(expected.errors) == {
        "DUPLICATE_ROW",
        "EMAIL_INVALID",
        "CONTROL_CHARACTER",
        "NAME_MISSING",
        "TYPE_UNKNOWN",
        "CONFLICTING_VALUES",
        "TOO_LONG",
    }
    assert set(expected.warnings) == {"SHARED_EMAIL", "EMAIL_CONFUSABLE"}
    assert expected.ties > CONTACTS > expected.persons


def test_same_seed_gives_the_same_file_and_another_another():
    assert practice(accounts=50, contacts=80).content == practice(accounts=50, contacts=80).content
    assert practice(accounts=50, contacts=80).content != practice(4, accounts=50, contacts=80).content


def test_accounts_go_to_the_team_in_turn():
    text = practice(accounts=4, contacts=4, members=("a@firm.example", "b@firm.example")).content.decode("utf-8-sig")
    assert Counter({"a@firm.example": 2, "b@firm.example": 3}) == Counter(
        each for each in text.replace("\r\n", ",").split(",") if each.endswith("@firm.example")
    )
