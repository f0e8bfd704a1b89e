"""What the rows of a sheet say about each other: doubles, contradictions, addresses that several people give.

Rows are judged in their order, by those before that can be taken: the first to name an account or an address has it.
What is kept of each is a few dozen bytes, so a hundred thousand fit into a small function.
"""

from collections.abc import Mapping
from typing import NamedTuple

from functions.invite.model.sheets.columns import Column
from functions.invite.model.sheets.entries import AccountPart, ContactPart, Entry, fingerprint
from functions.invite.model.sheets.findings import Finding, error, warning


class _Named(NamedTuple):
    """An account as its first row gave it."""

    row: int
    name: bytes
    kind: str | None
    members: bytes


class _Holder(NamedTuple):
    """Who was the first to give an address: the row, and the name it had."""

    row: int
    name: str


class Crossing:
    """Takes the rows that can be taken, one after the other."""

    def __init__(self) -> None:
        self._rows: dict[bytes, int] = {}
        self._accounts: dict[bytes, _Named] = {}
        self._numbered: dict[bytes, tuple[int, bool]] = {}
        self._holders: dict[bytes, _Holder] = {}
        self._ties: dict[bytes, int] = {}

    def take(self, entry: Entry) -> tuple[Entry | None, tuple[Finding, ...]]:
        """Give the row as it is to be taken, given those before; no entry when they speak against it."""
        mark = entry.fingerprint()
        double = self._rows.get(mark)
        if double is not None:
            return None, (error(entry.row, "DUPLICATE_ROW", None, f"Row {double} says the same."),)
        against = self._against_account(entry) or self._against_contact(entry) or self._against_tie(entry)
        if against is not None:
            return None, (against,)
        opens_account = self._take_account(entry)
        taken, opens_contact, told = self._take_contact(entry)
        self._rows[mark] = entry.row
        return taken.model_copy(update={"opens_account": opens_account, "opens_contact": opens_contact}), told

    def _against_account(self, entry: Entry) -> Finding | None:
        account = entry.account
        if account is None:
            return None
        numbered = self._numbered.get(fingerprint(account.name))
        if numbered is not None and numbered[1] is not (account.external_id is not None):
            message = f"Row {numbered[0]} and this one name the same account, and only one gives its client id."
            return error(entry.row, "CONFLICTING_VALUES", Column.CLIENT_ID.value, message)
        first = self._accounts.get(_key(account))
        if first is None:
            return None
        mine = _named(entry.row, account)
        conflicts = {
            Column.ACCOUNT_NAME: first.name != mine.name,
            Column.ACCOUNT_TYPE: mine.kind is not None and first.kind != mine.kind,
            Column.TEAM_MEMBERS: bool(account.members) and first.members != mine.members,
        }
        for column, is_conflict in conflicts.items():
            if is_conflict:
                message = f"Row {first.row} gives this account another {column.value.lower()}."
                return error(entry.row, "CONFLICTING_VALUES", column.value, message)
        return None

    def _against_contact(self, entry: Entry) -> Finding | None:
        """One row can't be of two people at once."""
        if entry.contact is None:
            return None
        found = [self._holders.get(fingerprint(each)) for each in entry.contact.held]
        own = {each.row for each in found if each is not None and _is_same(each.name, entry.contact.name)}
        if len(own) < 2:
            return None
        rows = " and ".join(map(str, sorted(own)))
        message = f"Rows {rows} give these addresses to two people of that name."
        return error(entry.row, "CONFLICTING_VALUES", Column.EMAIL.value, message)

    def _against_tie(self, entry: Entry) -> Finding | None:
        """The same address in the same account, with something else allowed."""
        if entry.contact is None or entry.account is None:
            return None
        for email in entry.contact.emails:
            before = self._ties.get(_tie(entry, email))
            if before is not None and _is_same(self._holders[fingerprint(email)].name, entry.contact.name):
                message = f"Row {before} has this address in this account already, with other values."
                return error(entry.row, "CONFLICTING_VALUES", Column.EMAIL.value, message)
        return None

    def _take_account(self, entry: Entry) -> bool:
        if entry.account is None:
            return False
        key = _key(entry.account)
        numbered = (entry.row, entry.account.external_id is not None)
        self._numbered.setdefault(fingerprint(entry.account.name), numbered)
        return self._accounts.setdefault(key, _named(entry.row, entry.account)).row == entry.row

    def _take_contact(self, entry: Entry) -> tuple[Entry, bool, tuple[Finding, ...]]:
        contact = entry.contact
        if contact is None:
            return entry, False, ()
        told: list[Finding] = []
        shared: dict[str, str] = {}
        known: list[str] = []
        for email in contact.held:
            holder = self._holders.get(fingerprint(email))
            if holder is not None and _is_same(holder.name, contact.name):
                known.append(email)
            elif holder is not None:
                shared[email] = holder.name
                told.append(_shared(entry.row, email, holder.row))
        own = tuple(each for each in contact.held if each not in shared)
        if known:
            added = tuple(each for each in own if each not in known)
            told.extend(_not_added(entry.row, each) for each in added)
            own = tuple(known)
        else:
            for email in own:
                self._holders[fingerprint(email)] = _Holder(entry.row, contact.name)
        split = _split(contact, own, shared)
        opened = [each for each in (*split.emails, *split.shared) if self._opens_tie(entry, each)]
        taken = entry.model_copy(update={"contact": split, "opens_ties": tuple(opened)})
        return taken, bool(own and not known), tuple(told)

    def _opens_tie(self, entry: Entry, email: str) -> bool:
        return entry.account is not None and self._ties.setdefault(_tie(entry, email), entry.row) == entry.row


def _split(contact: ContactPart, own: tuple[str, ...], shared: Mapping[str, str]) -> ContactPart:
    return contact.model_copy(
        update={
            "emails": tuple(each for each in contact.emails if each in own),
            "others": tuple(each for each in contact.others if each in own),
            "shared": {each: shared[each] for each in contact.emails if each in shared},
        }
    )


def _is_same(name: str, other: str) -> bool:
    return name.casefold() == other.casefold()


def _shared(row: int, email: str, first: int) -> Finding:
    message = f"{email} is the address of somebody else in row {first}, who is tied in their place."
    return warning(row, "SHARED_EMAIL", Column.EMAIL.value, message)


def _not_added(row: int, email: str) -> Finding:
    message = f"{email} is not added: this contact stands with other addresses."
    return warning(row, "EMAIL_NOT_ADDED", Column.EMAIL.value, message)


def _named(row: int, account: AccountPart) -> _Named:
    kind = account.kind.value if account.kind else None
    return _Named(row, fingerprint(account.name), kind, fingerprint(*sorted(account.members)))


def _key(account: AccountPart) -> bytes:
    if account.external_id is not None:
        return fingerprint("id", account.external_id)
    return fingerprint("name", account.name)


def _tie(entry: Entry, email: str) -> bytes:
    of = _key(entry.account).hex() if entry.account else ""
    return fingerprint(of, email)
