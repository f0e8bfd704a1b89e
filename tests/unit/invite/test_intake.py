"""Rows of a sheet are taken in: what they add to what stands, and that taking them again adds nothing."""

import io
from typing import Any

import pytest

from functions.invite import keys
from functions.invite.model.entities import Account, Contact, Person, Tie
from functions.invite.model.refusals import SignInFailedError
from functions.invite.model.sheets.crossing import Crossing
from functions.invite.model.sheets.entries import Entry
from functions.invite.model.sheets.matching import Maker
from functions.invite.model.sheets.reading import Sheet, Survey
from functions.invite.model.sheets.rows import Reader
from functions.invite.pools import Audience
from functions.invite.repository.intake import IntakeRepository
from functions.invite.service.intake import Intake, Taken
from shared.directory import AccountStatus, PersonState
from shared.domain.ids import AccountId, person_id
from shared.domain.principals import Actor, ActorKind
from shared.domain.texts import Locale
from shared.table.actions import Action
from tests.fakes.office import LINK, PASSWORD, Office
from tests.fakes.records import Records

HEADER = "Client ID,Account name,Account type,Team members,Contact name,Email,Other emails,Language,Login\n"
JANE = "C-1,Doe Family,person,,Jane Doe,jane@doe.example,,es,yes\n"


def entries(text: str) -> list[Entry]:
    """Read a sheet as a check does; every row of it must be good."""
    content = (HEADER + text).encode()
    survey = Survey()
    survey.see(content)
    sheet = Sheet(io.BytesIO(content), survey.encoding())
    reader, crossing = Reader(sheet.layout), Crossing()
    taken = []
    for record in sheet.records():
        entry, found = reader.read(record)
        assert entry is not None, found
        entry, found = crossing.take(entry)
        assert entry is not None, found
        taken.append(entry)
    return taken


class Practice:
    """A firm whose owner imports."""

    def __init__(self, office: Office, records: Records | None = None) -> None:
        self.office = office
        self.owner = office.opened()
        self.firm = self.owner.identity.firm
        self.intake = Intake(IntakeRepository(records or office.records))
        self.maker = self.of("imp_1")

    def of(self, batch: str) -> Maker:
        member, now = self.owner.identity.id, self.office.clock.now
        return Maker.model_validate(
            {"firm": self.firm, "batch": batch, "member": member, "locale": Locale.EN, "now": now, "unmoved": now}
        )

    def take(self, text: str, batch: str = "imp_1") -> list[Taken]:
        actor = Actor(ActorKind.MEMBER, self.owner.identity.id, "Olivia Reed")
        return [self.intake.take(each, self.of(batch), actor, self.owner.provenance) for each in entries(text)]

    def check(self, text: str) -> list[Taken]:
        return self.intake.check(entries(text), self.maker)

    def stored(self, kind: str) -> list[dict[str, Any]]:
        found = [each for each in self.office.records.items.values() if each["et"] == kind]
        return sorted(found, key=lambda each: str(each.get("name", each.get("email"))))

    @property
    def accounts(self) -> list[Account]:
        return [Account.model_validate(each) for each in self.stored("ACCOUNT")]

    @property
    def contacts(self) -> list[Contact]:
        return [Contact.model_validate(each) for each in self.stored("CONTACT")]

    @property
    def ties(self) -> list[Tie]:
        return [Tie.model_validate(each) for each in self.stored("TIE")]

    @property
    def persons(self) -> list[Person]:
        return [Person.model_validate(each) for each in self.stored("PERSON")]

    def told(self) -> list[str]:
        return [each.event.name for each in self.office.records.envelopes()]


@pytest.fixture
def practice() -> Practice:
    return Practice(Office())


def codes(taken: list[Taken]) -> list[list[str]]:
    return [[each.code for each in one.found] for one in taken]


def test_row_makes_account_contact_tie_and_person_in_one_write(practice):
    writes, told = practice.office.records.writes, len(practice.told())
    practice.take(JANE)
    assert practice.office.records.writes == writes + 1
    (account,), (contact,), (tie,), (person,) = practice.accounts, practice.contacts, practice.ties, practice.persons
    assert (account.name, account.kind, account.external_id) == ("Doe Family", "person", "C-1")
    assert account.assigned == {practice.owner.identity.id}
    assert (contact.name, contact.emails, contact.locale) == ("Jane Doe", ("jane@doe.example",), Locale.ES)
    assert (tie.account, tie.contact, tie.email, tie.login) == (account.id, contact.id, "jane@doe.example", True)
    assert (person.state, person.accounts, person.locale) == (
        PersonState.GRANTED,
        {account.id: account.name},
        Locale.ES,
    )
    assert practice.told()[told:] == ["account.created", "contact.created", "tie.created", "portal_access.granted"]


def test_fault_25_row_taken_again_adds_and_tells_nothing(practice):
    practice.take(JANE)
    before, told = dict(practice.office.records.items), practice.told()
    (taken,) = practice.take(JANE)
    assert taken.addition.is_empty
    assert (practice.office.records.items, practice.told()) == (before, told)


def test_same_sheet_in_another_import_finds_everything_again(practice):
    text = JANE + ",Roe Ltd.,company,,John Roe,john@roe.example,,,no\n"
    practice.take(text, "imp_1")
    before = dict(practice.office.records.items)
    assert all(each.addition.is_empty and not each.found for each in practice.take(text, "imp_2"))
    assert practice.office.records.items == before


def test_contact_of_several_accounts_and_account_of_several_contacts(practice):
    practice.take(
        JANE
        + "C-1,Doe Family,,,John Doe,john@doe.example,,,yes\n"
        + "C-2,Doe Ltd.,company,,Jane Doe,jane@doe.example,,,yes\n"
    )
    assert [each.name for each in practice.accounts] == ["Doe Family", "Doe Ltd."]
    assert [each.name for each in practice.contacts] == ["Jane Doe", "John Doe"]
    assert len(practice.ties) == 3
    jane = next(each for each in practice.persons if each.name == "Jane Doe")
    assert set(jane.accounts.values()) == {"Doe Family", "Doe Ltd."}
    assert jane.v == 2


def test_spouse_with_the_same_address_adds_no_contact_and_no_tie(practice):
    practice.take(JANE + "C-1,Doe Family,,,John Doe,jane@doe.example,,,yes\n")
    assert [each.name for each in practice.contacts] == ["Jane Doe"]
    assert len(practice.ties) == 1


def test_spouse_of_a_row_that_is_refused_takes_the_address(practice):
    second = entries(JANE + "C-2,Other,,,John Doe,jane@doe.example,,,no\n")[1]
    actor = Actor(ActorKind.MEMBER, practice.owner.identity.id, "Olivia Reed")
    practice.intake.take(second, practice.maker, actor, practice.owner.provenance)
    assert [(each.name, each.emails) for each in practice.contacts] == [("John Doe", ("jane@doe.example",))]


def test_address_of_somebody_else_is_refused_and_names_them(practice):
    practice.office.contact(practice.owner, "Janet Roe", ("jane@doe.example",))
    (taken,) = practice.take(JANE)
    assert codes([taken]) == [["EMAIL_IN_USE"]]
    assert "Janet Roe" in taken.found[0].message
    assert (practice.accounts, practice.ties) == ([], [])


def test_contact_that_stands_is_met_by_address_and_name_whatever_its_case(practice):
    known = practice.office.contact(practice.owner, "JANE DOE", ("jane@doe.example", "jd@doe.example"), Locale.DE)
    practice.take(JANE)
    assert [each.id for each in practice.contacts] == [known.id]
    assert [each.contact for each in practice.ties] == [known.id]
    assert practice.persons[0].locale is Locale.DE, "they are spoken to in the language they have"


def test_addresses_of_two_namesakes_in_one_row_are_refused(practice):
    practice.office.contact(practice.owner, "Jane Doe", ("jane@doe.example",))
    practice.office.contact(practice.owner, "Jane Doe", ("jd@doe.example",))
    assert codes(practice.take(",Doe,,,Jane Doe,jane@doe.example;jd@doe.example,,,no\n")) == [["EMAIL_IN_USE"]]


def test_address_a_known_contact_lacks_is_told_and_not_tied(practice):
    practice.office.contact(practice.owner, "Jane Doe", ("jane@doe.example",))
    assert codes(practice.take(",Doe,,,Jane Doe,jane@doe.example;jd@doe.example,,,no\n")) == [["EMAIL_NOT_ADDED"]]
    assert [each.email for each in practice.ties] == ["jane@doe.example"]


def test_further_addresses_are_held_and_not_tied(practice):
    practice.take(",Doe,,,Jane Doe,jane@doe.example,jd@doe.example,,no\n")
    assert practice.contacts[0].emails == ("jane@doe.example", "jd@doe.example")
    assert [each.email for each in practice.ties] == ["jane@doe.example"]


def test_account_found_by_its_number_keeps_name_and_kind_and_both_are_told(practice):
    practice.take(JANE)
    assert codes(practice.take("C-1,Doe Household,company,,,,,,\n", "imp_2")) == [["NAME_DIFFERS", "TYPE_DIFFERS"]]
    assert [(each.name, each.kind) for each in practice.accounts] == [("Doe Family", "person")]


def test_account_is_found_by_its_own_id_as_an_export_gives_it(practice):
    account = practice.office.account(practice.owner, "Doe Family")
    practice.take(f"{account.id},Doe Family,,,Jane Doe,jane@doe.example,,,no\n")
    assert [each.id for each in practice.accounts] == [account.id]
    assert [each.account for each in practice.ties] == [account.id]


def test_id_of_an_account_of_another_firm_is_a_number_like_any_other(practice):
    practice.take("acc_01KANQ9Z00H4R6S8TVWXYZ1111,Doe Family,,,,,,,\n")
    (account,) = practice.accounts
    assert account.id != AccountId("acc_01KANQ9Z00H4R6S8TVWXYZ1111")
    assert account.external_id == "acc_01KANQ9Z00H4R6S8TVWXYZ1111"


def test_account_made_by_hand_is_no_account_of_an_import(practice):
    practice.office.account(practice.owner, "Doe Family")
    practice.take(",Doe Family,,,,,,,\n")
    assert [each.name for each in practice.accounts] == ["Doe Family", "Doe Family"]


@pytest.mark.parametrize("status", [AccountStatus.ARCHIVED, AccountStatus.DELETED])
def test_account_that_is_put_away_takes_nothing_in(practice, status):
    practice.take(JANE)
    key = keys.account(practice.firm, practice.accounts[0].id)
    practice.office.records.put({**practice.office.records.items[key], "status": status.value})
    assert codes(practice.take("C-1,Doe Family,,,John,john@doe.example,,,no\n", "imp_2")) == [["ACCOUNT_NOT_ACTIVE"]]


def test_team_is_assigned_by_email_and_unknown_members_are_told(practice):
    practice.office.colleague(practice.owner)
    taken = practice.take("C-1,Doe Family,,emil@harbor-tax.example; nobody@harbor-tax.example,,,,,\n")
    assert codes(taken) == [["MEMBER_UNKNOWN"]]
    (emil,) = practice.accounts[0].assigned
    assert emil.startswith("mem_")
    assert practice.stored("MEMBER_ACCOUNT")[0]["member"] == emil[4:]


def test_account_whose_whole_team_is_unknown_goes_to_whoever_imports(practice):
    practice.take("C-2,Roe,,nobody@harbor-tax.example,,,,,\n")
    assert practice.accounts[0].assigned == {practice.owner.identity.id}


def test_account_for_guests_takes_no_contacts(practice):
    practice.take(JANE)
    key = keys.account(practice.firm, practice.accounts[0].id)
    practice.office.records.put({**practice.office.records.items[key], "sort": "guest"})
    assert codes(practice.take("C-1,Doe Family,,,John,john@doe.example,,,no\n", "imp_2")) == [["ACCOUNT_FOR_GUESTS"]]


def test_what_an_import_made_counts_the_same_when_a_row_comes_again(practice):
    text = JANE + "C-1,Doe Family,,,John Doe,john@doe.example,,,no\n"
    counts = [(each.made.accounts, each.made.contacts) for each in practice.check(text)]
    assert counts == [(1, 1), (0, 1)]
    for batch, expected in (("imp_1", counts), ("imp_1", counts), ("imp_2", [(0, 0), (0, 0)])):
        assert [(each.made.accounts, each.made.contacts) for each in practice.take(text, batch)] == expected


def test_person_who_is_in_enters_the_new_account_at_once(practice):
    account = practice.office.account(practice.owner, "Old")
    tie = practice.office.tie(practice.owner, account, practice.office.contact(practice.owner))
    person = practice.office.grant(practice.owner, tie, invite=True)
    practice.office.enter(practice.firm, person.id)
    practice.take("C-2,Doe Ltd.,,,Jane Doe,jane@doe.example,,,yes\n")
    added = next(each for each in practice.accounts if each.name == "Doe Ltd.")
    assert (added.n_can_login, added.badge.value) == (1, "activated")


@pytest.mark.parametrize("is_known", [False, True])
def test_address_that_was_another_contacts_begins_anew(practice, is_known):
    office = practice.office
    before = office.left_behind(practice.owner)
    if is_known:
        office.contact(practice.owner, "Bob Roe", ("office@doe.example",), Locale.DE)
    practice.take("C-2,Doe Ltd.,,,Bob Roe,office@doe.example,,de,yes\n")
    person = office.person(practice.firm, "office@doe.example")
    assert (person.name, person.locale, person.state) == ("Bob Roe", Locale.DE, PersonState.GRANTED)
    assert person.contact != before.contact
    assert person.epoch == office.clock.now
    with pytest.raises(SignInFailedError):
        office.sessions.sign_in(Audience.CLIENT, "harbor-tax", "office@doe.example", PASSWORD, LINK)


def test_account_that_stands_has_its_counters_moved(practice):
    account = practice.office.account(practice.owner, "Old")
    tie = practice.office.tie(practice.owner, account, practice.office.contact(practice.owner))
    person = practice.office.grant(practice.owner, tie, invite=True)
    practice.office.enter(practice.firm, person.id)
    practice.take("C-2,Doe Ltd.,,,,,,,\n")
    practice.take("C-2,Doe Ltd.,,,Jane Doe,jane@doe.example,,,yes\n")
    assert next(each for each in practice.accounts if each.name == "Doe Ltd.").n_can_login == 1


def test_person_may_enter_no_more_accounts_than_fifty(practice):
    practice.take(JANE)
    key = keys.person(practice.firm, person_id(practice.firm, "jane@doe.example"))
    many = {f"acc_{each}": "x" for each in range(50)}
    practice.office.records.put({**practice.office.records.items[key], "accounts": many})
    assert codes(practice.take("C-9,Ninth,,,Jane Doe,jane@doe.example,,,yes\n")) == [["LIMIT_REACHED"]]


def test_login_taken_away_meanwhile_is_not_given_back_by_the_same_row(practice):
    practice.take(JANE)
    key = keys.tie(practice.firm, practice.accounts[0].id, practice.ties[0].id)
    practice.office.records.put({**practice.office.records.items[key], "login": False})
    practice.take(JANE, "imp_2")
    assert not practice.ties[0].login


def test_check_says_what_taking_comes_to_and_writes_nothing(practice):
    before = dict(practice.office.records.items)
    (taken,) = practice.check(JANE)
    assert practice.office.records.items == before
    assert taken.addition.opens_account
    assert (len(taken.addition.ties), len(taken.addition.entrants)) == (1, 1)


class Interrupted(Records):
    """Another import writes the very same row just before ours does, once."""

    def __init__(self) -> None:
        super().__init__()
        self.rival: Any = None

    def transact(self, *actions: Action) -> None:
        rival, self.rival = self.rival, None
        if rival is not None:
            rival()
        super().transact(*actions)


def test_fault_25_two_imports_of_one_row_at_the_same_moment_make_it_once(monkeypatch):
    records = Interrupted()
    monkeypatch.setattr("tests.fakes.office.Records", lambda: records)
    practice = Practice(Office(), records)
    records.rival = lambda: practice.take(JANE, "imp_2")
    (taken,) = practice.take(JANE, "imp_1")
    assert taken.addition.is_empty
    assert not taken.found
    assert (len(practice.accounts), len(practice.contacts), len(practice.ties), len(practice.persons)) == (1, 1, 1, 1)
    assert practice.told().count("account.created") == 1


def test_row_whose_ground_keeps_moving_is_refused_as_such(monkeypatch):
    class Restless(Records):
        """Nothing that is to be made can be."""

        def transact(self, *actions: Action) -> None:
            if any(each.item is not None and each.item["et"] == "TIE" for each in actions):
                raise actions[0].refusal(None)
            super().transact(*actions)

    records = Restless()
    monkeypatch.setattr("tests.fakes.office.Records", lambda: records)
    assert codes(Practice(Office(), records).take(JANE)) == [["CONFLICT"]]
