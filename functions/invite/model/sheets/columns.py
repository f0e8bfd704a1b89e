"""The header: which column of the sheet is what, however it is written there."""

import unicodedata
from collections.abc import Sequence
from enum import StrEnum

from functions.invite.model.sheets.findings import UnreadableSheetError
from shared.domain.entities import Entity


class Column(StrEnum):
    """What a column can be, by the name reports and exports use."""

    CLIENT_ID = "Client ID"
    ACCOUNT_NAME = "Account name"
    ACCOUNT_TYPE = "Account type"
    TEAM_MEMBERS = "Team members"
    CONTACT_NAME = "Contact name"
    FIRST_NAME = "First name"
    LAST_NAME = "Last name"
    EMAIL = "Email"
    OTHER_EMAILS = "Other emails"
    LANGUAGE = "Language"
    LOGIN = "Login"
    NOTIFY = "Notify"
    EMAIL_SYNC = "Email sync"
    SIGNATORY = "Signatory"
    STATUS = "Status"
    ACCOUNT_TAGS = "Account tags"
    PHONE = "Phone"


IGNORED = frozenset({Column.STATUS, Column.ACCOUNT_TAGS, Column.PHONE})
# A contact may have its addresses in as many columns; whatever else stands twice is not to be told apart.
_SEVERAL = frozenset({Column.EMAIL, Column.OTHER_EMAILS}) | IGNORED

_SYNONYMS: dict[Column, str] = {
    Column.CLIENT_ID: (
        "client id|external id|client number|client no|client code|account id|account number|customer id|"
        "customer number|id|kundennummer|mandantennummer|mandanten id|id de cliente|numero de cliente"
    ),
    Column.ACCOUNT_NAME: (
        "account name|account|client name|client|company name|company|business name|customer name|customer|"
        "mandant|kunde|name des mandanten|kontoname|cuenta|nombre de la cuenta|cliente|empresa"
    ),
    Column.ACCOUNT_TYPE: (
        "account type|type|client type|account kind|kind|entity type|kontoart|mandantenart|art|tipo|tipo de cuenta|"
        "tipo de cliente"
    ),
    Column.TEAM_MEMBERS: (
        "team members|team member|team|assigned to|assigned|assignee|assignees|account manager|responsible|"
        "teammitglieder|mitarbeiter|zustandig|equipo|miembros del equipo|asignado a"
    ),
    Column.CONTACT_NAME: (
        "contact name|contact|full name|contact full name|name|person|kontakt|kontaktname|ansprechpartner|"
        "vollstandiger name|contacto|nombre del contacto|nombre completo"
    ),
    Column.FIRST_NAME: "first name|contact first name|given name|vorname|nombre|nombre de pila",
    Column.LAST_NAME: "last name|contact last name|surname|family name|nachname|apellido|apellidos",
    Column.EMAIL: (
        "email|emails|email address|email addresses|contact email|login email|primary email|main email|mail|"
        "e mail adresse|emailadresse|correo|correo electronico|email 1|email 2|email 3|email 4|email 5|"
        "secondary email|additional email"
    ),
    Column.OTHER_EMAILS: "other emails|other email|further emails|weitere emails|otros correos",
    Column.LANGUAGE: "language|locale|preferred language|contact language|sprache|idioma",
    Column.LOGIN: "login|portal access|portal login|client login|access|zugang|acceso",
    Column.NOTIFY: "notify|notification|notifications|email notifications|benachrichtigen|notificar",
    Column.EMAIL_SYNC: "email sync|sync email|sync|mail sync|email synchronisation|sincronizar correo",
    Column.SIGNATORY: "signatory|signer|signs|unterzeichner|firmante",
    Column.STATUS: "status|account status|client status|estado",
    Column.ACCOUNT_TAGS: "account tags|tags|tag|labels|contact tags|schlagworte|etiquetas",
    Column.PHONE: (
        "phone|phones|phone number|phone numbers|contact phone|mobile|mobile phone|cell|cell phone|telephone|"
        "work phone|home phone|telefon|telefonnummer|handy|telefono|movil"
    ),
}


def _folded(title: str) -> str:
    """Reduce a title to its letters and digits: case, accents, spaces and signs make no difference."""
    plain = unicodedata.normalize("NFKD", title.casefold())
    return "".join(each for each in plain if each.isalnum())


_KNOWN = {_folded(each): column for column, names in _SYNONYMS.items() for each in names.split("|")}


class Layout(Entity):
    """Which column stands where. `unknown` are titles nobody knows, `ignored` those known and not taken over."""

    columns: tuple[Column | None, ...]
    unknown: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()

    def has(self, column: Column) -> bool:
        return column in self.columns

    @property
    def width(self) -> int:
        return len(self.columns)


def recognised(titles: Sequence[str]) -> int:
    """Count the titles that are known."""
    return sum(_folded(each) in _KNOWN for each in titles)


def layout(titles: Sequence[str]) -> Layout:
    """Read a header; UnreadableSheetError when it names neither accounts nor contacts, or one thing twice."""
    columns = tuple(_KNOWN.get(_folded(each)) for each in titles)
    for place, column in enumerate(columns):
        if column is not None and column not in _SEVERAL and column in columns[:place]:
            message = f"“{titles[place].strip()}” and another column both give the {column.value.lower()}."
            raise UnreadableSheetError("COLUMN_TWICE", message, column=column.value)
    named = {Column.ACCOUNT_NAME, Column.CONTACT_NAME, Column.FIRST_NAME, Column.LAST_NAME}
    if named.isdisjoint(columns):
        raise UnreadableSheetError("HEADER_UNKNOWN", "The first row names neither an account nor a contact.")
    pairs = [(title.strip(), column) for title, column in zip(titles, columns, strict=True)]
    return Layout(
        columns=columns,
        unknown=tuple(title for title, column in pairs if column is None and title),
        ignored=tuple(title for title, column in pairs if column in IGNORED),
    )
