"""The clients of a practice that never was, as its old program would export them: the same for the same seed.

Most rows are as they should be; some are as they come: doubles, spouses with one mailbox, names that begin like
formulas, addresses with typing errors. What an import has to make of it is counted while it is written, row by row.
"""

import csv
import io
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

ACCOUNTS, CONTACTS = 2_000, 3_000
_TITLES = (
    *("Account Name", "Account type", "Client ID", "Account tags", "First Name", "Last Name", "E-mail", "Phone"),
    *("Login", "Notify", "Email Sync", "Team members", "Referral source"),
)
_FIRST = (
    *("Ana", "Björn", "Carmen", "Dmitri", "Elena", "François", "Grace", "Héctor", "Ingrid", "José", "Karin", "Liam"),
    *(
        "María",
        "Noah",
        "Olga",
        "Paul",
        "Quinn",
        "Renée",
        "Søren",
        "Tom",
        "Uwe",
        "Víctor",
        "Wei",
        "Ximena",
        "Yara",
        "Zoë",
    ),
)
_LAST = (
    *("Abbott", "Brückner", "Castillo", "Dubois", "Engström", "Fischer", "García", "Hoffmann", "Ibáñez", "Jensen"),
    *("Krüger", "López", "Müller", "Núñez", "O'Neil", "Pérez", "Quist", "Rodríguez", "Schäfer", "Taylor", "Ulloa"),
    *("Vogel", "Weiß", "Young", "Zimmermann"),
)
_TRADES = ("Bakery", "Dental Care", "Design", "Farms", "Foods", "Holdings", "Interiors", "Landscaping", "Logistics")
_FORMS = ("LLC", "Inc.", "& Sons", "GmbH", "Partners", "S.L.")
_FORMULAS = ("=SUM(A1:A9)", "+1 Consulting", "-40 Refrigeration", "@Home Care", "=HYPERLINK(B2) Media")
# Every how many accounts, at which of them, a row is added that is refused with this code.
_DIRT = (
    (50, 7, "DUPLICATE_ROW"),
    (70, 20, "EMAIL_INVALID"),
    (200, 33, "CONTROL_CHARACTER"),
    (400, 44, "NAME_MISSING"),
    (400, 45, "TYPE_UNKNOWN"),
    (400, 46, "CONFLICTING_VALUES"),
    (500, 60, "TOO_LONG"),
)


@dataclass
class Expected:
    """What is in it. Errors and warnings are counted by their codes; a bad row has one error."""

    rows: int = 0
    accounts: int = 0
    contacts: int = 0
    ties: int = 0
    persons: int = 0
    errors: Counter[str] = field(default_factory=Counter)
    warnings: Counter[str] = field(default_factory=Counter)

    @property
    def bad(self) -> int:
        return self.errors.total()


@dataclass(frozen=True)
class Practice:
    """The file and what it holds."""

    content: bytes
    expected: Expected


@dataclass(frozen=True)
class _Account:
    number: int
    name: str
    kind: str
    team: str


@dataclass(frozen=True)
class _Contact:
    first: str
    last: str
    email: str
    login: bool


def practice(
    seed: int = 3,
    *,
    accounts: int = ACCOUNTS,
    contacts: int = CONTACTS,
    members: Sequence[str] = (),
    mark: str = "",
    encoding: str = "utf-8-sig",
) -> Practice:
    """Write the file; `members` are the e-mails of the team, to whom accounts go in turn.

    With a `mark` its clients and addresses are none of those of another one.
    """
    return _Writer(seed, members, mark).written(accounts, contacts, encoding)


class _Writer:
    """Writes row by row and keeps count."""

    def __init__(self, seed: int, members: Sequence[str], mark: str) -> None:
        self._random = random.Random(seed)  # noqa: S311 the same names each time are what is wanted
        self._members = members
        self._mark = mark
        self._rows: list[tuple[str, ...]] = []
        self._persons: set[str] = set()
        self.expected = Expected()

    def written(self, accounts: int, contacts: int, encoding: str) -> Practice:
        clients = [self._account(number) for number in range(accounts)]
        people = [self._contact(number) for number in range(contacts)]
        self.expected.accounts, self.expected.contacts = accounts, contacts
        for number, client in enumerate(clients):
            for person in people[number::accounts]:
                self._tied(client, person)
            self._dirt(number, client, people[number])
            if number % 7 == 3:  # several accounts to a contact
                self._tied(client, people[number - 1])
        self.expected.rows = len(self._rows)
        self.expected.persons = len(self._persons)
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        writer.writerows([_TITLES, *self._rows])
        return Practice(text.getvalue().encode(encoding), self.expected)

    def _account(self, number: int) -> _Account:
        family = self._random.choice(_LAST)
        if number % 80 == 11:
            name, kind = f"{self._random.choice(_FORMULAS)} {number}", "Company"
        elif number % 3 == 1:
            name, kind = f"{family} {self._random.choice(_TRADES)} {self._random.choice(_FORMS)} {number}", "Company"
        elif number % 20 == 5:
            name, kind = f"{family} Family Trust {number}", "Trust"
        else:
            name, kind = f"{self._random.choice(_FIRST)} {family} {number}", "Individual"
        team = self._members[number % len(self._members)] if self._members else ""
        return _Account(number, name, kind, team)

    def _contact(self, number: int) -> _Contact:
        first, last = self._random.choice(_FIRST), self._random.choice(_LAST)
        domain = "grnail.com" if number % 250 == 17 else f"mail{number % 40}.example"
        return _Contact(first, last, f"client{number}{self._mark}@{domain}", login=number % 5 != 4)

    def _tied(self, account: _Account, contact: _Contact) -> None:
        self._write(account, contact)
        self.expected.ties += 1
        if contact.login:
            self._persons.add(contact.email)
        if contact.email.endswith("@grnail.com"):
            self.expected.warnings["EMAIL_CONFUSABLE"] += 1

    def _dirt(self, number: int, account: _Account, contact: _Contact) -> None:
        """Add what real exports have in them besides; `contact` is the account's own."""
        if number % 40 == 9:
            self._write(account, _Contact("Robin", contact.last, contact.email, contact.login))
            self.expected.warnings["SHARED_EMAIL"] += 1
        for every, at, code in _DIRT:
            if number % every == at:
                self._write(*self._bad(code, account, contact))
                self.expected.errors[code] += 1

    def _bad(self, code: str, account: _Account, contact: _Contact) -> tuple[_Account, _Contact]:
        """Give a row that is refused with this code, and no other."""
        number, kind, team = account.number, account.kind, account.team
        other = _Contact("Max", f"Other{number}", f"other{number}@mail.example", login=False)
        return {
            "DUPLICATE_ROW": (account, contact),
            "EMAIL_INVALID": (account, _Contact("Max", "Typo", f"max.typo{number}[at]mail.example", login=True)),
            "CONTROL_CHARACTER": (account, _Contact("Max", "Unseen\x07", other.email, login=True)),
            "NAME_MISSING": (_Account(number, "", kind, team), other),
            "TYPE_UNKNOWN": (_Account(number, account.name, "Starship", team), other),
            "CONFLICTING_VALUES": (_Account(number, f"Not {account.name}", kind, team), other),
            "TOO_LONG": (account, _Contact("Max", "Long" * 40, other.email, login=False)),
        }[code]

    def _write(self, account: _Account, contact: _Contact) -> None:
        self._rows.append(
            (
                *(account.name, account.kind, f"C-{self._mark}{account.number:06}", "Tax 2025; VIP"),
                *(contact.first, contact.last, contact.email, f"+1 555 {account.number:07}"),
                *("Yes" if contact.login else "No", "Yes", "No", account.team, "A friend,\nlong ago"),
            )
        )
