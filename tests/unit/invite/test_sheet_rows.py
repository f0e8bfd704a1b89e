"""What the cells of a row say, and why a row can't be taken."""

from typing import Any

import pytest

from functions.invite.model.entities import AccountKind
from functions.invite.model.sheets.columns import layout
from functions.invite.model.sheets.domains import imitated
from functions.invite.model.sheets.entries import AccountPart, ContactPart, Flags
from functions.invite.model.sheets.findings import Finding, Level
from functions.invite.model.sheets.reading import Record
from functions.invite.model.sheets.rows import Reader
from shared.domain.cells import neutralised, restored, spelled
from shared.domain.texts import Locale

GOOD = {"Account name": "Doe Family", "Contact name": "Jane Doe", "Email": "jane@doe.example"}


def read(**cells: str) -> tuple[Any, tuple[Finding, ...]]:
    named = {name.replace("_", " "): value for name, value in cells.items()}
    return Reader(layout(list(named))).read(Record(7, list(named.values())))


def refused(**cells: str) -> set[tuple[str, str | None]]:
    entry, found = read(**cells)
    assert entry is None
    return {(each.code, each.column) for each in found if each.level is Level.ERROR}


def good(**more: str) -> Any:
    spelled_out = {name.replace(" ", "_"): value for name, value in GOOD.items()}
    entry, _ = read(**{**spelled_out, **more})
    assert entry is not None
    return entry


def test_row_says_account_contact_and_what_the_tie_allows():
    entry = good(
        Client_ID=" C-17 ",
        Account_type="Individual",
        Team_members="Emil@harbor.example; olivia@harbor.example",
        Email="Jane@Doe.example, jd@doe.example",
        Other_emails="old@doe.example",
        Language="Deutsch",
        Login="Yes",
        Notify="no",
        Email_sync="TRUE",
        Signatory="x",
    )
    assert entry.row == 7
    assert entry.account == AccountPart(
        name="Doe Family",
        external_id="C-17",
        kind=AccountKind.PERSON,
        members=("emil@harbor.example", "olivia@harbor.example"),
    )
    assert entry.contact == ContactPart(
        name="Jane Doe",
        emails=("jane@doe.example", "jd@doe.example"),
        others=("old@doe.example",),
        locale=Locale.DE,
    )
    assert entry.flags == Flags(login=True, notify=False, email_sync=True, signatory=True)


def test_what_is_left_out_is_left_open():
    entry = good()
    assert (entry.account.kind, entry.account.members, entry.contact.locale) == (None, (), None)
    assert entry.flags == Flags(login=False, notify=True, email_sync=False, signatory=False)


def test_row_may_name_an_account_alone_or_a_contact_alone():
    account, _ = read(Account_name="Doe Family", Contact_name="", Email="")
    contact, _ = read(Account_name="", Contact_name="Jane Doe", Email="jane@doe.example")
    assert (account.account.name, account.contact) == ("Doe Family", None)
    assert (contact.account, contact.contact.name) == (None, "Jane Doe")


def test_first_and_last_name_make_the_name():
    entry, _ = read(First_name=" Jane ", Last_name="Doe", Email="jane@doe.example")
    assert entry.contact.name == "Jane Doe"


def test_row_shorter_than_the_header_leaves_the_rest_open():
    entry, _ = Reader(layout(["Account name", "Account type", "Email"])).read(Record(2, ["Doe"]))
    assert entry is not None


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"Account_name": "", "Client_ID": "C-1"}, ("NAME_MISSING", "Account name")),
        ({"Account_name": "", "Email": "jane@doe.example"}, ("NAME_MISSING", "Contact name")),
        ({"Account_name": "", "Phone": "+1 555"}, ("NAME_MISSING", "Account name")),
        ({"Contact_name": "Jane Doe", "Email": ""}, ("EMAIL_MISSING", "Email")),
        ({"Contact_name": "Jane Doe", "Email": "jane at doe"}, ("EMAIL_INVALID", "Email")),
        ({"Contact_name": "Jane Doe", "Email": "jane@doe"}, ("EMAIL_INVALID", "Email")),
        ({"Account_name": "D" * 121}, ("TOO_LONG", "Account name")),
        ({"Account_name": "Doe", "Client_ID": "1" * 65}, ("TOO_LONG", "Client ID")),
        ({"Account_name": "Doe\x07"}, ("CONTROL_CHARACTER", "Account name")),
        ({"Account_name": "Doe \u202eeoD"}, ("CONTROL_CHARACTER", "Account name")),
        ({"Account_name": "\u200b"}, ("CONTROL_CHARACTER", "Account name")),
        ({"Account_name": "Doe", "Account_type": "starship"}, ("TYPE_UNKNOWN", "Account type")),
        ({"Account_name": "Doe", "Login": "perhaps"}, ("FLAG_UNKNOWN", "Login")),
        (
            {"Contact_name": "Jane", "Email": "j@doe.example", "Language": "Klingon"},
            ("LANGUAGE_UNKNOWN", "Language"),
        ),
        (
            {"Contact_name": "Jane", "Email": ";".join(f"j{each}@doe.example" for each in range(6))},
            ("TOO_MANY_EMAILS", "Email"),
        ),
        (
            {"Account_name": "Doe", "Team_members": ";".join(f"m{each}@doe.example" for each in range(26))},
            ("TOO_MANY_MEMBERS", "Team members"),
        ),
    ],
)
def test_row_is_refused_by_code_and_column(cells, expected):
    assert refused(**cells) == {expected}


def test_row_is_refused_with_every_reason_at_once():
    assert refused(Account_name="D" * 121, Account_type="starship", Contact_name="Jane", Email="nobody") == {
        ("TOO_LONG", "Account name"),
        ("TYPE_UNKNOWN", "Account type"),
        ("EMAIL_INVALID", "Email"),
    }


def test_cells_beyond_the_header_are_noticed():
    entry, (found,) = Reader(layout(["Account name"])).read(Record(2, ["Doe", "", "Roe"]))
    assert (entry, found.code) == (None, "TOO_MANY_CELLS")


@pytest.mark.parametrize("name", ["=SUM(A1:A9)", "+1 555 0100", "-Doe", "@doe", "=cmd|' /C calc'!A0"])
def test_abuse_26_a_formula_is_a_name_like_any_other(name):
    entry = good(Account_name=name, Contact_name=name)
    assert (entry.account.name, entry.contact.name) == (name, name)


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "\uff1dx", "'=1+1", "''=1", "'x", "x=1", "", "'", "O'Neil", "'+"],
)
def test_abuse_26_what_is_written_computes_nothing_and_reads_back_the_same(text):
    written = neutralised(text)
    assert not written.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d"))
    assert restored(written) == text


def test_abuse_26_a_cell_another_program_neutralised_loses_its_apostrophe():
    assert restored("'=1+1") == "=1+1"
    assert restored("'Doe") == "'Doe"


def test_every_cell_is_written_in_quotes():
    assert b"".join(spelled([["a;b", 'c"d', "=e\r\nf"]])) == b'"a;b","c""d","\'=e\r\nf"\r\n'


@pytest.mark.parametrize(
    ("email", "likeness"),
    [
        ("jane@grnail.com", "gmail.com"),
        ("jane@gmai1.com", "gmail.com"),
        ("jane@0utlook.com", "outlook.com"),
        ("jane@p\u0430ypal.example", "a domain in letters of several scripts"),
        ("jane@xn--pypal-4ve.example", "a domain in letters of several scripts"),
        ("jane@\u0440\u0430\u0443.\u0440\u0444", "a domain in letters that pass for others"),
        ("jane@gmail.com", None),
        ("jane@doe.example", None),
        ("jane@münchen.example", None),
        ("jane@xn--mnchen-3ya.example", None),
    ],
)
def test_abuse_26_addresses_that_pass_for_others_are_told(email, likeness):
    assert imitated(email) == likeness


def test_member_named_otherwise_than_by_email_is_a_warning():
    entry, (found,) = read(Account_name="Doe", Team_members="Emil Brandt; olivia@harbor.example")
    assert entry.account.members == ("olivia@harbor.example",)
    assert (found.code, found.level) == ("MEMBER_UNKNOWN", Level.WARNING)
    assert "Emil Brandt" in found.message


def test_abuse_26_confusable_address_is_a_warning_and_the_row_is_taken():
    entry, (found,) = read(Contact_name="Jane Doe", Email="jane@grnail.com")
    assert entry is not None
    assert (found.code, found.level, found.row) == ("EMAIL_CONFUSABLE", Level.WARNING, 7)


def test_abuse_26_address_in_mixed_scripts_is_refused_and_named():
    entry, found = read(Contact_name="Jane Doe", Email="jane@p\u0430ypal.example")
    assert entry is None
    assert {each.code for each in found} == {"EMAIL_INVALID", "EMAIL_CONFUSABLE"}
