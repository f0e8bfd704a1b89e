"""From the cells of a row to what they say, or to every reason why they can't be taken."""

import re
from collections.abc import Mapping, Sequence

from pydantic import TypeAdapter, ValidationError

from functions.invite.model.entities import MAX_EMAILS, AccountKind
from functions.invite.model.sheets.columns import Column, Layout
from functions.invite.model.sheets.domains import imitated
from functions.invite.model.sheets.entries import AccountPart, ContactPart, Entry, Flags
from functions.invite.model.sheets.findings import Finding, Level, error, member_unknown, warning
from functions.invite.model.sheets.reading import Record
from shared.domain.texts import Locale, Name, normalise_email

MAX_MEMBERS = 25
MAX_ID = 64
_BETWEEN = re.compile(r"[;,|\s]+")
# Names of members have spaces in them.
_BETWEEN_MEMBERS = re.compile(r"[;,|\r\n]+")

_KINDS: Mapping[AccountKind, str] = {
    AccountKind.PERSON: (
        "person|individual|private|privat|privatperson|natural person|single|household|persona|individuo"
    ),
    AccountKind.COMPANY: (
        "company|business|corporation|corp|s corp|c corp|llc|partnership|organization|organisation|firma|unternehmen|"
        "gmbh|empresa|sociedad"
    ),
    AccountKind.OTHER: "other|trust|estate|nonprofit|non-profit|sonstige|andere|otro|otra|fideicomiso",
}
_LOCALES: Mapping[Locale, str] = {
    Locale.EN: "en|en-us|en-gb|english|englisch|inglés|ingles",
    Locale.ES: "es|es-es|es-mx|es-us|spanish|spanisch|español|espanol",
    Locale.DE: "de|de-de|de-at|de-ch|german|deutsch|alemán|aleman",
}
_FLAGS: Mapping[bool, str] = {
    True: "yes|y|true|1|x|on|enabled|enable|active|ja|j|sí|si|s|verdadero|wahr",
    False: "no|n|false|0|-|off|disabled|disable|inactive|nein|falso|falsch",
}
_NAME: TypeAdapter[str] = TypeAdapter(Name)


def _spellings[T](of: Mapping[T, str]) -> dict[str, T]:
    return {each: value for value, spelled in of.items() for each in spelled.split("|")}


_KIND_OF, _LOCALE_OF, _FLAG_OF = _spellings(_KINDS), _spellings(_LOCALES), _spellings(_FLAGS)


class Reader:
    """Understands rows of one layout."""

    def __init__(self, layout: Layout) -> None:
        self._width = layout.width
        self._places = {
            column: tuple(place for place, known in enumerate(layout.columns) if known is column) for column in Column
        }

    def read(self, record: Record) -> tuple[Entry | None, tuple[Finding, ...]]:
        """Give what the row says with what is worth knowing; no entry when it can't be taken, with every reason."""
        return _Row(self._width, self._places, record).read()


class _Row:
    """One row on its way: findings gather while its cells are read."""

    def __init__(self, width: int, places: Mapping[Column, tuple[int, ...]], record: Record) -> None:
        self._width = width
        self._places = places
        self._row = record.row
        self._cells = record.cells
        self._findings: list[Finding] = []

    def read(self) -> tuple[Entry | None, tuple[Finding, ...]]:
        if any(each.strip() for each in self._cells[self._width :]):
            self._refuse("TOO_MANY_CELLS", None, "This row has more cells than the header.")
        account, contact, flags = self._account(), self._contact(), self._flags()
        if not self._findings and account is None and contact is None:
            self._refuse("NAME_MISSING", Column.ACCOUNT_NAME, "This row names neither an account nor a contact.")
        found = tuple(self._findings)
        if any(each.level is Level.ERROR for each in found):
            return None, found
        return Entry(row=self._row, account=account, contact=contact, flags=flags), found

    def _account(self) -> AccountPart | None:
        said = {each: self._text(each) for each in (Column.CLIENT_ID, Column.ACCOUNT_TYPE, Column.TEAM_MEMBERS)}
        if not self._text(Column.ACCOUNT_NAME):
            if any(said.values()):
                self._refuse("NAME_MISSING", Column.ACCOUNT_NAME, "The account of this row has no name.")
            return None
        return AccountPart(
            name=self._name(Column.ACCOUNT_NAME, self._text(Column.ACCOUNT_NAME)),
            external_id=self._client_id(said[Column.CLIENT_ID]),
            kind=self._choice(Column.ACCOUNT_TYPE, _KIND_OF, "TYPE_UNKNOWN"),
            members=self._members(),
        )

    def _contact(self) -> ContactPart | None:
        name = self._contact_name()
        emails, others = self._emails(Column.EMAIL), self._emails(Column.OTHER_EMAILS)
        if not name:
            if emails or others:
                self._refuse("NAME_MISSING", Column.CONTACT_NAME, "The contact of this row has no name.")
            return None
        if not emails and not self._is_refused(Column.EMAIL):
            self._refuse("EMAIL_MISSING", Column.EMAIL, "A contact has at least one e-mail address.")
        others = tuple(each for each in others if each not in emails)
        if len(emails) + len(others) > MAX_EMAILS:
            self._refuse("TOO_MANY_EMAILS", Column.EMAIL, f"A contact has at most {MAX_EMAILS} addresses.")
        return ContactPart(
            name=self._name(Column.CONTACT_NAME, name),
            emails=emails,
            others=others,
            locale=self._choice(Column.LANGUAGE, _LOCALE_OF, "LANGUAGE_UNKNOWN"),
        )

    def _contact_name(self) -> str:
        parts = (self._text(Column.FIRST_NAME), self._text(Column.LAST_NAME))
        return self._text(Column.CONTACT_NAME) or " ".join(filter(None, parts))

    def _flags(self) -> Flags:
        asked = {
            "login": self._choice(Column.LOGIN, _FLAG_OF, "FLAG_UNKNOWN"),
            "notify": self._choice(Column.NOTIFY, _FLAG_OF, "FLAG_UNKNOWN"),
            "email_sync": self._choice(Column.EMAIL_SYNC, _FLAG_OF, "FLAG_UNKNOWN"),
            "signatory": self._choice(Column.SIGNATORY, _FLAG_OF, "FLAG_UNKNOWN"),
        }
        return Flags.model_validate({name: value for name, value in asked.items() if value is not None})

    def _name(self, column: Column, text: str) -> str:
        try:
            return _NAME.validate_python(text)
        except ValidationError as refused:
            if refused.errors()[0]["type"] == "string_too_long":
                self._refuse("TOO_LONG", column, "Names have at most 120 characters.")
            else:
                self._refuse("CONTROL_CHARACTER", column, "There is a character in it that nobody can see.")
        return ""

    def _client_id(self, text: str) -> str | None:
        if len(text) > MAX_ID:
            self._refuse("TOO_LONG", Column.CLIENT_ID, f"Client ids have at most {MAX_ID} characters.")
            return None
        return self._name(Column.CLIENT_ID, text) if text else None

    def _members(self) -> tuple[str, ...]:
        members: list[str] = []
        for each in filter(None, _BETWEEN_MEMBERS.split(";".join(self._texts(Column.TEAM_MEMBERS)))):
            try:
                members.append(normalise_email(each))
            except ValueError:
                self._findings.append(member_unknown(self._row, each.strip()))
        if len(members) > MAX_MEMBERS:
            self._refuse("TOO_MANY_MEMBERS", Column.TEAM_MEMBERS, f"At most {MAX_MEMBERS} members to an account.")
        return tuple(dict.fromkeys(members))

    def _emails(self, column: Column) -> tuple[str, ...]:
        found: list[str] = []
        for each in filter(None, _BETWEEN.split(" ".join(self._texts(column)))):
            self._compare(column, each)
            try:
                found.append(normalise_email(each))
            except ValueError:
                self._refuse("EMAIL_INVALID", column, f"This is not an e-mail address. ({each[:80]})")
        return tuple(dict.fromkeys(found))

    def _compare(self, column: Column, email: str) -> None:
        likeness = imitated(email)
        if likeness is not None:
            message = f"{email[:254]} could be taken for another: {likeness}."
            self._findings.append(warning(self._row, "EMAIL_CONFUSABLE", column.value, message))

    def _choice[T](self, column: Column, known: Mapping[str, T], code: str) -> T | None:
        text = self._text(column)
        chosen = known.get(" ".join(text.casefold().split()))
        if text and chosen is None:
            self._refuse(code, column, f"“{text[:40]}” is not known here.")
        return chosen

    def _text(self, column: Column) -> str:
        return next((text for text in self._texts(column) if text), "")

    def _texts(self, column: Column) -> Sequence[str]:
        return [self._cells[place].strip() for place in self._places[column] if place < len(self._cells)]

    def _is_refused(self, column: Column) -> bool:
        return any(each.column == column.value and each.level is Level.ERROR for each in self._findings)

    def _refuse(self, code: str, column: Column | None, message: str) -> None:
        self._findings.append(error(self._row, code, column.value if column else None, message))
