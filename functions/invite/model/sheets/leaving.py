"""The same sheet the other way: accounts and contacts as rows, in the columns an import takes."""

import json
from collections.abc import Iterable, Iterator, Mapping

from functions.invite.model.entities import Account, Contact, Tie
from functions.invite.model.sheets.columns import Column
from shared.domain.cells import spelled

type Row = dict[Column, str | bool | list[str]]

# So that spreadsheets take the file for UTF-8.
_MARK = b"\xef\xbb\xbf"
_OF_ACCOUNT = (
    *(Column.CLIENT_ID, Column.ACCOUNT_NAME, Column.ACCOUNT_TYPE, Column.STATUS),
    Column.TEAM_MEMBERS,
)
_OF_CONTACT = (Column.CONTACT_NAME, Column.EMAIL, Column.OTHER_EMAILS, Column.LANGUAGE)
_OF_TIE = (Column.LOGIN, Column.NOTIFY, Column.EMAIL_SYNC, Column.SIGNATORY)
COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "accounts": _OF_ACCOUNT,
    "contacts": _OF_CONTACT,
    "people": (*_OF_ACCOUNT, *_OF_CONTACT, *_OF_TIE),
}
# What a program calls a column.
NAMES: Mapping[Column, str] = {
    Column.CLIENT_ID: "clientId",
    Column.ACCOUNT_NAME: "accountName",
    Column.ACCOUNT_TYPE: "accountType",
    Column.STATUS: "status",
    Column.TEAM_MEMBERS: "teamMembers",
    Column.CONTACT_NAME: "contactName",
    Column.EMAIL: "emails",
    Column.OTHER_EMAILS: "otherEmails",
    Column.LANGUAGE: "language",
    Column.LOGIN: "login",
    Column.NOTIFY: "notify",
    Column.EMAIL_SYNC: "emailSync",
    Column.SIGNATORY: "signatory",
}


def of_account(account: Account, team: Iterable[str]) -> Row:
    """Spell an account; who has no number of the firm's own goes by its id, which finds it again here."""
    return {
        Column.CLIENT_ID: account.external_id or account.id,
        Column.ACCOUNT_NAME: account.name,
        Column.ACCOUNT_TYPE: account.kind,
        Column.STATUS: account.status.value,
        Column.TEAM_MEMBERS: sorted(team),
    }


def of_contact(contact: Contact) -> Row:
    return {
        Column.CONTACT_NAME: contact.name,
        Column.EMAIL: list(contact.emails),
        Column.OTHER_EMAILS: [],
        Column.LANGUAGE: contact.locale.value,
    }


def of_tie(tie: Tie, contact: Contact) -> Row:
    """Spell a contact as tied: by the one address of the tie; their others follow, so that they are found again."""
    return {
        **of_contact(contact),
        Column.EMAIL: [tie.email],
        Column.OTHER_EMAILS: [each for each in contact.emails if each != tie.email],
        Column.LOGIN: tie.login,
        Column.NOTIFY: tie.notify,
        Column.EMAIL_SYNC: tie.email_sync,
        Column.SIGNATORY: tie.signatory,
    }


def head(kind: str, form: str) -> bytes:
    """Begin a file."""
    if form == "json":
        return b"["
    return _MARK + b"".join(spelled([[each.value for each in COLUMNS[kind]]]))


def body(kind: str, form: str, rows: Iterable[Row], *, is_first: bool) -> bytes:
    """Spell some rows of a file, to follow those before."""
    if form == "csv":
        return b"".join(spelled(list(_cells(row, kind)) for row in rows))
    lines = list(_objects(rows))
    joint = b"\n" if is_first else b",\n"
    return joint + b",\n".join(lines) if lines else b""


def foot(form: str) -> bytes:
    """End a file."""
    return b"\n]\n" if form == "json" else b""


def _cells(row: Row, kind: str) -> Iterator[str]:
    for column in COLUMNS[kind]:
        value = row.get(column, "")
        if isinstance(value, bool):
            yield "yes" if value else "no"
        else:
            yield value if isinstance(value, str) else "; ".join(value)


def _objects(rows: Iterable[Row]) -> Iterator[bytes]:
    for row in rows:
        named = {NAMES[column]: value for column, value in row.items()}
        yield json.dumps(named, ensure_ascii=False, separators=(",", ":")).encode()
