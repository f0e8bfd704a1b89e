"""Any order of what people, time and the post do: whatever comes of it, the rules hold.

Two firms with the same people in them. What is invited, resent, cancelled, revoked and accepted, early, late and again,
with letters of any age, in any order, while the post brings everything twice and shuffled.
"""

from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from functions.invite import keys
from functions.invite.model.entities import Account, Person
from shared.directory import PersonState
from shared.table import marshal, schema
from tests.fakes.cloud import running_cloud
from tests.fakes.ses import Received
from tests.infra.assembly import Assembly
from tests.journeys.acts import PASSWORD, Office
from tests.journeys.house import Delivery, House

_PEOPLE = ("zoe@doe.example", "max@doe.example")
_ACCOUNTS = 2
_LIFETIME = timedelta(days=30)
_DONE = range(200, 300)
_ALL: tuple[dict[str, str], ...] = ({"status": "active"}, {"status": "archived"})


@dataclass
class Letter:
    """A link that was mailed, and whether it still opens the door."""

    office: Office
    person: str
    received: Received
    token: str
    until: datetime
    is_open: bool = True


class Histories(RuleBasedStateMachine):
    """Plays, and keeps a book of what must have come of it."""

    def __init__(self, assembly: Assembly, done: Counter[str]) -> None:
        super().__init__()
        self._done = done
        self._closing = ExitStack()
        cloud = self._closing.enter_context(running_cloud(self._closing.enter_context(pytest.MonkeyPatch.context())))
        self.house = House(cloud, assembly)
        self.offices = [Office(self.house).found(), Office(self.house, "other").found()]
        self.ties = {(office.slug, person): self._tied(office, person) for office in self.offices for person in _PEOPLE}
        self.letters: list[Letter] = []

    def _tied(self, office: Office, person: str) -> list[tuple[str, str]]:
        """Tie somebody to each account of their own; give account and tie."""
        first = office.add_client(person, name=person.partition("@")[0].title())
        second = office.ask("POST", "/v1/accounts", body={"name": f"{person} two", "kind": "person"})["id"]
        body = {"contactId": first["contact"], "email": person}
        tie = office.ask("POST", f"/v1/accounts/{second}/ties", body=body)["id"]
        return [(first["account"], first["tie"]), (second, tie)]

    firm = st.integers(0, 1)
    person = st.sampled_from(_PEOPLE)
    account = st.integers(0, _ACCOUNTS - 1)

    @rule(firm=firm, person=person, account=account, invite=st.booleans())
    def grant(self, firm: int, person: str, account: int, invite: bool) -> None:
        at, tie = self.ties[self.offices[firm].slug, person][account]
        self._do(firm, f"/v1/accounts/{at}/ties/{tie}/access", {"invite": invite})
        self._receive(firm, person)

    @rule(firm=firm, person=person, account=account)
    def revoke(self, firm: int, person: str, account: int) -> None:
        at, tie = self.ties[self.offices[firm].slug, person][account]
        is_done = self._do(firm, f"/v1/accounts/{at}/ties/{tie}/access/revoke", None)
        standing = self._person(firm, person)
        if is_done and standing is not None and not standing.accounts:
            self._close(firm, person)  # with the last access the link is dead too

    @rule(firm=firm, person=person)
    def invite(self, firm: int, person: str) -> None:
        self._do(firm, f"/v1/persons/{self.offices[firm].person_id(person)}/invitation", {})
        self._receive(firm, person)

    @rule(firm=firm, person=person)
    def resend(self, firm: int, person: str) -> None:
        self.house.clock.advance(timedelta(minutes=2))
        self._do(firm, f"/v1/persons/{self.offices[firm].person_id(person)}/invitation/resend", None)
        self._receive(firm, person)

    @rule(firm=firm, person=person)
    def cancel(self, firm: int, person: str) -> None:
        if self._do(firm, f"/v1/persons/{self.offices[firm].person_id(person)}/invitation/cancel", None):
            self._close(firm, person)

    @rule(firm=firm, person=person, verb=st.sampled_from(["archive", "restore"]))
    def close(self, firm: int, person: str, verb: str) -> None:
        """An account is archived, or open again; its people hear of it before anybody else does anything."""
        at, _ = self.ties[self.offices[firm].slug, person][0]
        self._do(firm, f"/v1/accounts/{at}/{verb}", None)
        self.house.settle()

    @precondition(lambda self: self.letters)
    @rule(which=st.integers(min_value=0))
    def accept(self, which: int) -> None:
        letter = self.letters[which % len(self.letters)]
        is_good = letter.is_open and self.house.clock() + timedelta(seconds=1) < letter.until
        is_good = is_good and self._leads_in(letter)
        headers = {"Portico-Token": letter.token, "Idempotency-Key": f"history-{self.house.clock().timestamp()}"}
        answer = self.house.call("POST", "/v1/public/invitation/accept", headers=headers, body={"password": PASSWORD})
        assert (answer.status == 201) is is_good, (answer.status, answer.text, letter)
        letter.is_open = letter.is_open and not is_good
        self._done["accept"] += is_good

    @precondition(lambda self: self.letters)
    @rule(which=st.integers(min_value=0))
    def bounce(self, which: int) -> None:
        """A letter comes back; its address takes no mail until that is cleared, which is done at once."""
        letter = self.letters[which % len(self.letters)]
        letter.office.bounce(letter.received)
        self.house.settle()
        self._done["bounce"] += letter.is_open
        letter.is_open = False
        clear = f"/v1/persons/{letter.office.person_id(letter.person)}/mail/clear"
        self.house.call("POST", clear, who=letter.office.owner)

    @rule(days=st.sampled_from([0.5, 29, 31]))
    def wait(self, days: float) -> None:
        self.house.clock.advance(timedelta(days=days))

    @rule()
    def sweep(self) -> None:
        self.house.tick()

    @rule(seed=st.integers(0, 99))
    def deliver(self, seed: int) -> None:
        self.house.settle(Delivery(copies=2, order=Random(seed)))  # noqa: S311  # an order, no secret

    @invariant()
    def counters_and_lists_are_what_a_recount_gives(self) -> None:
        items = [marshal.read(each) for each in self.house.cloud.items()]
        persons = [Person.model_validate(each) for each in items if each["et"] == schema.PERSON.name]
        for each in items:
            if each["et"] != schema.ACCOUNT.name:
                continue
            account = Account.model_validate(each)
            states = Counter(one.state for one in persons if account.firm == one.firm and account.id in one.accounts)
            assert account.n_can_login == states[PersonState.ACTIVE]
            assert account.n_invited == states[PersonState.INVITED]
            badge = keys.accounts_by_badge(account.firm, account.badge) if account.is_active else None
            assert each.get("g2pk") == badge
        open_ones = {each["id"] for each in items if each["et"] == schema.ACCOUNT.name and each["status"] == "active"}
        waiting = [
            each for each in persons if each.state is not PersonState.ACTIVE and open_ones & each.accounts.keys()
        ]
        pending = {each["pk"] for each in items if "PENDING" in each.get("g2pk", "")}
        assert pending == {keys.person(each.firm, each.id).pk for each in waiting}

    @invariant()
    def nothing_crosses_firms(self) -> None:
        for office in self.offices:
            mine = {at for (slug, _), ties in self.ties.items() if slug == office.slug for at, _ in ties}
            listed = [office.house.call("GET", "/v1/accounts", who=office.owner, query=each) for each in _ALL]
            assert {each["id"] for answer in listed for each in answer.json["items"]} == mine

    def teardown(self) -> None:
        """In the end the record tells each act once, whatever the post did, and nothing is left lying."""
        try:
            self.house.settle(Delivery(copies=2, order=Random(1)))  # noqa: S311  # an order, no secret
            told = [action for office in self.offices for action in office.feed()]
            assert sorted(told) == sorted(self._announced())
            assert self.house.dead == []
        finally:
            self._closing.close()

    def _do(self, firm: int, path: str, body: object) -> bool:
        """Act as the firm's owner; whatever is refused must have changed nothing."""
        office, before = self.offices[firm], self._dump()
        answer = self.house.call("POST", path, who=office.owner, body=body)
        assert answer.status in _DONE or answer.status in {404, 409, 422}, (path, answer.status, answer.text)
        if answer.status not in _DONE:
            assert self._dump() == before, path
        self._done[path.rpartition("/")[2]] += answer.status in _DONE
        return answer.status in _DONE

    def _receive(self, firm: int, person: str) -> None:
        """Let the post come; a new letter closes the one before."""
        office = self.offices[firm]
        self.house.settle()
        letters = [each for each in office.letters(person) if f"{office.slug.capitalize()} & Partner" in each.text]
        known = [each for each in self.letters if (each.office, each.person) == (office, person)]
        for letter in letters[len(known) :]:
            self._close(firm, person)
            invited = self._person(firm, person)
            assert invited is not None
            token = letter.link.partition("#")[2]
            self.letters.append(Letter(office, person, letter, token, invited.invitation.deadline))

    def _close(self, firm: int, person: str) -> None:
        for each in self.letters:
            if (each.office, each.person) == (self.offices[firm], person):
                each.is_open = False

    def _person(self, firm: int, person: str) -> Person | None:
        office = self.offices[firm]
        standing = self.house.cloud.table.get(keys.person(office.id, office.person_id(person)))
        return Person.model_validate(standing) if standing else None

    def _leads_in(self, letter: Letter) -> bool:
        """Tell whether any account of whom a letter is to is open."""
        standing = self._person(self.offices.index(letter.office), letter.person)
        ties = self.ties[letter.office.slug, letter.person]
        entered = [at for at, _ in ties if standing is not None and at in standing.accounts]
        statuses = [letter.office.ask("GET", f"/v1/accounts/{each}")["status"] for each in entered]
        return "active" in statuses

    def _announced(self) -> list[str]:
        return [each["name"] for each in self.house.cloud.announced()]

    def _dump(self) -> list[str]:
        return sorted(repr(sorted(each.items())) for each in self.house.cloud.items())


def test_whatever_happens_in_whatever_order_the_rules_hold(local: Assembly) -> None:
    done: Counter[str] = Counter()

    class Here(Histories):
        def __init__(self) -> None:
            super().__init__(local, done)

    few = settings(max_examples=25, stateful_step_count=30, phases=[Phase.generate])
    run_state_machine_as_test(Here, settings=few)
    wanted = {"access", "revoke", "invitation", "resend", "cancel", "accept", "bounce", "archive", "restore"}
    assert set(+done) == wanted, "something never came about"
